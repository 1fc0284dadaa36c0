// Logins, recipients and messages: the plugin against Postfix, which asks
// Dovecot who may log in, and what arrives in the end.
#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>
#include <regex>
#include <sstream>

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
using Service = Postfix::Service;

constexpr const char* mechanisms[] = {"PLAIN", "LOGIN", "CRAM-MD5",
                                      "SCRAM-SHA-1", "SCRAM-SHA-256"};

bool has(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

support::ProcessResult check(const Words& words, const std::string& input) {
  auto result = support::run_process(
      {.argv = Words{plugin_test::plugin_path()} + words, .input = input});
  EXPECT_EQ(support::broken_rule(result.exit_code, result.out), "");
  return result;
}

// Who may log in is known to Dovecot.
class LoginTest : public testing::Test {
 protected:
  LoginTest() { unsetenv("SSL_CERT_FILE"); }

  // The password comes on stdin.
  support::ProcessResult log_in(Service service, const std::string& user,
                                const std::string& password,
                                const Words& words) {
    return check(Words{"-H", "localhost", "-4", "-p",
                       std::to_string(postfix_.port(service)), "-U", user,
                       "--password-fd", "0"} +
                     words,
                 password + "\n");
  }

  support::ProcessResult log_in(Service service, const Words& words) {
    return log_in(service, Dovecot::user, Dovecot::password, words);
  }

  Words tls() const { return {"-S", "--ca-file", certificates_.ca_file()}; }
  const Postfix& postfix() const { return postfix_; }
  void stop_sasl_service() { dovecot_.reset(); }

 private:
  Certificates certificates_;
  std::optional<Dovecot> dovecot_{std::in_place};
  Postfix postfix_{certificates_, dovecot_->sasl_socket()};
};

TEST_F(LoginTest, every_mechanism_works_inside_tls) {
  for (const char* mechanism : mechanisms) {
    for (const Service service :
         {Service::auth_in_tls, Service::auth_in_clear}) {
      SCOPED_TRACE(mechanism);
      const auto result = log_in(service, tls() + Words{"-A", mechanism, "-v"});
      EXPECT_TRUE(ended(result, 0));
      EXPECT_TRUE(has(result.out, std::string(mechanism) + ": 235 2.7.0"))
          << result.out;
    }
  }
  const auto log = postfix().log_of_sessions(10);
  EXPECT_EQ(occurrences(log, " auth=1 quit=1 commands=5\n"), 10U) << log;
}

TEST_F(LoginTest, every_mechanism_works_in_clear_where_that_is_allowed) {
  for (const char* mechanism : mechanisms) {
    SCOPED_TRACE(mechanism);
    const Words words = {"-A", mechanism};
    EXPECT_TRUE(ended(
        log_in(Service::auth_in_clear, words + Words{"--allow-cleartext-auth"}),
        0));
    EXPECT_TRUE(
        ended(log_in(Service::auth_in_clear, words), 2, "auth.would-expose"));
  }
  const auto log = postfix().log_of_sessions(10);
  EXPECT_EQ(occurrences(log, " ehlo=1 auth=1 quit=1 commands=3\n"), 5U) << log;
  EXPECT_EQ(occurrences(log, " ehlo=1 quit=1 commands=2\n"), 5U) << log;
}

TEST_F(LoginTest, auto_takes_the_best) {
  const auto best =
      log_in(Service::auth_in_tls, tls() + Words{"-A", "auto", "-v"});
  EXPECT_TRUE(ended(best, 0));
  EXPECT_TRUE(has(best.out, "SCRAM-SHA-256: 235")) << best.out;
}

TEST_F(LoginTest, wrong_password_and_unknown_user_are_rejected) {
  for (const char* mechanism : mechanisms) {
    SCOPED_TRACE(mechanism);
    const Words words = tls() + Words{"-A", mechanism};
    const auto wrong =
        log_in(Service::auth_in_tls, Dovecot::user, "wrong horse", words);
    EXPECT_TRUE(ended(wrong, 2, "auth.rejected"));
    EXPECT_TRUE(has(wrong.out, "535 5.7.8")) << wrong.out;
    EXPECT_FALSE(has(wrong.out, "wrong horse")) << wrong.out;
    EXPECT_TRUE(ended(log_in(Service::auth_in_tls, "nobody@example.test",
                             Dovecot::password, words),
                      2, "auth.rejected"));
  }
  // After a refusal comes QUIT, not a second try.
  const auto log = postfix().log_of_sessions(10);
  EXPECT_EQ(occurrences(log, " auth=0/1 quit=1 commands=4/5\n"), 10U) << log;
}

TEST_F(LoginTest, refusal_can_be_what_is_expected) {
  const Words words = tls() + Words{"-A", "PLAIN", "--expect-auth-failure"};
  const auto refused =
      log_in(Service::auth_in_tls, Dovecot::user, "wrong horse",
             words + Words{"--to", "bob@mail.test"});
  EXPECT_TRUE(ended(refused, 0));
  EXPECT_TRUE(ended(log_in(Service::auth_in_tls, words), 2, "auth.accepted"));
  const auto log = postfix().log_of_sessions(2);
  EXPECT_TRUE(has(log, " auth=0/1 mail=1 rcpt=1 rset=1 quit=1 ")) << log;
}

TEST_F(LoginTest, login_that_is_announced_inside_tls_only) {
  EXPECT_TRUE(ended(
      log_in(Service::auth_in_tls, {"-A", "PLAIN", "--allow-cleartext-auth"}),
      2, "auth.not-offered"));
  EXPECT_TRUE(ended(
      log_in(Service::auth_in_tls, tls() + Words{"-A", "SCRAM-SHA-256-PLUS"}),
      2, "auth.mechanism-not-offered"));
  EXPECT_TRUE(ended(log_in(Service::ecdsa, tls() + Words{"-A", "auto"}), 2,
                    "auth.not-offered"));
}

TEST_F(LoginTest, peer_must_be_verified) {
  const Words words =
      tls() + Words{"-A", "PLAIN", "--verify-name", "other.test"};
  EXPECT_TRUE(
      ended(log_in(Service::auth_in_tls, words), 2, "auth.would-expose"));
  EXPECT_TRUE(
      ended(log_in(Service::auth_in_tls, words + Words{"--insecure"}), 0));
  const auto log = postfix().log_of_sessions(2);
  EXPECT_EQ(occurrences(log, " auth=1 "), 1U) << log;
}

TEST_F(LoginTest, service_that_is_down_is_a_temporary_failure) {
  const Words words = tls() + Words{"-A", "PLAIN"};
  EXPECT_TRUE(ended(log_in(Service::auth_in_tls, words), 0));
  postfix().log_of_sessions(1);
  stop_sasl_service();
  const auto result = log_in(Service::auth_in_tls, words);
  EXPECT_TRUE(ended(result, 1, "auth.temporary"));
  EXPECT_TRUE(has(result.out, "454 4.7.0")) << result.out;
}

TEST_F(LoginTest, message_is_sent_behind_a_login) {
  EXPECT_TRUE(
      ended(log_in(Service::auth_in_tls,
                   tls() + Words{"-A", "auto", "-f", "probe@example.test",
                                 "--to", "bob@mail.test", "--send"}),
            0));
  EXPECT_NE(only_message_in(postfix().mailbox("bob")), "");
}

// Recipients and messages need no login.
class MailTest : public testing::Test {
 protected:
  support::ProcessResult check(Service service, const Words& words) const {
    return servers::check(at(postfix_.port(service)) + words, "");
  }

  support::ProcessResult send_to_bob(const Words& words) const {
    return check(
        Service::plain,
        Words{"-f", "probe@b.test", "--to", "bob@mail.test", "--send"} + words);
  }

  // Whether a file arrives as it is.
  void expect_delivered(const std::string& text) {
    const auto file = folder_.write("message", text);
    const Postfix postfix;
    const auto result = servers::check(
        at(postfix.port(Service::plain)) +
            Words{"--to", "bob@mail.test", "--send", "--message", file},
        "");
    EXPECT_TRUE(ended(result, 0));
    const auto arrived = only_message_in(postfix.mailbox("bob"));
    EXPECT_TRUE(has(arrived, "Received: ")) << arrived;
    // Not printed: it may have a megabyte.
    EXPECT_TRUE(without_trace(arrived) == as_kept(text))
        << without_trace(arrived).substr(0, 1000);
  }

  const Postfix& postfix() const { return postfix_; }
  const TempFolder& folder() const { return folder_; }

 private:
  TempFolder folder_;
  Postfix postfix_;
};

TEST_F(MailTest, recipients_are_judged) {
  struct Row {
    Words words;
    int exit_code;
    const char* finding;
  };
  const Row rows[] = {
      {{"--to", "bob@mail.test"}, 0, ""},
      {{"--to", "bob@mail.test", "--to", "ann@mail.test"}, 0, ""},
      {{"--to", "bob@mail.test", "--to", "eve@mail.test"}, 2, "rcpt.refused"},
      {{"--to", "eve@mail.test"}, 2, "rcpt.refused"},
      {{"--to", "late@mail.test"}, 1, "rcpt.temporary"},
      {{"--to", "postmaster"}, 0, ""},
      {{"--reject", "eve@mail.test"}, 0, ""},
      {{"--reject", "eve@mail.test", "--to", "bob@mail.test"}, 0, ""},
      {{"--reject", "eve@mail.test", "--reject", "bob@mail.test"},
       2,
       "rcpt.accepted"},
      {{"--reject", "late@mail.test"}, 1, "rcpt.temporary"},
  };
  std::size_t sessions = 0;
  for (const Row& row : rows) {
    for (const Words& more : {Words{}, Words{"--no-pipelining"}}) {
      SCOPED_TRACE(row.words.back());
      EXPECT_TRUE(ended(check(Service::plain, row.words + more), row.exit_code,
                        row.finding));
      ++sessions;
    }
  }
  const auto log = postfix().log_of_sessions(sessions);
  EXPECT_EQ(occurrences(log, " quit=1 "), sessions) << log;
  EXPECT_FALSE(has(log, "lost connection")) << log;
  EXPECT_FALSE(has(log, "improper command pipelining")) << log;
}

TEST_F(MailTest, open_relay_is_found_and_a_closed_one_is_ok) {
  const Words words = {"-f", "probe@b.test", "--reject", "x@elsewhere.test"};
  const auto open = check(Service::plain, words);
  EXPECT_TRUE(ended(open, 2, "rcpt.accepted"));
  EXPECT_TRUE(ended(check(Service::closed, words), 0));
  // Nothing was sent by it.
  const auto log = postfix().log_of_sessions(2);
  EXPECT_FALSE(has(log, "message-id=")) << log;
  EXPECT_EQ(occurrences(log, " rset=1 quit=1 "), 2U) << log;
}

TEST_F(MailTest, sender_whom_nobody_wants_has_no_recipients) {
  EXPECT_TRUE(
      ended(check(Service::rejects_sender, {"--reject", "bob@mail.test"}), 0));
  EXPECT_TRUE(ended(check(Service::rejects_sender, {"--to", "bob@mail.test"}),
                    2, "mail.refused"));
}

TEST_F(MailTest, size_is_judged_by_the_server) {
  const Words to_bob = {"--to", "bob@mail.test"};
  EXPECT_TRUE(
      ended(check(Service::small, to_bob + Words{"--size", "2000"}), 0));
  const auto announced =
      check(Service::small, to_bob + Words{"--size", "4000"});
  EXPECT_TRUE(ended(announced, 2, "mail.refused"));
  EXPECT_TRUE(has(announced.out, "552 5.3.4")) << announced.out;
  EXPECT_TRUE(ended(check(Service::bare, to_bob + Words{"--size", "2000"}), 2,
                    "ehlo.extension-missing"));
}

TEST_F(MailTest, message_over_the_limit_is_refused) {
  const auto file = folder().write(
      "message", "Subject: large\n\n" + std::string(200, '\n') +
                     std::string(900, 'x') + "\n" + std::string(900, 'x') +
                     "\n" + std::string(900, 'x') + "\n" +
                     std::string(900, 'x') + "\n");
  const auto result = check(
      Service::small, {"--to", "bob@mail.test", "--send", "--message", file});
  EXPECT_TRUE(ended(result, 2));
  EXPECT_TRUE(has(result.out, "552 5.3.4")) << result.out;
  EXPECT_TRUE(messages_in(postfix().mailbox("bob"), 0).empty());
}

TEST_F(MailTest, message_that_is_refused_after_its_dot) {
  const auto result = send_to_bob({"--header", "X-Probe: refuse"});
  EXPECT_TRUE(ended(result, 2, "message.refused"));
  EXPECT_TRUE(has(result.out, "550 5.7.1 No probes here")) << result.out;
  EXPECT_TRUE(messages_in(postfix().mailbox("bob"), 0).empty());
  const auto log = postfix().log_of_sessions(1);
  EXPECT_TRUE(has(log, " data=0/1 quit=1 ")) << log;
}

TEST_F(MailTest, message_goes_to_those_who_were_accepted) {
  const auto result = send_to_bob({"--to", "eve@mail.test", "--to",
                                   "ann@mail.test", "--to", "late@mail.test"});
  EXPECT_TRUE(ended(result, 2, "rcpt.refused"));
  EXPECT_TRUE(ended(result, 2, "rcpt.temporary"));
  EXPECT_NE(only_message_in(postfix().mailbox("bob")), "");
  EXPECT_NE(only_message_in(postfix().mailbox("ann")), "");
  const auto log = postfix().log_of_sessions(1);
  EXPECT_TRUE(has(log, " mail=1 rcpt=2/4 data=1 quit=1 ")) << log;
}

TEST_F(MailTest, no_recipient_no_message) {
  for (const Words& more : {Words{}, Words{"--no-pipelining"}}) {
    EXPECT_TRUE(ended(
        check(Service::plain, Words{"--to", "eve@mail.test", "--send"} + more),
        2, "rcpt.refused"));
  }
  const auto log = postfix().log_of_sessions(2);
  EXPECT_FALSE(has(log, "message-id=")) << log;
  EXPECT_FALSE(has(log, "lost connection")) << log;
}

// Each line of a text against its pattern.
void expect_lines(const std::string& text,
                  const std::vector<std::string>& patterns) {
  std::istringstream lines(text);
  std::string line;
  for (const auto& pattern : patterns) {
    std::getline(lines, line);
    EXPECT_TRUE(std::regex_match(line, std::regex(pattern)))
        << line << "\nis not " << pattern;
  }
  EXPECT_FALSE(std::getline(lines, line)) << line;
}

TEST_F(MailTest, generated_message_arrives) {
  const Words words = {"-F",     "us.b.test",      "--subject", "A probe",
                       "--body", ".first\n\nlast", "--header",  "X-Probe: yes"};
  EXPECT_TRUE(ended(send_to_bob(words), 0));
  EXPECT_TRUE(
      ended(send_to_bob(words + Words{"--no-pipelining", "-f", ""}), 0));
  const auto texts = messages_in(postfix().mailbox("bob"), 2);
  ASSERT_EQ(texts.size(), 2U);
  for (const auto& text : texts) {
    expect_lines(without_trace(text),
                 {"Date: [A-Z][a-z]{2}, [0-9]+ [A-Z][a-z]{2} [0-9]{4} "
                  "[0-9:]{8} \\+0000",
                  "From: (probe@b\\.test|MAILER-DAEMON@us\\.b\\.test)",
                  "To: bob@mail\\.test", "Subject: A probe",
                  "Message-ID: <[^ <>]+@us\\.b\\.test>", "MIME-Version: 1\\.0",
                  "Content-Type: text/plain; charset=us-ascii",
                  "Content-Transfer-Encoding: 7bit",
                  "Auto-Submitted: auto-generated", "X-Check-Smtp-Session: .+",
                  "X-Probe: yes", "", "\\.first", "", "last"});
  }
}

TEST_F(MailTest, queue_id_is_in_the_log) {
  const auto result = send_to_bob({"-v"});
  EXPECT_TRUE(ended(result, 0));
  std::smatch found;
  ASSERT_TRUE(std::regex_search(result.out, found,
                                std::regex("queued as ([0-9A-Za-z]+)")))
      << result.out;
  EXPECT_TRUE(has(postfix().log(), found[1].str() + ": message-id="));
}

TEST_F(MailTest, message_files_arrive_byte_by_byte) {
  const std::string head = "Message-ID: <probe@b.test>\nSubject: probe\n";
  const std::string texts[] = {
      head + "\n.\n..\n...\n.leading\n..two\nin . the . middle.\n.\n",
      head + "\nno line end",
      head + "\n.",
      head,
      "Subject: no body and no line end",
      "Subject: crlf\r\n\r\n.one\r\n\r\n\r\ntwo\r\n.\r\n",
      "Subject: mixed\r\n\n.one\n\r\ntwo\r\n.\n",
      head + "\nl\xe4tin-1 and \xc3\xa9\xe2\x82\xac\n\x80\xff\n",
      "\nonly a body\n",
      head + "\n" + std::string(998, 'x') + "\n." + std::string(997, 'y') +
          "\n\t \n\x01\x1b[31m\x7f\n",
  };
  for (const auto& text : texts) {
    SCOPED_TRACE(text.substr(0, 80));
    expect_delivered(text);
  }
}

TEST_F(MailTest, megabyte_arrives_byte_by_byte) {
  std::string text = "Subject: large\n\n";
  // Dots in front of lines of all lengths, so at the ends of all chunks too.
  for (std::size_t i = 0; text.size() < 1024 * 1024; ++i) {
    text += std::string(i % 4, '.') + std::string(i % 97, 'x') + "\n";
  }
  expect_delivered(text);
}

// Postfix completes a message without any line by an empty one.
TEST_F(MailTest, empty_message_is_sent) {
  const auto file = folder().write("message", "");
  const auto result = send_to_bob({"--message", file});
  EXPECT_TRUE(ended(result, 0));
  const auto text = only_message_in(postfix().mailbox("bob"));
  EXPECT_EQ(without_trace(text).find_first_not_of('\n'), std::string::npos)
      << text;
}

TEST_F(MailTest, message_from_standard_input) {
  const auto result =
      servers::check(at(postfix().port(Service::plain)) +
                         Words{"--to", "bob@mail.test", "--send", "--message",
                               "-", "--header", "X-On-Top: yes"},
                     "Subject: piped\n\n.text\n");
  EXPECT_TRUE(ended(result, 0));
  EXPECT_EQ(without_trace(only_message_in(postfix().mailbox("bob"))),
            "X-On-Top: yes\nSubject: piped\n\n.text\n");
}

TEST_F(MailTest, eight_bit_needs_an_extension) {
  const auto file = folder().write("message", "Subject: x\n\n\xc3\xa9\n");
  const Words words = {"--to", "bob@mail.test", "--send", "--message", file};
  EXPECT_TRUE(ended(check(Service::bare, words), 2, "ehlo.extension-missing"));
  EXPECT_TRUE(messages_in(postfix().mailbox("bob"), 0).empty());
}

TEST_F(MailTest, server_without_extensions_takes_a_message_too) {
  EXPECT_TRUE(ended(check(Service::bare, {"--to", "bob@mail.test", "--send",
                                          "--body", ".one\n.\ntwo"}),
                    0));
  const auto text = only_message_in(postfix().mailbox("bob"));
  EXPECT_TRUE(text.ends_with("\n\n.one\n.\ntwo\n")) << text;
}

}  // namespace

}  // namespace servers
