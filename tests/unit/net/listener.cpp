#include "tests/unit/net/listener.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace net {

using support::Descriptor;

namespace {

constexpr int patience = 5000;  // milliseconds

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

template <typename Address>
Descriptor listen_on(const Address& address, int family, int backlog) {
  Descriptor listener(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listener.open()) fail("socket");
  const int on = 1;
  setsockopt(listener.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  // The socket calls know every address by its common part.
  const auto* common = reinterpret_cast<const sockaddr*>(&address);
  if (bind(listener.fd(), common, sizeof address) != 0) fail("bind");
  if (listen(listener.fd(), backlog) != 0) fail("listen");
  return listener;
}

Descriptor listen_on(const Endpoint& at, int backlog) {
  if (at.family == Family::local) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    at.address.copy(address.sun_path, sizeof address.sun_path - 1);
    return listen_on(address, AF_UNIX, backlog);
  }
  if (at.family == Family::ipv4) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(at.port);
    inet_pton(AF_INET, at.address.c_str(), &address.sin_addr);
    return listen_on(address, AF_INET, backlog);
  }
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(at.port);
  inet_pton(AF_INET6, at.address.c_str(), &address.sin6_addr);
  return listen_on(address, AF_INET6, backlog);
}

// The port has the same place in IPv4 and IPv6 addresses.
std::uint16_t port_of(const Descriptor& socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  auto* common = reinterpret_cast<sockaddr*>(&storage);
  if (getsockname(socket.fd(), common, &size) != 0) fail("getsockname");
  sockaddr_in address{};
  std::memcpy(&address, &storage, sizeof address);
  return ntohs(address.sin_port);
}

bool ready(const Descriptor& socket, int milliseconds) {
  pollfd entry{socket.fd(), POLLIN, 0};
  return poll(&entry, 1, milliseconds) > 0;
}

}  // namespace

Listener::Listener(std::string_view address, int backlog, std::uint16_t port)
    : endpoint_(parse_address(address).value_or(
          Endpoint{Family::local, std::string(address), 0})) {
  endpoint_.port = port;
  socket_ = listen_on(endpoint_, backlog);
  if (endpoint_.family != Family::local) endpoint_.port = port_of(socket_);
}

Listener::~Listener() {
  if (endpoint_.family == Family::local) unlink(endpoint_.address.c_str());
}

Descriptor Listener::accept() {
  errno = ETIMEDOUT;
  if (!ready(socket_, patience)) fail("nobody called");
  Descriptor socket(accept4(socket_.fd(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!socket.open()) fail("accept");
  return socket;
}

bool Listener::called() const {
  return ready(socket_, 0);
}

Endpoint deserted(std::string_view address) {
  return Listener(address).endpoint();
}

std::string socket_path(std::string_view name) {
  return testing::TempDir() + std::to_string(getpid()) + "-" +
         std::string(name);
}

void say(const Descriptor& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size =
        send(socket.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size < 0) fail("send");
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

std::string hear(const Descriptor& socket, std::size_t size) {
  std::string heard(size, '\0');
  std::size_t have = 0;
  while (have < size && ready(socket, patience)) {
    const auto got = recv(socket.fd(), &heard[have], size - have, 0);
    if (got < 0) fail("recv");
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  heard.resize(have);
  return heard;
}

void reset(Descriptor& socket) {
  const linger at_once{1, 0};
  setsockopt(socket.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket.reset();
}

}  // namespace net
