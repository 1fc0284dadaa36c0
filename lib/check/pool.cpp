#include "lib/check/pool.h"

#include <algorithm>
#include <map>
#include <set>

#include "lib/check/remark.h"
#include "lib/check/stage.h"
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

bool failed_here(const SessionResult& session) {
  return std::any_of(session.findings.begin(), session.findings.end(),
                     [](const Finding& finding) {
                       return finding.id == FindingId::plugin_internal;
                     });
}

bool ends_before_greeting(const Settings& settings) {
  return settings.until &&
         comes_before(*settings.until, StageId::banner, settings);
}

bool works(const SessionResult& session) {
  return took_session(session) &&
         std::none_of(session.findings.begin(), session.findings.end(),
                      is_of_connecting);
}

bool another_works(const std::vector<SessionResult>& sessions,
                   const SessionResult& one) {
  return std::any_of(sessions.begin(), sessions.end(),
                     [&](const SessionResult& session) {
                       return session.host != one.host && works(session);
                     });
}

// Mail arrives all the same, by another host.
void soften(SessionResult& session, const Settings& settings) {
  auto* failure = connect_failure(session);
  if (failure == nullptr) return;
  session.down = true;
  *failure = make_finding(settings, FindingId::mx_host_down, std::nullopt,
                          std::nullopt,
                          {.sentence = failure->sentence,
                           .said = failure->said,
                           .hint = failure->hint});
}

// What a session did not come to tells no difference.
using Value = std::optional<std::string>;

Value keywords(const SessionResult& session) {
  const auto& facts = session.facts;
  const bool inside_tls = facts.starttls.has_value();
  if (!facts.ehlo || !facts.ehlo->success()) return std::nullopt;
  if (inside_tls && !facts.clear_ehlo) return std::nullopt;
  std::set<std::string> sorted;
  for (const auto& extension : session.facts.extensions.all()) {
    sorted.insert(monitor::to_upper(extension.keyword));
  }
  std::string text;
  for (const auto& keyword : sorted) text += keyword + " ";
  return text;
}

Value certificate(const SessionResult& session) {
  const auto& tls = session.facts.tls;
  if (!tls || tls->chain.empty()) return std::nullopt;
  return tls->chain.front().sha256;
}

Value greeted_name(const SessionResult& session) {
  return session.facts.greeting_host.value_or("");
}

struct Trait {
  std::string_view name;
  Value (*of)(const SessionResult&);
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
    const auto value = trait.of(*session);
    if (!value) continue;
    auto& list = addresses[*value];
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
  // Where this machine could not even try, nothing is known of the hosts.
  const bool tried =
      std::none_of(sessions.begin(), sessions.end(), failed_here);
  if (sessions.empty() || !tried || ends_before_greeting(settings)) return;
  if (std::any_of(sessions.begin(), sessions.end(), works)) {
    for (auto& session : sessions) {
      if (another_works(sessions, session)) soften(session, settings);
    }
    return;
  }
  constexpr std::size_t told = 5;
  std::size_t failures = 0;
  std::string reasons;
  for (auto& session : sessions) {
    auto* failure = connect_failure(session);
    if (failure == nullptr) continue;
    if (++failures <= told) {
      reasons += (reasons.empty() ? "" : "; ") + failure->sentence;
    }
    session.down = true;
    session.findings.erase(session.findings.begin() +
                           (failure - session.findings.data()));
  }
  if (failures > told) {
    reasons += " and " + std::to_string(failures - told) + " more";
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
