// Wrong words about logins and messages, and message files that cannot be sent:
// exit code 3, and nothing is connected.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/plugin/listener.h"
#include "tests/plugin/run.h"
#include "tests/servers/temp_folder.h"
#include "tests/servers/tls_socket.h"
#include "tests/support/descriptor.h"
#include "tests/support/fake_server.h"

namespace plugin_test {

namespace {

using servers::TempFolder;
using support::FakeServer;

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(SANITIZED) || defined(__SANITIZE_ADDRESS__) || \
    defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // much larger
#else
constexpr bool sanitized = false;
#endif

struct Row {
  Words words;
  std::string named;
};

void expect_usage_errors(const std::vector<Row>& rows) {
  const Listener listener;
  for (const Row& row : rows) {
    SCOPED_TRACE(testing::PrintToString(row.words));
    const auto result = run_plugin(at(listener.port()) + row.words);
    EXPECT_TRUE(ended(result, 3));
    EXPECT_NE(first_line(result.out).find(row.named), std::string::npos)
        << result.out;
    EXPECT_LT(first_line(result.out).size(), 1000U);
    EXPECT_LE(std::count(result.out.begin(), result.out.end(), '\n'), 6);
    EXPECT_FALSE(listener.touched());
  }
}

TEST(MailUsage, logins) {
  const Words mechanism = {"-A", "PLAIN"};
  const Words with_user = {"-A", "PLAIN", "-U", "u"};
  const TempFolder folder;
  const auto file = folder.write("credentials", "username=v\npassword=x\n");
  chmod(file.c_str(), 0600);
  expect_usage_errors({
      {{"-U", "u"}, "-U needs -A"},
      {{"-P", "x"}, "-P needs -A"},
      {{"--credentials", file}, "--credentials needs -A"},
      {{"--password-file", file}, "--password-file needs -A"},
      {{"--password-env", "HOME"}, "--password-env needs -A"},
      {{"--password-fd", "0"}, "--password-fd needs -A"},
      {{"--expect-auth-failure"}, "--expect-auth-failure needs -A"},
      {{"--allow-cleartext-auth"}, "--allow-cleartext-auth needs -A"},
      {mechanism, "needs a password"},
      {mechanism + Words{"-P", "x"}, "needs a user"},
      {mechanism + Words{"-U", "", "-P", "x"}, "-U needs a user"},
      {with_user, "needs a password"},
      {with_user + Words{"--credentials", file}, "two users"},
      {mechanism + Words{"--credentials", file, "-P", "x"}, "two sources"},
      {with_user + Words{"-P", "x", "--password-file", file}, "two sources"},
      {with_user + Words{"-P", "x", "--password-env", "HOME"}, "two sources"},
      {with_user + Words{"-P", "x", "--password-fd", "0"}, "two sources"},
      {with_user + Words{"--password-fd", "zero"}, "zero"},
      {with_user + Words{"--password-fd", "-1"}, "-1"},
      {{"-A", "NTLM", "-U", "u", "-P", "x"}, "NTLM"},
      {{"-A", "", "-U", "u", "-P", "x"}, "''"},
      {{"-A", "EXTERNAL"}, "--client-certificate"},
      {{"-A", "EXTERNAL", "-U", "u"}, "--client-certificate"},
      {{"-A", "EXTERNAL", "-P", "x", "-S", "--client-certificate", file},
       "no password"},
      {with_user +
           Words{"-P", "x", "--expect-auth-failure", "--send", "--to", "a"},
       "--expect-auth-failure excludes --send"},
      {with_user + Words{"-P", "x", "--until", "ehlo"}, "-A"},
  });
}

TEST(MailUsage, messages) {
  const Words send = {"--to", "a@b.test", "--send"};
  expect_usage_errors({
      {{"--send"}, "--to"},
      {{"--message", "/etc/hostname"}, "--send"},
      {{"--subject", "x"}, "--send"},
      {{"--header", "X-A: b"}, "--send"},
      {{"--body", "x"}, "--send"},
      {send + Words{"--message", "/etc/hostname", "--subject", "x"},
       "--subject"},
      {send + Words{"--message", "/etc/hostname", "--body", "x"}, "--body"},
      {send + Words{"--message", "/nonexistent"}, "/nonexistent"},
      {send + Words{"--message", "/"}, "directory"},
      {send + Words{"--header", "no colon"}, "no colon"},
      {send + Words{"--header", ": x"}, ": x"},
      {send + Words{"--header", "X A: b"}, "X A: b"},
      {{"--size", "5"}, "--size"},
      {{"--size", "many", "-f", ""}, "many"},
      {{"--to", ""}, "''"},
      {{"--reject", "\x3c\x3e"}, "\\x3c\\x3e"},
  });
}

// An argument cannot hold a NUL.
TEST(MailUsage, line_breaks_are_refused_everywhere) {
  const Words send = {"--to", "a@b.test", "--send"};
  std::vector<Row> rows;
  for (const std::string line_break : {"\r\n", "\n", "\r"}) {
    const std::string evil = "a@b.test" + line_break + "DATA";
    const std::string shown = line_break == "\n" ? "\\x0a" : "\\x0d";
    for (const char* option : {"-f", "--to", "--reject"}) {
      rows.push_back({{option, evil}, shown});
    }
    rows.push_back({{"-A", "PLAIN", "-P", "x", "-U", evil}, shown});
    rows.push_back({send + Words{"--subject", evil}, shown});
    rows.push_back({send + Words{"--header", "X-A: " + evil}, shown});
  }
  expect_usage_errors(rows);
}

TEST(MailUsage, files_that_cannot_be_sent) {
  const TempFolder folder;
  const Words send = {"--to", "a@b.test", "--send", "--message"};
  const auto file = [&](const std::string& name, const std::string& text) {
    return send + Words{folder.write(name, text)};
  };
  expect_usage_errors({
      {file("nul", "Subject: x\n\na" + std::string(1, '\0') + "b\n"),
       "line 3 holds a NUL"},
      {file("cr", "Subject: x\n\nok\na\rb\n"), "line 4 holds a CR"},
      {file("last-cr", "Subject: x\n\nok\r"), "line 3 holds a CR"},
      {file("long", "Subject: x\n\n" + std::string(2000, 'x') + "\n"),
       "line 3 is over 998"},
      {file("999", "Subject: x\n\n" + std::string(999, 'x')),
       "line 3 is over 998"},
  });
}

// Whether a file goes over the wire as these lines.
void expect_sent(const std::string& text, const std::string& lines) {
  SCOPED_TRACE(text);
  const TempFolder folder;
  const FakeServer server(
      "S: 220 mx.example.test\nC: EHLO us.test\nS: 250 mx.example.test\n"
      "C: MAIL FROM:<>\nS: 250 ok\nC: RCPT TO:<a@b.test>\nS: 250 ok\n"
      "C: DATA\nS: 354 go\n" +
          lines + "C: .\nS: 250 taken\nC: QUIT\nS: 221 bye\n",
      FakeServer::Judging::strict);
  EXPECT_TRUE(ended(
      run_plugin(at(server.port()) + Words{"-F", "us.test", "--to", "a@b.test",
                                           "--send", "--message",
                                           folder.write("message", text)}),
      0));
  EXPECT_EQ(server.complaint(), "");
}

TEST(MailUsage, files_that_are_sent_as_they_are) {
  expect_sent("", "");
  expect_sent("\n", "C: \n");
  expect_sent(".", "C: ..\n");
  expect_sent(".\n..\n...\n", "C: ..\nC: ...\nC: ....\n");
  expect_sent("Subject: x\n\nend", "C: Subject: x\nC: \nC: end\n");
  expect_sent("Subject: x\r\n\r\n.end\r\n", "C: Subject: x\nC: \nC: ..end\n");
}

// Takes one message of any size and forgets it as it comes.
class Sink {
 public:
  Sink() : listener_(servers::listen_on_loopback(port_)) {
    thread_ = std::thread([this] { serve(); });
  }
  ~Sink() { thread_.join(); }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void serve() {
    peer_ = servers::accept_one(listener_.fd());
    say("220 mx.example.test\r\n");
    for (const char* answer : {"250 mx.example.test\r\n", "250 from\r\n",
                               "250 to\r\n", "354 go\r\n"}) {
      read_to("\r\n");
      say(answer);
    }
    read_to("\r\n.\r\n");
    say("250 taken\r\n");
    read_to("\r\n");
    say("221 bye\r\n");
  }

