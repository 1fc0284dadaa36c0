#include "tests/support/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace support {

namespace {

template <typename Address>
Descriptor connect_to(const Address& address, int family) {
  Descriptor connection(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience{5, 0};
  setsockopt(connection.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience,
             sizeof patience);
  // NOLINTNEXTLINE: the socket calls know every address by its common part.
  const auto* common = reinterpret_cast<const sockaddr*>(&address);
  if (connect(connection.fd(), common, sizeof address) != 0) {
    throw std::system_error(errno, std::generic_category(), "connect");
  }
  return connection;
}

sockaddr_in loopback_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

sockaddr_un path_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto size = std::min(path.size(), sizeof address.sun_path - 1);
  std::memcpy(address.sun_path, path.data(), size);
  return address;
}

}  // namespace

Loopback::Loopback(std::uint16_t port)
    : socket_(connect_to(loopback_address(port), AF_INET)) {}

Loopback::Loopback(const std::string& path)
    : socket_(connect_to(path_address(path), AF_UNIX)) {}

std::string Loopback::read_lines(std::size_t count) {
  std::array<char, 4096> chunk;
  for (;;) {
    std::size_t end = 0;
    for (auto left = count; left > 0 && end != std::string::npos; --left) {
      end = buffer_.find('\n', end);
      if (end != std::string::npos) ++end;
    }
    const auto size = end != std::string::npos
                          ? 0
                          : recv(socket_.fd(), chunk.data(), chunk.size(), 0);
    if (size <= 0) {
      std::string lines = buffer_.substr(0, end);
      buffer_.erase(0, end);
      return lines;
    }
    buffer_.append(chunk.data(), static_cast<std::size_t>(size));
  }
}

void Loopback::write(std::string_view bytes) {
  const auto size =
      send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (size != static_cast<ssize_t>(bytes.size())) {
    throw std::system_error(errno, std::generic_category(), "send");
  }
}

std::string Loopback::ask(const std::string& line) {
  write(line + "\r\n");
  return read_lines(1);
}

}  // namespace support
