// An expectation of the announced extensions, as --require-extension and
// --forbid-extension take it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/smtp/extensions.h"

namespace smtp {

enum class Phase { last, plain, tls };

enum class Verdict { met, missing, parameter_unmet };

// KEYWORD, KEYWORD>=NUMBER[K|M|G], KEYWORD:PARAMETER, each with an optional
// "plain:" or "tls:" before it.
struct Condition {
  Phase phase = Phase::last;
  std::string keyword;
  std::optional<std::uint64_t> at_least{};
  std::string parameter{};
  std::string text;  // as it was given
};

// Nothing where the text is no condition.
std::optional<Condition> parse_condition(std::string_view text);

// "SIZE of at least 20M", "AUTH with PLAIN": for a sentence, where '>' would
// have to be escaped.
std::string in_words(const Condition& condition);

// Judges by what was parsed, never by the server's text. A keyword without
// any mechanism (AUTH alone) counts as announced.
Verdict judge(const Condition& condition, const Extensions& extensions);

// "20M" in units of 1024; nothing where it is no number.
std::optional<std::uint64_t> parse_bytes(std::string_view text);

}  // namespace smtp
