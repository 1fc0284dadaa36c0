#include "tests/unit/dns/packet.h"

#include <algorithm>

#include "lib/dns/name.h"

namespace dns {

namespace {

constexpr std::size_t header = 12;

unsigned octet(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text.at(at));
}

std::size_t end_of_question(std::string_view query) {
  auto at = header;
  while (query.at(at) != '\0') at += octet(query, at) + std::size_t{1};
  return at + 5;
}

std::string record(std::string_view owner, Type type, std::string_view data) {
  return std::string(owner) + two_octets(static_cast<unsigned>(type)) +
         two_octets(1) + four_octets(300) +
         two_octets(static_cast<unsigned>(data.size())) + std::string(data);
}

}  // namespace

std::string wire(std::string_view name) {
  std::string out;
  while (!name.empty() && name != ".") {
    const auto label = name.substr(0, name.find('.'));
    out += static_cast<char>(label.size());
    out += label;
    name.remove_prefix(std::min(label.size() + 1, name.size()));
  }
  return out + '\0';
}

std::string two_octets(unsigned value) {
  return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xffU)};
}

std::string four_octets(std::uint32_t value) {
  return two_octets(value >> 16U) + two_octets(value & 0xffffU);
}

Packet::Packet(std::string_view query)
    : id_(query.substr(0, 2)),
      question_(query.substr(header, end_of_question(query) - header)) {}

Packet& Packet::set(Flag flag) {
  flags_ |= flag;
  return *this;
}

Packet& Packet::clear(Flag flag) {
  flags_ &= ~static_cast<unsigned>(flag);
  return *this;
}

Packet& Packet::code(unsigned response_code) {
  flags_ |= response_code;
  return *this;
}

Packet& Packet::answer(std::string_view owner, Type type,
                       std::string_view data) {
  ++answers_;
  records_ += record(owner, type, data);
  return *this;
}

Packet& Packet::authority(std::string_view owner, Type type,
                          std::string_view data) {
  ++authorities_;
  records_ += record(owner, type, data);
  return *this;
}

Packet& Packet::edns(unsigned upper) {
  ++additionals_;
  records_ += std::string(1, '\0') + two_octets(41) + two_octets(1232) +
              four_octets(upper << 24U) + two_octets(0);
  return *this;
}

Packet& Packet::without_question() {
  question_.clear();
  return *this;
}

std::string Packet::bytes() const {
  return id_ + two_octets(flags_) + two_octets(question_.empty() ? 0 : 1) +
         two_octets(answers_) + two_octets(authorities_) +
         two_octets(additionals_) + question_ + records_;
}

std::string mx_data(unsigned preference, std::string_view host) {
  return two_octets(preference) + wire(host);
}

std::string soa_data() {
  return wire("ns.example.org") + wire("hostmaster.example.org") +
         four_octets(2026112501) + four_octets(3600) + four_octets(600) +
         four_octets(86400) + four_octets(300);
}

std::string rrsig_data(Type covered, std::uint32_t end) {
  return two_octets(static_cast<unsigned>(covered)) + "\x0d\x02" +
         four_octets(300) + four_octets(end) + four_octets(end - 86400) +
         two_octets(4711) + wire("example.org") + std::string(64, 's');
}

Asked read_query(std::string_view query, bool tcp, std::string server) {
  Asked asked{.query = std::string(query), .tcp = tcp};
  asked.server = std::move(server);
  asked.name = name_from_wire(query.substr(header));
  const auto end = end_of_question(query);
  asked.type =
      static_cast<Type>(octet(query, end - 4) << 8U | octet(query, end - 3));
  asked.recursion = (octet(query, 2) & 1U) != 0;
  asked.authentic = (octet(query, 3) & 0x20U) != 0;
  asked.checking_disabled = (octet(query, 3) & 0x10U) != 0;
  asked.edns = octet(query, 11) == 1;
  asked.dnssec = asked.edns && (octet(query, end + 7) & 0x80U) != 0;
  return asked;
}

}  // namespace dns
