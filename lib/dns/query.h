// A question as a packet, and which packets answer it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/dns/answer.h"

namespace dns {

struct QueryStyle {
  // EDNS (RFC 6891) with DO (RFC 3225): there are servers that do not
  // understand it.
  bool edns = true;
  // CD: give the answer even where it does not validate (RFC 4035 3.2.2).
  bool checking_disabled = false;
};

// A recursive question with a random id. AD is set, so that the answer tells
// whether it was validated, with or without EDNS (RFC 6840 5.7). Nothing if the
// name is none: empty, too long, with an empty label, or not ASCII. Throws
// net::Error: local.
std::optional<std::string> make_query(const Question& question,
                                      QueryStyle style);

// Whether the packet is an answer to just this query: its id and its question,
// without regard to case (RFC 5452 9.1). A server that refuses or does not
// understand may leave the question out.
bool answers_query(std::string_view packet, std::string_view query);

}  // namespace dns
