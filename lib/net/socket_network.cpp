#include "lib/net/socket_network.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <vector>

#include "lib/net/crypto.h"
#include "lib/net/datagram.h"
#include "lib/net/errno_text.h"
#include "lib/net/error.h"
#include "lib/net/lookup.h"
#include "lib/net/resolv_conf.h"
#include "lib/net/socket.h"
#include "lib/net/socket_address.h"
#include "lib/net/socket_transport.h"
#include "lib/net/tls_context.h"

namespace net {

namespace {

// What an errno says of the attempt to connect. Whatever is not known speaks of
// the way there.
ErrorKind kind_of(int error) {
  switch (error) {
    case ECONNREFUSED:
    case ENOENT:
    case ENOTDIR:
    case EPROTOTYPE:  // a socket file, but no stream
      return ErrorKind::refused;
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE:
      return ErrorKind::reset;
    case ETIMEDOUT:
      return ErrorKind::timed_out;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EACCES:
    case EPERM:
    case EAGAIN:         // no local port is free; the route has been tried
    case EADDRNOTAVAIL:  // the same, as newer kernels say it
      return ErrorKind::local;
    default:
      return ErrorKind::unreachable;
  }
}

[[noreturn]] void fail_connecting(int error, const Endpoint& peer) {
  if (error == EADDRNOTAVAIL || error == EAGAIN) {
    throw Error(ErrorKind::local, "this machine has no local port left");
  }
  const auto kind = kind_of(error);
  if (kind == ErrorKind::local) {
    throw_local("cannot connect to " + to_string(peer), error);
  }
  throw Error(kind, errno_text(error));
}

using NameOfEnd = int (*)(int, sockaddr*, socklen_t*);

// An end of a connection, by getsockname() or getpeername(). The latter knows
// nothing any longer where the peer has reset at once.
Endpoint end_of(int descriptor, NameOfEnd name, const Endpoint& otherwise) {
  SocketAddress address;
  address.size = sizeof address.storage;
  if (otherwise.family == Family::local) return otherwise;
  if (name(descriptor, address.generic(), &address.size) != 0) return otherwise;
  return from_system(address);
}

void bind_source(int descriptor, const Endpoint& source) {
  const auto address = to_system({source.family, source.address, 0});
  if (bind(descriptor, address.generic(), address.size) == 0) return;
  const auto option = "--source-address " + source.address;
  if (errno == EADDRNOTAVAIL) {
    throw Error(ErrorKind::local, option + " is no address of this machine");
  }
  throw_local(option, errno);
}

// Connecting a UDP socket sends nothing and fails where no route exists, in
// microseconds instead of at the deadline. EINVAL: no way leads there from this
// source or without a zone, or the route is a black hole.
void require_route(const SocketAddress& peer,
                   const std::optional<Endpoint>& source) {
  const Socket probe(peer.family(), SOCK_DGRAM);
  if (source) bind_source(probe.descriptor(), *source);
  if (connect(probe.descriptor(), peer.generic(), peer.size) == 0) return;
  if (errno == ENETUNREACH || errno == EADDRNOTAVAIL || errno == EINVAL) {
    throw_no_route();
  }
}

void finish_connecting(const Socket& socket, const Endpoint& peer,
                       Deadline deadline) {
  wait_for(socket, POLLOUT, deadline);
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(socket.descriptor(), SOL_SOCKET, SO_ERROR, &error, &size);
  // ICMPv6 "administratively prohibited" comes in the shape of our own
  // permissions.
  if (error == EACCES) {
    throw Error(ErrorKind::unreachable, "a firewall on the way forbids it");
  }
  if (error != 0) fail_connecting(error, peer);
}

// A UNIX socket whose listen queue is full says EAGAIN, and poll(2) cannot wait
// for that to change.
void wait_for_the_queue(Deadline deadline) {
  constexpr Time pause = std::chrono::milliseconds(5);
  const auto remaining = deadline.remaining(steady_now());
  poll(nullptr, 0, poll_time(std::min(remaining, pause)));
  if (deadline.passed(steady_now())) {
    throw Error(ErrorKind::timed_out, "the server's listen queue stayed full");
  }
}

void establish(const Socket& socket, const Endpoint& peer, Deadline deadline) {
  const auto address = to_system(peer);
  while (connect(socket.descriptor(), address.generic(), address.size) != 0) {
    if (errno == EAGAIN && peer.family == Family::local) {
      wait_for_the_queue(deadline);
    } else if (errno == EINPROGRESS || errno == EINTR) {
      finish_connecting(socket, peer, deadline);
      return;
    } else {
      fail_connecting(errno, peer);
    }
  }
}

bool same_kind(Family family, AddressFamilies families) {
  switch (families) {
    case AddressFamilies::ipv4_only:
      return family == Family::ipv4;
    case AddressFamilies::ipv6_only:
      return family == Family::ipv6;
    case AddressFamilies::both:
      break;
  }
  return true;
}

std::string system_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

}  // namespace

// The look-ups that were begun, so that the end of the program can tell
// whether one still runs.
class SocketNetwork::Lookups {
 public:
  Lookup begin(const std::string& name, AddressFamilies families,
               Lookup::Wanted wanted) {
    const std::lock_guard lock(mutex_);
    return lookups_.emplace_back(name, families, wanted);
  }

