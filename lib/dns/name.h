// Names of the DNS as text.
#pragma once

#include <string>
#include <string_view>

#include "lib/net/endpoint.h"

namespace dns {

// Whether two names are one: letters of ASCII count without case (RFC 4343), a
// dot at the end does not count.
bool same_name(std::string_view a, std::string_view b);

// The text of a name on the wire without compression, as answer.h writes
// names. Octets behind its end are ignored; a name that is cut short ends
// there.
std::string name_from_wire(std::string_view wire);

// Where the names of an address are found: "1.2.0.192.in-addr.arpa" (RFC 1035
// 3.5), 32 nibbles under ip6.arpa (RFC 3596 2.5). The zone of an address does
// not count. Empty for a local socket.
std::string reverse_name(const net::Endpoint& address);

// An IPv4 address that is written as an IPv6 one (RFC 4291 2.5.5.2) becomes
// itself; others stay as they are, without a zone.
net::Endpoint unmapped(const net::Endpoint& address);

// Whether it belongs to this machine only (127.0.0.0/8, ::1).
bool is_loopback(const net::Endpoint& address);

}  // namespace dns
