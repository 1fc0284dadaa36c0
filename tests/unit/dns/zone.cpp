#include "tests/unit/dns/zone.h"

#include <ldns/ldns.h>

#include <memory>
#include <stdexcept>

#include "lib/dns/ldns.h"
#include "lib/dns/name.h"

namespace dns {

namespace {

using RecordHandle = std::unique_ptr<ldns_rr, Freed<ldns_rr_free>>;

RecordHandle parse(const std::string& text) {
  ldns_rr* record = nullptr;
  if (ldns_rr_new_frm_str(&record, text.c_str(), 300, nullptr, nullptr) !=
      LDNS_STATUS_OK) {
    throw std::invalid_argument(text);
  }
  return RecordHandle(record);
}

std::string text_of_name(const ldns_rdf* name) {
  return name_from_wire(text_of(ldns_rdf_data(name), ldns_rdf_size(name)));
}

// The answer while it grows.
class Builder {
 public:
  explicit Builder(const Asked& asked)
      : type_(static_cast<ldns_rr_type>(asked.type)),
        packet_(ldns_pkt_query_new(ldns_dname_new_frm_str(asked.name.c_str()),
                                   type_, LDNS_RR_CLASS_IN,
                                   LDNS_QR | LDNS_RD | LDNS_RA)) {
    ldns_pkt_set_id(packet_.get(),
                    static_cast<std::uint16_t>(
                        static_cast<unsigned char>(asked.query[0]) << 8 |
                        static_cast<unsigned char>(asked.query[1])));
  }

  ldns_pkt* packet() { return packet_.get(); }

  // Follows one alias; false at the end of the chain.
  bool add(const std::vector<std::string>& records, std::string& name) {
    std::string next;
    for (const auto& text : records) {
      auto record = parse(text);
      if (!same_name(text_of_name(ldns_rr_owner(record.get())), name)) continue;
      known_ = true;
      const auto type = ldns_rr_get_type(record.get());
      const bool alias = type == LDNS_RR_TYPE_CNAME && type_ != type;
      if (alias) next = text_of_name(ldns_rr_rdf(record.get(), 0));
      if (!alias && type != type_) continue;
      found_ = found_ || !alias;
      ldns_pkt_push_rr(packet(), LDNS_SECTION_ANSWER, record.release());
    }
    if (next.empty()) return false;
    known_ = false;
    name = next;
    return true;
  }

  std::string finish() {
    if (!known_) ldns_pkt_set_rcode(packet(), LDNS_RCODE_NXDOMAIN);
    if (!found_) {
      ldns_pkt_push_rr(
          packet(), LDNS_SECTION_AUTHORITY,
          parse("example.org SOA ns.example.org a.example.org 1 2 3 4 5")
              .release());
    }
    std::uint8_t* raw = nullptr;
    std::size_t size = 0;
    ldns_pkt2wire(&raw, packet(), &size);
    const OctetsHandle owned(raw);
    return std::string(text_of(raw, size));
  }

 private:
  ldns_rr_type type_;
  PacketHandle packet_;
  bool known_ = false;
  bool found_ = false;
};

}  // namespace

Zone::Zone(std::initializer_list<const char*> records) {
  for (const auto* text : records) {
    parse(text);
    records_.emplace_back(text);
  }
}

std::string Zone::answer(const Asked& asked) const {
  constexpr unsigned server_failure = 2;
  if (broken.contains(asked.name)) {
    return Packet(asked.query).code(server_failure).bytes();
  }
  Builder builder(asked);
  auto name = asked.name;
  for (int i = 0; i < 20 && builder.add(records_, name); ++i) {
  }
  ldns_pkt_set_ad(builder.packet(), authentic && asked.authentic);
  return builder.finish();
}

}  // namespace dns
