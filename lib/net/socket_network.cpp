#include "lib/net/socket_network.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <mutex>
#include <utility>

#include "lib/net/errno_text.h"
#include "lib/net/error.h"
#include "lib/net/lookup.h"

namespace net {

namespace {

Time steady_now() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

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

[[noreturn]] void throw_timed_out() {
  throw Error(ErrorKind::timed_out, "timed out");
}

[[noreturn]] void throw_local(const std::string& what, int error) {
  throw Error(ErrorKind::local, what + ": " + errno_text(error));
}

[[noreturn]] void throw_no_route() {
  throw Error(ErrorKind::no_route, "this machine has no route to it");
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

// Of a connection that was there: however it died, it is gone.
[[noreturn]] void fail_talking(int error) {
  if (error == ENOMEM || error == ENOBUFS) throw_local("no talking", error);
  throw Error(ErrorKind::reset, errno_text(error));
}

class Socket {
 public:
  Socket(int family, int type)
      : descriptor_(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    if (descriptor_ >= 0) return;
    // A kernel without this family has no route in it.
    if (errno == EAFNOSUPPORT) throw_no_route();
    throw_local("no socket", errno);
  }
  Socket(Socket&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// Milliseconds for poll(2), rounded up: a shorter wait would spin.
int poll_time(Time remaining) {
  const auto rounded =
      std::chrono::ceil<std::chrono::milliseconds>(remaining).count();
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  return static_cast<int>(std::min<std::int64_t>(rounded, most));
}

// Waits until the socket can be read or written. What is possible at once is
// possible after the deadline too.
void wait_for(int descriptor, short events, Deadline deadline) {
  for (;;) {
    const auto remaining = deadline.remaining(steady_now());
    pollfd entry{descriptor, events, 0};
    const int ready = poll(&entry, 1, poll_time(remaining));
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) throw_local("poll", errno);
    if (deadline.passed(steady_now())) throw_timed_out();
  }
}

void set_option(int descriptor, int option) {
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, option, &on, sizeof on);
}

class SocketTransport : public Transport {
 public:
  SocketTransport(Socket socket, Family family)
      : socket_(std::move(socket)), tcp_(family != Family::local) {
    if (tcp_) set_option(socket_.descriptor(), TCP_NODELAY);
  }

  // Bytes that are there have come in time, so they are read after the deadline
  // too; how many there can be is bounded by whoever parses them.
  std::size_t read(std::span<char> buffer, Deadline deadline) override {
    for (;;) {
      const auto size =
          recv(socket_.descriptor(), buffer.data(), buffer.size(), 0);
      if (size >= 0) return static_cast<std::size_t>(size);
      if (errno == EAGAIN || errno == EWOULDBLOCK) {
        wait_for(socket_.descriptor(), POLLIN, deadline);
      } else if (errno != EINTR) {
        fail_talking(errno);
      }
    }
  }

  void write(std::string_view bytes, Deadline deadline) override {
    while (!bytes.empty()) {
      // Nothing leaves after the deadline, however fast the peer reads.
      if (deadline.passed(steady_now())) throw_timed_out();
      bytes.remove_prefix(write_some(bytes, deadline));
    }
    // A server whose Nagle algorithm waits for our acknowledgement would
    // answer 40 ms late; the option does not last.
    if (tcp_) set_option(socket_.descriptor(), TCP_QUICKACK);
  }

  bool readable() override {
    pollfd entry{socket_.descriptor(), POLLIN, 0};
    return poll(&entry, 1, 0) > 0;
  }

 private:
  // How much of it the system took; nothing where it could only be waited.
  std::size_t write_some(std::string_view bytes, Deadline deadline) {
    const auto size =
        send(socket_.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno == EPIPE) throw Error(ErrorKind::closed, "the server closed");
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      wait_for(socket_.descriptor(), POLLOUT, deadline);
    } else if (errno != EINTR) {
      fail_talking(errno);
    }
    return 0;
  }

  Socket socket_;
  bool tcp_;
};

// An address as the system calls take it.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  const sockaddr* generic() const {
    return reinterpret_cast<const sockaddr*>(&storage);
  }
  sockaddr* generic() { return reinterpret_cast<sockaddr*>(&storage); }
  int family() const { return storage.ss_family; }
};