  void say(std::string_view text) const {
    send(peer_.fd(), text.data(), text.size(), MSG_NOSIGNAL);
  }

  // Keeps no more than the end may need.
  void read_to(std::string_view end) {
    std::string last;
    std::array<char, 65536> bytes;
    while (!last.ends_with(end)) {
      const auto size = recv(peer_.fd(), bytes.data(), bytes.size(), 0);
      if (size <= 0) return;
      last.append(bytes.data(), static_cast<std::size_t>(size));
      last.erase(0, last.size() - std::min(last.size(), end.size()));
    }
  }

  std::uint16_t port_ = 0;
  support::Descriptor listener_;
  support::Descriptor peer_;
  std::thread thread_;
};

TEST(MailUsage, large_file_is_held_once) {
  constexpr std::size_t megabytes = 50;
  const TempFolder folder;
  const auto path = folder.write("message", "Subject: large\n\n");
  {
    const std::string line = std::string(511, '.') + "\n";
    std::ofstream file(path, std::ios::binary | std::ios::app);
    for (std::size_t i = 0; i < megabytes * 2048; ++i) file << line;
  }
  const Sink sink;
  const auto result =
      run_plugin(at(sink.port()) + Words{"-t", "20", "--to", "a@b.test",
                                         "--send", "--message", path});
  EXPECT_TRUE(ended(result, 0));
  if (!sanitized) {
    EXPECT_LT(result.peak_rss_kib, long{megabytes * 1024 * 5 / 2});
  }
}

}  // namespace

}  // namespace plugin_test
