// A small SMTP server of the tests that does with TLS what no good server
// does. It serves one connection at 127.0.0.1, in a thread of its own.
#pragma once

#include <cstdint>
#include <string>
#include <thread>

#include "tests/servers/certificates.h"
#include "tests/support/descriptor.h"

namespace servers {

enum class TlsFault {
  none,
  not_offered,         // EHLO without STARTTLS
  masked,              // EHLO with XXXXXXXA in its place
  lower_case,          // `250 starttls ` as the last line; no fault
  temporary,           // 454 to STARTTLS
  refused,             // 554 to STARTTLS
  other_success,       // 250 to STARTTLS
  stalls,              // is silent after 220 to STARTTLS
  garbage,             // clear text in the place of ServerHello
  injected,            // a reply in clear in one segment with 220
  closes_at_220,       // closes instead of TLS
  closes_at_hello,     // closes when ClientHello has come
  resets_at_hello,     // the same with RST
  alert_at_hello,      // handshake_failure
  offers_again,        // STARTTLS once more inside TLS
  auth_in_clear,       // AUTH before TLS
  garbage_inside,      // bytes inside TLS that are no record
  closes_inside,       // close_notify instead of an answer inside TLS
  breaks_off_inside,   // closes the connection instead of it
  refuses_inside,      // 554 to EHLO inside TLS
  unasked_inside,      // a reply inside TLS that nobody asked for
  no_close_notify,     // closes after 221 as many servers do; no fault
  wants_client,        // fails in TLS 1.3 without a client certificate
  wants_client_tls12,  // the same in TLS 1.2
  speaks_first,        // in clear where TLS from the first byte is due
};

// Answers EHLO, STARTTLS and QUIT until the peer leaves or has been silent for
// five seconds.
class FaultyTls {
 public:
  enum class Start { clear, tls };

  // Throws std::system_error, std::runtime_error.
  FaultyTls(const Certificates& certificates, TlsFault fault,
            Start start = Start::clear);
  // Waits for the end of the connection.
  ~FaultyTls();
  FaultyTls(const FaultyTls&) = delete;
  FaultyTls& operator=(const FaultyTls&) = delete;

  std::uint16_t port() const { return port_; }

  struct Seen {
    std::string sni{};       // as the client asked for it
    std::string commands{};  // "EHLO STARTTLS | EHLO QUIT |", TLS began at "|"
    bool close_notify = false;  // the client ended TLS in order
  };

  // Waits for the end of the connection.
  Seen seen();

 private:
  std::uint16_t port_ = 0;
  support::Descriptor listener_;
  Seen seen_;
  std::thread thread_;
};

}  // namespace servers
