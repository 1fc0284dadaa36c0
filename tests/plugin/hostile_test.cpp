// The built plugin against servers that are broken or mean it badly: it ends
// in time, stays small, says what happened, and prints nothing that could hurt
// whoever reads it.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "tests/plugin/run.h"
#include "tests/support/fake_server.h"

namespace plugin_test {

namespace {

using support::FakeServer;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(SANITIZED) || defined(__SANITIZE_ADDRESS__) || \
    defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // slower, and much larger
#else
constexpr bool sanitized = false;
#endif

const std::string greeting = "S: 220 mx.example.test ESMTP\n";
const std::string ehlo = "C: EHLO a.test\n";
const std::string hello = ehlo + "S: 250 mx.example.test\n";
const std::string quit = "C: QUIT\nS: 221 bye\n";
const std::string flood = "S-repeat 200000: ";  // of lines: several megabytes

struct Attack {
  std::string name;
  std::string script;
  int exit_code;
  std::string finding;  // empty: none that is not OK
  Words words{};
};

bool is_printable_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\n' || (c >= ' ' && c <= '~');
  });
}

// The rules of output that hold whatever the server says.
void expect_harmless(const std::string& out) {
  EXPECT_TRUE(is_printable_ascii(out)) << out;
  EXPECT_EQ(std::count(out.begin(), out.end(), '|'), 1) << out;
  const std::string line = first_line(out);
  EXPECT_NE(line.find(" | time="), std::string::npos) << out;
  EXPECT_LT(line.size(), 1000U) << out;
  EXPECT_EQ(out.find_first_of("<>&`$"), std::string::npos) << out;
}

void expect_survival(const Attack& attack, const Words& words) {
  using std::chrono::milliseconds;
  const FakeServer server(attack.script);
  const auto result =
      run_plugin(at(server.port()) + Words{"-F", "a.test", "-t", "1"} + words);
  EXPECT_TRUE(ended(result, attack.exit_code, attack.finding));
  EXPECT_LT(result.wall, milliseconds(sanitized ? 4000 : 1500));
  if (!sanitized) {
    EXPECT_LT(result.peak_rss_kib, 32 * 1024);
  }
  expect_harmless(result.out);
}

// Each attack twice: as a monitoring system runs the plugin, and with all that
// it can show.
void expect_survival(const std::vector<Attack>& attacks) {
  for (const Attack& attack : attacks) {
    SCOPED_TRACE(attack.name);
    expect_survival(attack, attack.words);
    expect_survival(attack, attack.words + Words{"-vvv"});
  }
}

// One byte in 100 ms.
std::string dripping(const std::string& text) {
  std::string script;
  for (const char c : text) {
    script += "wait 100\nS-raw: " + std::string(1, c) + "\n";
  }
  return script + "wait 100\nS: \n";
}

// Each takes the whole time: once is enough.
void expect_time_out(const std::vector<Attack>& attacks) {
  for (const Attack& attack : attacks) {
    SCOPED_TRACE(attack.name);
    expect_survival(attack, attack.words + Words{"-vvv"});
  }
}

TEST(Hostile, slow_greeting) {
  expect_time_out({
      {"silent", "hang\n", 2, "banner.timed-out"},
      {"silent within a line", "S-raw: 220 mx\nhang\n", 2, "banner.timed-out"},
      {"silent between lines", "S: 220-mx\nhang\n", 2, "banner.timed-out"},
      {"dripping", dripping("220 mx.example.test"), 2, "banner.timed-out"},
  });
}

TEST(Hostile, slow_replies) {
  const std::string mail = "C: MAIL FROM:<>\n";
  expect_time_out({
      {"EHLO", greeting + ehlo + "hang\n", 2, "time.out"},
      {"EHLO, dripping", greeting + ehlo + dripping("250 mx.example.test"), 2,
       "time.out"},
      {"MAIL", greeting + hello + mail + "hang\n", 2, "time.out", {"-f", ""}},
  });
}

