#include "lib/dns/name.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

#include "lib/monitor/ascii.h"

namespace dns {

namespace {

std::string_view without_last_dot(std::string_view name) {
  if (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
  return name;
}

void append_octet(std::string& text, char c) {
  const auto octet = static_cast<unsigned char>(c);
  if (c == '.' || c == '\\') {
    text += {'\\', c};
  } else if (octet <= ' ' || octet > '~') {
    text += '\\';
    for (const int digit : {octet / 100, octet / 10 % 10, octet % 10}) {
      text += static_cast<char>('0' + digit);
    }
  } else {
    text += c;
  }
}

std::string reverse_ipv4(const std::string& address) {
  std::array<unsigned char, sizeof(in_addr)> octets{};
  inet_pton(AF_INET, address.c_str(), octets.data());
  std::string name;
  for (auto octet = octets.rbegin(); octet != octets.rend(); ++octet) {
    name += std::to_string(*octet) + ".";
  }
  return name + "in-addr.arpa";
}

std::array<unsigned char, sizeof(in6_addr)> ipv6_octets(
    const std::string& address) {
  std::array<unsigned char, sizeof(in6_addr)> octets{};
  inet_pton(AF_INET6, address.substr(0, address.find('%')).c_str(),
            octets.data());
  return octets;
}

std::string reverse_ipv6(const std::string& address) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto octets = ipv6_octets(address);
  std::string name;
  for (auto octet = octets.rbegin(); octet != octets.rend(); ++octet) {
    name += {digits[*octet % 16U], '.', digits[*octet / 16U], '.'};
  }
  return name + "ip6.arpa";
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return monitor::equal_ignoring_case(without_last_dot(a), without_last_dot(b));
}

std::string name_from_wire(std::string_view wire) {
  std::string text;
  while (!wire.empty() && wire.front() != '\0') {
    const auto size = static_cast<unsigned char>(wire.front());
    const auto label = wire.substr(1, size);
    if (!text.empty()) text += '.';
    for (const char c : label) append_octet(text, c);
    wire.remove_prefix(label.size() + 1);
  }
  return text.empty() ? "." : text;
}

std::string reverse_name(const net::Endpoint& address) {
  const auto plain = unmapped(address);
  switch (plain.family) {
    case net::Family::local:
      return {};
    case net::Family::ipv6:
      return reverse_ipv6(plain.address);
    case net::Family::ipv4:
      break;
  }
  return reverse_ipv4(plain.address);
}

net::Endpoint unmapped(const net::Endpoint& address) {
  constexpr std::string_view prefix = "::ffff:";
  if (address.family != net::Family::ipv6) return address;
  const auto plain = address.address.substr(0, address.address.find('%'));
  if (plain.starts_with(prefix)) {
    auto inner = net::parse_address(plain.substr(prefix.size()));
    if (inner && inner->family == net::Family::ipv4) {
      return {net::Family::ipv4, inner->address, address.port};
    }
  }
  return {net::Family::ipv6, plain, address.port};
}

bool is_loopback(const net::Endpoint& address) {
  const auto plain = unmapped(address);
  if (plain.family == net::Family::ipv6) return plain.address == "::1";
  return plain.family == net::Family::ipv4 && plain.address.starts_with("127.");
}

}  // namespace dns
