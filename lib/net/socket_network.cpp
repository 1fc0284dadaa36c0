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
#include <cstring>
#include <limits>
#include <mutex>
#include <system_error>
#include <utility>

#include "lib/net/error.h"
#include "lib/net/lookup.h"

namespace net {

namespace {

Time steady_now() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

// The one place where errno becomes text.
std::string errno_text(int error) {
  return std::generic_category().message(error);
}

ErrorKind kind_of(int error) {
  switch (error) {
    case ECONNREFUSED:
    case ENOENT:
    case ENOTSOCK:
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
    case EAFNOSUPPORT:
      return ErrorKind::local;
    default:
      return ErrorKind::unreachable;
  }
}

[[noreturn]] void fail(int error, const std::string& at = {}) {
  throw Error(kind_of(error),
              at.empty() ? errno_text(error) : at + ": " + errno_text(error));
}

class Socket {
 public:
  Socket(int family, int type)
      : descriptor_(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    if (descriptor_ < 0) fail(errno, "no socket");
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
// possible after the deadline too: bytes that are there have come in time.
void wait_for(int descriptor, short events, Deadline deadline) {
  for (;;) {
    const auto remaining = deadline.remaining(steady_now());
    pollfd entry{descriptor, events, 0};
    const int ready = poll(&entry, 1, poll_time(remaining));
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) fail(errno, "poll");
    if (deadline.passed(steady_now())) {
      throw Error(ErrorKind::timed_out, "timed out");
    }
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

  std::size_t read(std::span<char> buffer, Deadline deadline) override {
    for (;;) {
      const auto size =
          recv(socket_.descriptor(), buffer.data(), buffer.size(), 0);
      if (size >= 0) return static_cast<std::size_t>(size);
      if (errno == EAGAIN || errno == EWOULDBLOCK) {
        wait_for(socket_.descriptor(), POLLIN, deadline);
      } else if (errno != EINTR) {
        fail(errno);
      }
    }
  }

  void write(std::string_view bytes, Deadline deadline) override {
    while (!bytes.empty()) {
      const auto size =
          send(socket_.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (size >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(size));
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        wait_for(socket_.descriptor(), POLLOUT, deadline);
      } else if (errno == EPIPE) {
        throw Error(ErrorKind::closed, "the server closed");
      } else if (errno != EINTR) {
        fail(errno);
      }
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

SocketAddress ipv6_address(const Endpoint& endpoint) {
  SocketAddress out;
  sockaddr_in6 address{};
  const auto percent = endpoint.address.find('%');
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(endpoint.port);
  inet_pton(AF_INET6, endpoint.address.substr(0, percent).c_str(),
            &address.sin6_addr);
  if (percent != std::string::npos) {
    const auto zone = endpoint.address.substr(percent + 1);
    address.sin6_scope_id = if_nametoindex(zone.c_str());
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

Endpoint from_system(const SocketAddress& address, const Endpoint& like) {
  if (like.family == Family::local) return like;
  std::array<char, INET6_ADDRSTRLEN> text{};
  Endpoint out = like;
  if (like.family == Family::ipv4) {
    sockaddr_in in{};
    std::memcpy(&in, &address.storage, sizeof in);
    inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
    out.port = ntohs(in.sin_port);
  } else {
    sockaddr_in6 in{};
    std::memcpy(&in, &address.storage, sizeof in);
    inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
    out.port = ntohs(in.sin6_port);
  }
  out.address = text.data();
  return out;
}

Endpoint local_end(int descriptor, const Endpoint& peer) {
  SocketAddress address;
  address.size = sizeof address.storage;
  getsockname(descriptor, address.generic(), &address.size);
  return from_system(address, peer);
}

// Connecting a UDP socket sends nothing and fails where no route exists, in
// microseconds instead of at the deadline.
void require_route(const SocketAddress& peer) {
  const Socket probe(peer.family(), SOCK_DGRAM);
  if (connect(probe.descriptor(), peer.generic(), peer.size) == 0) return;
  if (errno == ENETUNREACH || errno == EADDRNOTAVAIL) {
    throw Error(ErrorKind::no_route, "this machine has no route to it");
  }
}

void bind_source(int descriptor, Endpoint source, Family family) {
  if (source.family != family) {
    throw Error(ErrorKind::no_route,
                "the source address is of the other family");
  }
  source.port = 0;
  const auto address = to_system(source);
  if (bind(descriptor, address.generic(), address.size) != 0) {
    throw Error(ErrorKind::local, "--source-address " + source.address + ": " +
                                      errno_text(errno));
  }
}

void finish_connecting(int descriptor, Deadline deadline) {
  wait_for(descriptor, POLLOUT, deadline);
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) fail(error);
}

// A name that senders compare: with a dot, and none that every machine has.
std::string usable_name(std::string name) {
  while (name.ends_with('.')) name.pop_back();
  const bool usable = name.find('.') != std::string::npos &&
                      name.find_first_of("_ ") == std::string::npos &&
                      !name.starts_with("localhost");
  return usable ? name : std::string();
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
    auto usable = usable_name(name);
    if (!usable.empty() || name.empty()) return usable;
    const std::lock_guard lock(mutex_);
    if (!own_name_) {
      own_name_ = lookups_.emplace_back(name, AddressFamilies::both,
                                        Lookup::Wanted::canonical_name);
    }
    return usable_name(own_name_->canonical_name());
  }

 private:
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
  if (auto address = parse_address(name)) return {*std::move(address)};
  return lookups_->begin(name, families, Lookup::Wanted::addresses)
      .addresses(deadline);
}

Connection SocketNetwork::connect(const Endpoint& peer,
                                  const std::optional<Endpoint>& source,
                                  Deadline deadline) {
  const auto address = to_system(peer);
  if (peer.family != Family::local) require_route(address);
  Socket socket(address.family(), SOCK_STREAM);
  const int descriptor = socket.descriptor();
  if (source) bind_source(descriptor, *source, peer.family);
  if (::connect(descriptor, address.generic(), address.size) != 0) {
    // Only a UNIX socket says EAGAIN: its queue is full, and poll cannot wait
    // for that to change.
    if (errno == EAGAIN) {
      throw Error(ErrorKind::refused, "the server's listen queue is full");
    }
    if (errno != EINPROGRESS) fail(errno);
    finish_connecting(descriptor, deadline);
  }
  const auto local = local_end(descriptor, peer);
  return {std::make_unique<SocketTransport>(std::move(socket), peer.family),
          local, peer};
}

std::string SocketNetwork::own_name() {
  return lookups_->own_name();
}

bool SocketNetwork::lookup_running() const {
  return lookups_->running();
}

}  // namespace net
