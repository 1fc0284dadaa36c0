// The plugin against Dovecot's LMTP, over TCP and over a UNIX socket.
#include "tests/servers/dovecot.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/plugin/run.h"

namespace servers {

namespace {

using plugin_test::at;
using plugin_test::ended;
// NOLINTNEXTLINE(misc-unused-using-decls): of Words, and used
using plugin_test::operator+;
using plugin_test::run_plugin;
using plugin_test::Words;

class DovecotTest : public testing::Test {
 protected:
  const Dovecot& dovecot() const { return dovecot_; }

  // Both ways that lead to the server.
  std::vector<Words> ways() const {
    return {at(dovecot_.lmtp_port()) + Words{"-L"},
            Words{"-H", dovecot_.lmtp_socket(), "-L"}};
  }

  // All messages of a user, one after the other.
  std::string messages(const std::string& user) const {
    std::string text;
    for (const auto& entry :
         std::filesystem::directory_iterator(dovecot_.mailbox(user) + "/new")) {
      std::ifstream file(entry.path(), std::ios::binary);
      text.append(std::istreambuf_iterator<char>(file), {});
    }
    return text;
  }

 private:
  Dovecot dovecot_;
};

TEST_F(DovecotTest, lmtp_session_is_ok) {
  for (const Words& way : ways()) {
    SCOPED_TRACE(way[1]);
    EXPECT_TRUE(ended(run_plugin(way), 0));
    EXPECT_TRUE(ended(run_plugin(way + Words{"-f", "a@b.test"}), 0));
    EXPECT_TRUE(ended(run_plugin(way + Words{"-q"}), 0));
  }
  const std::string seen = dovecot().log_of_sessions(6);
  EXPECT_EQ(occurrences(seen, ": Logged out"), 6U) << seen;
}

TEST_F(DovecotTest, extensions_of_lmtp_are_judged) {
  for (const Words& way : ways()) {
    SCOPED_TRACE(way[1]);
    EXPECT_TRUE(ended(
        run_plugin(way + Words{"--require-extension", "PIPELINING,8BITMIME"}),
        0));
    EXPECT_TRUE(
        ended(run_plugin(way + Words{"--require-extension", "SMTPUTF8"}), 2,
              "ehlo.extension-missing"));
  }
}

TEST_F(DovecotTest, recipients_are_judged) {
  for (const Words& way : ways()) {
    SCOPED_TRACE(way[1]);
    const Words sender = {"-f", "a@b.test", "-C"};
    EXPECT_TRUE(
        ended(run_plugin(way + sender +
                         Words{"RCPT TO:<bob@example.test>", "-R", "^250 "}),
              0));
    EXPECT_TRUE(ended(run_plugin(way + sender + Words{"RCPT TO:<bob"}), 1,
                      "command.refused"));
  }
}

TEST_F(DovecotTest, message_arrives_with_its_dots) {
  EXPECT_TRUE(ended(
      run_plugin(ways().front() + Words{"-f", "a@b.test", "-C",
                                        "RCPT TO:<bob@example.test>", "-C",
                                        "DATA", "-C", "Subject: probe", "-C",
                                        "X-Next: two", "-C", "", "-C", ".lead",
                                        "-C", "..two", "-C", "."}),
      0));
  const std::string text = messages("bob");
  EXPECT_NE(text.find("Subject: probe\nX-Next: two\n\n.lead\n..two\n"),
            std::string::npos)
      << text;
}

TEST_F(DovecotTest, lmtp_server_refuses_smtp) {
  EXPECT_TRUE(ended(run_plugin(at(dovecot().lmtp_port())), 2, "ehlo.refused"));
}

TEST_F(DovecotTest, missing_socket_is_refused) {
  EXPECT_TRUE(ended(run_plugin({"-H", dovecot().lmtp_socket() + "2", "-L"}), 2,
                    "connect.refused"));
}

TEST_F(DovecotTest, file_that_is_no_socket_is_refused) {
  EXPECT_TRUE(
      ended(run_plugin({"-H", "/etc/passwd", "-L"}), 2, "connect.refused"));
}

}  // namespace

}  // namespace servers
