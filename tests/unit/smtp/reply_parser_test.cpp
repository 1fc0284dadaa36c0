#include "lib/smtp/reply_parser.h"

#include <gtest/gtest.h>

#include "tests/unit/smtp/heard.h"

// Each expectation holds at every fragment size.
namespace smtp {
namespace {

using Lines = std::vector<std::string>;

TEST(ReplyParser, TakesOneLine) {
  EXPECT_EQ(heard("220 mx.example.org ESMTP\r\n"), "220 mx.example.org ESMTP");
  EXPECT_EQ(heard("250 \r\n"), "250");
  EXPECT_EQ(heard("250  two blanks \r\n"), "250  two blanks ");
  EXPECT_EQ(heard("250 -\r\n"), "250 -");
}

// RFC 5321 4.2: clients must be prepared for the code alone.
TEST(ReplyParser, TakesTheCodeAlone) {
  EXPECT_EQ(heard("250\r\n"), "250");
  EXPECT_EQ(heard("250-a\r\n250\r\n"), "250-a\n250");
}

// RFC 5321 4.2.1: a line that is not the last one has a '-' behind the code.
TEST(ReplyParser, TakesSeveralLines) {
  EXPECT_EQ(heard("250-a\r\n250-b\r\n250 c\r\n"), "250-a\n250-b\n250 c");
  EXPECT_EQ(heard("250-\r\n250-\r\n250 x\r\n"), "250-\n250-\n250 x");
  EXPECT_EQ(heard("250-234 Text\r\n250 235-Text\r\n"),
            "250-234 Text\n250 235-Text");
}

TEST(ReplyParser, SeparatesReplies) {
  EXPECT_EQ(heard("220 a\r\n250-b\r\n250 c\r\n221 d\r\n"),
            "220 a / 250-b\n250 c / 221 d");
}

TEST(ReplyParser, WaitsForTheLineEnd) {
  EXPECT_EQ(heard("220 a"), "...");
  EXPECT_EQ(heard("220 a\r"), "...");
  EXPECT_EQ(heard("220-a\r\n"), "...");
  EXPECT_EQ(heard("220-a\r\n220 b"), "...");
  EXPECT_EQ(heard("220 a\r\n2"), "220 a / ...");
  EXPECT_EQ(heard(""), "");
}

TEST(ReplyParser, TakesEveryCodeFrom200To599AndNoOther) {
  for (int code = 0; code < 1000; ++code) {
    const auto number = std::to_string(1000 + code).substr(1);
    const bool good = number[0] >= '2' && number[0] <= '5';
    const auto lint = number[1] > '5' ? " [second_digit]" : "";
    EXPECT_EQ(heard_in(number + " x\r\n", 99),
              good ? number + " x" + lint : "malformed: " + number + " x");
  }
}

TEST(ReplyParser, RefusesWhatIsNoReplyLine) {
  for (const std::string line :
       {"2", "22", "2200", "220x", "220\tx", "220_x", "22 0 x", "22- x",
        "2 20 x", "220:", "2a0 x", "22O x", "120 x", "620 x", "000 x", "999 x",
        "220.5.1 x"}) {
    EXPECT_EQ(heard(line + "\r\n"), "malformed: " + line);
    EXPECT_EQ(heard("220 a\r\n" + line + "\r\n"), "220 a / malformed: " + line);
    EXPECT_EQ(heard("220-a\r\n" + line + "\r\n"), "malformed: " + line);
  }
}

TEST(ReplyParser, TellsAnotherProtocolByTheFirstLineOnly) {
  for (const std::string line :
       {"", "* OK IMAP4rev1", "SSH-2.0-x", "+OK", " 220 x", "-220 x",
        ("\xEF\xBB\xBF"
         "220 x"),
        "HTTP/1.1 400"}) {
    EXPECT_EQ(heard(line + "\r\n"), "not_smtp: " + line);
    EXPECT_EQ(heard("220 a\r\n" + line + "\r\n"), "220 a / malformed: " + line);
  }
}

TEST(ReplyParser, RefusesTwoCodesInOneReply) {
  EXPECT_EQ(heard("250-a\r\n251 b\r\n"), "codes_differ: 251 b");
  EXPECT_EQ(heard("250-a\r\n250-b\r\n550-c\r\n550 d\r\n"),
            "codes_differ: 550-c");
  EXPECT_EQ(heard("250-a\r\n251\r\n"), "codes_differ: 251");
}

TEST(ReplyParser, NamesBothCodes) {
  ReplyParser parser;
  parser.feed("250-a\r\n421 b\r\n");
  try {
    parser.next();
    FAIL() << "no error";
  } catch (const net::Error& error) {
    EXPECT_STREQ(error.what(), "one reply with the codes 250 and 421");
  }
}

// A TLS record has no line end: waiting for one would last until the deadline.
TEST(ReplyParser, TellsTlsByItsRecordHeader) {
  const std::string alert("\x15\x03\x03\x00\x02\x02\x28", 7);
  const std::string handshake("\x16\x03\x01\x02\x00\x01", 6);
  EXPECT_EQ(heard(alert), "not_smtp: " + alert.substr(0, 5));
  EXPECT_EQ(heard(handshake), "not_smtp: " + handshake.substr(0, 5));
  EXPECT_EQ(heard(alert.substr(0, 4)), "...");
  EXPECT_EQ(heard("\x16\x03\n\n\n"), "not_smtp: \x16\x03\n\n\n");
  EXPECT_EQ(heard("\x16\x02\r\n"), "not_smtp: \x16\x02");
  EXPECT_EQ(heard("\x14\x03\x03\n"), "not_smtp: \x14\x03\x03");
  EXPECT_EQ(heard("220 a\r\n\x16\x03\x01\x02\x01"), "220 a / ...");
}

TEST(ReplyParserLint, NotesLineEnds) {
  EXPECT_EQ(heard("220 a\n"), "220 a [bare_lf]");
  EXPECT_EQ(heard("220-a\r\n220 b\n"), "220-a\n220 b [bare_lf]");
  EXPECT_EQ(heard("220 a\r\r\n"), "220 a\r [stray_cr]");
  EXPECT_EQ(heard("220 a\rb\r\n"), "220 a\rb [stray_cr]");
  EXPECT_EQ(heard("220 a\rb\n"), "220 a\rb [bare_lf stray_cr]");
}

TEST(ReplyParserLint, NotesBytesThatTextMayNotHave) {
  const std::string nul("220 a\0b", 7);
  EXPECT_EQ(heard(nul + "\r\n"), nul + " [nul]");
  EXPECT_EQ(heard("220 \x01\r\n"), "220 \x01 [control]");
  EXPECT_EQ(heard("220 \x7F\r\n"), "220 \x7F [control]");
  EXPECT_EQ(heard("220 \x1B[1m\r\n"), "220 \x1B[1m [control]");
  EXPECT_EQ(heard("220 \xC3\xBC\r\n"), "220 \xC3\xBC [eight_bit]");
  EXPECT_EQ(heard("220 \x80\r\n"), "220 \x80 [eight_bit]");
  EXPECT_EQ(heard("220 a\tb ~\r\n"), "220 a\tb ~");
}

TEST(ReplyParserLint, BelongsToItsOwnReply) {
  EXPECT_EQ(heard("220 a\n250 b\r\n"), "220 a [bare_lf] / 250 b");
  EXPECT_EQ(heard("260 a\r\n250 b\r\n"), "260 a [second_digit] / 250 b");
}

TEST(ReplyParser, ShowsWhatHasComeOfAReply) {
  ReplyParser parser;
  EXPECT_FALSE(parser.pending());
  parser.feed("220-a\r\n220-b\r\n220 ha");
  EXPECT_FALSE(parser.next());
  EXPECT_TRUE(parser.pending());
  EXPECT_EQ(parser.lines_so_far(), (Lines{"220-a", "220-b"}));
  EXPECT_EQ(parser.unfinished_line(), "220 ha");
  EXPECT_EQ(parser.partial(), "220-a\n220-b\n220 ha");
  parser.feed("lf\r\n");
  EXPECT_EQ(to_lines(*parser.next()), "220-a\n220-b\n220 half");
  EXPECT_FALSE(parser.pending());
  EXPECT_EQ(parser.partial(), "");
}

TEST(ReplyParser, ShowsLinesOfAReplyWithoutARest) {
  ReplyParser parser;
  parser.feed("220-a\r\n");
  EXPECT_FALSE(parser.next());
  EXPECT_TRUE(parser.pending());
  EXPECT_EQ(parser.partial(), "220-a");
  EXPECT_EQ(parser.unfinished_line(), "");
}

TEST(ReplyParser, ShowsAtMost512Octets) {
  ReplyParser parser;
  parser.feed("220 " + std::string(2000, 'x'));
  EXPECT_FALSE(parser.next());
  EXPECT_EQ(parser.partial(), "220 " + std::string(508, 'x'));
  EXPECT_EQ(parser.unfinished_line(), "220 " + std::string(508, 'x'));
}

TEST(ReplyParser, DiscardsWhatIsPendingAndGoesOn) {
  ReplyParser parser;
  parser.feed("220 a\r\n250-b\r\n250 c");
  EXPECT_EQ(to_lines(*parser.next()), "220 a");
  EXPECT_FALSE(parser.next());
  EXPECT_EQ(parser.discard(), "250-b\n250 c");
  EXPECT_FALSE(parser.pending());
  parser.feed("221 d\r\n");
  EXPECT_EQ(to_lines(*parser.next()), "221 d");
  EXPECT_EQ(parser.discard(), "");
}

// The kind of the error for a line that begins with no digit.
std::string refused(ReplyParser& parser) {
  parser.feed("* OK\r\n");
  try {
    parser.next();
  } catch (const net::Error& error) {
    return kind_name(error.kind());
  }
  return "nothing";
}

// The greeting is still to come until a first line was understood.
TEST(ReplyParser, KnowsAfterDiscardingWhetherAGreetingCame) {
  ReplyParser before;
  before.feed("x");
  EXPECT_EQ(before.discard(), "x");
  EXPECT_EQ(refused(before), "not_smtp");
  ReplyParser after;
  after.feed("220 a\r\nx");
  after.next();
  EXPECT_EQ(after.discard(), "x");
  EXPECT_EQ(refused(after), "malformed");
}

TEST(ReplyParser, StartsAfreshWithWhatItKnows) {
  ReplyParser parser;
  auto untouched = parser.fresh();
  EXPECT_EQ(refused(untouched), "not_smtp");
  parser.feed("220 a\r\n250-b\r\n250 c");
  parser.next();
  auto fresh = parser.fresh();
  EXPECT_FALSE(fresh.pending());
  EXPECT_EQ(refused(fresh), "malformed");
}

}  // namespace
}  // namespace smtp
