#include "lib/check/stages/host_expectation.h"

#include "lib/smtp/greeting.h"

namespace check {

std::string expected_host_name(const ExpectedHost& expected,
                               const Settings& settings) {
  return expected.automatic ? settings.host : expected.name;
}

HostVerdict judge_host(const ExpectedHost& expected, const Settings& settings,
                       const std::optional<std::string>& given) {
  const bool no_name =
      settings.local_socket() || net::parse_address(settings.host);
  if (expected.automatic && no_name) return HostVerdict::not_judged;
  if (!given) return HostVerdict::none_given;
  return smtp::same_host(*given, expected_host_name(expected, settings))
             ? HostVerdict::met
             : HostVerdict::mismatch;
}

void judge_ehlo_hostname(Session& session) {
  const auto& settings = session.settings();
  if (!settings.ehlo_hostname) return;
  const auto expected = expected_host_name(*settings.ehlo_hostname, settings);
  const auto& given = session.facts().ehlo_host;
  const auto verdict = judge_host(*settings.ehlo_hostname, settings, given);
  if (verdict == HostVerdict::met || verdict == HostVerdict::not_judged) return;
  session.find(FindingId::ehlo_hostname_mismatch,
               {.sentence = session.server() + " answers EHLO as " +
                            given.value_or("nobody by name") +
                            ", expected was " + expected});
}

}  // namespace check
