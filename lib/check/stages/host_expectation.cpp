#include "lib/check/stages/host_expectation.h"

#include <algorithm>

#include "lib/check/identity.h"
#include "lib/smtp/greeting.h"

namespace check {

namespace {

bool has_name(const Settings& settings) {
  return !settings.local_socket() && !net::parse_address(settings.host);
}

// Names of the address are waited for, so they come last.
std::vector<std::string> candidates(const ExpectedHost& expected,
                                    Session& session) {
  if (!expected.automatic) return {expected.name};
  std::vector<std::string> names = ptr_names(session);
  if (has_name(session.settings())) {
    names.insert(names.begin(), session.settings().host);
  }
  return names;
}

}  // namespace

std::string expected_host_name(const ExpectedHost& expected, Session& session) {
  std::string text;
  for (const auto& name : candidates(expected, session)) {
    text += (text.empty() ? "" : " or ") + name;
  }
  return text;
}

HostVerdict judge_host(const ExpectedHost& expected, Session& session,
                       const std::optional<std::string>& given) {
  const auto& settings = session.settings();
  const bool named = expected.automatic && has_name(settings);
  if (named && given && smtp::same_host(*given, settings.host)) {
    return HostVerdict::met;
  }
  const auto names = candidates(expected, session);
  if (names.empty()) return HostVerdict::not_judged;
  if (!given) return HostVerdict::none_given;
  const bool met = std::any_of(
      names.begin(), names.end(),
      [&](const std::string& name) { return smtp::same_host(*given, name); });
  return met ? HostVerdict::met : HostVerdict::mismatch;
}

void judge_ehlo_hostname(Session& session) {
  const auto& settings = session.settings();
  if (!settings.ehlo_hostname) return;
  const auto& given = session.facts().ehlo_host;
  const auto verdict = judge_host(*settings.ehlo_hostname, session, given);
  if (verdict == HostVerdict::met || verdict == HostVerdict::not_judged) return;
  session.find(
      FindingId::ehlo_hostname_mismatch,
      {.sentence = session.server() + " answers EHLO as " +
                   given.value_or("nobody by name") + ", expected was " +
                   expected_host_name(*settings.ehlo_hostname, session)});
}

}  // namespace check
