// The first twelve octets of every packet (RFC 1035 4.1.1, RFC 4035 3). For the
// sources of lib/dns only.
#pragma once

#include <cstddef>
#include <string_view>

namespace dns {

constexpr std::size_t header_size = 12;

// The codes that servers answer with (RFC 1035 4.1.1, RFC 6891 9).
enum ResponseCode : unsigned {
  no_error = 0,
  format_error = 1,
  server_failure = 2,
  name_error = 3,
  not_implemented = 4,
  refused = 5,
  bad_version = 16,
};

// Of a packet that is at least header_size long.
class Header {
 public:
  explicit Header(std::string_view packet) : packet_(packet) {}

  std::string_view id() const { return packet_.substr(0, 2); }
  bool is_answer() const { return (octet(2) & 0x80U) != 0; }
  unsigned opcode() const { return octet(2) >> 3U & 0xfU; }
  bool authoritative() const { return (octet(2) & 4U) != 0; }
  bool truncated() const { return (octet(2) & 2U) != 0; }
  bool recursive() const { return (octet(3) & 0x80U) != 0; }
  bool validated() const { return (octet(3) & 0x20U) != 0; }
  // Without the upper bits, which EDNS has.
  unsigned response_code() const { return octet(3) & 0xfU; }
  unsigned questions() const { return octet(4) << 8U | octet(5); }

 private:
  unsigned octet(std::size_t at) const {
    return static_cast<unsigned char>(packet_[at]);
  }

  std::string_view packet_;
};

}  // namespace dns
