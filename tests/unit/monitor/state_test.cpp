#include "lib/monitor/state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace monitor {
namespace {

using enum State;

constexpr std::array<State, 4> all = {ok, warning, critical, unknown};

// From the mildest to the worst.
constexpr std::array<State, 4> ranking = {ok, unknown, warning, critical};

TEST(State, HasTheExitCodeOfTheGuidelines) {
  EXPECT_EQ(exit_code(ok), 0);
  EXPECT_EQ(exit_code(warning), 1);
  EXPECT_EQ(exit_code(critical), 2);
  EXPECT_EQ(exit_code(unknown), 3);
}

TEST(State, HasTheNameOfTheGuidelines) {
  EXPECT_EQ(name(ok), "OK");
  EXPECT_EQ(name(warning), "WARNING");
  EXPECT_EQ(name(critical), "CRITICAL");
  EXPECT_EQ(name(unknown), "UNKNOWN");
}

TEST(WorseState, FollowsTheRanking) {
  for (std::size_t a = 0; a < ranking.size(); ++a) {
    for (std::size_t b = 0; b < ranking.size(); ++b) {
      EXPECT_EQ(worse(ranking[a], ranking[b]), ranking[std::max(a, b)])
          << name(ranking[a]) << " and " << name(ranking[b]);
    }
  }
}

TEST(ParseState, TakesNameFirstLetterAndDigitInAnyCase) {
  struct Row {
    State state;
    std::array<std::string_view, 6> spellings;
  };
  constexpr std::array<Row, 4> rows = {{
      {ok, {"OK", "ok", "Ok", "O", "o", "0"}},
      {warning, {"WARNING", "warning", "wArNiNg", "W", "w", "1"}},
      {critical, {"CRITICAL", "critical", "Critical", "C", "c", "2"}},
      {unknown, {"UNKNOWN", "unknown", "unKnown", "U", "u", "3"}},
  }};
  for (const auto& row : rows) {
    for (const auto spelling : row.spellings) {
      EXPECT_EQ(parse_state(spelling), row.state) << spelling;
    }
  }
}

TEST(ParseState, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", "4", "-1", "00", "10", "x", "WARN", "warnings", "OKAY", " ok",
        "ok ", "crit", "true", "\xD7"}) {
    EXPECT_EQ(parse_state(text), std::nullopt) << text;
  }
}

TEST(ParseState, UndoesName) {
  for (const auto state : all) EXPECT_EQ(parse_state(name(state)), state);
}

}  // namespace
}  // namespace monitor
