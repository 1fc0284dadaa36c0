// The plugin against Dovecot's submission server, which hands on to Postfix,
// and messages to Dovecot's LMTP, which answers for each recipient.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/plugin/run.h"
#include "tests/servers/certificates.h"
#include "tests/servers/dovecot.h"
#include "tests/servers/mail_folder.h"
#include "tests/servers/postfix.h"
#include "tests/support/output_rules.h"

namespace servers {

namespace {

using plugin_test::at;
using plugin_test::ended;
// NOLINTNEXTLINE(misc-unused-using-decls): of Words, and used
using plugin_test::operator+;
using plugin_test::Words;

class SubmissionTest : public testing::Test {
 protected:
  SubmissionTest() { unsetenv("SSL_CERT_FILE"); }

  support::ProcessResult submit(const std::string& password,
                                const Words& words) const {
    auto result = support::run_process(
        {.argv = Words{plugin_test::plugin_path(), "-H", "localhost", "-4",
                       "--submission", "-p",
                       std::to_string(dovecot_.submission_port()), "--ca-file",
                       certificates_.ca_file(), "-U", Dovecot::user,
                       "--password-fd", "0"} +
                 words,
         .input = password});
    EXPECT_EQ(support::broken_rule(result.exit_code, result.out), "");
    return result;
  }

  const Postfix& postfix() const { return postfix_; }

 private:
  Certificates certificates_;
  Postfix postfix_;
  Dovecot dovecot_{Dovecot::Submission{postfix_.port(Postfix::Service::plain),
                                       certificates_}};
};

TEST_F(SubmissionTest, logins) {
  for (const char* mechanism :
       {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "auto"}) {
    SCOPED_TRACE(mechanism);
    const Words words = {"-A", mechanism};
    EXPECT_TRUE(ended(submit(Dovecot::password, words), 0));
    EXPECT_TRUE(ended(submit("wrong", words), 2, "auth.rejected"));
  }
}

TEST_F(SubmissionTest, message_is_handed_on) {
  EXPECT_TRUE(
      ended(submit(Dovecot::password,
                   {"-A", "auto", "-f", "probe@example.test", "--to",
                    "bob@mail.test", "--send", "--body", ".one\n.\ntwo"}),
            0));
  const auto text = only_message_in(postfix().mailbox("bob"));
  EXPECT_TRUE(text.ends_with("\n\n.one\n.\ntwo\n")) << text;
}

TEST_F(SubmissionTest, refusal_of_the_server_behind_is_told) {
  const auto result =
      submit(Dovecot::password, {"-A", "auto", "-f", "probe@example.test",
                                 "--to", "eve@mail.test", "--send"});
  EXPECT_TRUE(ended(result, 2, "rcpt.refused"));
}

class LmtpMailTest : public testing::Test {
 protected:
  support::ProcessResult send_to(const Words& words) const {
    auto result = plugin_test::run_plugin(
        at(dovecot_.lmtp_port()) + Words{"-L", "-f", "probe@b.test", "--send"} +
        words);
    EXPECT_EQ(support::broken_rule(result.exit_code, result.out), "");
    return result;
  }

  const Dovecot& dovecot() const { return dovecot_; }

 private:
  Dovecot dovecot_;
};

TEST_F(LmtpMailTest, message_arrives_at_every_recipient) {
  for (const Words& more : {Words{}, Words{"--no-pipelining"}}) {
    EXPECT_TRUE(
        ended(send_to(Words{"--to", "bob@example.test", "--to",
                            "ann@example.test", "--body", ".one\n.\ntwo"} +
                      more),
              0));
  }
  for (const char* user : {"bob", "ann"}) {
    const auto texts = messages_in(dovecot().mailbox(user), 2);
    EXPECT_EQ(texts.size(), 2U);
    for (const auto& text : texts) {
      EXPECT_TRUE(text.ends_with("\n\n.one\n.\ntwo\n")) << text;
    }
  }
  const auto log = dovecot().log_of_sessions(2);
  EXPECT_EQ(occurrences(log, ": Logged out"), 2U) << log;
}

TEST_F(LmtpMailTest, every_recipient_is_judged_by_itself) {
  const auto result =
      send_to({"--to", "bob@example.test", "--to", "full@example.test", "--to",
               "ann@example.test", "--to", "broken@example.test"});
  EXPECT_TRUE(ended(result, 2, "message.recipient-failed"));
  EXPECT_TRUE(ended(result, 2, "message.temporary"));
  EXPECT_NE(result.out.find("refuses the message to full@example.test: 552 "),
            std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("refuses the message to broken@example.test: 451 "),
            std::string::npos)
      << result.out;
  EXPECT_EQ(result.out.find("the message to bob"), std::string::npos)
      << result.out;
  EXPECT_NE(only_message_in(dovecot().mailbox("bob")), "");
  EXPECT_NE(only_message_in(dovecot().mailbox("ann")), "");
  const auto log = dovecot().log_of_sessions(1);
  EXPECT_EQ(occurrences(log, ": Logged out"), 1U) << log;
}

TEST_F(LmtpMailTest, failure_of_one_alone) {
  EXPECT_TRUE(ended(send_to({"--to", "full@example.test"}), 2,
                    "message.recipient-failed"));
  EXPECT_TRUE(
      ended(send_to({"--to", "broken@example.test"}), 1, "message.temporary"));
}

}  // namespace

}  // namespace servers
