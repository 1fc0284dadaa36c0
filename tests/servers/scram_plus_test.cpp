// SCRAM with channel binding and without against libgsasl, which shares no code
// with ours.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/plugin/run.h"
#include "tests/servers/scram_server.h"
#include "tests/support/output_rules.h"

namespace servers {

namespace {

using plugin_test::ended;
// NOLINTNEXTLINE(misc-unused-using-decls): of Words, and used
using plugin_test::operator+;
using plugin_test::Words;
using Binding = ScramServer::Binding;
using Options = ScramServer::Options;

constexpr const char* all =
    "SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS";

class ScramPlusTest : public testing::Test {
 protected:
  ScramPlusTest() { unsetenv("SSL_CERT_FILE"); }

  struct Outcome {
    support::ProcessResult result;
    ScramServer::Seen seen;
  };

  Outcome log_in(const Options& options, const std::string& mechanism,
                 const std::string& password = ScramServer::password) const {
    ScramServer server(certificates_, options);
    Outcome outcome;
    outcome.result = support::run_process(
        {.argv = {plugin_test::plugin_path(), "-H", "localhost", "-4", "-s",
                  "-p", std::to_string(server.port()), "--ca-file",
                  certificates_.ca_file(), "-A", mechanism, "-U",
                  ScramServer::user, "--password-fd", "0", "-v"},
         .input = password});
    outcome.seen = server.seen();
    EXPECT_EQ(
        support::broken_rule(outcome.result.exit_code, outcome.result.out), "");
    return outcome;
  }

  // Whether the login works, begins so and binds what it should.
  void expect_login(const Options& options, const std::string& mechanism,
                    const std::string& opening) const {
    SCOPED_TRACE(mechanism + (options.tls12 ? " in TLS 1.2" : " in TLS 1.3"));
    const auto [result, seen] = log_in(options, mechanism);
    EXPECT_TRUE(ended(result, 0));
    EXPECT_EQ(seen.tls, options.tls12 ? "TLSv1.2" : "TLSv1.3");
    EXPECT_EQ(seen.verdict, "GSASL_OK");
    EXPECT_TRUE(seen.opening.starts_with(opening + ",,n=probe,r="))
        << seen.opening;
    EXPECT_EQ(seen.commands, "EHLO AUTH QUIT ");
  }

 private:
  Certificates certificates_;
};

TEST_F(ScramPlusTest, channel_is_bound) {
  for (const char* mechanism :
       {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS", "auto"}) {
    expect_login({.mechanisms = all}, mechanism, "p=tls-exporter");
    expect_login({.mechanisms = all, .tls12 = true}, mechanism, "p=tls-unique");
  }
}

TEST_F(ScramPlusTest, auto_takes_the_stronger_one) {
  const auto [result, seen] = log_in({.mechanisms = all}, "auto");
  EXPECT_TRUE(ended(result, 0));
  EXPECT_NE(result.out.find("SCRAM-SHA-256-PLUS: 235"), std::string::npos)
      << result.out;
}

TEST_F(ScramPlusTest, without_binding) {
  for (const char* mechanism : {"SCRAM-SHA-1", "SCRAM-SHA-256"}) {
    for (const bool tls12 : {false, true}) {
      // Asked for by name where the server could bind.
      expect_login({.mechanisms = all, .tls12 = tls12}, mechanism, "n");
      // We could bind, the server cannot.
      expect_login(
          {.mechanisms = mechanism, .tls12 = tls12, .binding = Binding::none},
          mechanism, "y");
    }
  }
}

TEST_F(ScramPlusTest, wrong_password_is_rejected) {
  for (const char* mechanism : {"SCRAM-SHA-1", "SCRAM-SHA-256",
                                "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}) {
    SCOPED_TRACE(mechanism);
    const auto [result, seen] =
        log_in({.mechanisms = all}, mechanism, "pencil, blunt");
    EXPECT_TRUE(ended(result, 2, "auth.rejected"));
    EXPECT_EQ(seen.verdict, "GSASL_AUTHENTICATION_ERROR");
    EXPECT_EQ(seen.commands, "EHLO AUTH QUIT ");
  }
}

TEST_F(ScramPlusTest, other_channel_is_rejected) {
  for (const bool tls12 : {false, true}) {
    for (const char* mechanism : {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}) {
      SCOPED_TRACE(mechanism);
      const auto [result, seen] =
          log_in({.mechanisms = all, .tls12 = tls12, .binding = Binding::other},
                 mechanism);
      EXPECT_TRUE(ended(result, 2, "auth.rejected"));
      EXPECT_EQ(seen.verdict, "GSASL_AUTHENTICATION_ERROR");
    }
  }
}

// RFC 5802 6: what we say of ourselves tells a server that binds that its
// mechanisms were struck from the list.
TEST_F(ScramPlusTest, stripped_plus_is_found_out) {
  const auto [result, seen] =
      log_in({.mechanisms = "SCRAM-SHA-1 SCRAM-SHA-256"}, "auto");
  EXPECT_TRUE(ended(result, 2, "auth.rejected"));
  EXPECT_TRUE(seen.opening.starts_with("y,,")) << seen.opening;
  EXPECT_NE(seen.verdict, "GSASL_OK");
}

TEST_F(ScramPlusTest, mechanism_must_be_offered) {
  const auto [result, seen] =
      log_in({.mechanisms = "SCRAM-SHA-256"}, "SCRAM-SHA-256-PLUS");
  EXPECT_TRUE(ended(result, 2, "auth.mechanism-not-offered"));
  EXPECT_EQ(seen.commands, "EHLO QUIT ");
}

}  // namespace

}  // namespace servers
