#include "lib/dns/query.h"

#include <algorithm>

#include "lib/dns/header.h"
#include "lib/dns/ldns.h"
#include "lib/monitor/ascii.h"
#include "lib/net/crypto.h"
#include "lib/net/error.h"

namespace dns {

namespace {

// Below this size no path on the way breaks a datagram into pieces (the DNS
// flag day of 2020); what is larger comes over TCP.
constexpr std::uint16_t largest_answer = 1232;

constexpr std::size_t type_and_class = 4;

[[noreturn]] void throw_no_memory() {
  throw net::Error(net::ErrorKind::local, "no memory for a question");
}

// ldns takes octets that are no text, too; what they mean nobody knows.
FieldHandle parse_name(const std::string& name) {
  const bool printable = std::all_of(
      name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (name.empty() || !printable) return nullptr;
  return FieldHandle(ldns_dname_new_frm_str(name.c_str()));
}

std::uint16_t random_id() {
  const auto bytes = net::random_bytes(2);
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[0]) << 8 |
                                    static_cast<unsigned char>(bytes[1]));
}

std::string to_wire(const ldns_pkt* packet) {
  std::uint8_t* raw = nullptr;
  std::size_t size = 0;
  const auto status = ldns_pkt2wire(&raw, packet, &size);
  const OctetsHandle owned(raw);
  if (status != LDNS_STATUS_OK) throw_no_memory();
  return std::string(text_of(raw, size));
}

// Of a query of our own: one uncompressed name, its type and its class.
std::string_view question_of(std::string_view query) {
  auto end = header_size;
  while (query[end] != '\0') {
    end += static_cast<unsigned char>(query[end]) + std::size_t{1};
  }
  return query.substr(header_size, end + 1 + type_and_class - header_size);
}

bool same_question(std::string_view a, std::string_view b) {
  const auto name = a.size() - type_and_class;
  // The octets of lengths, all below 64, are no letters.
  return a.size() == b.size() && a.substr(name) == b.substr(name) &&
         monitor::equal_ignoring_case(a.substr(0, name), b.substr(0, name));
}

bool may_lack_the_question(unsigned response_code) {
  return response_code == format_error || response_code == server_failure ||
         response_code == not_implemented || response_code == refused;
}

}  // namespace

std::optional<std::string> make_query(const Question& question,
                                      QueryStyle style) {
  auto name = parse_name(question.name);
  if (!name) return std::nullopt;
  const std::uint16_t flags = static_cast<std::uint16_t>(
      LDNS_RD | LDNS_AD | (style.checking_disabled ? LDNS_CD : 0));
  const PacketHandle packet(
      ldns_pkt_query_new(name.get(), static_cast<ldns_rr_type>(question.type),
                         LDNS_RR_CLASS_IN, flags));
  if (!packet) throw_no_memory();
  // It belongs to the packet now.
  [[maybe_unused]] const auto* given = name.release();
  ldns_pkt_set_id(packet.get(), random_id());
  if (style.edns) {
    ldns_pkt_set_edns_udp_size(packet.get(), largest_answer);
    ldns_pkt_set_edns_do(packet.get(), true);
  }
  return to_wire(packet.get());
}

bool answers_query(std::string_view packet, std::string_view query) {
  if (packet.size() < header_size) return false;
  const Header header(packet);
  if (header.id() != Header(query).id()) return false;
  if (!header.is_answer() || header.opcode() != 0) return false;
  if (header.questions() == 0) {
    return may_lack_the_question(header.response_code());
  }
  const auto question = question_of(query);
  return header.questions() == 1 &&
         same_question(question, packet.substr(header_size, question.size()));
}

}  // namespace dns
