// TLS and certificates: the plugin against Postfix with certificates of all
// kinds. Postfix' log tells whether a session ended as it should.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/plugin/listener.h"
#include "tests/plugin/run.h"
#include "tests/servers/certificates.h"
#include "tests/servers/postfix.h"
#include "tests/support/output_rules.h"

namespace servers {

namespace {

using plugin_test::ended;
// NOLINTNEXTLINE(misc-unused-using-decls): of Words, and used
using plugin_test::operator+;
using plugin_test::Words;
using Service = Postfix::Service;

bool has(const std::string& text, const std::string& word) {
  return text.find(word) != std::string::npos;
}

// A server of its own for each test.
class TlsTest : public testing::Test {
 protected:
  // Where a test names no authority the system's hashed folder is enough.
  TlsTest() { unsetenv("SSL_CERT_FILE"); }

  support::ProcessResult check(const std::string& host, Service service,
                               const Words& words) {
    auto result = plugin_test::run_plugin(
        Words{"-H", host, "-p", std::to_string(postfix_.port(service))} +
        words);
    EXPECT_EQ(support::broken_rule(result.exit_code, result.out), "");
    return result;
  }

  // By the name that all good certificates have, with our root.
  support::ProcessResult check(Service service, const Words& words) {
    return check("localhost", service, Words{"-4"} + trusted() + words);
  }

  // The state of an MX session and of a submission session; either finding may
  // be empty.
  void expect(const std::string& host, Service service, const Words& words,
              int mx, int submission, const char* finding) {
    EXPECT_TRUE(ended(check(host, service, Words{"-S"} + words), mx,
                      mx == 0 ? "" : finding));
    EXPECT_TRUE(ended(check(host, service, Words{"--submission"} + words),
                      submission, submission == 0 ? "" : finding));
  }

  void expect(Service service, const Words& words, int mx, int submission,
              const char* finding) {
    expect("localhost", service, Words{"-4"} + trusted() + words, mx,
           submission, finding);
  }

  Words trusted() const { return {"--ca-file", certificates_.ca_file()}; }
  const Certificates& certificates() const { return certificates_; }
  const Postfix& postfix() const { return postfix_; }

  // What Postfix logged of so many sessions has no complaint, and the last
  // word of each was a QUIT.
  void expect_clean_log(std::size_t sessions) const {
    const std::string log = postfix_.log_of_sessions(sessions);
    EXPECT_EQ(occurrences(log, "]: disconnect from "), sessions) << log;
    EXPECT_EQ(occurrences(log, " quit=1 "), sessions) << log;
    for (const char* complaint :
         {"lost connection", "SSL_accept error", "TLS library problem",
          "improper command pipelining", "timeout after",
          "warning:", "fatal:"}) {
      EXPECT_FALSE(has(log, complaint)) << complaint << " in\n" << log;
    }
  }

