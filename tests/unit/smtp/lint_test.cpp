#include "lib/smtp/lint.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace smtp {
namespace {

LintSet set_of(std::initializer_list<Lint> lints) {
  LintSet set;
  for (const auto lint : lints) set.add(lint);
  return set;
}

TEST(LintSet, HoldsWhatWasAdded) {
  EXPECT_TRUE(LintSet().empty());
  const auto set = set_of({Lint::nul, Lint::legacy_auth});
  EXPECT_FALSE(set.empty());
  EXPECT_TRUE(set.has(Lint::nul));
  EXPECT_TRUE(set.has(Lint::legacy_auth));
  EXPECT_FALSE(set.has(Lint::control));
}

TEST(LintSet, AddsAndSubtractsSets) {
  auto set = set_of({Lint::nul});
  set.add(set_of({Lint::control, Lint::nul}));
  EXPECT_EQ(set, set_of({Lint::nul, Lint::control}));
  EXPECT_EQ(set.without(set_of({Lint::nul, Lint::bare_lf})),
            set_of({Lint::control}));
  EXPECT_TRUE(set.without(set).empty());
}

TEST(LintWords, DescribeEachOnceWithItsSource) {
  LintSet seen;
  std::set<std::string_view> words;
  for (const auto& row : lint_words) {
    EXPECT_FALSE(seen.has(row.lint)) << row.words;
    seen.add(row.lint);
    EXPECT_TRUE(words.insert(row.words).second) << row.words;
    EXPECT_NE(row.words.find("(RFC "), std::string_view::npos) << row.words;
  }
  EXPECT_TRUE(seen.has(Lint::bare_lf));
  EXPECT_TRUE(seen.has(Lint::duplicate_keyword));
  EXPECT_EQ(words.size(), 12U);
}

}  // namespace
}  // namespace smtp
