#include "lib/net/endpoint.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace net {

namespace {

std::optional<std::string> canonical(int family, const std::string& text) {
  std::array<char, INET6_ADDRSTRLEN> spelled{};
  std::array<unsigned char, sizeof(in6_addr)> binary{};
  if (inet_pton(family, text.c_str(), binary.data()) != 1) return std::nullopt;
  inet_ntop(family, binary.data(), spelled.data(), spelled.size());
  return std::string(spelled.data());
}

// An interface's name or number. It goes into messages as it is.
bool is_zone(std::string_view text) {
  return !text.empty() && text.size() < IF_NAMESIZE &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c > ' ' && c <= '~' && c != '%' && c != '/' && c != '[' &&
                  c != ']';
         });
}

}  // namespace

std::optional<Endpoint> parse_address(std::string_view text) {
  if (text.size() > 2 && text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
  }
  // inet_pton would stop at a NUL.
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  if (auto address = canonical(AF_INET, std::string(text))) {
    return Endpoint{Family::ipv4, *std::move(address), 0};
  }
  const auto percent = text.find('%');
  std::string zone;
  if (percent != std::string_view::npos) {
    zone = text.substr(percent);
    if (!is_zone(text.substr(percent + 1))) return std::nullopt;
  }
  auto address = canonical(AF_INET6, std::string(text.substr(0, percent)));
  if (!address) return std::nullopt;
  return Endpoint{Family::ipv6, *address + zone, 0};
}

namespace {

struct Network4 {
  std::uint32_t prefix;
  unsigned bits;
};

// RFC 6890 2.2.2, RFC 5737, RFC 6598, multicast and reserved.
constexpr Network4 private4[] = {
    {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},
    {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24},
    {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24},
    {0xE0000000, 3}};

bool is_private4(std::uint32_t address) {
  return std::any_of(
      std::begin(private4), std::end(private4), [&](const Network4& network) {
        return (address ^ network.prefix) >> (32 - network.bits) == 0;
      });
}

// Outside 2000::/3 nothing is routed (RFC 4291 2.4); within it documentation
// (RFC 3849, RFC 9637) and benchmarks (RFC 5180) are not. An IPv4-mapped
// address is what it maps.
bool is_private6(const in6_addr& address) {
  const auto* bytes = address.s6_addr;
  const auto word = [&](int i) {
    return static_cast<unsigned>(bytes[i] << 8U) | bytes[i + 1];
  };
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    return is_private4((word(12) << 16U) | word(14));
  }
  // NAT64: the IPv4 address inside counts (RFC 6052 2.1).
  const bool nat64 = word(0) == 0x0064 && word(2) == 0xFF9B && word(4) == 0 &&
                     word(6) == 0 && word(8) == 0 && word(10) == 0;
  if (nat64) return is_private4((word(12) << 16U) | word(14));
  if ((bytes[0] & 0xE0U) != 0x20) return true;
  const bool documentation =
      (word(0) == 0x2001 && word(2) == 0x0DB8) || word(0) == 0x3FFF;
  const bool benchmark = word(0) == 0x2001 && word(2) == 0x0002 && word(4) == 0;
  return documentation || benchmark;
}

}  // namespace

bool is_private(const Endpoint& endpoint) {
  const auto bare = endpoint.address.substr(0, endpoint.address.find('%'));
  in_addr four{};
  if (inet_pton(AF_INET, bare.c_str(), &four) == 1) {
    return is_private4(ntohl(four.s_addr));
  }
  in6_addr six{};
  return inet_pton(AF_INET6, bare.c_str(), &six) != 1 || is_private6(six);
}

std::string to_string(const Endpoint& endpoint) {
  switch (endpoint.family) {
    case Family::local:
      return endpoint.address;
    case Family::ipv6:
      return "[" + endpoint.address + "]:" + std::to_string(endpoint.port);
    case Family::ipv4:
      break;
  }
  return endpoint.address + ":" + std::to_string(endpoint.port);
}

std::string address_literal(const Endpoint& endpoint) {
  switch (endpoint.family) {
    case Family::local:
      return "[127.0.0.1]";
    case Family::ipv6:
      return "[IPv6:" + endpoint.address.substr(0, endpoint.address.find('%')) +
             "]";
    case Family::ipv4:
      break;
  }
  return "[" + endpoint.address + "]";
}

}  // namespace net
