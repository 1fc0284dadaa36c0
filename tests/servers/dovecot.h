// Debian's Dovecot as an LMTP server, as a submission server and as the SASL
// service of Postfix, with a configuration and mailboxes of its own in a
// temporary folder. It needs root, as Dovecot does; the system's own Dovecot is
// left alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "tests/servers/certificates.h"
#include "tests/servers/daemon.h"
#include "tests/servers/temp_folder.h"

namespace servers {

// LMTP delivers for every user at example.test, but not all of it: `full` has
// no room for a message, the mailbox of `broken` cannot be opened. One user can
// log in, with PLAIN, LOGIN, CRAM-MD5, SCRAM-SHA-1 and SCRAM-SHA-256.
class Dovecot {
 public:
  static constexpr const char* user = "probe@example.test";
  static constexpr const char* password = "correct horse, battery";

  // Where a submission server is wanted: whom it hands messages to, on
  // 127.0.0.1, and the certificates for STARTTLS.
  struct Submission {
    std::uint16_t relay_port;
    const Certificates& certificates;
  };

  // Returns when Dovecot greets. Throws std::runtime_error with its log when
  // that does not happen.
  Dovecot();
  explicit Dovecot(const Submission& submission);

  // LMTP on 127.0.0.1.
  std::uint16_t lmtp_port() const { return port_; }
  // LMTP on a UNIX socket.
  std::string lmtp_socket() const { return folder_.path() + "/lmtp.sock"; }
  std::uint16_t submission_port() const { return submission_port_; }
  // The socket on which Postfix asks whether a login is right.
  std::string sasl_socket() const { return folder_.path() + "/auth.sock"; }
  // The Maildir of a user; it exists from the first delivery on.
  std::string mailbox(const std::string& name) const;

  // All that it has logged so far.
  std::string log() const;

  // What it has logged since the constructor returned, once that many sessions
  // have ended; a few seconds are waited for that.
  std::string log_of_sessions(std::size_t sessions) const;

 private:
  explicit Dovecot(const Submission* submission);
  bool start(const Submission* submission);

  TempFolder folder_;
  std::uint16_t port_ = 0;
  std::uint16_t submission_port_ = 0;
  std::optional<Daemon> master_;
  std::size_t ready_ = 0;  // the length of the log when it was
};

}  // namespace servers
