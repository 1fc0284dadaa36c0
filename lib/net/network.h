// The seam between the program and the world. Everything outside - the clock,
// the name service, the sockets - is reached through these two classes, so
// that tests can put a script in their place. Each call waits at most until
// the deadline that it is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/deadline.h"
#include "lib/net/endpoint.h"
#include "lib/net/tls.h"

namespace net {

// One connection. The destructor closes it and says nothing to the peer.
class Transport {
 public:
  virtual ~Transport() = default;

  // Waits for at least one byte and returns how many were stored; 0 when the
  // peer has closed. Throws Error: timed_out, reset, tls, tls_alert.
  virtual std::size_t read(std::span<char> buffer, Deadline deadline) = 0;

  // Writes all of the bytes. Throws Error: timed_out, reset, closed.
  virtual void write(std::string_view bytes, Deadline deadline) = 0;

  // Whether a read would return at once, with bytes or with the peer's close.
  virtual bool readable() = 0;

  // Turns the connection into TLS and returns what was seen. A peer that is
  // not trusted, and a handshake that fails, are facts; what is read and
  // written from then on is TLS. Throws Error: timed_out, local.
  virtual TlsFacts start_tls(const TlsPolicy& policy, Deadline deadline) = 0;

  // What ties an exchange to this TLS connection; nothing outside TLS. Its
  // type is tls-exporter in TLS 1.3 (RFC 9266 2) and tls-unique before (RFC
  // 5802 6, RFC 5929 3).
  virtual std::optional<ChannelBinding> channel_binding() = 0;

  // Says that we are done (close_notify inside TLS), without waiting for an
  // answer. Throws nothing: the peer may be gone.
  virtual void finish() = 0;
};

struct Connection {
  std::unique_ptr<Transport> transport;
  Endpoint local;
  Endpoint peer;
};

enum class AddressFamilies { both, ipv4_only, ipv6_only };

// Whom to ask about the DNS, and how patiently.
struct DnsServers {
  std::vector<Endpoint> endpoints;          // one to three, with their ports
  Time patience = std::chrono::seconds(5);  // for one question to one server
  int attempts = 2;                         // datagrams of one question

  bool operator==(const DnsServers&) const = default;
};

// Whether a datagram answers what was asked.
using DatagramFilter = std::function<bool(std::string_view datagram)>;

// Several threads may use one Network.
class Network {
 public:
  virtual ~Network() = default;

  // Monotonic, from any start.
  virtual Time now() = 0;

  // Seconds since 1970, UTC: for the dates of certificates and signatures only.
  virtual std::int64_t wall_time() = 0;

  // The addresses of a name from the system's name service, in the order in
  // which they should be tried, with port 0; numeric addresses need no name
  // service. Throws Error: not_found, lookup_failed, timed_out, local.
  virtual std::vector<Endpoint> resolve(const std::string& name,
                                        AddressFamilies families,
                                        Deadline deadline) = 0;

  // `source` is the local address to bind, its port ignored. Throws Error:
  // refused, unreachable, no_route, timed_out, reset, local.
  virtual Connection connect(const Endpoint& peer,
                             const std::optional<Endpoint>& source,
                             Deadline deadline) = 0;

  // Sends one datagram from a port that nobody can guess and returns the first
  // one from the server that `fits`; others are ignored, but not for ever.
  // Throws Error: timed_out, refused, unreachable, no_route, local;
  // unsolicited where too many came that do not fit.
  virtual std::string exchange_datagram(const Endpoint& server,
                                        std::string_view question,
                                        const DatagramFilter& fits,
                                        Deadline deadline) = 0;

  // The servers that this machine is configured to ask about the DNS. Throws
  // nothing: without a configuration it is the one on this machine.
  virtual DnsServers dns_servers() = 0;

  // Reads what TLS needs before anything is connected. Throws Error: local
  // where a file cannot be used, naming it.
  virtual void prepare_tls(const TlsTrust& trust) = 0;

  // 24 letters, digits, '-' and '_' that never come twice and that nobody can
  // guess: for message ids and nonces. Throws Error: local.
  virtual std::string unique_token() = 0;

  // The best name known by now for this machine: its host name if that has a
  // dot, else its canonical name once a look-up has answered. Never waits; the
  // first call starts the look-up. Empty when no name with a dot is known.
  virtual std::string own_name() = 0;
};

}  // namespace net
