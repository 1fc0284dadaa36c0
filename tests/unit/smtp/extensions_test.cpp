#include "lib/smtp/extensions.h"

#include <gtest/gtest.h>

#include "tests/unit/smtp/heard.h"

namespace smtp {
namespace {

using Lines = std::vector<std::string>;

Extensions announced(Lines lines) {
  lines.insert(lines.begin(), "mx.example.org");
  return Extensions({.code = 250, .lines = std::move(lines), .lint = {}});
}

// "SIZE 1000, AUTH PLAIN"
std::string listed(const Extensions& extensions) {
  std::string out;
  for (const auto& extension : extensions.all()) {
    out += (out.empty() ? "" : ", ") + to_string(extension);
  }
  return out;
}

std::string list(Lines lines) {
  return listed(announced(std::move(lines)));
}

std::string lint(Lines lines) {
  return lint_names(announced(std::move(lines)).lint());
}

TEST(Extensions, LeaveOutTheFirstLine) {
  const Reply only_name{.code = 250, .lines = {"STARTTLS"}, .lint = {}};
  EXPECT_EQ(listed(Extensions(only_name)), "");
  EXPECT_EQ(listed(Extensions(Reply())), "");
  EXPECT_EQ(listed(Extensions()), "");
  EXPECT_EQ(list({"STARTTLS"}), "STARTTLS");
}

TEST(Extensions, AreKeywordAndParameters) {
  EXPECT_EQ(list({"PIPELINING", "SIZE 1000", "DELIVERBY 300"}),
            "PIPELINING, SIZE 1000, DELIVERBY 300");
  EXPECT_EQ(list({"XCLIENT NAME ADDR  PORT"}), "XCLIENT NAME ADDR PORT");
  EXPECT_EQ(list({"8 BITMIME"}), "8 BITMIME");
  EXPECT_EQ(list({"x-exps gssapi"}), "x-exps gssapi");
}

TEST(Extensions, AreCutAtBlanksAndTabs) {
  EXPECT_EQ(list({"STARTTLS "}), "STARTTLS");
  EXPECT_EQ(list({"STARTTLS\t"}), "STARTTLS");
  EXPECT_EQ(list({"SIZE\t1000\t "}), "SIZE 1000");
  EXPECT_EQ(list({" DSN"}), "DSN");
  EXPECT_EQ(list({"", " ", "\t"}), "");
}

TEST(Extensions, AreFoundInAnyCaseAndWhole) {
  const auto extensions = announced({"250-starttls", "StartTls", "XDSN"});
  EXPECT_TRUE(extensions.has("STARTTLS"));
  EXPECT_TRUE(extensions.has("starttls"));
  EXPECT_EQ(extensions.find("STARTTLS")->keyword, "StartTls");
  EXPECT_FALSE(extensions.has("DSN"));
  EXPECT_FALSE(extensions.has("START"));
  EXPECT_FALSE(extensions.has(""));
  EXPECT_EQ(extensions.find("DSN"), nullptr);
}

TEST(Mechanisms, AreUpperCaseAndComeOnce) {
  const auto extensions = announced({"auth Plain LOGIN plain scram-sha-1"});
  EXPECT_EQ(extensions.mechanisms(), (Lines{"PLAIN", "LOGIN", "SCRAM-SHA-1"}));
  EXPECT_TRUE(extensions.offers_mechanism("login"));
  EXPECT_FALSE(extensions.offers_mechanism("SCRAM-SHA-1-PLUS"));
  EXPECT_FALSE(extensions.offers_mechanism(""));
}

TEST(Mechanisms, OfTheLegacyFormAreMergedIn) {
  for (const Lines& lines :
       {Lines{"AUTH PLAIN LOGIN", "AUTH=LOGIN NTLM"},
        Lines{"AUTH=PLAIN LOGIN", "AUTH LOGIN NTLM"},
        Lines{"auth=PLAIN LOGIN NTLM"}, Lines{" AUTH=PLAIN LOGIN NTLM "}}) {
    EXPECT_EQ(list(lines), "AUTH PLAIN LOGIN NTLM") << lines[0];
    EXPECT_EQ(announced(lines).mechanisms(), (Lines{"PLAIN", "LOGIN", "NTLM"}));
    EXPECT_EQ(lint(lines), "legacy_auth") << lines[0];
  }
}

// AUTH without mechanisms is announced all the same.
TEST(Mechanisms, MayBeNone) {
  for (const std::string line : {"AUTH", "AUTH ", "AUTH=", "AUTH= "}) {
    EXPECT_EQ(list({line}), "AUTH") << line;
    EXPECT_TRUE(announced({line}).mechanisms().empty()) << line;
  }
  EXPECT_FALSE(announced({"DSN"}).has("AUTH"));
}

TEST(Extensions, KeepAnyOtherEqualsSign) {
  EXPECT_EQ(list({"X-EXPS=LOGIN"}), "X-EXPS=LOGIN");
  EXPECT_EQ(lint({"X-EXPS=LOGIN"}), "keyword_with_equals");
  EXPECT_EQ(lint({"XAUTH=LOGIN"}), "keyword_with_equals");
  EXPECT_TRUE(announced({"X-EXPS=LOGIN"}).mechanisms().empty());
  EXPECT_FALSE(announced({"SIZE=1000"}).has("SIZE"));
  EXPECT_EQ(lint({"LIMITS RCPTMAX=5"}), "");
}

TEST(Extensions, StandOnce) {
  EXPECT_EQ(list({"DSN", "HELP", "dsn"}), "DSN, HELP");
  EXPECT_EQ(lint({"DSN", "HELP", "dsn"}), "duplicate_keyword");
  EXPECT_EQ(lint({"DSN", "HELP"}), "");
  EXPECT_EQ(lint({"AUTH PLAIN", "AUTH LOGIN"}), "duplicate_keyword");
  EXPECT_EQ(lint({"AUTH PLAIN", "AUTH=PLAIN", "AUTH PLAIN"}),
            "legacy_auth duplicate_keyword");
  EXPECT_EQ(list({"AUTH PLAIN", "AUTH LOGIN"}), "AUTH PLAIN LOGIN");
}

// RFC 1870 4.
TEST(SizeLimit, IsTheNumberOfSize) {
  EXPECT_EQ(announced({"SIZE 1000"}).size_limit(), 1000U);
  EXPECT_EQ(announced({"size 1000"}).size_limit(), 1000U);
  EXPECT_EQ(announced({"SIZE 0"}).size_limit(), 0U);
  EXPECT_EQ(announced({"SIZE 18446744073709551615"}).size_limit(), UINT64_MAX);
}

TEST(SizeLimit, IsUnknownWithoutANumber) {
  EXPECT_EQ(announced({}).size_limit(), std::nullopt);
  for (const std::string line :
       {"SIZE", "SIZE ", "SIZE many", "SIZE -1", "SIZE 1.5M", "SIZE 10M",
        "SIZE 18446744073709551616", "SIZE=1000", "SIZE: 1000", "XSIZE 1000"}) {
    EXPECT_EQ(announced({line}).size_limit(), std::nullopt) << line;
  }
}

TEST(SizeLimit, IsTheFirstNumberOfSeveral) {
  EXPECT_EQ(announced({"SIZE 2000", "SIZE 1000"}).size_limit(), 2000U);
  EXPECT_EQ(announced({"SIZE", "SIZE 1000"}).size_limit(), 1000U);
  EXPECT_EQ(announced({"SIZE x", "SIZE 5", "SIZE 6"}).size_limit(), 5U);
  EXPECT_EQ(announced({"SIZE 5", "SIZE"}).size_limit(), 5U);
  EXPECT_EQ(lint({"SIZE", "SIZE 1000"}), "duplicate_keyword");
}

}  // namespace
}  // namespace smtp
