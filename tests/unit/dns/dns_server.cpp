#include "tests/unit/dns/dns_server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace dns {

using support::Descriptor;

namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool bind_to(const Descriptor& socket, std::uint16_t port) {
  const auto address = loopback(port);
  return bind(socket.fd(), reinterpret_cast<const sockaddr*>(&address),
              sizeof address) == 0;
}

std::uint16_t port_of(const Descriptor& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket.fd(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

// A client that goes away shall not hold the server up.
void limit_patience(const Descriptor& socket) {
  const timeval patience{5, 0};
  setsockopt(socket.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket.fd(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

std::string hear(const Descriptor& socket, std::size_t size) {
  std::string bytes(size, '\0');
  const auto got = recv(socket.fd(), bytes.data(), size, MSG_WAITALL);
  bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return bytes;
}

}  // namespace

DnsServer::DnsServer(Handler handler)
    : handler_(std::move(handler)), stop_(eventfd(0, EFD_CLOEXEC)) {
  // The kernel's choice for UDP may be taken for TCP.
  for (int attempt = 0; attempt < 20 && port_ == 0; ++attempt) {
    udp_ = Descriptor(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    tcp_ = Descriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!bind_to(udp_, 0)) fail("bind");
    const auto port = port_of(udp_);
    if (bind_to(tcp_, port) && listen(tcp_.fd(), 16) == 0) port_ = port;
  }
  if (port_ == 0) fail("no port");
  thread_ = std::thread([this] { serve(); });
}

DnsServer::~DnsServer() {
  eventfd_write(stop_.fd(), 1);
  thread_.join();
}

void DnsServer::serve() {
  for (;;) {
    std::array<pollfd, 3> entries{pollfd{udp_.fd(), POLLIN, 0},
                                  pollfd{tcp_.fd(), POLLIN, 0},
                                  pollfd{stop_.fd(), POLLIN, 0}};
    if (poll(entries.data(), entries.size(), -1) < 0) continue;
    if (entries[2].revents != 0) return;
    if (entries[0].revents != 0) serve_datagram();
    if (entries[1].revents != 0) serve_connection();
  }
}

void DnsServer::serve_datagram() {
  std::string query(65535, '\0');
  sockaddr_in client{};
  socklen_t size = sizeof client;
  auto* address = reinterpret_cast<sockaddr*>(&client);
  const auto got =
      recvfrom(udp_.fd(), query.data(), query.size(), 0, address, &size);
  if (got <= 0) return;
  query.resize(static_cast<std::size_t>(got));
  ++asked_;
  for (const auto& packet : handler_(read_query(query, false))) {
    sendto(udp_.fd(), packet.data(), packet.size(), 0, address, size);
  }
}

void DnsServer::serve_connection() {
  const Descriptor client(accept4(tcp_.fd(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!client.open()) return;
  limit_patience(client);
  const auto prefix = hear(client, 2);
  if (prefix.size() < 2) return;
  const auto query =
      hear(client,
           static_cast<std::size_t>(static_cast<unsigned char>(prefix[0]) << 8 |
                                    static_cast<unsigned char>(prefix[1])));
  ++asked_;
  for (const auto& packet : handler_(read_query(query, true))) {
    const auto message =
        two_octets(static_cast<unsigned>(packet.size())) + packet;
    send(client.fd(), message.data(), message.size(), MSG_NOSIGNAL);
  }
}

}  // namespace dns
