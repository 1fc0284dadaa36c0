#include "lib/check/pattern.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace check {
namespace {

bool matches(const std::string& expression, const std::string& lines) {
  return Pattern(expression).matches(lines);
}

TEST(Pattern, IsExtended) {
  EXPECT_TRUE(matches("^(250|251) ", "251 Ok"));
  EXPECT_TRUE(matches("a{2}b+c?", "xaabbx"));
  EXPECT_TRUE(matches("[[:digit:]]+\\.example", "mx 12.example"));
  EXPECT_TRUE(matches("a\\|b", "a|b"));
  EXPECT_FALSE(matches("^(250|251) ", "550 no"));
}

TEST(Pattern, MatchesAnywhere) {
  EXPECT_TRUE(matches("Ok", "250 2.0.0 Ok: queued"));
  EXPECT_TRUE(matches("", "250 Ok"));
  EXPECT_FALSE(matches("ok", "250 Ok"));
}

// REG_NEWLINE: an anchor is that of a line, and a dot is no line end.
TEST(Pattern, LooksAtLines) {
  EXPECT_TRUE(matches("^250 HELP$", "250-mx\n250 HELP"));
  EXPECT_TRUE(matches("mx$", "250-mx\n250 HELP"));
  EXPECT_FALSE(matches("mx.250", "250-mx\n250 HELP"));
  EXPECT_FALSE(matches("mx[^x]250", "250-mx\n250 HELP"));
}

TEST(Pattern, LooksBehindANul) {
  const std::string lines("250 a\0b", 7);
  EXPECT_TRUE(matches("b$", lines));
  EXPECT_FALSE(matches("a$", lines));
}

TEST(Pattern, KeepsItsText) {
  EXPECT_EQ(Pattern("^2[0-9]+").text(), "^2[0-9]+");
}

TEST(Pattern, RefusesWhatIsNoExpression) {
  for (const std::string expression :
       {"(", "[", "a{2", "a{2,1}", "[[:nonsense:]]", "[z-a]", "\\"}) {
    try {
      const Pattern pattern(expression);
      ADD_FAILURE() << expression;
    } catch (const std::invalid_argument& error) {
      EXPECT_STRNE(error.what(), "") << expression;
    }
  }
}

TEST(Pattern, MayBeMovedAndShared) {
  Pattern first("^250");
  const Pattern pattern = std::move(first);
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) EXPECT_TRUE(pattern.matches("250 Ok"));
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace check
