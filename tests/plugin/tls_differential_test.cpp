// Debian's check_smtp and the plugin with the same words against the same
// server, with TLS: the second half of differential_test.cpp.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/plugin/run.h"
#include "tests/servers/certificates.h"
#include "tests/servers/faulty_tls.h"
#include "tests/servers/postfix.h"

namespace plugin_test {

namespace {

using servers::FaultyTls;
using servers::TlsFault;
using Service = servers::Postfix::Service;

class TlsDifferential : public testing::Test {
 protected:
  // The bundle file would cost more than all else.
  TlsDifferential() { unsetenv("SSL_CERT_FILE"); }

  // Ours with the words that tell it whom to trust, which check_smtp lacks.
  void expect(const Words& words, const Words& trust, int theirs, int ours) {
    SCOPED_TRACE(testing::PrintToString(words + trust));
    const auto old = run_check_smtp(words);
    EXPECT_EQ(old.exit_code, theirs) << "check_smtp: " << old.out;
    const auto result = run_plugin(words + trust);
    EXPECT_EQ(result.exit_code, ours) << result.out;
    EXPECT_EQ(result.err, "");
  }

  void expect(TlsFault fault, int theirs, int ours) {
    SCOPED_TRACE(static_cast<int>(fault));
    const auto words = [](const FaultyTls& server) {
      return Words{"-H", "localhost", "-4", "-S",
                   "-t", "4",         "-p", std::to_string(server.port())};
    };
    {
      const FaultyTls server(certificates_, fault);
      const auto old = run_check_smtp(words(server));
      EXPECT_EQ(old.exit_code, theirs) << "check_smtp: " << old.out;
    }
    const FaultyTls server(certificates_, fault);
    const auto result = run_plugin(words(server) + trusted());
    EXPECT_EQ(result.exit_code, ours) << result.out;
  }

  Words trusted() const { return {"--ca-file", certificates_.ca_file()}; }
  const servers::Certificates& certificates() const { return certificates_; }

 private:
  servers::Certificates certificates_;
};

TEST_F(TlsDifferential, starttls) {
  expect(TlsFault::none, 0, 0);
  expect(TlsFault::not_offered, 1, 2);
  expect(TlsFault::lower_case, 1, 0);
  expect(TlsFault::temporary, 3, 1);
  expect(TlsFault::refused, 3, 2);
  expect(TlsFault::refuses_inside, 0, 2);
  expect(TlsFault::offers_again, 0, 1);
}

TEST_F(TlsDifferential, certificates) {
  const servers::Postfix postfix(certificates());
  const auto words = [&](Service service, const Words& more = {}) {
    return Words{"-H", "localhost", "-4",
                 "-S", "-p",        std::to_string(postfix.port(service))} +
           more;
  };
  expect(words(Service::ecdsa), trusted(), 0, 0);
  expect(words(Service::expired), trusted(), 0, 2);
  expect(words(Service::not_yet_valid), trusted(), 0, 2);
  for (const auto service :
       {Service::self_signed, Service::other_root, Service::wrong_host}) {
    expect(words(service), trusted(), 0, 1);
    const auto submission =
        run_plugin(words(service) + trusted() + Words{"--submission"});
    EXPECT_EQ(submission.exit_code, 2) << submission.out;
  }
  expect(words(Service::short_rsa), trusted(), 0, 1);
  expect(words(Service::sha1), trusted(), 0, 1);
  // Ten days are left.
  expect(words(Service::ten_days), trusted(), 0, 1);
  expect(words(Service::ten_days, {"-D", "10"}), trusted(), 1, 1);
  expect(words(Service::ten_days, {"-D", "20,10"}), trusted(), 2, 2);
  expect(words(Service::ten_days, {"-D", "9"}), trusted(), 0, 0);
  expect(words(Service::ten_days, {"-D", "15:"}), trusted(), 3, 1);
  expect(words(Service::expired, {"-D", "5"}), trusted(), 2, 2);
  // check_smtp forgets the rest.
  expect(words(Service::ecdsa, {"-D", "5", "-e", "elsewhere"}), trusted(), 0,
         1);
  expect(words(Service::ecdsa, {"-D", "5", "-C", "NOOP", "-R", "no"}),
         trusted(), 0, 1);
  expect(words(Service::ecdsa, {"-D", "5", "-w", "0"}), trusted(), 0, 1);
  expect(words(Service::ecdsa, {"-D", "5", "-c", "0"}), trusted(), 0, 2);
}

TEST_F(TlsDifferential, tls_from_the_first_byte) {
  const servers::Postfix postfix(certificates());
  const std::string port = std::to_string(postfix.port(Service::smtps));
  // check_smtp 2.3.3 has no such option.
  expect({"-H", "localhost", "-4", "-p", port, "-s"}, trusted(), 3, 0);
}

}  // namespace

}  // namespace plugin_test