SocketAddress local_address(const std::string& path) {
  SocketAddress out;
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path) {
    throw Error(ErrorKind::local, "the path of the socket is too long");
  }
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  std::memcpy(&out.storage, &address, sizeof address);
  out.size = sizeof address;
  return out;
}

// 0, which is none, for an interface that does not exist.
std::uint32_t zone_index(const std::string& zone) {
  if (const auto index = if_nametoindex(zone.c_str()); index != 0) return index;
  std::uint32_t number = 0;
  std::from_chars(zone.data(), zone.data() + zone.size(), number);
  return number;
}

SocketAddress ipv6_address(const Endpoint& endpoint) {
  SocketAddress out;
  sockaddr_in6 address{};
  const auto percent = endpoint.address.find('%');
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(endpoint.port);
  inet_pton(AF_INET6, endpoint.address.substr(0, percent).c_str(),
            &address.sin6_addr);
  if (percent != std::string::npos) {
    address.sin6_scope_id = zone_index(endpoint.address.substr(percent + 1));
  }
  std::memcpy(&out.storage, &address, sizeof address);
  out.size = sizeof address;
  return out;
}

SocketAddress ipv4_address(const Endpoint& endpoint) {
  SocketAddress out;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  inet_pton(AF_INET, endpoint.address.c_str(), &address.sin_addr);
  std::memcpy(&out.storage, &address, sizeof address);
  out.size = sizeof address;
  return out;
}

SocketAddress to_system(const Endpoint& endpoint) {
  switch (endpoint.family) {
    case Family::local:
      return local_address(endpoint.address);
    case Family::ipv6:
      return ipv6_address(endpoint);
    case Family::ipv4:
      break;
  }
  return ipv4_address(endpoint);
}

std::string zone_text(std::uint32_t index) {
  std::array<char, IF_NAMESIZE> name{};
  if (index == 0) return {};
  if (if_indextoname(index, name.data()) == nullptr) {
    return "%" + std::to_string(index);
  }
  return std::string("%") + name.data();
}

Endpoint from_ipv6(const SocketAddress& address) {
  sockaddr_in6 in{};
  std::array<char, INET6_ADDRSTRLEN> text{};
  std::memcpy(&in, &address.storage, sizeof in);
  inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
  return {Family::ipv6, text.data() + zone_text(in.sin6_scope_id),
          ntohs(in.sin6_port)};
}

Endpoint from_ipv4(const SocketAddress& address) {
  sockaddr_in in{};
  std::array<char, INET_ADDRSTRLEN> text{};
  std::memcpy(&in, &address.storage, sizeof in);
  inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
  return {Family::ipv4, text.data(), ntohs(in.sin_port)};
}

using NameOfEnd = int (*)(int, sockaddr*, socklen_t*);

// An end of a connection, by getsockname() or getpeername(). The latter knows
// nothing any longer where the peer has reset at once.
Endpoint end_of(int descriptor, NameOfEnd name, const Endpoint& otherwise) {
  SocketAddress address;
  address.size = sizeof address.storage;
  if (otherwise.family == Family::local) return otherwise;
  if (name(descriptor, address.generic(), &address.size) != 0) return otherwise;
  return address.family() == AF_INET6 ? from_ipv6(address) : from_ipv4(address);
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

void finish_connecting(int descriptor, const Endpoint& peer,
                       Deadline deadline) {
  wait_for(descriptor, POLLOUT, deadline);
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
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

void establish(int descriptor, const Endpoint& peer, Deadline deadline) {
  const auto address = to_system(peer);
  while (connect(descriptor, address.generic(), address.size) != 0) {
    if (errno == EAGAIN && peer.family == Family::local) {
      wait_for_the_queue(deadline);
    } else if (errno == EINPROGRESS || errno == EINTR) {
      finish_connecting(descriptor, peer, deadline);
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

SocketNetwork::SocketNetwork() : lookups_(std::make_unique<Lookups>()) {}

SocketNetwork::~SocketNetwork() = default;

Time SocketNetwork::now() {
  return steady_now();
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
  establish(descriptor, peer, deadline);
  Connection connection{nullptr, end_of(descriptor, getsockname, peer),
                        end_of(descriptor, getpeername, peer)};
  connection.transport =
      std::make_unique<SocketTransport>(std::move(socket), peer.family);
  return connection;
}

std::string SocketNetwork::own_name() {
  return lookups_->own_name();
}

bool SocketNetwork::lookup_running() const {
  return lookups_->running();
}

}  // namespace net