  bool running() const {
    const std::lock_guard lock(mutex_);
    return std::any_of(lookups_.begin(), lookups_.end(),
                       [](const Lookup& lookup) { return lookup.running(); });
  }

  std::string own_name() {
    const auto name = system_name();
    auto usable = fit_for_ehlo(name);
    if (!usable.empty() || name.empty()) return usable;
    try {
      return fit_for_ehlo(lookup_of(name).canonical_name());
    } catch (const Error&) {
      return {};  // no thread: then it has no better name
    }
  }

 private:
  // Begun once.
  Lookup lookup_of(const std::string& own_name) {
    const std::lock_guard lock(mutex_);
    if (!own_name_) {
      own_name_ = lookups_.emplace_back(own_name, AddressFamilies::both,
                                        Lookup::Wanted::canonical_name);
    }
    return *own_name_;
  }

  mutable std::mutex mutex_;
  std::vector<Lookup> lookups_;
  std::optional<Lookup> own_name_;
};

// The TLS context of the run, made when it is first wanted.
class SocketNetwork::SharedTls {
 public:
  const TlsContext& context(const TlsTrust& trust) {
    const std::lock_guard lock(mutex_);
    for (const auto& context : contexts_) {
      if (context->trust() == trust) return *context;
    }
    return *contexts_.emplace_back(std::make_unique<TlsContext>(trust));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<TlsContext>> contexts_;
};

SocketNetwork::SocketNetwork()
    : lookups_(std::make_unique<Lookups>()),
      tls_(std::make_unique<SharedTls>()) {}

SocketNetwork::~SocketNetwork() = default;

Time SocketNetwork::now() {
  return steady_now();
}

std::int64_t SocketNetwork::wall_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

void SocketNetwork::prepare_tls(const TlsTrust& trust) {
  tls_->context(trust);
}

std::vector<Endpoint> SocketNetwork::resolve(const std::string& name,
                                             AddressFamilies families,
                                             Deadline deadline) {
  if (auto address = parse_address(name)) {
    if (same_kind(address->family, families)) return {*std::move(address)};
    throw Error(ErrorKind::not_found, "an address of the other family");
  }
  if (!can_be_asked(name)) {
    throw Error(ErrorKind::not_found, "this cannot be the name of a host");
  }
  if (deadline.passed(now())) throw_timed_out();
  return lookups_->begin(name, families, Lookup::Wanted::addresses)
      .addresses(deadline);
}

Connection SocketNetwork::connect(const Endpoint& peer,
                                  const std::optional<Endpoint>& source,
                                  Deadline deadline) {
  if (deadline.passed(now())) throw_timed_out();
  if (source && source->family != peer.family) {
    throw Error(ErrorKind::no_route,
                "the source address is of the other family");
  }
  const auto address = to_system(peer);
  if (peer.family != Family::local) require_route(address, source);
  Socket socket(address.family(), SOCK_STREAM);
  const int descriptor = socket.descriptor();
  if (source) bind_source(descriptor, *source);
  establish(socket, peer, deadline);
  Connection connection{nullptr, end_of(descriptor, getsockname, peer),
                        end_of(descriptor, getpeername, peer)};
  connection.transport = make_socket_transport(
      std::move(socket), peer.family,
      [shared = tls_.get()](const TlsTrust& trust) -> const TlsContext& {
        return shared->context(trust);
      });
  return connection;
}

std::string SocketNetwork::exchange_datagram(const Endpoint& server,
                                             std::string_view question,
                                             const DatagramFilter& fits,
                                             Deadline deadline) {
  return net::exchange_datagram(server, question, fits, deadline);
}

DnsServers SocketNetwork::dns_servers() {
  return read_resolv_conf("/etc/resolv.conf");
}

std::string SocketNetwork::unique_token() {
  constexpr std::string_view letters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  std::string token = random_bytes(24);
  for (char& c : token) c = letters[static_cast<unsigned char>(c) % 64];
  return token;
}

std::string SocketNetwork::own_name() {
  return lookups_->own_name();
}

bool SocketNetwork::lookup_running() const {
  return lookups_->running();
}

}  // namespace net
