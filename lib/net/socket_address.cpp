#include "lib/net/socket_address.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <array>
#include <charconv>
#include <cstring>

#include "lib/net/error.h"

namespace net {

namespace {

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

}  // namespace

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

Endpoint from_system(const SocketAddress& address) {
  return address.family() == AF_INET6 ? from_ipv6(address) : from_ipv4(address);
}

}  // namespace net
