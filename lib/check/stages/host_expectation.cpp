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

}  // namespace check
