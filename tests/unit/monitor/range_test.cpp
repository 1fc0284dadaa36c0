#include "lib/monitor/range.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

namespace monitor {
namespace {

bool alerts(std::string_view range, double value) {
  const auto parsed = parse_range(range);
  EXPECT_TRUE(parsed) << range;
  return parsed && parsed->alerts(value);
}

struct Row {
  std::string_view range;
  std::vector<double> quiet;
  std::vector<double> alarming;
};

void expect_rows(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    for (const auto v : row.quiet) EXPECT_FALSE(alerts(row.range, v)) << v;
    for (const auto v : row.alarming) {
      EXPECT_TRUE(alerts(row.range, v)) << row.range << ' ' << v;
    }
  }
}

// The examples of the plugin guidelines, at and beside their end points.
TEST(Range, AlertsAsTheGuidelinesShow) {
  expect_rows({
      {"10", {0, 5, 10}, {-0.001, 10.001, -10}},
      {"10:", {10, 10.001, 1e9}, {9.999, 0, -10}},
      {"~:10", {10, 0, -1e9}, {10.001, 1e9}},
      {"10:20", {10, 15, 20}, {9.999, 20.001, -15}},
      {"@10:20", {9.999, 20.001, -15}, {10, 15, 20}},
      {"20", {0, 20}, {-1, 21}},
      {"~:0", {0, -1, -1e9}, {0.001, 1}},
  });
}

TEST(Range, FillsInWhatIsLeftOut) {
  expect_rows({
      {":", {0, 1e9}, {-0.001}},
      {":10", {0, 10}, {-0.001, 10.001}},
      {"0:", {0, 1e9}, {-0.001}},
      {"~:", {-1e9, 0, 1e9}, {}},
      {"@~:", {}, {-1e9, 0, 1e9}},
      {"@10", {-0.001, 10.001}, {0, 10}},
      {"@10:", {9.999}, {10, 1e9}},
      {"@~:10", {10.001}, {-1e9, 10}},
      {"@:", {-0.001}, {0, 1e9}},
  });
}

TEST(Range, HasDecimalsAndNegativeNumbers) {
  expect_rows({
      {"0.5", {0, 0.5}, {0.500001, -0.1}},
      {".5:1.5", {0.5, 1.5}, {0.499999, 1.500001}},
      {"-5:5", {-5, 0, 5}, {-5.001, 5.001}},
      {"-10:-5", {-10, -5}, {-4.999, -10.001, 0}},
      {"@-10:-5", {-4.999, -10.001}, {-10, -5}},
      {"5:5", {5}, {4.999, 5.001}},
      {"0", {0}, {0.000001, -0.000001}},
  });
}

// What is no number is not within any range.
TEST(Range, AlertsOnNotANumber) {
  EXPECT_TRUE(alerts("10", std::nan("")));
  EXPECT_FALSE(alerts("@10", std::nan("")));
}

TEST(ParseRange, KeepsTheTextForPerfdata) {
  for (const std::string_view text :
       {"10", "10:", "~:10", "@10:20", ":", "0.50"}) {
    EXPECT_EQ(parse_range(text)->text, text);
  }
}

TEST(ParseRange, RefusesEverythingElse) {
  for (const std::string_view text :
       {"",       "@",      "~",    "@~",   "20:10", "-5",       "10:-5",
        "1:2:3",  "@@10",   "10@",  "10:~", "~10",   "~~:10",    "5:~",
        "10,5",   "1,5",    "1e3",  "0x10", "nan",   "inf",      "infinity:",
        "10:inf", "+5",     " 10",  "10 ",  "10: ",  "10 :20",   "a",
        "10:b",   "a:10",   "-",    ".",    "--5",   "5-",       "1.2.3",
        "10:@20", "10..20", "5;10", "10s",  "5%",    "banner=5", "@ 10"}) {
    EXPECT_EQ(parse_range(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace monitor
