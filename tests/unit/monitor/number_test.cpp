#include "lib/monitor/number.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>

#include "lib/monitor/range.h"

namespace monitor {
namespace {

using std::chrono::nanoseconds;

TEST(ParseUnsigned, TakesWholeNumbers) {
  EXPECT_EQ(parse_unsigned("0"), 0U);
  EXPECT_EQ(parse_unsigned("25"), 25U);
  EXPECT_EQ(parse_unsigned("0025"), 25U);
  EXPECT_EQ(parse_unsigned("18446744073709551615"),
            std::numeric_limits<std::uint64_t>::max());
}

TEST(ParseUnsigned, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "ten", "1a",
        "18446744073709551616", "99999999999999999999999"}) {
    EXPECT_EQ(parse_unsigned(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_unsigned(std::string_view("1\0", 2)), std::nullopt);
}

TEST(ParseDecimal, TakesWhatTheHeaderShows) {
  EXPECT_EQ(parse_decimal("3"), 3.0);
  EXPECT_EQ(parse_decimal("-0.5"), -0.5);
  EXPECT_EQ(parse_decimal(".5"), 0.5);
  EXPECT_EQ(parse_decimal("-.5"), -0.5);
  EXPECT_EQ(parse_decimal("2."), 2.0);
  EXPECT_EQ(parse_decimal("007.250"), 7.25);
}

TEST(ParseDecimal, RefusesEverythingElse) {
  for (const std::string_view text :
       {"",      "-",    ".",   "-.",   "--1",      "1-",  "1-2",
        "1.2.3", "1..2", "1,5", "+1",   " 1",       "1 ",  "1e3",
        "1E3",   "0x10", "inf", "-inf", "infinity", "nan", "1s"}) {
    EXPECT_EQ(parse_decimal(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_decimal(std::string(400, '9')), std::nullopt);
}

TEST(FormatSeconds, CountsMicroseconds) {
  EXPECT_EQ(format_seconds(nanoseconds(0)), "0");
  EXPECT_EQ(format_seconds(nanoseconds(1'234'000)), "0.001234");
  EXPECT_EQ(format_seconds(nanoseconds(999)), "0.000001");
  EXPECT_EQ(format_seconds(std::chrono::seconds(10)), "10");
  EXPECT_EQ(format_seconds(std::chrono::milliseconds(2500)), "2.5");
  EXPECT_EQ(format_seconds(nanoseconds(499)), "0");
  EXPECT_EQ(format_seconds(nanoseconds(999'999'500)), "1");
  EXPECT_EQ(format_seconds(std::chrono::hours(24 * 365)), "31536000");
  EXPECT_EQ(format_seconds(nanoseconds(-5000)), "0");
}

TEST(FormatMilliseconds, AlwaysHasThreeDecimals) {
  EXPECT_EQ(format_milliseconds_as_seconds(nanoseconds(0)), "0.000");
  EXPECT_EQ(format_milliseconds_as_seconds(nanoseconds(12'345'678)), "0.012");
  EXPECT_EQ(format_milliseconds_as_seconds(nanoseconds(12'545'678)), "0.013");
  EXPECT_EQ(format_milliseconds_as_seconds(std::chrono::seconds(10)), "10.000");
}

TEST(FormatDate, IsTheDayInUtc) {
  EXPECT_EQ(format_date(0), "1970-01-01");
  EXPECT_EQ(format_date(-1), "1969-12-31");
  EXPECT_EQ(format_date(86399), "1970-01-01");
  EXPECT_EQ(format_date(951782400), "2000-02-29");
  EXPECT_EQ(format_date(1764028800), "2025-11-25");
  EXPECT_EQ(format_date(253402300799), "9999-12-31");
}

// A locale whose decimal sign is a comma, compiled here (package locales): a
// machine that runs tests rarely has one.
class CommaLocale : public testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/comma-locale-XXXXXX";
    ASSERT_NE(mkdtemp(pattern), nullptr);
    folder_ = pattern;
    const auto command = "localedef -i de_DE -f UTF-8 " + folder_ +
                         "/de_DE.UTF-8 >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << "package locales";
    setenv("LOCPATH", folder_.c_str(), 1);
    ASSERT_NE(std::setlocale(LC_ALL, "de_DE.UTF-8"), nullptr);
    ASSERT_STREQ(std::localeconv()->decimal_point, ",");
  }
  void TearDown() override {
    std::setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
    std::filesystem::remove_all(folder_);
  }

 private:
  std::string folder_;
};

TEST_F(CommaLocale, ChangesNothing) {
  EXPECT_EQ(format_seconds(std::chrono::milliseconds(80)), "0.08");
  EXPECT_EQ(parse_decimal("0.5"), 0.5);
  EXPECT_EQ(parse_decimal("0,5"), std::nullopt);
  EXPECT_FALSE(parse_range("0.5")->alerts(0.4));
}

}  // namespace
}  // namespace monitor