 private:
  Certificates certificates_;
  Postfix postfix_{certificates_};
};

TEST_F(TlsTest, good_certificates_are_ok) {
  expect(Service::ecdsa, {}, 0, 0, "");
  expect(Service::rsa, {}, 0, 0, "");
  expect_clean_log(4);
}

TEST_F(TlsTest, session_goes_on_inside_tls) {
  const auto result = check(Service::ecdsa, {"-S", "-f", "a@b.test", "-v"});
  EXPECT_TRUE(ended(result, 0));
  EXPECT_TRUE(has(result.out, " time_ehlo_tls=")) << result.out;
  EXPECT_TRUE(has(result.out, "cert_days=90")) << result.out;
  EXPECT_TRUE(has(result.out, "TLSv1.3")) << result.out;
  const std::string log = postfix().log_of_sessions(1);
  EXPECT_TRUE(has(log, " ehlo=2 starttls=1 mail=1 rset=1 quit=1 commands=6\n"))
      << log;
  expect_clean_log(1);
}

TEST_F(TlsTest, unknown_authority) {
  const Words nothing;
  expect("localhost", Service::ecdsa, nothing, 1, 2, "certificate.untrusted");
  expect("localhost", Service::rsa, nothing, 1, 2, "certificate.untrusted");
  expect(Service::other_root, {}, 1, 2, "certificate.untrusted");
  const Words other{"--ca-file", certificates().other_ca_file()};
  expect("localhost", Service::other_root, other, 0, 0, "");
  expect("localhost", Service::ecdsa, other, 1, 2, "certificate.untrusted");
}

TEST_F(TlsTest, authorities_in_a_folder) {
  const Words folder{"--ca-path", certificates().ca_path()};
  expect("localhost", Service::ecdsa, folder, 0, 0, "");
  expect("localhost", Service::other_root, folder, 1, 2,
         "certificate.untrusted");
  // Both together are one store.
  expect("localhost", Service::other_root,
         folder + Words{"--ca-file", certificates().other_ca_file()}, 0, 0, "");
}

TEST_F(TlsTest, self_signed) {
  expect(Service::self_signed, {}, 1, 2, "certificate.untrusted");
  const auto result = check(Service::self_signed, {"-S"});
  EXPECT_TRUE(has(result.out, "self-signed")) << result.out;
  expect("localhost", Service::self_signed,
         {"--ca-file", certificates().chain(Leaf::self_signed)}, 0, 0, "");
}

TEST_F(TlsTest, incomplete_chain) {
  expect(Service::incomplete, {}, 1, 2, "certificate.untrusted");
  const auto result = check(Service::incomplete, {"-S"});
  EXPECT_TRUE(has(result.out, "intermediate certificate")) << result.out;
}

TEST_F(TlsTest, dates) {
  expect(Service::expired, {}, 2, 2, "certificate.expired");
  expect(Service::not_yet_valid, {}, 2, 2, "certificate.not-yet-valid");
  expect(Service::ten_days, {}, 1, 1, "certificate.expiring");
  // Neither trust nor the name is at fault.
  EXPECT_FALSE(
      has(check(Service::expired, {"-S"}).out, "certificate.untrusted"));
  // Days left are rounded down, and so are those that have passed.
  const auto expired = check(Service::expired, {"-S"});
  EXPECT_TRUE(has(expired.out, "cert_days=-4")) << expired.out;
  EXPECT_TRUE(has(expired.out, " expired 3 days ago, on ")) << expired.out;
}

TEST_F(TlsTest, days_of_the_certificate) {
  struct Row {
    Words words;
    int exit_code;
  };
  // Ten days and some hours are left.
  const Row rows[] = {
      {{"-D", "9"}, 0},
      {{"-D", "10"}, 1},
      {{"-D", "11"}, 1},
      {{"-D", "9,3"}, 0},
      {{"-D", "10,3"}, 1},
      {{"-D", "10,9"}, 1},
      {{"-D", "11,10"}, 2},
      {{"-D", "9,10"}, 2},
      {{"-D", "30,20"}, 2},
      {{"-D", "10:"}, 0},
      {{"-D", "11:"}, 1},
      {{"-D", "11:,10:"}, 1},
      {{"-D", "20:,11:"}, 2},
      {{"-D", "@5:20"}, 1},
      {{"-D", "@11:20"}, 0},
      {{"-D", "~:9"}, 1},
      {{"-D", "0"}, 0},
      {{"-D", "20", "-D", "5"}, 0},
      {{"-D", "20", "--state", "certificate.expiring=ok"}, 0},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.words[1]);
    const auto result = check(Service::ten_days, row.words);
    EXPECT_TRUE(ended(result, row.exit_code,
                      row.exit_code == 0 ? "" : "certificate.expiring"));
    EXPECT_TRUE(has(result.out, "cert_days=10")) << result.out;
  }
}

TEST_F(TlsTest, days_alone_imply_starttls) {
  for (const Words& words :
       {Words{"-D", "5"}, Words{"--tls-min", "1.2"},
        Words{"--pin", certificates().sha256(Leaf::ecdsa)}}) {
    SCOPED_TRACE(words.front());
    const auto result = check(Service::ecdsa, words);
    EXPECT_TRUE(ended(result, 0));
    EXPECT_TRUE(has(result.out, " time_starttls=")) << result.out;
  }
  expect_clean_log(3);
}

TEST_F(TlsTest, days_are_added_to_the_rest_of_the_session) {
  EXPECT_TRUE(ended(check(Service::ecdsa, {"-D", "5", "-e", "wrong"}), 1,
                    "banner.expect-mismatch"));
  EXPECT_TRUE(ended(check(Service::ecdsa, {"-D", "5", "-C", "FOO"}), 1,
                    "command.refused"));
}

// "10" alone is the warning range; without it the default is told.
TEST_F(TlsTest, days_in_performance_data) {
  EXPECT_TRUE(
      has(check(Service::ten_days, {"-D", "9,3"}).out, " cert_days=10;10:;4:"));
  EXPECT_TRUE(
      has(check(Service::ten_days, {"-S"}).out, " cert_days=10;15:;4:"));
}

TEST_F(TlsTest, order_of_options_is_free) {
  const std::string port = std::to_string(postfix().port(Service::ten_days));
  std::vector<Words> options{{"-D", "30"}, {"-S"}, {"-p", port}};
  std::sort(options.begin(), options.end());
  do {
    Words words{"-H", "localhost", "-4"};
    for (const Words& option : options) words = words + option;
    const auto result = plugin_test::run_plugin(words + trusted());
    EXPECT_TRUE(ended(result, 1, "certificate.expiring"));
    EXPECT_TRUE(has(result.out, " time_starttls=")) << result.out;
  } while (std::next_permutation(options.begin(), options.end()));
}

TEST_F(TlsTest, order_of_options_is_free_with_tls_from_the_first_byte) {
  const std::string port = std::to_string(postfix().port(Service::smtps));
  std::vector<Words> options{{"-D", "95"}, {"-s"}, {"-p", port}};
  std::sort(options.begin(), options.end());
  do {
    Words words{"-H", "localhost", "-4"};
    for (const Words& option : options) words = words + option;
    const auto result = plugin_test::run_plugin(words + trusted());
    EXPECT_TRUE(ended(result, 1, "certificate.expiring"));
    EXPECT_FALSE(has(result.out, "time_starttls=")) << result.out;
  } while (std::next_permutation(options.begin(), options.end()));
  expect_clean_log(6);
}

TEST_F(TlsTest, tls_from_the_first_byte) {
  EXPECT_TRUE(ended(check(Service::smtps, {"-s"}), 0));
  EXPECT_TRUE(ended(check(Service::smtps, {"--ssl", "-f", "<>"}), 0));
  expect_clean_log(2);
  // A submission session, whose untrusted certificate is critical.
  EXPECT_TRUE(ended(check("localhost", Service::smtps, {"-s"}), 2,
                    "certificate.untrusted"));
  // STARTTLS waits for a greeting that never comes.
  EXPECT_TRUE(
      ended(check(Service::smtps, {"-S", "-t", "1"}), 2, "banner.timed-out"));
  EXPECT_TRUE(ended(check(Service::ecdsa, {"-s"}), 2, "tls.handshake-failed"));
}

TEST_F(TlsTest, names) {
  expect(Service::wrong_host, {}, 1, 2, "certificate.name-mismatch");
  expect(Service::wrong_host, {"--verify-name", "other.test"}, 0, 0, "");
  expect(Service::wrong_host, {"--sni=other.test"}, 0, 0, "");
  expect(Service::ecdsa, {"--verify-name", "other.test"}, 1, 2,
         "certificate.name-mismatch");
  // --verify-name counts before the name of --sni.
  expect(Service::ecdsa,
         {"--sni=other.test", "--verify-name", "mx.example.test"}, 0, 0, "");
  expect(Service::ecdsa, {"--verify-name", "MX.Example.TEST."}, 0, 0, "");
  expect(Service::common_name, {"--verify-name", "mx.example.test"}, 0, 0, "");
  expect(Service::address, {"--verify-name", "mx.example.test"}, 1, 2,
         "certificate.name-mismatch");
}

TEST_F(TlsTest, wildcards) {
  const auto named = [](const char* name) {
    return Words{"--verify-name", name};
  };
  expect(Service::wildcard, named("mx.example.test"), 0, 0, "");
  expect(Service::wildcard, named("a.mx.example.test"), 1, 2,
         "certificate.name-mismatch");
  expect(Service::wildcard, named("example.test"), 1, 2,
         "certificate.name-mismatch");
}

TEST_F(TlsTest, addresses) {
  expect("127.0.0.1", Service::address, trusted(), 0, 0, "");
  expect("::1", Service::address, trusted(), 0, 0, "");
  // Nobody said which name to look for.
  expect("127.0.0.1", Service::ecdsa, trusted(), 0, 1,
         "certificate.name-unchecked");
  EXPECT_TRUE(
      ended(check("127.0.0.1", Service::ecdsa, trusted() + Words{"-S", "-v"}),
            0, "certificate.name-unchecked"));
  expect("127.0.0.1", Service::ecdsa,
         trusted() + Words{"--verify-name", "mx.example.test"}, 0, 0, "");
}

TEST_F(TlsTest, insecure_forgives_trust_and_name_alone) {
  const Words insecure{"--insecure"};
  expect("localhost", Service::ecdsa, insecure, 0, 0, "");
  expect("localhost", Service::self_signed, insecure, 0, 0, "");
  expect("localhost", Service::wrong_host, insecure, 0, 0, "");
  expect("localhost", Service::incomplete, insecure, 0, 0, "");
  expect("127.0.0.1", Service::ecdsa, insecure, 0, 0, "");
  expect("localhost", Service::expired, insecure, 2, 2, "certificate.expired");
  expect("localhost", Service::ten_days, insecure, 1, 1,
         "certificate.expiring");
  expect("localhost", Service::ecdsa,
         insecure + Words{"--pin", std::string(64, '0')}, 2, 2,
         "certificate.pin-mismatch");
  // They are told all the same.
  EXPECT_TRUE(
      ended(check("localhost", Service::wrong_host, {"-S", "--insecure", "-v"}),
            0, "certificate.name-mismatch"));
}

TEST_F(TlsTest, pins) {
  const std::string hex = certificates().sha256(Leaf::wrong_host);
  std::string colons;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    colons += (i > 0 ? ":" : "") + hex.substr(i, 2);
  }
  std::transform(colons.begin(), colons.end(), colons.begin(), toupper);
  const std::string key = certificates().key_pin(Leaf::wrong_host);
  // What a pin vouches for needs neither an authority nor a name.
  for (const std::string& pin : {hex, colons, key}) {
    SCOPED_TRACE(pin);
    expect("localhost", Service::wrong_host, {"--pin", pin}, 0, 0, "");
    expect(Service::ecdsa, {"--pin", pin}, 2, 2, "certificate.pin-mismatch");
  }
  expect(Service::ecdsa,
         {"--pin", hex, "--pin", certificates().key_pin(Leaf::ecdsa)}, 0, 0,
         "");
  expect("localhost", Service::expired,
         {"--pin", certificates().sha256(Leaf::expired)}, 2, 2,
         "certificate.expired");
}

