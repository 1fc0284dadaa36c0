// A packet taken apart by ldns. For the sources of lib/dns only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/dns/answer.h"

namespace dns {

struct OwnedRecord {
  std::string owner;
  Type type;
  Record data;
};

struct Signature {
  std::string owner;
  Type covered;
  std::uint32_t end;  // seconds, to be read as RFC 4034 3.1.5 says
};

struct PacketRecords {
  std::string failure{};  // why the packet cannot be read; then nothing else
  unsigned response_code = 0;           // with the upper bits of EDNS
  std::vector<OwnedRecord> answer{};    // of class IN and a type we know
  std::vector<Signature> signatures{};  // in the answer
  bool has_start_of_authority = false;  // in the authority section
};

PacketRecords read_packet(std::string_view packet);

}  // namespace dns
