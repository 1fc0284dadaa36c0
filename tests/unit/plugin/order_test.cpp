// Options may come in any order, before or after words, and mean the same.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

using Parts = std::vector<Words>;

Words joined(const Parts& parts) {
  Words all;
  for (const auto& part : parts) all = all + part;
  return all;
}

// Each part keeps its own order.
void expect_any_order(Parts parts) {
  std::sort(parts.begin(), parts.end());
  const auto meaning = meaning_of(joined(parts));
  ASSERT_NE(meaning, "");
  while (std::next_permutation(parts.begin(), parts.end())) {
    const auto words = joined(parts);
    ASSERT_EQ(meaning_of(words), meaning) << spelled(words);
  }
}

TEST(Order, DoesNotMatterForTheTarget) {
  expect_any_order(
      {{"a.example"}, {"-p", "587"}, {"-4"}, {"-r"}, {"-L"}, {"-v"}});
}

TEST(Order, DoesNotMatterForTheProxyHeader) {
  expect_any_order({{"-H", "a.example:587"},
                    {"-r"},
                    {"--proxy-protocol=v2"},
                    {"-p", "587"},
                    {"-6"},
                    {"-4"}});
}

TEST(Order, DoesNotMatterForTheDialogue) {
  expect_any_order({{"-f", ""},
                    {"-C", "DATA", "-C", "text", "-C", "."},
                    {"-R", "354"},
                    {"-F", "us.example"},
                    {"-q", "true"},
                    {"a.example"}});
}

TEST(Order, DoesNotMatterForTheJudgement) {
  expect_any_order({{"-w", "5,banner=1"},
                    {"-c", "ehlo=2"},
                    {"-t", "5:W"},
                    {"--state", "quit.failed=ok"},
                    {"--state", "time.out=ok"},
                    {"--until", "ehlo"}});
}

TEST(Order, DoesNotMatterForTls) {
  expect_any_order({{"-S"}, {"-D", "30"}, {"-p", "587"}, {"a.example"}});
  expect_any_order({{"-s"},
                    {"-D", "30,5"},
                    {"-p", "25"},
                    {"--sni=b.example"},
                    {"--verify-name", "c.example"},
                    {"a.example"}});
  expect_any_order({{"-p", "465"}, {"--submission"}, {"-D30"}, {"a.example"}});
}

TEST(Order, DoesNotMatterForThePage) {
  expect_any_order({{"-h"},
                    {"-V"},
                    {"--list-findings"},
                    {"--explain", "time.out"},
                    {"a.example"},
                    {"b.example"}});
  expect_any_order({{"-V"}, {"--explain", "time.out"}, {"--list-findings"}});
  expect_any_order({{"--explain", "time.out"}, {"--list-findings"}});
}

// The error may be another one; that there is one may not change.
TEST(Order, DoesNotMatterForContradictions) {
  for (Parts parts : {Parts{{"--helo"}, {"--lmtp"}, {"a.example"}},
                      Parts{{"-R", "250"}, {"-v"}, {"a.example"}},
                      Parts{{"--until", "banner"}, {"-f", ""}, {"a.example"}},
                      Parts{{"/run/lmtp"}, {"-p", "24"}, {"-v"}},
                      Parts{{"a.example"}, {"-H", "b.example"}, {"-v"}},
                      Parts{{"-4"}, {"-H", "::1"}, {"-v"}},
                      Parts{{"-S"}, {"-s"}, {"-p", "465"}},
                      Parts{{"a.example:25"}, {"-p", "26"}, {"-v"}}}) {
    std::sort(parts.begin(), parts.end());
    do {
      EXPECT_NE(refusal_of(joined(parts)), "") << spelled(joined(parts));
    } while (std::next_permutation(parts.begin(), parts.end()));
  }
}

// Of two values for one single-valued option the last one counts.
TEST(Order, DecidesBetweenTwoValuesOfOneOption) {
  expect_synonyms({
      {{"-p", "25", "-p", "26"}, {"-p", "26"}},
      {{"-H", "a.example", "-H", "b.example"}, {"-H", "b.example"}},
      {{"-F", "a.example", "-F", "b.example"}, {"-F", "b.example"}},
      {{"-f", "a@b.example", "-f", ""}, {"-f", ""}},
      {{"-t", "5", "-t", "6"}, {"-t", "6"}},
      {{"--until", "dns", "--until", "quit"}, {"--until", "quit"}},
      {{"--proxy-protocol=v1", "--proxy-protocol=v2"}, {"--proxy-protocol=v2"}},
      {{"--source-address=::1", "--source-address=::2"},
       {"--source-address=::2"}},
      {{"--banner-hostname=a.b", "--banner-hostname=auto"},
       {"--banner-hostname=auto"}},
      {{"--ehlo-hostname=auto", "--ehlo-hostname=a.b"},
       {"--ehlo-hostname=a.b"}},
  });
}

}  // namespace
}  // namespace plugin
