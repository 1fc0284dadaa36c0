// What is asked of the DNS and what it says, as values: nothing here knows
// ldns.
//
// Names are absolute and written without the dot at their end; the root is
// ".". Octets that a name cannot show as they are come as \. or \DDD (RFC 1035
// 5.1), so that no name from outside holds a blank or a control character.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/net/endpoint.h"

namespace dns {

// The number on the wire.
enum class Type : std::uint16_t {
  a = 1,
  cname = 5,
  soa = 6,
  ptr = 12,
  mx = 15,
  txt = 16,
  aaaa = 28,
  rrsig = 46,
  tlsa = 52,
};

// "AAAA"
std::string_view to_string(Type type);

struct Question {
  std::string name;  // with or without a dot at its end
  Type type = Type::a;
};

// A and AAAA: an address with port 0.
struct Address {
  net::Endpoint endpoint;
  bool operator==(const Address&) const = default;
};

struct MailExchange {
  std::uint16_t preference = 0;
  std::string host;
  bool operator==(const MailExchange&) const = default;
};

// CNAME and PTR.
struct Target {
  std::string name;
  bool operator==(const Target&) const = default;
};

// The strings of one TXT record, joined without anything between them as RFC
// 8461 3.1 and RFC 7208 3.3 want it. Neither bounded in charset nor printable.
struct Text {
  std::string text;
  bool operator==(const Text&) const = default;
};

// RFC 6698 2.1, as it came: any value can be in any field.
struct Tlsa {
  std::uint8_t usage = 0;
  std::uint8_t selector = 0;
  std::uint8_t matching_type = 0;
  std::string data;  // octets
  bool operator==(const Tlsa&) const = default;
};

struct StartOfAuthority {
  std::string primary;
  std::string mailbox;
  std::uint32_t serial = 0;
  bool operator==(const StartOfAuthority&) const = default;
};

using Record =
    std::variant<Address, MailExchange, Target, Text, Tlsa, StartOfAuthority>;

enum class Outcome {
  records,   // of the type that was asked for
  no_data,   // the name exists, but has no record of that type
  nxdomain,  // the name does not exist
  failed,    // no usable answer: says nothing about the name
  bogus,     // the resolver's DNSSEC validation refuses the answer
};

struct Answer {
  Outcome outcome = Outcome::failed;
  std::string reason{};           // in words, for failed and bogus
  std::vector<Record> records{};  // in the order of the answer, only of `name`
  std::string name{};             // canonical: what the last alias points to
  std::vector<std::string> aliases{};  // from the name asked for, in order
  bool secure = false;  // validated by a resolver that may say so (AD)
  // When the first record set of the answer loses its last signature (RFC 4034
  // 3.1.5): seconds since 1970, UTC. Nothing without signatures. Not verified.
  std::optional<std::int64_t> signatures_end{};
  net::Endpoint server{};  // that said so; the last one asked where all failed
};

// Whether nobody could say: the opposite of "there is none".
bool is_error(Outcome outcome);

// The records of one kind, for example records_of<Text>(answer).
template <typename Kind>
std::vector<Kind> records_of(const Answer& answer) {
  std::vector<Kind> found;
  for (const auto& record : answer.records) {
    if (const auto* one = std::get_if<Kind>(&record)) found.push_back(*one);
  }
  return found;
}

// The earlier of two ends of signatures, where there are any.
std::optional<std::int64_t> earlier_end(std::optional<std::int64_t> a,
                                        std::optional<std::int64_t> b);

}  // namespace dns
