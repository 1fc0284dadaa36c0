// Debian's Postfix on free loopback ports, with a configuration, a queue and a
// log of its own in a temporary folder. It needs root, as Postfix does, and
// neither systemd nor syslog; the system's own Postfix is left alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "tests/servers/certificates.h"
#include "tests/servers/daemon.h"
#include "tests/servers/temp_folder.h"

namespace servers {

class Postfix {
 public:
  // Each has a port of its own, on 127.0.0.1 and on ::1.
  enum class Service {
    plain,           // all extensions, takes every sender
    postscreen,      // `220-` first, the rest of the greeting a second later
    haproxy,         // wants a PROXY protocol header
    bare,            // EHLO without any extension
    helo_only,       // answers EHLO with 500
    rate_limited,    // one connection a minute and client, then 421
    fqdn_helo,       // 504 to a HELO name without a dot
    rejects_sender,  // 554 to every MAIL
    closed,          // relays for nobody, not even for this machine
    small,           // takes messages of up to 3000 octets
    // Only where the constructor is given certificates. STARTTLS with the
    // certificate of the same name:
    ecdsa,
    rsa,
    expired,
    not_yet_valid,
    ten_days,
    self_signed,
    wrong_host,
    wildcard,
    common_name,
    incomplete,
    address,
    other_root,
    hostile,
    short_rsa,
    sha1,
    // and with Leaf::ecdsa:
    smtps,         // TLS from the first byte
    tls_required,  // 530 to all but EHLO, STARTTLS and QUIT in clear
    tls12,         // TLS 1.2 only
    tls10,         // TLS 1.0 only
    wants_client,  // 421 inside TLS to clients without a certificate
    // Only where it is given a SASL service, with Leaf::ecdsa:
    auth_in_clear,  // announces AUTH before TLS too
    auth_in_tls,    // only inside TLS
  };

  // Returns when Postfix greets. Throws std::runtime_error with its log when
  // that does not happen.
  Postfix();
  // With the services that need certificates; those must outlive it.
  explicit Postfix(const Certificates& certificates);
  // With those that need logins too: the path of Dovecot's socket.
  Postfix(const Certificates& certificates, std::string sasl_socket);

  std::uint16_t port(Service service) const { return ports_.at(service); }

  // The Maildir of bob or ann at mail.test; it exists from the first delivery
  // on. Others are not known there, but for late@mail.test, whom it defers.
  // Everything that is taken for other domains is thrown away, and a message
  // with "X-Probe: refuse" in its header is refused after its dot.
  std::string mailbox(const std::string& user) const;

  // All that it has logged so far.
  std::string log() const;

  // What it has logged since the constructor returned, once that many sessions
  // have ended; a few seconds are waited for that.
  std::string log_of_sessions(std::size_t sessions) const;

 private:
  using Ports = std::map<Service, std::uint16_t>;

  Postfix(const Certificates* certificates, std::string sasl_socket);
  void write_configuration() const;
  std::string all_listeners() const;
  bool start();

  const Certificates* certificates_;
  std::string sasl_socket_;

  TempFolder folder_;
  Ports ports_;
  std::optional<Daemon> master_;
  std::size_t ready_ = 0;  // the length of the log when it was
};

}  // namespace servers
