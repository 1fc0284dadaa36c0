// An address that can be connected to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace net {

enum class Family { ipv4, ipv6, local };

struct Endpoint {
  Family family = Family::ipv4;
  std::string address;     // numeric, without brackets; a path if local
  std::uint16_t port = 0;  // 0 if local

  bool operator==(const Endpoint&) const = default;
};

// A numeric IPv4 or IPv6 address (with or without brackets, %zone allowed on
// IPv6) in its canonical spelling, or nothing if it is none.
std::optional<Endpoint> parse_address(std::string_view text);

// "192.0.2.1:25", "[2001:db8::1]:25", "/run/lmtp": for messages.
std::string to_string(const Endpoint& endpoint);

// "[192.0.2.1]", "[IPv6:2001:db8::1]" (RFC 5321 4.1.3, without a zone),
// "[127.0.0.1]" for a local socket.
std::string address_literal(const Endpoint& endpoint);

// Whether an address is for private networks, this machine, documentation or
// the like: nobody on the Internet can reach it (RFC 6890).
bool is_private(const Endpoint& endpoint);

}  // namespace net