TEST_F(TlsTest, old_versions) {
  expect(Service::tls12, {}, 0, 0, "");
  expect(Service::tls12, {"--tls-min", "1.3"}, 1, 2, "tls.version-old");
  expect(Service::tls10, {}, 1, 2, "tls.version-old");
  expect(Service::tls10, {"--tls-min", "1.0"}, 0, 0, "");
  expect(Service::ecdsa, {"--tls-min", "1.3"}, 0, 0, "");
  expect_clean_log(10);
}

TEST_F(TlsTest, weak_keys_and_signatures) {
  expect(Service::short_rsa, {}, 1, 1, "certificate.weak-key");
  expect(Service::sha1, {}, 1, 1, "certificate.weak-key");
}

TEST_F(TlsTest, hostile_names_are_made_printable) {
  expect(Service::hostile, {"--verify-name", "mx.example.test"}, 0, 0, "");
  for (const char* verbosity : {"-S", "-Sv", "-Svv", "-Svvv"}) {
    SCOPED_TRACE(verbosity);
    const auto result = check(Service::hostile, {verbosity});
    EXPECT_TRUE(ended(result, 1, "certificate.name-mismatch"));
    EXPECT_TRUE(has(result.out, "x\\x7cy\\x3cz\\x3e\\x26\\x60\\x24(id)\\x1b"))
        << result.out;
    EXPECT_EQ(result.out.find_first_of("<>&`$\x1b\xc3"), std::string::npos)
        << result.out;
    EXPECT_EQ(occurrences(result.out, "|"), 1U) << result.out;
  }
  const auto result = check(Service::hostile, {"-Svv"});
  EXPECT_TRUE(has(result.out, "CN=a\\x7cb\\\\x3cc\\\\x3ed\\x26e\\x60f\\x24g"))
      << result.out;
}

