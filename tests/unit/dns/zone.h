// A small world of names, written as in a zone file; its answers are made by
// ldns, with compressed names.
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/dns/packet.h"

namespace dns {

class Zone {
 public:
  // Throws std::invalid_argument for what ldns cannot read.
  Zone(std::initializer_list<const char*> records);

  bool authentic = false;          // answers with AD
  std::set<std::string> broken{};  // names whose questions give SERVFAIL

  // As a recursive server answers: aliases followed, SOA where nothing is.
  std::string answer(const Asked& asked) const;

 private:
  std::vector<std::string> records_;
};

}  // namespace dns
