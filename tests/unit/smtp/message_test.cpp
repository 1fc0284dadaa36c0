#include "lib/smtp/message.h"

#include <gtest/gtest.h>

#include "lib/smtp/mime.h"
#include "tests/unit/smtp/mime_reader.h"

namespace smtp {
namespace {

MessageParts example() {
  MessageParts parts;
  parts.from = "nagios@monitor.example.org";
  parts.to = {"probe@example.com"};
  parts.subject = "Probe";
  parts.body = "Hello\n.\nBye";
  parts.time = 1795602882;
  parts.token = "0123456789abcdef";
  parts.host = "monitor.example.org";
  return parts;
}

ReadMessage read(const MessageParts& parts) {
  return read_message(compose(parts));
}

std::string field_of(const MessageParts& parts, std::string_view name) {
  return read(parts).value(name);
}

std::string decoded_body(const ReadMessage& message) {
  const auto& encoding = message.value("Content-Transfer-Encoding");
  if (encoding == "base64") return read_base64(message.body);
  if (encoding == "quoted-printable") {
    return read_quoted_printable(message.body);
  }
  return encoding == "7bit" ? message.body : "unknown encoding";
}

TEST(Compose, WritesAWholeMessage) {
  EXPECT_EQ(compose(example()),
            "Date: Wed, 25 Nov 2026 10:34:42 +0000\r\n"
            "From: nagios@monitor.example.org\r\n"
            "To: probe@example.com\r\n"
            "Subject: Probe\r\n"
            "Message-ID: <0123456789abcdef@monitor.example.org>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=us-ascii\r\n"
            "Content-Transfer-Encoding: 7bit\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "X-Check-Smtp-Session: 0123456789abcdef\r\n"
            "\r\n"
            "Hello\r\n"
            ".\r\n"
            "Bye\r\n");
}

TEST(Compose, TellsTheTimeInEnglish) {
  struct Row {
    std::int64_t time;
    std::string_view date;
  };
  for (const auto& [time, date] : std::vector<Row>{
           {0, "Thu, 1 Jan 1970 00:00:00 +0000"},
           {-1, "Wed, 31 Dec 1969 23:59:59 +0000"},
           {951782400, "Tue, 29 Feb 2000 00:00:00 +0000"},
           {1709251199, "Thu, 29 Feb 2024 23:59:59 +0000"},
           {1709251200, "Fri, 1 Mar 2024 00:00:00 +0000"},
           {1740787199, "Fri, 28 Feb 2025 23:59:59 +0000"},
           {1740787200, "Sat, 1 Mar 2025 00:00:00 +0000"},
           {2147483647, "Tue, 19 Jan 2038 03:14:07 +0000"},
           {2147483648, "Tue, 19 Jan 2038 03:14:08 +0000"},
           {4107542399, "Sun, 28 Feb 2100 23:59:59 +0000"},
           {4107542400, "Mon, 1 Mar 2100 00:00:00 +0000"},
           {253402300799, "Fri, 31 Dec 9999 23:59:59 +0000"},
       }) {
    auto parts = example();
    parts.time = time;
    EXPECT_EQ(field_of(parts, "Date"), date) << time;
  }
}

TEST(Compose, NamesAnAuthorThatIsAnAddress) {
  struct Row {
    std::string from;
    std::string_view author;
  };
  for (const auto& [from, author] : std::vector<Row>{
           {"a@b", "a@b"},
           {"", "MAILER-DAEMON@monitor.example.org"},
           {"nagios", "nagios@monitor.example.org"},
           {"a,b@c", "\"a,b\"@c"},
       }) {
    auto parts = example();
    parts.from = from;
    EXPECT_EQ(field_of(parts, "From"), author);
  }
  auto parts = example();
  parts.from = "";
  parts.host = "[IPv6:2001:db8::1]";
  EXPECT_EQ(field_of(parts, "From"), "MAILER-DAEMON@[IPv6:2001:db8::1]");
  EXPECT_EQ(field_of(parts, "Message-ID"),
            "<0123456789abcdef@[IPv6:2001:db8::1]>");
}

TEST(Compose, ListsTheRecipients) {
  auto parts = example();
  parts.to = {"a@example.org", "postmaster", "b;c@example.org"};
  EXPECT_EQ(field_of(parts, "To"),
            "a@example.org, postmaster, \"b;c\"@example.org");
  parts.to.assign(200, "somebody@example.org");
  const auto message = read(parts);
  for (const auto& line : message.fields.at(2).lines) {
    EXPECT_LE(line.size(), 76U);
  }
  EXPECT_EQ(message.value("To").size(), 200 * 22 - 2U);
  parts.to.clear();
  EXPECT_THROW(field_of(parts, "To"), std::runtime_error);
}

TEST(Compose, EncodesTheSubject) {
  auto parts = example();
  for (const std::string subject :
       {"", "Probe",
        "Gr\xC3\xBC\xC3\x9F"
        "e",
        "\xF0\x9F\x93\xA7 mail", "a \xE2\x82\xAC b \xE2\x82\xAC"}) {
    parts.subject = subject;
    const auto message = compose(parts);
    EXPECT_TRUE(is_ascii(message));
    EXPECT_EQ(read_value(read_message(message).value("Subject")), subject);
  }
}

TEST(ComposedHeaders, ReplaceGeneratedOnesOfTheirName) {
  auto parts = example();
  parts.headers = {"subject: Other",
                   "X-A: 1",
                   "X-a: 2",
                   "FROM: Me <me@example.org>",
                   "Auto-Submitted: no",
                   "X-Check-SMTP-Session: t",
                   "Date: never",
                   "MESSAGE-ID: <x@y>"};
  EXPECT_EQ(compose(parts),
            "To: probe@example.com\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=us-ascii\r\n"
            "Content-Transfer-Encoding: 7bit\r\n"
            "subject: Other\r\n"
            "X-A: 1\r\n"
            "X-a: 2\r\n"
            "FROM: Me <me@example.org>\r\n"
            "Auto-Submitted: no\r\n"
            "X-Check-SMTP-Session: t\r\n"
            "Date: never\r\n"
            "MESSAGE-ID: <x@y>\r\n"
            "\r\nHello\r\n.\r\nBye\r\n");
}

TEST(ComposedHeaders, DoNotReplaceOnesThatTheyOnlyBeginLike) {
  auto parts = example();
  parts.headers = {"Subject-Line: x", "Sub: y"};
  EXPECT_EQ(field_of(parts, "Subject"), "Probe");
}

// A body that was encoded before is sent as it is, one that we encode is not
// called anything else.
TEST(ComposedHeaders, NameTheTransferEncodingOfAPlainBodyOnly) {
  auto parts = example();
  parts.headers = {"content-transfer-encoding: base64"};
  parts.body = "SGVsbG8=\n";
  EXPECT_EQ(field_of(parts, "content-transfer-encoding"), "base64");
  EXPECT_EQ(read(parts).body, "SGVsbG8=\r\n");
  parts.headers = {"content-transfer-encoding: 8bit"};
  parts.body = "gr\xC3\xBCn ist die Farbe der Hoffnung\n";
  EXPECT_EQ(field_of(parts, "Content-Transfer-Encoding"), "quoted-printable");
  EXPECT_TRUE(is_ascii(compose(parts)));
}

TEST(ComposedBody, EndsItsLinesAndItself) {
  struct Row {
    std::string body;
    std::string_view wire;
  };
  for (const auto& [body, wire] : std::vector<Row>{{"", ""},
                                                   {"a", "a\r\n"},
                                                   {"a\n", "a\r\n"},
                                                   {"a\r\n", "a\r\n"},
                                                   {"\n", "\r\n"},
                                                   {"a\n\nb\r\n",
                                                    "a\r\n\r\nb"
                                                    "\r\n"},
                                                   {".", ".\r\n"},
                                                   {"a\rb", "a\r\nb\r\n"}}) {
    auto parts = example();
    parts.body = body;
    EXPECT_EQ(read(parts).body, wire) << testing::PrintToString(body);
  }
}

TEST(ComposedBody, IsEncodedWhereItMustBe) {
  struct Row {
    std::string body;
    std::string_view charset;
    std::string_view encoding;
  };
  const std::string line(998, 'x');
  for (const auto& [body, charset, encoding] : std::vector<Row>{
           {"plain\r\n", "us-ascii", "7bit"},
           {"\x1b[1m\ttab\r\n", "us-ascii", "7bit"},
           {line + "\r\n" + line + "\r\n", "us-ascii", "7bit"},
           {line + "x\r\n", "us-ascii", "quoted-printable"},
           {"a\r\n" + line + "x\r\nb\r\n", "us-ascii", "quoted-printable"},
           {"gr\xC3\xBCn ist die Farbe der Hoffnung\r\n", "utf-8",
            "quoted-printable"},
           {"\xD0\xB4\xD0\xB0\xD0\xB4\xD0\xB0\r\n", "utf-8", "base64"},
           {"gr\xFCn ist die Farbe der Hoffnung\r\n", "unknown-8bit",
            "quoted-printable"},
       }) {
    auto parts = example();
    parts.body = body;
    const auto message = read(parts);
    EXPECT_EQ(message.value("Content-Type"),
              "text/plain; charset=" + std::string(charset));
    EXPECT_EQ(message.value("Content-Transfer-Encoding"), encoding);
    EXPECT_EQ(decoded_body(message), body);
    EXPECT_TRUE(is_ascii(compose(parts)));
    EXPECT_EQ(message_defect(compose(parts)), std::nullopt);
  }
}

// Nobody checked these before.
TEST(Injection, EndsNoFieldAndNoHeader) {
  const auto names = [](const MessageParts& parts) {
    std::string list;
    for (const auto& field : read(parts).fields) list += field.name + " ";
    return list;
  };
  const auto expected = names(example());
  for (const std::string_view evil :
       {"x\r\nBcc: y@z", "x\nBcc: y@z", "x\rBcc: y@z", "x\r\n\r\nbody",
        "\r\n.\r\nMAIL FROM:<>\r\n", "\xC3\xBC\r\nBcc: y@z", "x\r\n y",
        "\"\r\nBcc: y", "<\r\nBcc: y>\xC3\xBC"}) {
    const std::string text(evil);
    auto parts = example();
    parts.from = text;
    EXPECT_EQ(names(parts), expected) << text;
    parts.from = text + "@x";
    EXPECT_EQ(names(parts), expected) << text;
    parts.to = {text, "a@b", text};
    EXPECT_EQ(names(parts), expected) << text;
    parts.subject = text;
    EXPECT_EQ(names(parts), expected) << text;
    parts.token = text;
    EXPECT_EQ(names(parts), expected) << text;
    parts.host = text;
    EXPECT_EQ(names(parts), expected) << text;
    parts.headers = {text, "X: " + text, text + ": x"};
    EXPECT_EQ(names(parts), expected) << text;
    EXPECT_EQ(read(parts).body, "Hello\r\n.\r\nBye\r\n") << text;
    EXPECT_EQ(message_defect(compose(parts)), std::nullopt) << text;
  }
}

TEST(Injection, LetsNoNulThrough) {
  const std::string nul("a\0b", 3);
  MessageParts parts{nul, {nul}, nul, nul, {nul, "X: " + nul}, 0, nul, nul};
  EXPECT_EQ(compose(parts).find('\0'), std::string::npos);
  EXPECT_EQ(decoded_body(read(parts)), nul + "\r\n");
}

TEST(Nature, OfAComposedMessageKnowsSmtputf8) {
  auto parts = example();
  parts.body = parts.subject = "gr\xC3\xBCn";
  auto message = compose(parts);
  EXPECT_EQ(nature_of({message}),
            (MessageNature{false, false, message.size()}));
  for (const auto change : {0, 1}) {
    auto international = parts;
    if (change == 0) international.from = "j\xC3\xBC@example.org";
    if (change == 1) international.to.emplace_back("j\xC3\xBC@example.org");
    message = compose(international);
    EXPECT_EQ(nature_of({message}),
              (MessageNature{true, true, message.size()}));
  }
}

TEST(Nature, CountsWhatSizeMeans) {
  struct Row {
    std::string_view message;
    MessageNature nature;
  };
  for (const auto& [message, nature] : std::vector<Row>{
           {"", {false, false, 0}},
           {"a", {false, false, 3}},
           {"a\n", {false, false, 3}},
           {"a\r\n", {false, false, 3}},
           {"\n", {false, false, 2}},
           {".\n", {false, false, 3}},
           {"a\nb\r\n\nc", {false, false, 11}},
           {"\xC3\xBC: 1\n", {true, true, 7}},
           {"A: 1\n\n\xC3\xBC\n", {true, false, 12}},
           {"A: 1\r\n\r\n\xC3\xBC\r\n", {true, false, 12}},
           {"A: 1\n \xC3\xBC\n\nb", {true, true, 16}},
           {"\n\xFF", {true, false, 5}},
           {"\xFF", {true, true, 3}},
       }) {
    EXPECT_EQ(nature_of({message}), nature) << message;
    for (std::size_t cut = 0; cut <= message.size(); ++cut) {
      EXPECT_EQ(nature_of({message.substr(0, cut), message.substr(cut)}),
                nature)
          << message;
    }
  }
  EXPECT_EQ(nature_of({}), MessageNature());
}

TEST(MessageDefect, IsNothingForWhatCanBeSent) {
  for (const std::string& raw :
       {std::string(), std::string("a"), std::string("."), std::string("\n\n"),
        std::string("..\r\n.\n"), std::string("\xFF\x1b"),
        std::string(998, 'x') + "\n" + std::string(998, 'x') + "\r\n" +
            std::string(998, 'x')}) {
    EXPECT_EQ(message_defect(raw), std::nullopt) << raw;
  }
}

TEST(MessageDefect, NamesTheLine) {
  struct Row {
    std::string raw;
    std::string_view defect;
  };
  for (const auto& [raw, defect] : std::vector<Row>{
           {std::string("a\nb\0c\nd\re", 9), "line 2 holds a NUL octet"},
           {std::string("\0", 1), "line 1 holds a NUL octet"},
           {"a\r\nb\rc\n", "line 2 holds a CR without LF"},
           {"a\r\nb\r\r\n", "line 2 holds a CR without LF"},
           {"a\n\r", "line 2 holds a CR without LF"},
           {"\r", "line 1 holds a CR without LF"},
           {std::string(999, 'x'), "line 1 is over 998 octets long"},
           {"a\n\n" + std::string(999, 'x') + "\r\n",
            "line 3 is over 998 octets long"},
           {std::string(2000, 'x') + "\n", "line 1 is over 998 octets long"},
       }) {
    EXPECT_EQ(message_defect(raw), defect) << raw;
  }
}

TEST(SubjectDefect, IsThatOfItsField) {
  EXPECT_EQ(subject_defect(""), std::nullopt);
  EXPECT_EQ(subject_defect("a: \xC3\xBC\tb"), std::nullopt);
  EXPECT_EQ(subject_defect(std::string(989, 'x')), std::nullopt);
  EXPECT_EQ(subject_defect(std::string(990, 'x')),
            "it is over 998 octets long");
  EXPECT_EQ(subject_defect("a\r\nb"), "it holds a line end");
  EXPECT_EQ(subject_defect("a\x1b[m"), "it holds a control character");
  EXPECT_EQ(subject_defect(std::string("a\0", 2)),
            "it holds a control character");
}

TEST(BodyDefect, IsAnOctetThatCannotBeSent) {
  EXPECT_EQ(body_defect(""), std::nullopt);
  EXPECT_EQ(body_defect("a\nb\r\n\nc\xC3\xBC"), std::nullopt);
  EXPECT_EQ(body_defect(std::string(2000, 'x')), std::nullopt);
  EXPECT_EQ(body_defect("a\rb"), "it holds a CR without LF");
  EXPECT_EQ(body_defect("a\n\r"), "it holds a CR without LF");
  EXPECT_EQ(body_defect(std::string("a\n\0", 3)), "it holds a NUL octet");
}

}  // namespace
}  // namespace smtp
