#include "lib/smtp/condition.h"

#include <gtest/gtest.h>

namespace smtp {
namespace {

using enum Verdict;

Extensions announcing(std::vector<std::string> lines) {
  lines.insert(lines.begin(), "mx.example.org");
  return Extensions({.code = 250, .lines = std::move(lines), .lint = {}});
}

Verdict judged(std::string_view condition, std::vector<std::string> lines) {
  const auto parsed = parse_condition(condition);
  EXPECT_TRUE(parsed) << condition;
  return parsed ? judge(*parsed, announcing(std::move(lines))) : missing;
}

TEST(ParseBytes, CountsInUnitsOf1024) {
  EXPECT_EQ(parse_bytes("0"), 0U);
  EXPECT_EQ(parse_bytes("1000"), 1000U);
  EXPECT_EQ(parse_bytes("1K"), 1024U);
  EXPECT_EQ(parse_bytes("20M"), 20U * 1024 * 1024);
  EXPECT_EQ(parse_bytes("20m"), 20U * 1024 * 1024);
  EXPECT_EQ(parse_bytes("3G"), 3ULL << 30U);
}

TEST(ParseBytes, RefusesEverythingElse) {
  for (const std::string_view text :
       {"", "K", "-1", "1.5M", "1MB", "1KK", "1 M", "M1", "1T", " 1",
        "18446744073709551616", "18446744073709551615K", "17179869184G"}) {
    EXPECT_EQ(parse_bytes(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_bytes("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(parse_bytes("17179869183G"), 17179869183ULL << 30U);
}

TEST(ParseCondition, TakesAKeyword) {
  const auto plain = parse_condition("starttls");
  EXPECT_EQ(plain->keyword, "STARTTLS");
  EXPECT_EQ(plain->phase, Phase::last);
  EXPECT_EQ(plain->at_least, std::nullopt);
  EXPECT_EQ(plain->parameter, "");
  EXPECT_EQ(plain->text, "starttls");
  EXPECT_EQ(parse_condition("8BITMIME")->keyword, "8BITMIME");
  EXPECT_EQ(parse_condition("X-EXPS")->keyword, "X-EXPS");
}

TEST(ParseCondition, TakesANumberOrAParameter) {
  EXPECT_EQ(parse_condition("SIZE>=20M")->at_least, 20U * 1024 * 1024);
  EXPECT_EQ(parse_condition("SIZE>=0")->at_least, 0U);
  EXPECT_EQ(parse_condition("AUTH:SCRAM-SHA-256")->parameter, "SCRAM-SHA-256");
  EXPECT_EQ(parse_condition("AUTH:SCRAM-SHA-256")->keyword, "AUTH");
  EXPECT_EQ(parse_condition("X:a:b")->parameter, "a:b");
}

TEST(ParseCondition, TakesAPhase) {
  EXPECT_EQ(parse_condition("plain:AUTH")->phase, Phase::plain);
  EXPECT_EQ(parse_condition("plain:AUTH")->keyword, "AUTH");
  EXPECT_EQ(parse_condition("TLS:AUTH:PLAIN")->phase, Phase::tls);
  EXPECT_EQ(parse_condition("tls:AUTH:PLAIN")->parameter, "PLAIN");
  EXPECT_EQ(parse_condition("tls:SIZE>=1K")->at_least, 1024U);
  EXPECT_EQ(parse_condition("tls:AUTH:PLAIN")->text, "tls:AUTH:PLAIN");
  EXPECT_EQ(parse_condition("plain")->keyword, "PLAIN");
}

TEST(ParseCondition, RefusesEverythingElse) {
  for (const std::string_view text : {"",
                                      " ",
                                      "plain:",
                                      "tls:",
                                      ":",
                                      ":PLAIN",
                                      "AUTH:",
                                      "SIZE>=",
                                      "SIZE>=many",
                                      "SIZE>=-1",
                                      "SIZE>5",
                                      "SIZE=5",
                                      "SIZE<=5",
                                      ">=5",
                                      "SIZE>=1:2",
                                      "AUTH:PLAIN>=5",
                                      "no such",
                                      " DSN",
                                      "DSN ",
                                      "-DSN",
                                      "!VRFY",
                                      "AUTH=LOGIN",
                                      "AUTH:PLAIN LOGIN",
                                      "AUTH:\t",
                                      "D\xC3\x96N",
                                      "A_B",
                                      "plain:plain:AUTH>=",
                                      "tls:plain:"}) {
    EXPECT_EQ(parse_condition(text), std::nullopt) << text;
  }
}

TEST(Condition, ReadsAsWordsWithoutSpecialCharacters) {
  EXPECT_EQ(in_words(*parse_condition("starttls")), "STARTTLS");
  EXPECT_EQ(in_words(*parse_condition("plain:AUTH")), "AUTH");
  EXPECT_EQ(in_words(*parse_condition("size>=20M")), "SIZE of at least 20M");
  EXPECT_EQ(in_words(*parse_condition("AUTH:PLAIN")), "AUTH with PLAIN");
}

TEST(Condition, IsMetByTheKeyword) {
  EXPECT_EQ(judged("DSN", {"DSN"}), met);
  EXPECT_EQ(judged("dsn", {"Dsn"}), met);
  EXPECT_EQ(judged("STARTTLS", {"STARTTLS "}), met);
  EXPECT_EQ(judged("DSN", {"XDSN", "DSNX"}), missing);
  EXPECT_EQ(judged("DSN", {}), missing);
  EXPECT_EQ(judged("AUTH", {"AUTH"}), met);
  EXPECT_EQ(judged("AUTH", {"AUTH=LOGIN"}), met);
}

TEST(Condition, LooksAtWhatWasParsedNotAtText) {
  EXPECT_EQ(judged("VRFY", {"HELP VRFY"}), missing);
  EXPECT_EQ(judged("mx", {"DSN"}), missing);
  EXPECT_EQ(judged("AUTH:PLAIN", {"X-EXPS PLAIN", "AUTH LOGIN"}),
            parameter_unmet);
}

// RFC 1870 4: SIZE 0 is no fixed limit, SIZE alone tells nothing.
TEST(Condition, ComparesTheNumber) {
  EXPECT_EQ(judged("SIZE>=1K", {"SIZE 1024"}), met);
  EXPECT_EQ(judged("SIZE>=1K", {"SIZE 1025"}), met);
  EXPECT_EQ(judged("SIZE>=1K", {"SIZE 1023"}), parameter_unmet);
  EXPECT_EQ(judged("SIZE>=1K", {"SIZE 0"}), met);
  EXPECT_EQ(judged("SIZE>=1K", {"SIZE"}), parameter_unmet);
  EXPECT_EQ(judged("SIZE>=0", {"SIZE"}), parameter_unmet);
  EXPECT_EQ(judged("SIZE>=1K", {"SIZE many"}), parameter_unmet);
  EXPECT_EQ(judged("SIZE>=1K", {"SIZE 99999999999999999999"}), parameter_unmet);
  EXPECT_EQ(judged("SIZE>=1K", {}), missing);
  EXPECT_EQ(judged("DELIVERBY>=5", {"DELIVERBY 0"}), parameter_unmet);
  EXPECT_EQ(judged("DELIVERBY>=5", {"DELIVERBY 300"}), met);
}

TEST(Condition, LooksForTheParameter) {
  EXPECT_EQ(judged("AUTH:PLAIN", {"AUTH LOGIN PLAIN"}), met);
  EXPECT_EQ(judged("auth:plain", {"AUTH LOGIN PLAIN"}), met);
  EXPECT_EQ(judged("AUTH:PLAIN", {"AUTH LOGIN", "AUTH=PLAIN"}), met);
  EXPECT_EQ(judged("AUTH:SCRAM-SHA-1", {"AUTH SCRAM-SHA-1-PLUS"}),
            parameter_unmet);
  EXPECT_EQ(judged("AUTH:PLAIN", {"AUTH"}), parameter_unmet);
  EXPECT_EQ(judged("AUTH:PLAIN", {"DSN"}), missing);
  EXPECT_EQ(judged("LIMITS:RCPTMAX=5", {"LIMITS RCPTMAX=5"}), met);
}

}  // namespace
}  // namespace smtp
