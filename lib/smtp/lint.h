// What a server does that the RFCs do not allow and that does no harm here.
#pragma once

#include <cstdint>
#include <string_view>

namespace smtp {

enum class Lint : std::uint16_t {
  bare_lf = 1U << 0U,
  stray_cr = 1U << 1U,
  nul = 1U << 2U,
  control = 1U << 3U,
  eight_bit = 1U << 4U,
  long_line = 1U << 5U,
  second_digit = 1U << 6U,
  enhanced_class = 1U << 7U,
  unexpected_success = 1U << 8U,
  legacy_auth = 1U << 9U,
  keyword_with_equals = 1U << 10U,
  duplicate_keyword = 1U << 11U,
};

// A set of them.
class LintSet {
 public:
  void add(Lint lint) { bits_ |= static_cast<std::uint16_t>(lint); }
  void add(LintSet other) { bits_ |= other.bits_; }
  bool has(Lint lint) const {
    return (bits_ & static_cast<std::uint16_t>(lint)) != 0;
  }
  bool empty() const { return bits_ == 0; }
  // Those of `this` that `other` lacks.
  LintSet without(LintSet other) const {
    LintSet left;
    left.bits_ = static_cast<std::uint16_t>(bits_ & ~other.bits_);
    return left;
  }
  bool operator==(const LintSet&) const = default;

 private:
  std::uint16_t bits_ = 0;
};

struct LintWords {
  Lint lint;
  std::string_view words;  // with the section that speaks against it
};

// All of them, in the order in which they are reported.
extern const LintWords lint_words[12];

}  // namespace smtp
