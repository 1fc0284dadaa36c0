#include "lib/check/pool.h"

#include <algorithm>
#include <map>
#include <set>

#include "lib/check/remark.h"
#include "lib/monitor/ascii.h"

namespace check {

namespace {

bool is_of_connecting(const Finding& finding) {
  switch (finding.id) {
    case FindingId::connect_refused:
    case FindingId::connect_timed_out:
    case FindingId::connect_unreachable:
    case FindingId::connect_reset:
    case FindingId::banner_timed_out:
    case FindingId::banner_closed:
      return true;
    default:
      return false;
  }
}

Finding* connect_failure(SessionResult& session) {
  const auto found = std::find_if(session.findings.begin(),
                                  session.findings.end(), is_of_connecting);
  return found == session.findings.end() ? nullptr : &*found;
}

std::string keywords(const SessionResult& session) {
  std::set<std::string> sorted;
  for (const auto& extension : session.facts.extensions.all()) {
    sorted.insert(monitor::to_upper(extension.keyword));
  }
  std::string text;
  for (const auto& keyword : sorted) text += keyword + " ";
  return text;
}

std::string certificate(const SessionResult& session) {
  const auto& tls = session.facts.tls;
  return tls && !tls->chain.empty() ? tls->chain.front().sha256 : "";
}

std::string greeted_name(const SessionResult& session) {
  return session.facts.greeting_host.value_or("");
}

struct Trait {
  std::string_view name;
  std::string (*of)(const SessionResult&);
};

constexpr Trait traits[] = {{"name in the greeting", greeted_name},
                            {"extensions", keywords},
                            {"certificate", certificate}};

using Sessions = std::vector<const SessionResult*>;

// "certificate (192.0.2.1, 192.0.2.3 against 192.0.2.2)"; empty where all are
// alike.
std::string difference(const Trait& trait, const Sessions& sessions) {
  std::map<std::string, std::string> addresses;  // by what they say
  for (const auto* session : sessions) {
    auto& list = addresses[trait.of(*session)];
    list += (list.empty() ? "" : ", ") + session->address;
  }
  if (addresses.size() < 2) return {};
  std::string text;
  for (const auto& [value, list] : addresses) {
    text += (text.empty() ? "" : " against ") + list;
  }
  return std::string(trait.name) + " (" + text + ")";
}

void judge_pool(CheckResult& result, const Settings& settings,
                const std::string& host, const Sessions& sessions) {
  std::string differences;
  for (const auto& trait : traits) {
    const auto one = difference(trait, sessions);
    if (one.empty()) continue;
    differences += (differences.empty() ? "" : ", ") + one;
  }
  if (differences.empty()) return;
  result.findings.push_back(make_finding(
      settings, FindingId::pool_differs, std::nullopt, std::nullopt,
      {.sentence = "the addresses of " + host + " differ: " + differences}));
}

}  // namespace

bool took_session(const SessionResult& session) {
  return session.facts.greeting && session.facts.greeting->code == 220;
}

void judge_mail_hosts(CheckResult& result, const Settings& settings) {
  auto& sessions = result.sessions;
  if (sessions.empty()) return;
  if (std::any_of(sessions.begin(), sessions.end(), took_session)) {
    for (auto& session : sessions) {
      auto* failure = connect_failure(session);
      if (failure == nullptr) continue;
      *failure = make_finding(settings, FindingId::mx_host_down, std::nullopt,
                              failure->stage,
                              {.sentence = failure->sentence,
                               .said = failure->said,
                               .hint = failure->hint});
    }
    return;
  }
  std::string reasons;
  for (auto& session : sessions) {
    auto* failure = connect_failure(session);
    if (failure == nullptr) continue;
    reasons += (reasons.empty() ? "" : "; ") + failure->sentence;
    session.findings.erase(session.findings.begin() +
                           (failure - session.findings.data()));
  }
  // Hosts that answered and refused have their own findings.
  result.findings.push_back(make_finding(
      settings, FindingId::mx_all_down, std::nullopt, std::nullopt,
      {.sentence = "no mail host of " + settings.mx + " takes a session" +
                   (reasons.empty() ? "" : ": " + reasons)}));
}

void judge_pools(CheckResult& result, const Settings& settings) {
  std::vector<std::string> hosts;
  std::map<std::string, Sessions> pools;
  for (const auto& session : result.sessions) {
    if (!took_session(session)) continue;
    auto& pool = pools[session.host];
    if (pool.empty()) hosts.push_back(session.host);
    pool.push_back(&session);
  }
  for (const auto& host : hosts) {
    judge_pool(result, settings, host, pools[host]);
  }
}

}  // namespace check
