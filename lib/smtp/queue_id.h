// The reference under which a server knows a message.
#pragma once

#include <optional>
#include <string>

#include "lib/smtp/reply.h"

namespace smtp {

// What an operator greps for in the server's log, or quotes to the provider:
// the queue id in the final reply to a message (RFC 5321 4.2 leaves its text
// free), or the reference that a refusal carries. Nothing where none stands in
// it; never a guess.
std::optional<std::string> queue_id(const Reply& reply);

}  // namespace smtp
