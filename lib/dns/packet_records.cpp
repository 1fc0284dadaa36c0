#include "lib/dns/packet_records.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>

#include "lib/dns/ldns.h"
#include "lib/dns/name.h"

namespace dns {

namespace {

std::string_view octets_of(const ldns_rdf* field) {
  return text_of(ldns_rdf_data(field), ldns_rdf_size(field));
}

// The fields of one record. What is missing or has another size than its type
// says makes it unusable.
class Fields {
 public:
  explicit Fields(const ldns_rr* record) : record_(record) {}

  bool usable() const { return usable_; }
  std::size_t count() const { return ldns_rr_rd_count(record_); }

  // All octets of a field, which must be `size` if one is given.
  std::string_view octets(std::size_t at, std::size_t size = 0) {
    const auto* field = at < count() ? ldns_rr_rdf(record_, at) : nullptr;
    const auto found = field == nullptr ? std::string_view() : octets_of(field);
    const bool fits = field != nullptr && (size == 0 || found.size() == size);
    usable_ = usable_ && fits;
    return fits ? found : std::string_view();
  }

  std::uint32_t number(std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (const char c : octets(at, size)) {
      value = value << 8U | static_cast<unsigned char>(c);
    }
    return value;
  }

  std::uint8_t octet(std::size_t at) {
    return static_cast<std::uint8_t>(number(at, 1));
  }

  std::uint16_t short_number(std::size_t at) {
    return static_cast<std::uint16_t>(number(at, 2));
  }

  std::string name(std::size_t at) { return name_from_wire(octets(at)); }

 private:
  const ldns_rr* record_;
  bool usable_ = true;
};

Address read_address(Fields& fields, net::Family family) {
  const bool ipv4 = family == net::Family::ipv4;
  const auto octets =
      fields.octets(0, ipv4 ? sizeof(in_addr) : sizeof(in6_addr));
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!octets.empty()) {
    inet_ntop(ipv4 ? AF_INET : AF_INET6, octets.data(), text.data(),
              text.size());
  }
  return {{family, text.data(), 0}};
}

// Each field has the size of its string in front (RFC 1035 3.3.14).
Text read_text(Fields& fields) {
  Text text;
  for (std::size_t i = 0; i < fields.count(); ++i) {
    auto string = fields.octets(i);
    if (string.empty()) continue;
    text.text += string.substr(1, static_cast<unsigned char>(string.front()));
  }
  return text;
}

Tlsa read_tlsa(Fields& fields) {
  Tlsa tlsa{fields.octet(0), fields.octet(1), fields.octet(2), {}};
  if (fields.count() > 3) tlsa.data = fields.octets(3);
  return tlsa;
}

// Nothing for a type that nobody asks for.
std::optional<Record> read_data(Fields& fields, Type type) {
  switch (type) {
    case Type::a:
      return read_address(fields, net::Family::ipv4);
    case Type::aaaa:
      return read_address(fields, net::Family::ipv6);
    case Type::cname:
    case Type::ptr:
      return Target{fields.name(0)};
    case Type::mx:
      return MailExchange{fields.short_number(0), fields.name(1)};
    case Type::txt:
      return read_text(fields);
    case Type::tlsa:
      return read_tlsa(fields);
    case Type::soa:
      return StartOfAuthority{fields.name(0), fields.name(1),
                              fields.number(2, 4)};
    case Type::rrsig:
      break;
  }
  return std::nullopt;
}

constexpr std::size_t covered_field = 0;
constexpr std::size_t end_field = 4;

// False where a record cannot be read.
bool read_record(const ldns_rr* record, PacketRecords& records) {
  if (ldns_rr_get_class(record) != LDNS_RR_CLASS_IN) return true;
  const auto type = static_cast<Type>(ldns_rr_get_type(record));
  auto owner = name_from_wire(octets_of(ldns_rr_owner(record)));
  Fields fields(record);
  if (type == Type::rrsig) {
    records.signatures.push_back(
        {std::move(owner), static_cast<Type>(fields.number(covered_field, 2)),
         fields.number(end_field, 4)});
  } else if (auto data = read_data(fields, type)) {
    records.answer.push_back({std::move(owner), type, *std::move(data)});
  }
  return fields.usable();
}

bool read_answer(const ldns_rr_list* list, PacketRecords& records) {
  for (std::size_t i = 0; i < ldns_rr_list_rr_count(list); ++i) {
    if (!read_record(ldns_rr_list_rr(list, i), records)) return false;
  }
  return true;
}

bool has_start_of_authority(const ldns_rr_list* list) {
  for (std::size_t i = 0; i < ldns_rr_list_rr_count(list); ++i) {
    if (ldns_rr_get_type(ldns_rr_list_rr(list, i)) == LDNS_RR_TYPE_SOA) {
      return true;
    }
  }
  return false;
}

PacketRecords unreadable(const std::string& why) {
  return {.failure = "the answer is malformed (" + why + ")"};
}

}  // namespace

PacketRecords read_packet(std::string_view packet) {
  ldns_pkt* raw = nullptr;
  const auto status = ldns_wire2pkt(&raw, octets(packet), packet.size());
  if (status != LDNS_STATUS_OK) {
    return unreadable(ldns_get_errorstr_by_id(status));
  }
  const PacketHandle owned(raw);
  PacketRecords records;
  const unsigned upper = ldns_pkt_edns_extended_rcode(raw);
  records.response_code =
      upper << 4U | static_cast<unsigned>(ldns_pkt_get_rcode(raw));
  records.has_start_of_authority =
      has_start_of_authority(ldns_pkt_authority(raw));
  if (!read_answer(ldns_pkt_answer(raw), records)) {
    return unreadable("a record of another size than its type has");
  }
  return records;
}

}  // namespace dns
