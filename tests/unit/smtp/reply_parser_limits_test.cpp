// RFC 5321 4.5.3.1.5 and what this program accepts beyond: each limit at the
// last octet that is allowed and at the first that is not.
#include <gtest/gtest.h>

#include "lib/smtp/reply_parser.h"
#include "tests/unit/smtp/heard.h"

namespace smtp {
namespace {

// A line of `size` octets, its line end among them.
std::string line_of(std::size_t size, const std::string& code = "250 ",
                    const std::string& end = "\r\n") {
  return code + std::string(size - code.size() - end.size(), 'x') + end;
}

std::string lines(std::size_t count, const std::string& line) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += line;
  return text;
}

// The kind of outcome, without the text.
std::string outcome(const std::string& text, bool auth_lines = false) {
  const auto all = heard(text, auth_lines);
  if (all.starts_with("too_long: ")) return "too_long";
  if (all.starts_with("not_smtp: ")) return "not_smtp";
  if (all.ends_with("[long_line]")) return "long_line";
  return all == "..." ? "waiting" : "fine";
}

TEST(LineLimit, Of512OctetsIsRemarked) {
  EXPECT_EQ(outcome(line_of(512)), "fine");
  EXPECT_EQ(outcome(line_of(513)), "long_line");
}

TEST(LineLimit, Of4096OctetsIsKept) {
  EXPECT_EQ(outcome(line_of(4096)), "long_line");
  EXPECT_EQ(outcome(line_of(4097)), "too_long");
  EXPECT_EQ(outcome(line_of(4097, "250-")), "too_long");
  EXPECT_EQ(outcome(line_of(4097, "250 ", "\n")), "too_long");
}

TEST(LineLimit, NeedsNoLineEndToBeKept) {
  EXPECT_EQ(outcome("250 " + std::string(4092, 'x')), "waiting");
  EXPECT_EQ(outcome("250 " + std::string(4093, 'x')), "too_long");
  EXPECT_EQ(outcome(std::string(4096, '2')), "waiting");
  EXPECT_EQ(outcome(std::string(4097, '2')), "too_long");
}

// RFC 4954 4: challenges may be longer.
TEST(LineLimit, IsLargerDuringAuth) {
  EXPECT_EQ(outcome(line_of(12288, "334 "), true), "long_line");
  EXPECT_EQ(outcome(line_of(12289, "334 "), true), "too_long");
  EXPECT_EQ(outcome("334 " + std::string(12284, 'x'), true), "waiting");
  EXPECT_EQ(outcome("334 " + std::string(12285, 'x'), true), "too_long");
}

TEST(LineLimit, IsTheUsualOneAgainAfterAuth) {
  ReplyParser parser;
  parser.allow_auth_lines(true);
  parser.allow_auth_lines(false);
  parser.feed(line_of(4097));
  EXPECT_THROW(parser.next(), net::Error);
}

TEST(LineLimit, TellsAnotherProtocolFirst) {
  EXPECT_EQ(outcome(std::string(4096, 'x')), "waiting");
  EXPECT_EQ(outcome(std::string(4097, 'x')), "not_smtp");
  EXPECT_EQ(heard("220 a\r\n" + std::string(4097, 'x')),
            "220 a / too_long: " + std::string(512, 'x'));
}

TEST(LineLimit, HoldsForEachLineAlone) {
  EXPECT_EQ(outcome(line_of(4096, "250-") + line_of(4096)), "long_line");
  EXPECT_EQ(heard("220 a\r\n" + line_of(512)).substr(0, 15), "220 a / 250 xxx");
}

TEST(LineCountLimit, Is128) {
  EXPECT_EQ(outcome(lines(127, "250-a\r\n") + "250 a\r\n"), "fine");
  EXPECT_EQ(outcome(lines(127, "250-a\r\n")), "waiting");
  EXPECT_EQ(outcome(lines(128, "250-a\r\n")), "too_long");
  EXPECT_EQ(outcome(lines(128, "250-a\r\n") + "250 a\r\n"), "too_long");
}

TEST(LineCountLimit, IsThatOfOneReply) {
  EXPECT_EQ(heard(lines(200, "250 a\r\n")).substr(0, 13), "250 a / 250 a");
  EXPECT_EQ(outcome(lines(127, "250-a\r\n") + lines(200, "250 a\r\n")), "fine");
}

TEST(ReplyLimit, Is64KiBWithTheLastLine) {
  const auto full = lines(15, line_of(4096, "250-"));
  EXPECT_EQ(outcome(full + line_of(4096)), "long_line");
  EXPECT_EQ(outcome(full + line_of(4096, "250-")), "waiting");
  EXPECT_EQ(outcome(full + line_of(4096, "250-") + "250\r\n"), "too_long");
  EXPECT_EQ(outcome(full + line_of(4090, "250-") + "250 \r\n"), "long_line");
  EXPECT_EQ(outcome(full + line_of(4090, "250-") + "250 a\r\n"), "too_long");
  EXPECT_EQ(outcome(full + line_of(4095, "250-") + "250-\r\n"), "too_long");
}

TEST(ReplyLimit, IsThatOfOneReply) {
  const auto full = lines(15, line_of(4096, "250-")) + line_of(4096);
  EXPECT_EQ(outcome(full + full), "long_line");
}

// The line that was too much is told, and is not told twice.
TEST(ReplyLimit, ShowsTheLineThatIsTooMuch) {
  ReplyParser parser;
  parser.feed(lines(127, "250-a\r\n") + "250-last\r\n");
  try {
    parser.next();
    FAIL() << "no error";
  } catch (const net::Error& error) {
    EXPECT_EQ(error.said(), "250-last");
  }
  EXPECT_EQ(parser.lines_so_far().size(), 127U);
  EXPECT_EQ(parser.lines_so_far().back(), "250-a");
}

// Reading in pieces must not copy or search the same bytes again and again.
TEST(ReplyParser, TakesManyRepliesOfOnePiece) {
  ReplyParser parser;
  parser.feed(lines(100000, "250 a\r\n"));
  std::size_t count = 0;
  while (parser.next()) ++count;
  EXPECT_EQ(count, 100000U);
  EXPECT_FALSE(parser.pending());
}

}  // namespace
}  // namespace smtp
