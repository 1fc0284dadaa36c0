// The plugin against servers whose TLS is broken.
#include "tests/servers/faulty_tls.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/plugin/run.h"
#include "tests/support/output_rules.h"

namespace servers {

namespace {

using plugin_test::ended;
// NOLINTNEXTLINE(misc-unused-using-decls): of Words, and used
using plugin_test::operator+;
using plugin_test::Words;

class FaultyTlsTest : public testing::Test {
 protected:
  // The system's store would only cost time: each test names its own.
  FaultyTlsTest() { unsetenv("SSL_CERT_FILE"); }

  Words trusted() const { return {"--ca-file", certificates_.ca_file()}; }

  struct Outcome {
    support::ProcessResult result;
    FaultyTls::Seen seen;
  };

  Outcome check(TlsFault fault, const Words& words,
                FaultyTls::Start start = FaultyTls::Start::clear) const {
    FaultyTls server(certificates_, fault, start);
    Outcome outcome;
    outcome.result = plugin_test::run_plugin(
        Words{"-H", "localhost", "-4", "-p", std::to_string(server.port())} +
        trusted() + words);
    outcome.seen = server.seen();
    EXPECT_EQ(
        support::broken_rule(outcome.result.exit_code, outcome.result.out), "");
    return outcome;
  }

  // Whether that fault ends so, and the client says no more than that.
  void expect(TlsFault fault, int exit_code, const char* finding,
              const char* commands) const {
    const auto [result, seen] = check(fault, {"-S", "-t", "4"});
    EXPECT_TRUE(ended(result, exit_code, finding));
    EXPECT_EQ(seen.commands, commands);
  }

