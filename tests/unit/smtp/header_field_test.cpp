#include "lib/smtp/header_field.h"

#include <gtest/gtest.h>

#include "lib/smtp/mime.h"
#include "tests/unit/smtp/mime_reader.h"

namespace smtp {
namespace {

// Empty: it can be sent.
std::string defect(std::string_view line) {
  return header_defect(line).value_or("");
}

ReadField read_field(const std::string& field) {
  return read_message(field + "\r\n").fields.at(0);
}

// What a reader shows of it.
std::string shown(const std::string& field) {
  return read_value(read_field(field).value);
}

TEST(HeaderDefect, IsNothingForWhatCanBeSent) {
  for (const std::string_view line :
       {"X-Test: 1", "X-Test:1", "X-Test:", "X-Test: ", "X-Test: a:b",
        "X-Test: a\tb", "Subject: gr\xC3\xBCn", "!#$%&'*+/=?^_`{|}~.-;,\"(): 1",
        "A: \xFF"}) {
    EXPECT_EQ(defect(line), "") << line;
  }
}

TEST(HeaderDefect, SaysWhatIsWrong) {
  EXPECT_EQ(defect(""), "it has no colon");
  EXPECT_EQ(defect("X-Test"), "it has no colon");
  EXPECT_EQ(defect(": value"), "its name is empty");
  const std::string name = "its name holds a blank or is not ASCII";
  EXPECT_EQ(defect("X Test: 1"), name);
  EXPECT_EQ(defect("X-Test : 1"), name);
  EXPECT_EQ(defect(" X-Test: 1"), name);
  EXPECT_EQ(defect("\tX-Test: 1"), name);
  EXPECT_EQ(defect("X-T\xC3\xBCst: 1"), name);
}

TEST(HeaderDefect, HoldsNoControlCharacterButTab) {
  for (int octet = 0; octet < 128; ++octet) {
    if ((octet >= 32 && octet != 127) || octet == '\t') continue;
    const std::string c(1, static_cast<char>(octet));
    const std::string found = octet == '\r' || octet == '\n'
                                  ? "it holds a line end"
                                  : "it holds a control character";
    EXPECT_EQ(defect("X-Test: a" + c + "b"), found) << octet;
    EXPECT_EQ(defect("X-Test: a" + c), found) << octet;
    EXPECT_EQ(defect(c + "X-Test: a"), found) << octet;
    EXPECT_EQ(defect("X-" + c + "Test: a"), found) << octet;
  }
}

TEST(HeaderDefect, CountsTheLineAsItIsSent) {
  EXPECT_EQ(defect("A: " + std::string(995, 'x')), "");
  EXPECT_EQ(defect("A:" + std::string(995, 'x')), "");
  EXPECT_EQ(defect("A: " + std::string(996, 'x')),
            "it is over 998 octets long");
  EXPECT_EQ(defect("A:" + std::string(996, 'x')), "it is over 998 octets long");
}

TEST(HeaderField, IsOneLineWhereItFits) {
  EXPECT_EQ(header_field("X-Test: 1"), "X-Test: 1\r\n");
  EXPECT_EQ(header_field("X-Test:1"), "X-Test: 1\r\n");
  EXPECT_EQ(header_field("X-Test: \t a  b\tc \t"), "X-Test: a  b\tc\r\n");
  EXPECT_EQ(header_field("X-Test:"), "X-Test:\r\n");
  EXPECT_EQ(header_field("x-Test: =?utf-8?Q?=C3=BC?="),
            "x-Test: =?utf-8?Q?=C3=BC?=\r\n");
}

TEST(HeaderField, IsEmptyWhereItHasADefect) {
  for (const std::string_view line :
       {"", "X-Test", "X-Test: a\r\nBcc: b", "X-Test: a\nb", "a b: c"}) {
    EXPECT_EQ(header_field(line), "") << line;
  }
}

TEST(Folding, StandsBeforeBlanksAndKeepsThem) {
  const std::string long_word(60, 'x');
  EXPECT_EQ(header_field("A: " + long_word + " " + std::string(12, 'y')),
            "A: " + long_word + " " + std::string(12, 'y') + "\r\n");
  EXPECT_EQ(header_field("A: " + long_word + " " + std::string(13, 'y')),
            "A: " + long_word + "\r\n " + std::string(13, 'y') + "\r\n");
  EXPECT_EQ(header_field("A: " + long_word + "\t  " + long_word),
            "A: " + long_word + "\r\n\t  " + long_word + "\r\n");
}

TEST(Folding, LeavesTheNameAloneWhereThatHelpsOnly) {
  const std::string fits(73, 'x');
  EXPECT_EQ(header_field("A: " + fits), "A: " + fits + "\r\n");
  EXPECT_EQ(header_field("AB: " + fits), "AB:\r\n " + fits + "\r\n");
  const std::string never(76, 'x');
  EXPECT_EQ(header_field("A: " + never), "A: " + never + "\r\n");
  EXPECT_EQ(header_field("A: " + never + " b"), "A: " + never + "\r\n b\r\n");
  const std::string longest(995, 'x');
  EXPECT_EQ(header_field("A: " + longest), "A: " + longest + "\r\n");
}

TEST(Folding, IsUndoneAtEveryLength) {
  for (std::size_t size = 1; size < 100; ++size) {
    const std::string word(size, 'w');
    const auto value = word + " a " + word + "\t\t" + word + " " + word;
    const auto field = read_field(header_field("X-Test: " + value));
    EXPECT_EQ(field.value, value);
    for (const auto& line : field.lines) {
      EXPECT_LE(line.size(), std::max<std::size_t>(76, size + 8)) << line;
      EXPECT_NE(line.find_first_not_of(" \t"), std::string::npos);
    }
  }
}

TEST(Encoding, TakesTheWordsThatNeedIt) {
  EXPECT_EQ(header_field("Subject: ein gr\xC3\xBC"
                         "ner Server meldet"),
            "Subject: ein =?utf-8?Q?gr=C3=BCner?= Server meldet\r\n");
  EXPECT_EQ(header_field("Subject: ein gr\xC3\xBC"
                         "ner gro\xC3\x9F"
                         "er Server"),
            "Subject: ein =?utf-8?Q?gr=C3=BCner_gro=C3=9Fer?= Server\r\n");
}

TEST(Encoding, IsReadBackAtEveryLength) {
  for (const std::string_view word : {"\xC3\xBC", "\xF0\x9F\x93\xA7",
                                      "gr\xC3\xBC"
                                      "n ",
                                      "ja \xE2\x82\xAC ", "\xFC\xDF "}) {
    std::string value;
    while (value.size() < 300) {
      value += word;
      const auto trimmed = value.substr(0, value.find_last_not_of(' ') + 1);
      for (const std::string name : {"Subject",
                                     "X-Quite-A-Long-Name-Of-It-It"
                                     "-Leaves-No-Room"}) {
        const auto field = read_field(header_field(name + ": " + trimmed));
        ASSERT_EQ(read_value(field.value), trimmed);
        for (const auto& line : field.lines) {
          ASSERT_LE(line.size(), 76U) << line;
          ASSERT_TRUE(is_ascii(line)) << line;
        }
      }
    }
  }
}

// RFC 2047 5 (3): a name is encoded, an address never.
TEST(AddressFields, EncodeTheNames) {
  EXPECT_EQ(header_field("From: J\xC3\xBCrgen <j@example.org>"),
            "From: =?utf-8?Q?J=C3=BCrgen?= <j@example.org>\r\n");
  EXPECT_EQ(header_field("from: \"J\xC3\xBCrgen \\\"M\\\"\"<j@example.org>"),
            "from: =?utf-8?Q?J=C3=BCrgen_=22M=22?= <j@example.org>\r\n");
  EXPECT_EQ(
      header_field("Cc: a@b, \"Z\xC3\xBC, W\" <c@d>,e@f (\xC3\x9C x)"),
      "Cc: a@b, =?utf-8?Q?Z=C3=BC=2C_W?= <c@d>,e@f (=?utf-8?B?w5w=?= x)\r\n");
  EXPECT_EQ(header_field("To: Team \xC3\x9C"
                         "ber: a@b, c@d;"),
            "To: Team =?utf-8?Q?=C3=9Cber?= : a@b, c@d;\r\n");
  EXPECT_EQ(header_field("Sender: \"a b\" <a@b>"), "Sender: \"a b\" <a@b>\r\n");
  EXPECT_EQ(shown(header_field("Reply-To: \"M\xC3\xBC\" L\xC3\xBC <a@b>")),
            "M\xC3\xBC L\xC3\xBC <a@b>");
}

TEST(AddressFields, LeaveAddressesThatNeedSmtputf8) {
  for (const std::string line :
       {"From: j\xC3\xBC@example.org", "From: <j\xC3\xBC@example.org>",
        "To: a@b, \"j\xC3\xBC x\"@example.org",
        "Cc: x <a@gr\xC3\xBCn.example>"}) {
    EXPECT_EQ(header_field(line), line + "\r\n");
  }
  EXPECT_EQ(header_field("From: J\xC3\xBCrgen <j\xC3\xBC@example.org>"),
            "From: =?utf-8?Q?J=C3=BCrgen?= <j\xC3\xBC@example.org>\r\n");
}

TEST(AddressFields, SurviveWhatIsNoAddress) {
  for (const std::string value :
       {"\"\xC3\xBC", "<\xC3\xBC", "\xC3\xBC\"", "\xC3\xBC\\", "\"\xC3\xBC\\",
        "(((\xC3\xBC", ")\xC3\xBC(", "\xC3\xBC>", ",\xC3\xBC,", "\"\"\xC3\xBC",
        "\"\xC3\xBC\"@", "@\xC3\xBC"}) {
    const auto field = header_field("To: " + value);
    EXPECT_EQ(read_field(field).lines.size(), 1U) << value;
  }
}

TEST(AddressFields, AreNeverOverTheLimitOfALine) {
  for (const std::string_view part :
       {"(\xC3\xBC)", "x(\xC3\xBC)", "\xC3\xBC,", "\xC3\xBC)", "\xC3\xBC(",
        "\"\xC3\xBC\"<a>", "\xC3\xBC\"\xC3\xBC\"", "\xC3\xBC<"}) {
    std::string line = "To: ";
    while (line.size() + part.size() <= 998) line += part;
    for (const auto& folded : read_field(header_field(line)).lines) {
      EXPECT_LE(folded.size(), 998U) << part;
    }
  }
}

TEST(FoldedField, LetsNoValueEndIt) {
  EXPECT_EQ(folded_field("X-Test", "a\r\nBcc: b"), "X-Test: a  Bcc: b\r\n");
  EXPECT_EQ(folded_field("X-Test", "a\n\nbody"), "X-Test: a  body\r\n");
  EXPECT_EQ(folded_field("X-Test", std::string_view("\r\na\0\r", 5)),
            "X-Test: a\r\n");
  EXPECT_EQ(folded_field("To", "\xC3\xBC\r\nBcc: b"),
            "To: =?utf-8?B?w7w=?=  Bcc: b\r\n");
}

TEST(HeaderAddress, IsOneAddressForAReader) {
  EXPECT_EQ(header_address("user@example.org"), "user@example.org");
  EXPECT_EQ(header_address("user@[192.0.2.1]"), "user@[192.0.2.1]");
  EXPECT_EQ(header_address("postmaster"), "postmaster");
  EXPECT_EQ(header_address("\"a b\"@c"), "\"a b\"@c");
  EXPECT_EQ(header_address("\"a@b\""), "\"a@b\"");
  EXPECT_EQ(header_address("j\xC3\xBC@c"), "j\xC3\xBC@c");
  EXPECT_EQ(header_address("a,b@c"), "\"a,b\"@c");
  EXPECT_EQ(header_address("a@b@c"), "\"a@b\"@c");
  EXPECT_EQ(header_address(".a@c"), "\".a\"@c");
  EXPECT_EQ(header_address("a..b@c"), "\"a..b\"@c");
  EXPECT_EQ(header_address("a\\b@c"), "\"a\\\\b\"@c");
  EXPECT_EQ(header_address("a;b"), "\"a;b\"");
  EXPECT_EQ(header_address("@x,@y:user@c"), "user@c");
}

}  // namespace
}  // namespace smtp
