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
