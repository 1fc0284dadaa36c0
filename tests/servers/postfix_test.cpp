// The plugin against Postfix: every session is also judged by what Postfix
// logs about it.
#include "tests/servers/postfix.h"

#include <gtest/gtest.h>

#include "tests/plugin/run.h"

namespace servers {

namespace {

using plugin_test::ended;
// NOLINTNEXTLINE(misc-unused-using-decls): of Words, and used
using plugin_test::operator+;
using plugin_test::Words;
using Service = Postfix::Service;

// A server of its own for each test: it is up in a tenth of a second.
class PostfixTest : public testing::Test {
 protected:
  support::ProcessResult check(Service service, const Words& words = {}) {
    return plugin_test::run_plugin(plugin_test::at(postfix_.port(service)) +
                                   words);
  }

  support::ProcessResult check_host(const std::string& host, Service service,
                                    const Words& words = {}) {
    return plugin_test::run_plugin(
        Words{"-H", host, "-p", std::to_string(postfix_.port(service))} +
        words);
  }

  std::string log(std::size_t sessions = 1) const {
    return postfix_.log_of_sessions(sessions);
  }

  const Postfix& postfix() const { return postfix_; }

 private:
  Postfix postfix_;
};

// Whether Postfix had nothing to complain about and the last word of the
// session was a QUIT that it answered.
testing::AssertionResult clean(const std::string& log) {
  for (const char* complaint :
       {"lost connection", "improper command pipelining", "non-SMTP command",
        "PREGREET", "HANGUP", "COMMAND PIPELINING", "timeout after",
        "too many errors", "warning:", "fatal:"}) {
    if (log.find(complaint) != std::string::npos) {
      return testing::AssertionFailure() << complaint << " in\n" << log;
    }
  }
  if (log.find(" quit=1 ") == std::string::npos) {
    return testing::AssertionFailure() << "no quit=1 in\n" << log;
  }
  return testing::AssertionSuccess();
}

testing::AssertionResult says(const std::string& text,
                              const std::string& word) {
  if (text.find(word) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "no \"" << word << "\" in\n" << text;
}

TEST_F(PostfixTest, plain_session_is_ok) {
  EXPECT_TRUE(ended(check(Service::plain), 0));
  const std::string seen = log();
  EXPECT_TRUE(clean(seen));
  EXPECT_TRUE(says(seen, " ehlo=1 quit=1 commands=2\n"));
}

TEST_F(PostfixTest, every_session_leaves_a_clean_log) {
  const Words variants[] = {
      {"-4"},
      {"-q"},
      {"-f", "a@b.test"},
      {"--no-pipelining"},
      {"-C", "NOOP"},
      {"-f", "<>"},
      {"-e", "mx.example.test"},
      {"-e", "wrong"},
      {"-w", "0"},
      {"--until", "ehlo"},
      {"--helo"},
      {"-C", "FOO"},
      {"--until", "banner"},
  };
  std::size_t sessions = 0;
  for (const Words& words : variants) {
    SCOPED_TRACE(words.front() + " " + words.back());
    check(Service::plain, words);
    EXPECT_TRUE(clean(log(++sessions)));
  }
}

TEST_F(PostfixTest, ignored_quit_is_sent_all_the_same) {
  EXPECT_TRUE(ended(check(Service::plain, {"-q"}), 0));
  const std::string seen = log();
  EXPECT_TRUE(clean(seen));
  EXPECT_TRUE(says(seen, " quit=1 "));
}

TEST_F(PostfixTest, greeting_of_postscreen_is_awaited_to_its_last_line) {
  const auto result = check(Service::postscreen);
  EXPECT_TRUE(ended(result, 0));
  const std::string seen = log();
  EXPECT_TRUE(clean(seen));
  EXPECT_TRUE(says(seen, "PASS NEW"));
}

TEST_F(PostfixTest, half_a_greeting_of_postscreen_is_a_time_out) {
  const auto result = check(Service::postscreen, {"-t", "0.4"});
  EXPECT_TRUE(ended(result, 2, "banner.timed-out"));
  EXPECT_TRUE(says(result.out, "220-mx.example.test ESMTP Postfix"));
}

TEST_F(PostfixTest, proxy_header_is_understood) {
  const Words variants[] = {
      {"-r"}, {"--proxy"}, {"--proxy-protocol", "v1"}, {"--proxy-protocol=v2"}};
  std::size_t sessions = 0;
  for (const char* host : {"127.0.0.1", "::1"}) {
    for (const Words& words : variants) {
      SCOPED_TRACE(host + (" " + words.front()));
      EXPECT_TRUE(ended(check_host(host, Service::haproxy, words), 0));
      const std::string seen = log(++sessions);
      EXPECT_TRUE(clean(seen));
      EXPECT_TRUE(says(seen, "connect from unknown[" + std::string(host)));
    }
  }
}

TEST_F(PostfixTest, missing_proxy_header_is_refused) {
  const auto result = check(Service::haproxy);
  EXPECT_TRUE(ended(result, 2, "banner.refused"));
  EXPECT_TRUE(says(result.out, "421 4.3.0 mx.example.test"));
}

TEST_F(PostfixTest, proxy_header_that_nobody_wants_is_never_ok) {
  EXPECT_NE(check(Service::plain, {"-r"}).exit_code, 0);
  EXPECT_NE(check(Service::plain, {"--proxy-protocol", "v2"}).exit_code, 0);
}

TEST_F(PostfixTest, helo_is_tried_where_ehlo_is_unknown) {
  EXPECT_TRUE(ended(check(Service::helo_only), 1, "ehlo.helo-only"));
  EXPECT_TRUE(clean(log(1)));
  EXPECT_TRUE(ended(check(Service::helo_only, {"--helo"}), 0));
  EXPECT_TRUE(clean(log(2)));
  EXPECT_TRUE(ended(check(Service::helo_only, {"-f", "a@b.test"}), 1,
                    "ehlo.helo-only"));
  const std::string seen = log(3);
  EXPECT_TRUE(clean(seen));
  EXPECT_TRUE(says(seen, " helo=1 mail=1 rset=1 quit=1 "));
}

TEST_F(PostfixTest, helo_is_not_tried_where_an_extension_is_required) {
  const auto result =
      check(Service::helo_only, {"--require-extension", "PIPELINING"});
  EXPECT_TRUE(ended(result, 2, "ehlo.refused"));
  const std::string seen = log();
  EXPECT_TRUE(clean(seen));
  EXPECT_EQ(seen.find("helo="), std::string::npos) << seen;
}

TEST_F(PostfixTest, bare_server_is_ok_and_gets_no_pipelining) {
  EXPECT_TRUE(ended(check(Service::bare), 0));
  EXPECT_TRUE(ended(check(Service::bare, {"-f", "a@b.test"}), 0));
  EXPECT_TRUE(clean(log(2)));
  EXPECT_TRUE(ended(check(Service::bare, {"--require-extension", "PIPELINING"}),
                    2, "ehlo.extension-missing"));
  EXPECT_TRUE(clean(log(3)));
}

TEST_F(PostfixTest, extensions_are_judged) {
  struct Row {
    Words words;
    int exit_code;
    const char* finding;
  };
  const Row rows[] = {
      {{"--require-extension", "PIPELINING,SIZE>=1M"}, 0, ""},
      {{"--require-extension", "pipelining", "--require-extension", "DSN"},
       0,
       ""},
      {{"--require-extension", "SIZE>=20M"}, 0, ""},
      {{"--require-extension", "SIZE>=21M"}, 2, "ehlo.parameter-unmet"},
      {{"--require-extension", "PIPELINING,STARTTLS"},
       2,
       "ehlo.extension-missing"},
      {{"--forbid-extension", "VRFY"}, 1, "ehlo.extension-forbidden"},
      {{"--forbid-extension", "XCLIENT"}, 0, ""},
      {{"-e", "PIPELINING"}, 0, ""},
      {{"-e", "220", "-e", "SIZE 20971520"}, 0, ""},
      {{"-e", "220", "-e", "XCLIENT"}, 1, "banner.expect-mismatch"},
      {{"--banner-hostname", "mx.example.test"}, 0, ""},
      {{"--banner-hostname", "mx2.example.test"},
       1,
       "banner.hostname-mismatch"},
      {{"--ehlo-hostname", "MX.example.test"}, 0, ""},
      {{"--ehlo-hostname", "mx2.example.test"}, 1, "ehlo.hostname-mismatch"},
  };
  std::size_t sessions = 0;
  for (const Row& row : rows) {
    SCOPED_TRACE(row.words.back());
    EXPECT_TRUE(
        ended(check(Service::plain, row.words), row.exit_code, row.finding));
    EXPECT_TRUE(clean(log(++sessions)));
  }
}

TEST_F(PostfixTest, rate_limit_is_no_success) {
  EXPECT_TRUE(ended(check(Service::rate_limited), 0));
  const auto result = check(Service::rate_limited);
  EXPECT_TRUE(ended(result, 2, "banner.refused"));
  EXPECT_TRUE(says(result.out, "421 4.7.0 mx.example.test Error: too many"));
}

TEST_F(PostfixTest, our_name_is_one_that_servers_accept) {
  EXPECT_TRUE(ended(check(Service::fqdn_helo), 0));
  EXPECT_TRUE(clean(log(1)));
  EXPECT_TRUE(ended(check(Service::fqdn_helo, {"-F", "probe.b.test"}), 0));
  EXPECT_TRUE(clean(log(2)));
}

TEST_F(PostfixTest, short_name_is_refused) {
  const auto result = check(Service::fqdn_helo, {"-F", "short"});
  EXPECT_TRUE(ended(result, 2, "ehlo.refused"));
  EXPECT_TRUE(says(result.out, "504 5.5.2"));
  EXPECT_TRUE(clean(log()));
}

TEST_F(PostfixTest, sender_is_judged) {
  EXPECT_TRUE(ended(check(Service::plain, {"-f", "a@b.test"}), 0));
  const std::string seen = log(1);
  EXPECT_TRUE(clean(seen));
  EXPECT_TRUE(says(seen, " ehlo=1 mail=1 rset=1 quit=1 commands=4\n"));

  const auto refused = check(Service::rejects_sender, {"-f", "a@b.test"});
  EXPECT_TRUE(ended(refused, 2, "mail.refused"));
  EXPECT_TRUE(says(refused.out, "554 5.7.1"));
  EXPECT_TRUE(clean(log(2)));
}

TEST_F(PostfixTest, commands_and_responses_are_judged_in_pairs) {
  struct Row {
    Words words;
    int exit_code;
    const char* finding;
  };
  const Row rows[] = {
      {{"-C", "VRFY postmaster", "-R", "^252 "}, 0, ""},
      {{"-C", "VRFY postmaster", "-R", "^250 "}, 1, "command.mismatch"},
      {{"-C", "FOO"}, 1, "command.refused"},
      {{"-C", "FOO", "-R", "^50[02] "}, 0, ""},
      {{"-C", "NOOP", "-R", "wrong", "-C", "NOOP", "-R", "250"},
       1,
       "command.mismatch"},
      {{"-f", "a@b.test", "-C", "RCPT TO:<x@example.test>", "-R", "250 2.1.5"},
       0,
       ""},
      {{"-f", "a@b.test", "-C", "RCPT TO:<x@elsewhere.test>"},
       0,
       ""},  // loopback may relay
      {{"-C", "EHLO again.b.test", "-R", "^250.CHUNKING$"}, 0, ""},
  };
  std::size_t sessions = 0;
  for (const Row& row : rows) {
    SCOPED_TRACE(row.words.back());
    EXPECT_TRUE(
        ended(check(Service::plain, row.words), row.exit_code, row.finding));
    EXPECT_TRUE(clean(log(++sessions)));
  }
}

TEST_F(PostfixTest, data_without_a_text_delivers_nothing) {
  EXPECT_TRUE(ended(
      check(Service::plain, {"-f", "a@b.test", "-C", "RCPT TO:<x@example.test>",
                             "-C", "DATA", "-R", "250", "-R", "354"}),
      0));
  const std::string seen = log();
  EXPECT_TRUE(says(seen, "lost connection after DATA (0 bytes)"));
  EXPECT_EQ(seen.find("message-id="), std::string::npos) << seen;
}

TEST_F(PostfixTest, text_up_to_the_dot_is_taken_as_a_message) {
  EXPECT_TRUE(
      ended(check(Service::plain,
                  {"-f", "a@b.test", "-C", "RCPT TO:<x@example.test>", "-C",
                   "DATA", "-C", "Message-ID: <probe@b.test>", "-C", "."}),
            0));
  const std::string seen = log();
  EXPECT_TRUE(clean(seen));
  EXPECT_TRUE(says(seen, "message-id=<probe@b.test>"));
  EXPECT_TRUE(says(seen, " data=1 quit=1 "));
}

TEST_F(PostfixTest, address_families) {
  EXPECT_TRUE(ended(check_host("::1", Service::plain), 0));
  EXPECT_TRUE(ended(check_host("::1", Service::plain, {"-6"}), 0));
  EXPECT_TRUE(ended(check_host("[::1]", Service::plain, {"-6"}), 0));
  EXPECT_TRUE(ended(check_host("127.0.0.1", Service::plain, {"-4"}), 0));
  EXPECT_TRUE(ended(check_host("127.0.0.1", Service::plain, {"-4", "-6"}), 0));
  EXPECT_TRUE(ended(check_host("localhost", Service::plain, {"-4"}), 0));
  const std::string seen = log(6);
  EXPECT_TRUE(clean(seen));
  EXPECT_EQ(occurrences(seen, "]: connect from unknown[::1]"), 3U) << seen;
}

TEST_F(PostfixTest, smtp_server_refuses_lmtp) {
  EXPECT_TRUE(ended(check(Service::plain, {"-L"}), 2, "ehlo.refused"));
  EXPECT_TRUE(clean(log()));
}

}  // namespace

}  // namespace servers
