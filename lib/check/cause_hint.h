// What to look at when a server refused.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "lib/check/cause.h"
#include "lib/smtp/reply.h"

namespace check {

// What a hint can name where it is known.
struct HintFacts {
  std::optional<std::chrono::seconds> retry_after{};  // of greylisting
  std::optional<std::uint64_t> size_limit{};  // SIZE of EHLO (RFC 1870 4)
};

// One sentence for a person, without its full stop; empty for `other`.
std::string hint_for(Cause cause, const HintFacts& facts = {});

// The time after which a reply asks to try again: "in 5 minutes", "300
// seconds", "00:05:00". Nothing where it names none, or over a day.
std::optional<std::chrono::seconds> retry_after(const smtp::Reply& reply);

}  // namespace check
