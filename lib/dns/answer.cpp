#include "lib/dns/answer.h"

#include <algorithm>

namespace dns {

std::string_view to_string(Type type) {
  switch (type) {
    case Type::a:
      return "A";
    case Type::cname:
      return "CNAME";
    case Type::soa:
      return "SOA";
    case Type::ptr:
      return "PTR";
    case Type::mx:
      return "MX";
    case Type::txt:
      return "TXT";
    case Type::aaaa:
      return "AAAA";
    case Type::rrsig:
      return "RRSIG";
    case Type::tlsa:
      return "TLSA";
  }
  return "?";
}

bool is_error(Outcome outcome) {
  return outcome == Outcome::failed || outcome == Outcome::bogus;
}

std::optional<std::int64_t> earlier_end(std::optional<std::int64_t> a,
                                        std::optional<std::int64_t> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace dns
