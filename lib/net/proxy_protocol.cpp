#include "lib/net/proxy_protocol.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace net {

namespace {

// Both ends as the header tells them: without a zone, which says nothing on
// another machine, and IPv4 as IPv4, also where the socket was an IPv6 one.
struct Ends {
  Endpoint local;
  Endpoint peer;
};

Endpoint plain(Endpoint endpoint) {
  endpoint.address.resize(
      std::min(endpoint.address.find('%'), endpoint.address.size()));
  return endpoint;
}

Endpoint unmapped(Endpoint endpoint) {
  constexpr std::string_view prefix = "::ffff:";
  if (endpoint.family != Family::ipv6) return endpoint;
  if (!endpoint.address.starts_with(prefix)) return endpoint;
  auto ipv4 = parse_address(endpoint.address.substr(prefix.size()));
  // The prefix alone proves nothing: "::ffff:0:1:2" is no mapped address.
  if (!ipv4 || ipv4->family != Family::ipv4) return endpoint;
  return {Family::ipv4, ipv4->address, endpoint.port};
}

Ends ends_of(const Endpoint& local, const Endpoint& peer) {
  Ends mapped{plain(local), plain(peer)};
  Ends ends{unmapped(mapped.local), unmapped(mapped.peer)};
  return ends.local.family == ends.peer.family ? ends : mapped;
}

bool can_be_told(const Ends& ends) {
  return ends.local.family == ends.peer.family &&
         ends.peer.family != Family::local;
}

// HAProxy's proxy-protocol.txt, section 2.1.
std::string version1(const Ends& ends) {
  if (!can_be_told(ends)) return "PROXY UNKNOWN\r\n";
  const std::string family = ends.peer.family == Family::ipv4 ? "TCP4" : "TCP6";
  return "PROXY " + family + " " + ends.local.address + " " +
         ends.peer.address + " " + std::to_string(ends.local.port) + " " +
         std::to_string(ends.peer.port) + "\r\n";
}

void append_address(std::string& out, const Endpoint& endpoint) {
  std::array<char, sizeof(in6_addr)> binary{};
  const bool ipv4 = endpoint.family == Family::ipv4;
  inet_pton(ipv4 ? AF_INET : AF_INET6, endpoint.address.c_str(), binary.data());
  out.append(binary.data(), ipv4 ? sizeof(in_addr) : sizeof(in6_addr));
}

void append_number(std::string& out, std::size_t number) {
  out += static_cast<char>(number >> 8U);
  out += static_cast<char>(number & 0xFFU);
}

// Section 2.2.
std::string version2(const Ends& ends) {
  std::string header("\r\n\r\n\0\r\nQUIT\n", 12);
  if (!can_be_told(ends)) {
    // Version 2, LOCAL, unspecified, no addresses.
    return header + std::string("\x20\0\0\0", 4);
  }
  std::string addresses;
  append_address(addresses, ends.local);
  append_address(addresses, ends.peer);
  append_number(addresses, ends.local.port);
  append_number(addresses, ends.peer.port);
  header += '\x21';                                              // PROXY
  header += ends.peer.family == Family::ipv4 ? '\x11' : '\x21';  // over TCP
  append_number(header, addresses.size());
  return header + addresses;
}

}  // namespace

std::string proxy_header(ProxyProtocol version, const Endpoint& local,
                         const Endpoint& peer) {
  switch (version) {
    case ProxyProtocol::v1:
      return version1(ends_of(local, peer));
    case ProxyProtocol::v2:
      return version2(ends_of(local, peer));
    case ProxyProtocol::off:
      break;
  }
  return {};
}

}  // namespace net