TEST_F(TlsTest, clients_with_a_certificate) {
  const Words shown{"-S", "--client-certificate",
                    certificates().chain(Leaf::client), "--client-key",
                    certificates().key(Leaf::client)};
  EXPECT_TRUE(ended(check(Service::wants_client, shown), 0));
  EXPECT_TRUE(ended(check(Service::ecdsa, shown), 0));
  expect_clean_log(2);
  // Postfix completes the handshake and says no inside TLS.
  const auto result = check(Service::wants_client, {"-S"});
  EXPECT_TRUE(ended(result, 2));
  EXPECT_TRUE(has(result.out,
                  "421 4.7.1 mx.example.test Error: No client "
                  "certificate presented"))
      << result.out;
}

TEST_F(TlsTest, key_in_the_file_of_the_client_certificate) {
  const TempFolder folder;
  std::string both;
  for (const auto& file :
       {certificates().chain(Leaf::client), certificates().key(Leaf::client)}) {
    both += folder.read("../" + file.substr(file.find("smtp-test-")));
  }
  EXPECT_TRUE(ended(
      check(Service::wants_client,
            {"-S", "--client-certificate", folder.write("both.pem", both)}),
      0));
}

TEST_F(TlsTest, unusable_files_are_usage_errors_before_connecting) {
  const std::string chain = certificates().chain(Leaf::client);
  const std::string key = certificates().key(Leaf::client);
  const Words rows[] = {
      {"--ca-file", "/nonexistent/ca.pem"},
      {"--ca-file", key},
      {"--ca-path", "/nonexistent/folder"},
      {"--client-certificate", "/nonexistent/client.pem"},
      {"--client-certificate", chain},
      {"--client-certificate", chain, "--client-key", "/nonexistent/key.pem"},
      {"--client-certificate", chain, "--client-key",
       certificates().key(Leaf::ecdsa)},
      {"--client-certificate", chain, "--client-key",
       certificates().key(Leaf::rsa)},
      {"--client-certificate", key, "--client-key", key},
      {"--client-key", key},
  };
  for (const Words& words : rows) {
    SCOPED_TRACE(words.front() + " " + words.back());
    const plugin_test::Listener listener;
    const auto result = plugin_test::run_plugin(
        plugin_test::at(listener.port()) + Words{"-S", "-t", "1"} + words);
    EXPECT_TRUE(ended(result, 3));
    EXPECT_TRUE(has(plugin_test::first_line(result.out),
                    words.size() == 2 && words.front() == "--client-key"
                        ? "--client-certificate"
                        : words.back()))
        << result.out;
    EXPECT_FALSE(listener.touched());
  }
}

