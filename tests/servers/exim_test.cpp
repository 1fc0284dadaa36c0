// The plugin against Exim: what Postfix and Dovecot say yes to, another server
// must say yes to as well.
#include "tests/servers/exim.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/plugin/run.h"
#include "tests/servers/mail_folder.h"
#include "tests/support/output_rules.h"

namespace servers {

namespace {

using plugin_test::ended;
// NOLINTNEXTLINE(misc-unused-using-decls): of Words, and used
using plugin_test::operator+;
using plugin_test::Words;

class EximTest : public testing::Test {
 protected:
  EximTest() { unsetenv("SSL_CERT_FILE"); }

  support::ProcessResult check(const Words& words,
                               const std::string& input = {}) const {
    auto result = support::run_process(
        {.argv = Words{plugin_test::plugin_path(), "-H", "localhost", "-4",
                       "-p", std::to_string(exim_.port())} +
                 words,
         .input = input});
    EXPECT_EQ(support::broken_rule(result.exit_code, result.out), "");
    return result;
  }

  Words tls() const { return {"-S", "--ca-file", certificates_.ca_file()}; }
  const Exim& exim() const { return exim_; }

  // Exim logs what it does not like.
  void expect_clean_log() const {
    const std::string log = exim_.log();
    for (const char* complaint :
         {"synchronization error", "unexpected disconnection", "TLS error",
          "syntax", "SMTP protocol", "panic"}) {
      EXPECT_EQ(log.find(complaint), std::string::npos) << complaint << " in\n"
                                                        << log;
    }
  }

 private:
  Certificates certificates_;
  Exim exim_{certificates_};
};

TEST_F(EximTest, sessions_are_ok) {
  EXPECT_TRUE(ended(check({}), 0));
  EXPECT_TRUE(ended(check({"-f", "a@b.test"}), 0));
  EXPECT_TRUE(ended(check(tls()), 0));
  EXPECT_TRUE(ended(check(tls() + Words{"-f", "", "--require-extension",
                                        "PIPELINING,8BITMIME,tls:AUTH:PLAIN"}),
                    0));
  expect_clean_log();
}

TEST_F(EximTest, recipients_are_judged) {
  EXPECT_TRUE(ended(check({"--to", "bob@example.test"}), 0));
  EXPECT_TRUE(ended(check({"--to", "eve@example.test"}), 2, "rcpt.refused"));
  EXPECT_TRUE(ended(check({"--to", "late@example.test"}), 1, "rcpt.temporary"));
  EXPECT_TRUE(ended(check({"--reject", "x@elsewhere.test", "--reject",
                           "eve@example.test", "--to", "bob@example.test"}),
                    0));
  EXPECT_TRUE(
      ended(check({"--reject", "bob@example.test"}), 2, "rcpt.accepted"));
  expect_clean_log();
}

TEST_F(EximTest, message_arrives) {
  const std::string text =
      "Date: Wed, 25 Nov 2026 12:00:00 +0000\n"
      "From: probe@b.test\nMessage-Id: <probe@b.test>\nSubject: probe\n\n"
      ".\n..two\nl\xc3\xa9st\n.\nno line end";
  EXPECT_TRUE(
      ended(check({"-f", "probe@b.test", "--to", "bob@example.test", "--to",
                   "ann@example.test", "--send", "--message", "-"},
                  text),
            0));
  EXPECT_TRUE(ended(check(tls() + Words{"-f", "probe@b.test", "--to",
                                        "hole@example.test", "--send"}),
                    0));
  for (const char* user : {"bob", "ann"}) {
    EXPECT_EQ(without_trace(only_message_in(exim().mailbox(user))),
              as_kept(text));
  }
  expect_clean_log();
}

TEST_F(EximTest, message_is_refused_after_its_dot) {
  const auto result = check({"-f", "probe@b.test", "--to", "bob@example.test",
                             "--send", "--header", "X-Probe: refuse"});
  EXPECT_TRUE(ended(result, 2, "message.refused"));
  EXPECT_NE(result.out.find("550 5.6.0 No probes here"), std::string::npos)
      << result.out;
}

TEST_F(EximTest, logins) {
  const Words words = tls() + Words{"-U", Exim::user, "--password-fd", "0"};
  for (const char* mechanism : {"PLAIN", "LOGIN", "auto"}) {
    SCOPED_TRACE(mechanism);
    const Words login = words + Words{"-A", mechanism};
    EXPECT_TRUE(ended(check(login, Exim::password), 0));
    EXPECT_TRUE(ended(check(login, "wrong"), 2, "auth.rejected"));
  }
  // Who has logged in may send to others.
  const Words outward = {"-f", "probe@example.test", "--to",
                         "x@elsewhere.test"};
  EXPECT_TRUE(ended(
      check(words + Words{"-A", "auto", "--send"} + outward, Exim::password),
      0));
  EXPECT_TRUE(ended(check(tls() + outward), 2, "rcpt.refused"));
}

}  // namespace

}  // namespace servers
