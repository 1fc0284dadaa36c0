#include "lib/monitor/ascii.h"

#include <gtest/gtest.h>

#include <cctype>

namespace monitor {
namespace {

// Against the C library in the C locale, in which a test starts.
TEST(Ascii, ClassifiesEveryByteAsTheCLocale) {
  for (int byte = 0; byte < 256; ++byte) {
    const auto c = static_cast<char>(byte);
    EXPECT_EQ(is_digit(c), std::isdigit(byte) != 0) << byte;
    EXPECT_EQ(is_alpha(c), std::isalpha(byte) != 0) << byte;
    EXPECT_EQ(is_alnum(c), std::isalnum(byte) != 0) << byte;
    EXPECT_EQ(is_blank(c), std::isblank(byte) != 0) << byte;
    EXPECT_EQ(is_control(c), std::iscntrl(byte) != 0) << byte;
    EXPECT_EQ(lower(c), static_cast<char>(std::tolower(byte))) << byte;
    EXPECT_EQ(upper(c), static_cast<char>(std::toupper(byte))) << byte;
  }
}

TEST(Ascii, ChangesTheCaseOfLettersOnly) {
  EXPECT_EQ(to_lower("[A-Z]@{0}\xC4"), "[a-z]@{0}\xC4");
  EXPECT_EQ(to_upper("[a-z]@{0}\xE4"), "[A-Z]@{0}\xE4");
}

TEST(Ascii, ComparesIgnoringCase) {
  EXPECT_TRUE(equal_ignoring_case("", ""));
  EXPECT_TRUE(equal_ignoring_case("StartTLS", "STARTTLS"));
  EXPECT_FALSE(equal_ignoring_case("STARTTLS", "STARTTL"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
  EXPECT_TRUE(starts_with_ignoring_case("auth=plain", "AUTH="));
  EXPECT_TRUE(starts_with_ignoring_case("auth", ""));
  EXPECT_FALSE(starts_with_ignoring_case("AUT", "AUTH"));
}

TEST(Ascii, TrimsBlanksAndTabs) {
  EXPECT_EQ(trim_front(" \t a b "), "a b ");
  EXPECT_EQ(trim_back(" a b \t "), " a b");
  EXPECT_EQ(trim("\t a b \t"), "a b");
  EXPECT_EQ(trim(" \t "), "");
  EXPECT_EQ(trim("\na\r"), "\na\r");
}

TEST(Ascii, TakesWordsOffTheFront) {
  std::string_view rest = "  AUTH \t PLAIN\tLOGIN  ";
  EXPECT_EQ(take_word(rest), "AUTH");
  EXPECT_EQ(rest, "PLAIN\tLOGIN  ");
  EXPECT_EQ(take_word(rest), "PLAIN");
  EXPECT_EQ(take_word(rest), "LOGIN");
  EXPECT_EQ(rest, "");
  EXPECT_EQ(take_word(rest), "");
}

}  // namespace
}  // namespace monitor