TEST_F(TlsTest, commands_in_clear_where_tls_is_required) {
  EXPECT_TRUE(
      ended(check("localhost", Service::tls_required, {"-f", "a@b.test"}), 2,
            "mail.refused"));
  EXPECT_TRUE(ended(check(Service::tls_required, {"-S", "-f", "a@b.test"}), 0));
  EXPECT_TRUE(
      ended(check("localhost", Service::plain, {"-S"}), 2, "tls.not-offered"));
  expect_clean_log(3);
}

TEST_F(TlsTest, extensions_before_and_inside_tls) {
  EXPECT_TRUE(ended(check(Service::ecdsa, {"-S", "--require-extension",
                                           "STARTTLS,tls:SIZE>=20M"}),
                    0));
  EXPECT_TRUE(
      ended(check(Service::ecdsa, {"-S", "--require-extension", "tls:AUTH"}), 2,
            "ehlo.extension-missing"));
}

TEST_F(TlsTest, session_that_ends_at_a_tls_stage) {
  EXPECT_TRUE(ended(check(Service::ecdsa, {"-S", "--until", "ehlo_tls"}), 0));
  EXPECT_TRUE(ended(check(Service::smtps, {"-s", "--until", "banner"}), 0));
  expect_clean_log(2);
  EXPECT_TRUE(ended(
      check("localhost", Service::ecdsa, {"-S", "--until", "starttls"}), 0));
}

TEST_F(TlsTest, ignored_quit_is_sent_inside_tls) {
  EXPECT_TRUE(ended(check(Service::ecdsa, {"-S", "-q"}), 0));
  EXPECT_TRUE(ended(check(Service::smtps, {"-s", "-q"}), 0));
  expect_clean_log(2);
}

}  // namespace

}  // namespace servers
