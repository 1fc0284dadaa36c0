// What one server's packet says to a question.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/dns/answer.h"

namespace dns {

// Longer chains of aliases are taken for an attack or a mistake.
constexpr std::size_t most_aliases = 16;

enum class ReplyKind {
  answer,      // also of what failed for good, such as a loop of aliases
  alias_only,  // the chain of aliases goes on where this server says nothing
  truncated,   // TC: to be asked over TCP
  not_understood,  // FORMERR, NOTIMP or BADVERS: perhaps because of EDNS
  server_failure,  // SERVFAIL: perhaps because it does not validate
  unusable,        // REFUSED, malformed or else: another server may say more
};

struct Reply {
  ReplyKind kind = ReplyKind::unusable;
  Answer answer{};  // its reason is set unless the kind is truncated
};

// Reads a packet that answers_query(). Any octets give a Reply; `now` is in
// seconds since 1970, for the ends of signatures. Whether the server is trusted
// to say `secure` is not judged here.
Reply read_reply(const Question& question, std::string_view packet,
                 std::int64_t now);

// An answer about `first`'s last alias, put behind it.
Answer join(const Answer& first, Answer rest);

Answer failed(std::string reason);

}  // namespace dns
