// Debian's Dovecot as an LMTP server, with a configuration and mailboxes of
// its own in a temporary folder. It needs root, as Dovecot does; the system's
// own Dovecot is left alone. It delivers for every user at example.test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "tests/servers/daemon.h"
#include "tests/servers/temp_folder.h"

namespace servers {

class Dovecot {
 public:
  // Returns when Dovecot greets. Throws std::runtime_error with its log when
  // that does not happen.
  Dovecot();

  // LMTP on 127.0.0.1.
  std::uint16_t lmtp_port() const { return port_; }
  // LMTP on a UNIX socket.
  std::string lmtp_socket() const { return folder_.path() + "/lmtp.sock"; }
  // The Maildir of a user; it exists from the first delivery on.
  std::string mailbox(const std::string& user) const;

  // All that it has logged so far.
  std::string log() const;

  // What it has logged since the constructor returned, once that many sessions
  // have ended; a few seconds are waited for that.
  std::string log_of_sessions(std::size_t sessions) const;

 private:
  bool start();

  TempFolder folder_;
  std::uint16_t port_ = 0;
  std::optional<Daemon> master_;
  std::size_t ready_ = 0;  // the length of the log when it was
};

}  // namespace servers
