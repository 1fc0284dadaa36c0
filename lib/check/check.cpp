#include "lib/check/check.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <optional>
#include <thread>

#include "lib/check/pool.h"
#include "lib/check/run_session.h"
#include "lib/check/stage.h"
#include "lib/check/targets.h"

namespace check {

namespace {

// What one run holds: a thread and some memory each.
constexpr std::size_t max_sessions = 64;

bool is_of_session(const TimeThreshold& threshold) {
  return !threshold.stage.has_value();
}

// The parts of a run that all its sessions share.
class Run {
 public:
  Run(const Settings& settings, net::Network& network)
      : settings_(settings),
        network_(network),
        start_(network.now()),
        deadline_(start_ + settings.timeout) {
    if (!settings.asks_servers() && !settings.check_ptr) return;
    auto servers = network.dns_servers();
    if (!settings.resolvers.empty()) servers.endpoints = settings.resolvers;
    resolver_.emplace(network, servers.endpoints,
                      dns::ResolverOptions{.trust_ad = settings.trust_ad,
                                           .patience = servers.patience,
                                           .attempts = servers.attempts});
  }

  CheckResult result() {
    CheckResult result;
    auto sessions = one_for_each_host(result);
    if (settings_.all_addresses) {
      sessions = one_for_each_address(std::move(sessions), result);
    }
    if (sessions.size() > max_sessions) {
      result.left_out += sessions.size() - max_sessions;
      sessions.resize(max_sessions);
    }
    auto done = run_all(sessions);
    std::move(done.begin(), done.end(), std::back_inserter(result.sessions));
    if (!settings_.mx.empty()) judge_mail_hosts(result, settings_);
    if (settings_.all_addresses) judge_pools(result, settings_);
    result.duration = network_.now() - start_;
    return result;
  }

 private:
  Settings settings_for(const std::string& host) const {
    Settings settings = settings_;
    settings.host = host;
    if (settings.verify_name.empty()) settings.verify_name = host;
    if (settings.server_name.empty() && settings.sni) {
      settings.server_name = host;
    }
    return settings;
  }

  std::vector<Settings> one_for_each_host(CheckResult& result) {
    if (settings_.mx.empty()) return {settings_};
    const auto start = network_.now();
    auto targets = find_mail_hosts(settings_, *resolver_, deadline_);
    result.stages.push_back(
        {StageId::dns,
         targets.hosts.empty() ? Outcome::failed : Outcome::passed, start,
         network_.now() - start});
    result.findings = std::move(targets.findings);
    std::vector<Settings> sessions;
    for (const auto& host : targets.hosts) {
      sessions.push_back(settings_for(host));
    }
    return sessions;
  }

  // The look-ups are sessions that end there; where one finds nothing it is
  // the host's only session.
  std::vector<Settings> one_for_each_address(std::vector<Settings> hosts,
                                             CheckResult& result) {
    if (hosts.size() > max_sessions) {
      result.left_out += hosts.size() - max_sessions;
      hosts.resize(max_sessions);
    }
    auto look_ups = hosts;
    for (auto& one : look_ups) {
      one.until = StageId::dns;
      // The thresholds of a session are not for what only looks up.
      std::erase_if(one.warning, is_of_session);
      std::erase_if(one.critical, is_of_session);
    }
    auto found = run_all(look_ups);
    std::vector<Settings> sessions;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
      // An address or a path is its own only one: nothing is looked up.
      if (!goes_through(StageId::dns, hosts[i])) {
        sessions.push_back(hosts[i]);
        continue;
      }
      const auto& addresses = found[i].facts.addresses;
      for (auto address : addresses) {
        address.port = hosts[i].port;
        sessions.push_back(hosts[i]);
        sessions.back().address = std::move(address);
      }
      if (addresses.empty()) {
        result.sessions.push_back(std::move(found[i]));
      } else {
        std::move(found[i].findings.begin(), found[i].findings.end(),
                  std::back_inserter(result.findings));
        result.stages.insert(result.stages.end(), found[i].stages.begin(),
                             found[i].stages.end());
      }
    }
    return sessions;
  }

  // Side by side, a thread each: the slowest one is what the run takes.
  std::vector<SessionResult> run_all(const std::vector<Settings>& sessions) {
    std::vector<SessionResult> results(sessions.size());
    std::vector<std::exception_ptr> failures(sessions.size());
    const auto run = [&](std::size_t i) {
      try {
        results[i] = run_session(sessions[i], network_,
                                 resolver_ ? &*resolver_ : nullptr, deadline_);
      } catch (...) {
        failures[i] = std::current_exception();
      }
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < sessions.size(); ++i) {
      threads.emplace_back(run, i);
    }
    if (!sessions.empty()) run(0);
    threads.clear();
    for (const auto& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
    return results;
  }

  const Settings& settings_;
  net::Network& network_;
  net::Time start_;
  net::Deadline deadline_;
  std::optional<dns::Resolver> resolver_;
};

}  // namespace

const StageResult* find_stage(const SessionResult& session, StageId id) {
  for (const auto& stage : session.stages) {
    if (stage.id == id && stage.outcome != Outcome::not_reached) return &stage;
  }
  return nullptr;
}

monitor::State state_of(const SessionResult& session) {
  auto state = monitor::State::ok;
  for (const auto& finding : session.findings) {
    state = monitor::worse(state, finding.state);
  }
  return state;
}

CheckResult run_check(const Settings& settings, net::Network& network) {
  auto result = Run(settings, network).result();
  for (const auto& finding : result.findings) {
    result.state = monitor::worse(result.state, finding.state);
  }
  for (const auto& session : result.sessions) {
    result.state = monitor::worse(result.state, state_of(session));
  }
  return result;
}

}  // namespace check
