// Debian's Exim on a free loopback port, a second opinion beside Postfix, with
// a configuration, a spool and mailboxes of its own in a temporary folder. Its
// package cannot be installed beside Postfix: tests/run unpacks it into
// build/exim. It needs root for a mount namespace, in which its compiled-in
// user exists; it itself runs as nobody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/servers/certificates.h"
#include "tests/servers/daemon.h"
#include "tests/servers/temp_folder.h"

namespace servers {

// Takes mail for bob and ann at example.test, and for hole@example.test, which
// it throws away; defers late@example.test; relays for nobody. STARTTLS with
// Leaf::ecdsa. Who logs in (PLAIN, LOGIN) may send to any domain, which is
// thrown away too.
class Exim {
 public:
  static constexpr const char* user = "probe";
  static constexpr const char* password = "battery, staple";

  // Returns when Exim greets. Throws std::runtime_error, with its log where it
  // does not greet.
  explicit Exim(const Certificates& certificates);

  std::uint16_t port() const { return port_; }
  // The Maildir of a user; it exists from the first delivery on.
  std::string mailbox(const std::string& name) const;
  // All that it has logged so far.
  std::string log() const;

 private:
  bool start(const Certificates& certificates);
  std::string configuration(const Certificates& certificates) const;

  TempFolder folder_;
  std::uint16_t port_ = 0;
  std::optional<Daemon> daemon_;
};

}  // namespace servers