TEST(Hostile, endless) {
  const std::string block(1000, 'x');
  expect_survival({
      {"line", "S-raw: 220 \nS-repeat-raw 10000: " + block + "\n", 2,
       "protocol.too-long"},
      {"line without a code", "S-repeat-raw 10000: " + block + "\n", 2,
       "banner.not-smtp"},
      {"greeting", flood + "220-" + block.substr(0, 40) + "\n", 2,
       "protocol.too-long"},
      {"greeting of 10 MB",
       "S-repeat 10000: 220-" + block + "\nS: 220 mx.example.test\n", 2,
       "protocol.too-long"},
      {"zeros", "S-repeat-raw 10000: \\x00\\x00\\x00\\x00\n", 2,
       "banner.not-smtp"},
      {"reply to EHLO", greeting + ehlo + flood + "250-SIZE\n", 2,
       "protocol.too-long"},
      {"line of the reply to EHLO",
       greeting + ehlo + "S-raw: 250-\nS-repeat-raw 10000: " + block + "\n", 2,
       "protocol.too-long"},
      {"replies that nobody asked for",
       greeting + ehlo + "S-repeat 200000: 250 fine\n", 2,
       "protocol.unsolicited"},
      {"reply to a command",
       greeting + hello + "C: NOOP\n" + flood + "250-more\n",
       2,
       "protocol.too-long",
       {"-C", "NOOP"}},
      {"after 221",
       greeting + hello + "C: QUIT\nS: 221 bye\n" + flood + "250\n", 0, ""},
  });
}

TEST(Hostile, breaking_off) {
  expect_survival({
      {"closed at once", "close\n", 2, "banner.closed"},
      {"reset at once", "reset\n", 2, "connect.reset"},
      {"closed in the greeting", "S-raw: 220 mx\nclose\n", 2, "banner.closed"},
      {"reset in the greeting", "S-raw: 220-mx\nwait 50\nreset\n", 2,
       "connect.reset"},
      {"closed after EHLO", greeting + ehlo + "close\n", 2, "protocol.closed"},
      {"reset after EHLO", greeting + ehlo + "reset\n", 2, "protocol.reset"},
      {"closed in the reply",
       greeting + ehlo + "S-raw: 250-mx\\r\\n25\nclose\n", 2,
       "protocol.closed"},
      {"421 after MAIL",
       greeting + hello + "C: MAIL FROM:<>\nS: 421 going down\nclose\n",
       2,
       "protocol.shutting-down",
       {"-f", ""}},
      {"closed after QUIT", greeting + hello + "C: QUIT\nclose\n", 1,
       "quit.failed"},
  });
}

TEST(Hostile, other_protocols) {
  expect_survival({
      {"HTTP", "S: HTTP/1.1 400 Bad Request\nS: \nS: <h1>no</h1>\nhang\n", 2,
       "banner.not-smtp"},
      {"SSH", "S: SSH-2.0-OpenSSH_9.2p1 Debian-2\nhang\n", 2,
       "banner.not-smtp"},
      {"IMAP", "S: * OK [CAPABILITY IMAP4rev1] ready\nhang\n", 2,
       "banner.not-smtp"},
      {"POP3", "S: +OK ready <1896.697170952@mx.example.test>\nhang\n", 2,
       "banner.not-smtp"},
      {"TLS record", "S-raw: \\x15\\x03\\x01\\x00\\x02\\x02\\x0a\nclose\n", 2,
       "banner.not-smtp"},
      {"an empty line", "S: \nhang\n", 2, "banner.not-smtp"},
      {"a blank first", "S:  220 mx\nhang\n", 2, "banner.not-smtp"},
      {"two digits", "S: 22 mx\nhang\n", 2, "banner.malformed"},
      {"four digits", "S: 2200 mx\nhang\n", 2, "banner.malformed"},
      {"no blank", "S: 220mx\nhang\n", 2, "banner.malformed"},
      {"code 999", "S: 999 mx\nhang\n", 2, "banner.malformed"},
      {"code 250", "S: 250 mx\n" + quit, 2, "banner.malformed"},
      {"code 354", "S: 354 mx\n" + quit, 2, "banner.malformed"},
      {"FTP",
       "S: 220 (vsFTPd 3.0.3)\n" + ehlo +
           "S: 530 Please login\n"
           "C: HELO a.test\nS: 530 Please login\n" +
           quit,
       2, "ehlo.refused"},
  });
}

