#include "lib/net/proxy_protocol.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>

namespace net {

namespace {

// HAProxy's proxy-protocol.txt, section 2.1.
std::string version1(const Endpoint& local, const Endpoint& peer) {
  if (peer.family == Family::local) return "PROXY UNKNOWN\r\n";
  const std::string family = peer.family == Family::ipv4 ? "TCP4" : "TCP6";
  return "PROXY " + family + " " + local.address + " " + peer.address + " " +
         std::to_string(local.port) + " " + std::to_string(peer.port) + "\r\n";
}

void append_address(std::string& out, const Endpoint& endpoint) {
  std::array<char, sizeof(in6_addr)> binary{};
  const bool ipv4 = endpoint.family == Family::ipv4;
  const auto text = endpoint.address.substr(0, endpoint.address.find('%'));
  inet_pton(ipv4 ? AF_INET : AF_INET6, text.c_str(), binary.data());
  out.append(binary.data(), ipv4 ? sizeof(in_addr) : sizeof(in6_addr));
}

void append_number(std::string& out, std::size_t number) {
  out += static_cast<char>(number >> 8U);
  out += static_cast<char>(number & 0xFFU);
}

// Section 2.2.
std::string version2(const Endpoint& local, const Endpoint& peer) {
  std::string header("\r\n\r\n\0\r\nQUIT\n", 12);
  if (peer.family == Family::local) {
    // Version 2, LOCAL, unspecified, no addresses.
    return header + std::string("\x20\0\0\0", 4);
  }
  std::string addresses;
  append_address(addresses, local);
  append_address(addresses, peer);
  append_number(addresses, local.port);
  append_number(addresses, peer.port);
  header += '\x21';                                         // PROXY
  header += peer.family == Family::ipv4 ? '\x11' : '\x21';  // over TCP
  append_number(header, addresses.size());
  return header + addresses;
}

}  // namespace

std::string proxy_header(ProxyProtocol version, const Endpoint& local,
                         const Endpoint& peer) {
  switch (version) {
    case ProxyProtocol::v1:
      return version1(local, peer);
    case ProxyProtocol::v2:
      return version2(local, peer);
    case ProxyProtocol::off:
      break;
  }
  return {};
}

}  // namespace net
