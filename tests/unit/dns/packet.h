// Packets written octet by octet, so that no library decides what can be in
// them, and what a server reads out of a question.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/dns/answer.h"

namespace dns {

// A name as labels, without compression; "" and "." are the root.
std::string wire(std::string_view name);

std::string two_octets(unsigned value);
std::string four_octets(std::uint32_t value);

// An answer to a query: its id and question, RD and RA, and no records.
class Packet {
 public:
  enum Flag : unsigned { aa = 0x0400, tc = 0x0200, ra = 0x0080, ad = 0x0020 };

  explicit Packet(std::string_view query);

  Packet& set(Flag flag);
  Packet& clear(Flag flag);
  Packet& code(unsigned response_code);
  // The owner is octets, as wire() makes them.
  Packet& answer(std::string_view owner, Type type, std::string_view data);
  Packet& authority(std::string_view owner, Type type, std::string_view data);
  // An OPT record with the upper bits of the response code.
  Packet& edns(unsigned upper = 0);
  Packet& without_question();

  std::string bytes() const;

 private:
  std::string id_;
  unsigned flags_ = 0x8180;
  std::string question_;
  unsigned answers_ = 0;
  unsigned authorities_ = 0;
  unsigned additionals_ = 0;
  std::string records_;
};

std::string mx_data(unsigned preference, std::string_view host);
std::string soa_data();
std::string rrsig_data(Type covered, std::uint32_t end);

// What a server sees.
struct Asked {
  std::string query;
  bool tcp = false;
  std::string server{};  // address
  std::string name{};
  Type type = Type::a;
  bool edns = false;
  bool dnssec = false;  // DO
  bool checking_disabled = false;
  bool recursion = false;
  bool authentic = false;  // AD
};

Asked read_query(std::string_view query, bool tcp, std::string server = {});

// What a server sends for a question, in that order: nothing is silence, or the
// end of the connection over TCP.
using Handler = std::function<std::vector<std::string>(const Asked&)>;

}  // namespace dns
