// --banner-hostname and --ehlo-hostname: which name a server gives.
#pragma once

#include <optional>
#include <string>

#include "lib/check/session.h"

namespace check {

// What became of an expectation.
enum class HostVerdict { met, mismatch, none_given, not_judged };

// "auto" is the target's name; where the target is an address or a socket
// there is no name to expect, and the given one is a fact only.
HostVerdict judge_host(const ExpectedHost& expected, const Settings& settings,
                       const std::optional<std::string>& given);

// The name that was expected, for a sentence.
std::string expected_host_name(const ExpectedHost& expected,
                               const Settings& settings);

// --ehlo-hostname, for the EHLO that was answered last.
void judge_ehlo_hostname(Session& session);

}  // namespace check
