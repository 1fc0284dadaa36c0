#include "lib/smtp/reply.h"

#include <gtest/gtest.h>

#include <string>

namespace smtp {
namespace {

Reply reply(int code, std::vector<std::string> lines) {
  return {.code = code, .lines = std::move(lines), .lint = {}};
}

// "5.7.1", or "none".
std::string spelled(const std::optional<EnhancedCode>& code) {
  if (!code) return "none";
  return std::to_string(code->klass) + "." + std::to_string(code->subject) +
         "." + std::to_string(code->detail);
}

std::string parsed(std::string_view text) {
  return spelled(parse_enhanced_code(text));
}

TEST(Reply, IsJudgedByItsFirstDigit) {
  struct Row {
    int code;
    bool success, intermediate, temporary, permanent;
  };
  constexpr Row rows[] = {
      {200, true, false, false, false}, {299, true, false, false, false},
      {300, false, true, false, false}, {354, false, true, false, false},
      {400, false, false, true, false}, {499, false, false, true, false},
      {500, false, false, false, true}, {599, false, false, false, true}};
  for (const auto& row : rows) {
    const auto r = reply(row.code, {""});
    EXPECT_EQ(r.success(), row.success) << row.code;
    EXPECT_EQ(r.intermediate(), row.intermediate) << row.code;
    EXPECT_EQ(r.temporary(), row.temporary) << row.code;
    EXPECT_EQ(r.permanent(), row.permanent) << row.code;
  }
}

TEST(Reply, ReadsAsASentence) {
  EXPECT_EQ(to_sentence(reply(250, {"Ok"})), "250 Ok");
  EXPECT_EQ(to_sentence(reply(550, {"5.7.1 first", "second"})),
            "550 5.7.1 first second");
  EXPECT_EQ(to_sentence(reply(220, {"", "a", "", "b"})), "220 a b");
  EXPECT_EQ(to_sentence(reply(220, {""})), "220");
}

TEST(Reply, ReadsAsItsLines) {
  EXPECT_EQ(to_lines(reply(250, {"Ok"})), "250 Ok");
  EXPECT_EQ(to_lines(reply(250, {"mx", "HELP"})), "250-mx\n250 HELP");
  EXPECT_EQ(to_lines(reply(250, {"", ""})), "250-\n250");
  EXPECT_EQ(to_lines(reply(250, {""})), "250");
}

TEST(EnhancedCode, HasClassSubjectAndDetail) {
  EXPECT_EQ(parsed("2.0.0 Ok"), "2.0.0");
  EXPECT_EQ(parsed("4.7.1\tlater"), "4.7.1");
  EXPECT_EQ(parsed("5.7.1"), "5.7.1");
  EXPECT_EQ(parsed("5.123.999 x"), "5.123.999");
  EXPECT_EQ(parsed("5.007.010 x"), "5.7.10");
}

TEST(EnhancedCode, IsNothingElse) {
  for (const std::string_view text :
       {"",         "Ok",         "1.0.0 x",    "3.0.0 x",  "6.0.0 x",
        "5.7 x",    "5.7. x",     "5..1 x",     "5.7.1x",   "5.7.1.2 x",
        "5.7.1: x", "5.1234.1 x", "5.1.1234 x", " 5.7.1 x", "55.7.1 x",
        "5,7,1 x",  "5.-1.1 x",   "5.a.1 x",    "5.7.a",    "5.7.1-x",
        "5.7",      "5.",         "[5.7.1] x"}) {
    EXPECT_EQ(parsed(text), "none") << text;
  }
}

// RFC 2034 4: the class is that of the code; else it is none.
TEST(EnhancedCode, MustBeOfTheClassOfTheReply) {
  EXPECT_EQ(spelled(enhanced_code(reply(250, {"2.1.0 Ok"}))), "2.1.0");
  EXPECT_EQ(spelled(enhanced_code(reply(450, {"4.7.1 x"}))), "4.7.1");
  EXPECT_EQ(spelled(enhanced_code(reply(550, {"5.1.1 x", "y"}))), "5.1.1");
  EXPECT_EQ(spelled(enhanced_code(reply(250, {"5.1.0 x"}))), "none");
  EXPECT_EQ(spelled(enhanced_code(reply(450, {"5.7.1 x"}))), "none");
  EXPECT_EQ(spelled(enhanced_code(reply(354, {"2.0.0 x"}))), "none");
  EXPECT_EQ(spelled(enhanced_code(reply(550, {"x", "5.1.1 x"}))), "none");
  EXPECT_EQ(spelled(enhanced_code(reply(550, {}))), "none");
}

}  // namespace
}  // namespace smtp