TEST(Hostile, confused_replies) {
  expect_survival({
      {"greeting with two codes", "S: 220-mx\nS: 554 no\nhang\n", 2,
       "protocol.codes-differ"},
      {"EHLO with two codes", greeting + ehlo + "S: 250-mx\nS: 550 no\nhang\n",
       2, "protocol.codes-differ"},
      {"text without a code", greeting + ehlo + "S: fine\nhang\n", 2,
       "protocol.malformed"},
      {"HTTP after EHLO", greeting + ehlo + "S: HTTP/1.0 200 OK\nhang\n", 2,
       "protocol.malformed"},
      {"334 to EHLO", greeting + ehlo + "S: 334 what\n" + quit, 2,
       "protocol.malformed"},
      {"the reply to EHLO before EHLO",
       "S-raw: 220 mx\\r\\n250 mx\\r\\n\n" + quit, 1, "banner.early-data"},
      {"more before EHLO", "S-raw: 220 mx\\r\\nrubbish\n" + quit, 1,
       "banner.early-data"},
      {"two replies to MAIL",
       greeting + hello + "C: MAIL FROM:<>\nS-raw: 250 a\\r\\n250 b\\r\\n\n" +
           quit,
       2,
       "protocol.unsolicited",
       {"-f", ""}},
      {"LF alone",
       "S-lf: 220 mx.example.test\n" + ehlo +
           "S-lf: 250-mx\n"
           "S-lf: 250 SIZE\nC: QUIT\nS-lf: 221 bye\n",
       0, ""},
      {"SIZE beyond any number",
       greeting + ehlo + "S: 250-mx\nS: 250 SIZE 99999999999999999999999\n" +
           quit,
       0, ""},
  });
}

// Texts that do harm where they are printed as they came.
const char* const payloads[] = {
    "a|b|c",
    "| time=0s;;;0",
    "\\x00\\x00after NUL",
    "\\x01\\x02\\x07\\x08\\x7f",
    "\\x1b[2J\\x1b]0;title\\x07\\x1b[31mred",
    "\\x9b31mC1",
    "<script>alert(1)</script>&amp;",
    "$HOSTADDRESS$ $(reboot) `reboot`",
    "\\xff\\xfe\\xc3\\x28 broken UTF-8",
    "\\xc3\\xbc\\xe2\\x80\\xae valid UTF-8",
    "a\\rSMTP OK - all is well\\rb",
    "a\\tb",
    "%s%s%n%n",
};

// The attack with each of the payloads in the place of TEXT.
void expect_survival_of_payloads(const Attack& attack) {
  const std::regex place("TEXT");
  std::vector<Attack> attacks;
  for (const std::string payload : payloads) {
    // A replacement knows "$" as a sign of its own.
    const auto text = std::regex_replace(payload, std::regex("\\$"), "$$$$");
    attacks.push_back(attack);
    attacks.back().name = payload;
    attacks.back().script = std::regex_replace(attack.script, place, text);
  }
  expect_survival(attacks);
}

TEST(Hostile, text_of_a_refusal) {
  expect_survival_of_payloads(
      {"", "S: 554 TEXT\n" + quit, 2, "banner.refused"});
}

TEST(Hostile, text_that_is_no_reply) {
  expect_survival_of_payloads(
      {"", "S: hello TEXT\nhang\n", 2, "banner.not-smtp"});
}

TEST(Hostile, text_of_greeting_and_extensions) {
  const std::string script =
      "S: 220 mx.example.test TEXT\n" + ehlo +
      "S: 250-mx.example.test TEXT\nS: 250-XTEXT TEXT\nS: 250 SIZE TEXT\n"
      "C: NOOP\nS: 250 TEXT\nC: QUIT\nS: 221 TEXT\n";
  expect_survival_of_payloads({"", script, 0, "", {"-C", "NOOP"}});
}

TEST(Hostile, text_of_a_refused_command) {
  expect_survival_of_payloads(
      {"",
       greeting + hello + "C: NOOP\nS: 550 TEXT\n" + quit,
       1,
       "command.refused",
       {"-C", "NOOP"}});
}

TEST(Hostile, long_text_is_cut) {
  const std::string text(3000, 'x');
  expect_survival({
      {"refusal", "S: 554 " + text + "\n" + quit, 2, "banner.refused"},
      {"refusal of bytes that grow when printed",
       "S-raw: 554 \nS-repeat-raw 3000: \\xff\nS: \n" + quit, 2,
       "banner.refused"},
      {"no reply", "S: hello " + text + "\nhang\n", 2, "banner.not-smtp"},
  });
  const FakeServer server("S: 554 " + text + "\n" + quit);
  const auto result = run_plugin(at(server.port()) + Words{"-F", "a.test"});
  EXPECT_EQ(result.out.find(std::string(201, 'x')), std::string::npos)
      << result.out;
}

TEST(Hostile, many_extensions_are_cut) {
  const std::string line = "250-X" + std::string(400, 'y') + " z";
  expect_survival({{"48 KB",
                    greeting + ehlo + "S: 250-mx.example.test\nS-repeat 120: " +
                        line + "\n" + "S: 250 SIZE\n" + quit,
                    0, ""}});
}

}  // namespace

}  // namespace plugin_test
