// --banner-hostname and --ehlo-hostname: which name a server gives.
#pragma once

#include <optional>
#include <string>

#include "lib/check/session.h"

namespace check {

// What became of an expectation.
enum class HostVerdict { met, mismatch, none_given, not_judged };

// "auto" is the target's name or, with --check-ptr, a name of its address;
// where there is none of these, the given one is a fact only.
HostVerdict judge_host(const ExpectedHost& expected, Session& session,
                       const std::optional<std::string>& given);

// The names that were expected, for a sentence.
std::string expected_host_name(const ExpectedHost& expected, Session& session);

// --ehlo-hostname, for the EHLO that was answered last.
void judge_ehlo_hostname(Session& session);

}  // namespace check
