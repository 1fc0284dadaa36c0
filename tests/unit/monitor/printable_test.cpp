#include "lib/monitor/printable.h"

#include <gtest/gtest.h>

#include <vector>

namespace monitor {
namespace {

std::string for_plugin(std::string_view text) {
  return printable(text, Medium::plugin);
}

std::string for_terminal(std::string_view text) {
  return printable(text, Medium::terminal);
}

std::string escaped(int byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\\x";
  text += digits[static_cast<std::size_t>(byte / 16)];
  text += digits[static_cast<std::size_t>(byte % 16)];
  return text;
}

bool is_plain(int byte) {
  return byte >= 32 && byte <= 126;
}

TEST(PrintableForPlugin, ReplacesEveryByteThatIsNotHarmless) {
  const std::string special = "|<>&`$";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    const bool passes =
        is_plain(byte) && special.find(text) == std::string::npos;
    EXPECT_EQ(for_plugin(text), passes ? text : escaped(byte)) << byte;
  }
}

TEST(PrintableForTerminal, ReplacesControlsBrokenUtf8AndTheBar) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    const bool passes = is_plain(byte) && byte != '|';
    EXPECT_EQ(for_terminal(text), passes ? text : escaped(byte)) << byte;
  }
}

TEST(PrintableForPlugin, SpellsTheSpecialsAsDocumented) {
  EXPECT_EQ(for_plugin("|<>&`$"), "\\x7c\\x3c\\x3e\\x26\\x60\\x24");
  EXPECT_EQ(for_plugin("220 a|time=0s\r\n\x1b[31m"),
            "220 a\\x7ctime=0s\\x0d\\x0a\\x1b[31m");
  EXPECT_EQ(for_plugin("gr\xC3\xBC\xC3\x9F"), "gr\\xc3\\xbc\\xc3\\x9f");
  EXPECT_EQ(for_plugin(""), "");
}

// The first and last character of each length, and others that are harmless.
TEST(PrintableForTerminal, LetsWholeCharactersPass) {
  for (const std::string_view text :
       {"\xC2\xA0", "\xC3\xBC", "\xDF\xBF", "\xE0\xA0\x80", "\xE2\x82\xAC",
        "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
        "\xF0\x9F\x93\xA7", "\xF4\x8F\xBF\xBF", "\xE2\x80\xA9", "\xE2\x80\xAF",
        "\xE2\x81\xA5", "\xE2\x81\xAA"}) {
    EXPECT_EQ(for_terminal(text), text);
  }
  EXPECT_EQ(for_terminal("a\xC3\xBC\xE2\x82\xAC<&>b"),
            "a\xC3\xBC\xE2\x82\xAC<&>b");
}

TEST(PrintableForTerminal, ReplacesEveryByteOfWhatIsNoCharacter) {
  for (const std::string_view text : {
           "\x80",
           "\xBF",  // no lead
           "\xC0\x80",
           "\xC0\xAF",
           "\xC1\xBF",  // over-long
           "\xE0\x80\xAF",
           "\xE0\x9F\xBF",  //
           "\xF0\x80\x80\xAF",
           "\xF0\x8F\xBF\xBF",  //
           "\xED\xA0\x80",
           "\xED\xBF\xBF",  // surrogates
           "\xF4\x90\x80\x80",
           "\xF5\x80\x80\x80",  // above U+10FFFF
           "\xF8\x88\x80\x80\x80",
           "\xFE",
           "\xFF",  //
           "\xC2\x80",
           "\xC2\x9B",
           "\xC2\x9F",  // C1 controls
           "\xE2\x80\xAA",
           "\xE2\x80\xAE",  // bidirectional overrides
           "\xE2\x81\xA6",
           "\xE2\x81\xA9",  //
           "\xC3",
           "\xE2\x82",
           "\xF0\x9F\x93",  // cut at the end
       }) {
    std::string all;
    for (const char c : text) all += escaped(static_cast<unsigned char>(c));
    EXPECT_EQ(for_terminal(text), all);
  }
}

TEST(PrintableForTerminal, GoesOnBehindABrokenCharacter) {
  EXPECT_EQ(for_terminal("\xC3(\xC3\xBC"), "\\xc3(\xC3\xBC");
  EXPECT_EQ(for_terminal("\xE2\x82|"), "\\xe2\\x82\\x7c");
  EXPECT_EQ(for_terminal("\xE2\xC3\xBC"), "\\xe2\xC3\xBC");
  EXPECT_EQ(for_terminal("\xF0\x9F\xE2\x82\xAC"), "\\xf0\\x9f\xE2\x82\xAC");
  EXPECT_EQ(for_terminal("\xE2\x82\n\xAC"), "\\xe2\\x82\\x0a\\xac");
}

TEST(PrintableFront, CountsWhatIsPrinted) {
  EXPECT_EQ(printable_front("abc", 0), "");
  EXPECT_EQ(printable_front("abc", 2), "ab");
  EXPECT_EQ(printable_front("abc", 3), "abc");
  EXPECT_EQ(printable_front("abc", 99), "abc");
  EXPECT_EQ(printable_front("a\nb", 4), "a");
  EXPECT_EQ(printable_front("a\nb", 5), "a\n");
  EXPECT_EQ(printable_front("a\nb", 6), "a\nb");
  EXPECT_EQ(printable_front("|||", 11), "||");
  EXPECT_EQ(printable_front("\xC3\xBC", 7), "\xC3");
  EXPECT_EQ(printable_front("", 5), "");
}

TEST(PrintableFront, FitsAtEveryWidthAndIsNeverShorterThanItMust) {
  std::string text;
  for (int byte = 0; byte < 256; ++byte) text += static_cast<char>(byte);
  const auto whole = for_plugin(text).size();
  for (std::size_t width = 0; width <= whole; ++width) {
    const auto front = printable_front(text, width);
    EXPECT_LE(for_plugin(front).size(), width);
    if (front.size() == text.size()) continue;
    EXPECT_GT(for_plugin(text.substr(0, front.size() + 1)).size(), width);
  }
  EXPECT_EQ(printable_front(text, whole), text);
}

}  // namespace
}  // namespace monitor