 private:
  Certificates certificates_;
};

TEST_F(FaultyTlsTest, good_server_is_ok) {
  const auto [result, seen] = check(TlsFault::none, {"-S"});
  EXPECT_TRUE(ended(result, 0));
  EXPECT_EQ(seen.commands, "EHLO STARTTLS | EHLO QUIT ");
  EXPECT_TRUE(seen.close_notify);
}

TEST_F(FaultyTlsTest, missing_starttls) {
  expect(TlsFault::not_offered, 2, "tls.not-offered", "EHLO QUIT ");
}

TEST_F(FaultyTlsTest, masked_starttls) {
  expect(TlsFault::masked, 2, "tls.stripped", "EHLO QUIT ");
}

TEST_F(FaultyTlsTest, lower_case_starttls_with_a_blank_counts) {
  expect(TlsFault::lower_case, 0, "", "EHLO STARTTLS | EHLO QUIT ");
}

TEST_F(FaultyTlsTest, refused_starttls) {
  expect(TlsFault::temporary, 1, "tls.refused", "EHLO STARTTLS QUIT ");
  expect(TlsFault::refused, 2, "tls.refused", "EHLO STARTTLS QUIT ");
  expect(TlsFault::other_success, 2, "protocol.malformed", "EHLO STARTTLS ");
}

TEST_F(FaultyTlsTest, silence_after_220_is_a_time_out) {
  const auto [result, seen] = check(TlsFault::stalls, {"-S", "-t", "0.5"});
  EXPECT_TRUE(ended(result, 2, "time.out"));
  EXPECT_NE(result.out.find("Socket timeout after 0.5 seconds"),
            std::string::npos)
      << result.out;
  EXPECT_TRUE(ended(check(TlsFault::stalls, {"-S", "-t", "0.5:WARNING"}).result,
                    1, "time.out"));
}

TEST_F(FaultyTlsTest, clear_text_behind_220_is_injection) {
  const auto [result, seen] = check(TlsFault::injected, {"-S"});
  EXPECT_TRUE(ended(result, 2, "tls.injected"));
  EXPECT_NE(result.out.find("250 injected"), std::string::npos) << result.out;
  // No word more in clear, and no TLS either.
  EXPECT_EQ(seen.commands, "EHLO STARTTLS ");
}

TEST_F(FaultyTlsTest, clear_text_in_the_place_of_server_hello) {
  expect(TlsFault::garbage, 2, "tls.handshake-failed", "EHLO STARTTLS ");
}

TEST_F(FaultyTlsTest, end_in_the_handshake) {
  expect(TlsFault::closes_at_220, 2, "tls.handshake-failed", "EHLO STARTTLS ");
  expect(TlsFault::closes_at_hello, 2, "tls.handshake-failed",
         "EHLO STARTTLS ");
  expect(TlsFault::resets_at_hello, 2, "tls.handshake-failed",
         "EHLO STARTTLS ");
  expect(TlsFault::alert_at_hello, 2, "tls.handshake-failed", "EHLO STARTTLS ");
}

TEST_F(FaultyTlsTest, client_without_the_certificate_that_is_wanted) {
  const auto early = check(TlsFault::wants_client_tls12, {"-S"});
  EXPECT_TRUE(ended(early.result, 2, "tls.handshake-failed"));
  // In TLS 1.3 the client is through before the server has judged it.
  const auto late = check(TlsFault::wants_client, {"-S"});
  EXPECT_TRUE(ended(late.result, 2, "tls.handshake-failed"));
  for (const auto& outcome : {early, late}) {
    EXPECT_NE(outcome.result.out.find("client certificate"), std::string::npos)
        << outcome.result.out;
    EXPECT_EQ(outcome.seen.commands, "EHLO STARTTLS | ");
  }
}

TEST_F(FaultyTlsTest, starttls_inside_tls) {
  expect(TlsFault::offers_again, 1, "tls.offered-again",
         "EHLO STARTTLS | EHLO QUIT ");
}

TEST_F(FaultyTlsTest, auth_in_clear_is_information) {
  const auto [result, seen] = check(TlsFault::auth_in_clear, {"-S", "-v"});
  EXPECT_TRUE(ended(result, 0, "ehlo.auth-in-clear"));
  EXPECT_TRUE(ended(check(TlsFault::auth_in_clear,
                          {"-S", "--state", "ehlo.auth-in-clear=critical"})
                        .result,
                    2, "ehlo.auth-in-clear"));
  EXPECT_TRUE(ended(
      check(TlsFault::auth_in_clear, {"-S", "--forbid-extension", "plain:AUTH"})
          .result,
      1, "ehlo.extension-forbidden"));
}

TEST_F(FaultyTlsTest, connection_that_ends_inside_tls) {
  expect(TlsFault::closes_inside, 2, "protocol.closed",
         "EHLO STARTTLS | EHLO ");
  expect(TlsFault::breaks_off_inside, 2, "protocol.closed",
         "EHLO STARTTLS | EHLO ");
}

TEST_F(FaultyTlsTest, bytes_inside_tls_that_are_no_tls) {
  expect(TlsFault::garbage_inside, 2, "protocol.reset",
         "EHLO STARTTLS | EHLO ");
}

TEST_F(FaultyTlsTest, refusal_inside_tls) {
  expect(TlsFault::refuses_inside, 2, "ehlo.refused",
         "EHLO STARTTLS | EHLO QUIT ");
}

TEST_F(FaultyTlsTest, reply_inside_tls_that_nobody_asked_for) {
  expect(TlsFault::unasked_inside, 2, "protocol.unsolicited",
         "EHLO STARTTLS | EHLO QUIT ");
}

TEST_F(FaultyTlsTest, close_without_close_notify_after_221_is_no_fault) {
  const auto [result, seen] = check(TlsFault::no_close_notify, {"-S"});
  EXPECT_TRUE(ended(result, 0));
  EXPECT_TRUE(seen.close_notify);
}

TEST_F(FaultyTlsTest, clear_greeting_where_tls_comes_first) {
  const auto [result, seen] = check(TlsFault::speaks_first, {"-s"});
  EXPECT_TRUE(ended(result, 2, "tls.handshake-failed"));
}

TEST_F(FaultyTlsTest, tls_from_the_first_byte) {
  const auto [result, seen] =
      check(TlsFault::none, {"-s"}, FaultyTls::Start::tls);
  EXPECT_TRUE(ended(result, 0));
  EXPECT_EQ(seen.commands, "| EHLO QUIT ");
  EXPECT_TRUE(seen.close_notify);
}

TEST_F(FaultyTlsTest, client_asks_for_the_server_name) {
  struct Row {
    Words words;
    const char* sni;
  };
  const Row rows[] = {
      {{}, "localhost"},
      {{"--sni"}, "localhost"},
      {{"--no-sni"}, ""},
      {{"--sni=mx.example.test"}, "mx.example.test"},
      {{"--verify-name", "mx.example.test"}, "localhost"},
      {{"-H", "127.0.0.1"}, ""},
      {{"-H", "127.0.0.1", "--verify-name", "mx.example.test"}, ""},
      {{"-H", "127.0.0.1", "--sni=mx.example.test"}, "mx.example.test"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.words.empty() ? "" : row.words.back());
    const auto [result, seen] =
        check(TlsFault::none, Words{"-S", "-vv"} + row.words);
    EXPECT_TRUE(ended(result, 0));
    EXPECT_EQ(seen.sni, row.sni);
    const std::string fact = std::string("\nSNI ") + row.sni + "\n";
    EXPECT_EQ(result.out.find(fact) != std::string::npos, *row.sni != '\0')
        << result.out;
  }
}

}  // namespace

}  // namespace servers
