// Replies whose text says the opposite of their code.
#pragma once

#include <optional>
#include <string>

#include "lib/smtp/reply.h"

namespace check {

// A sentence where the text contradicts the code: 235 with "authentication
// failed", 250 with "discarded", 550 with "queued as". Nothing otherwise: the
// code decides (RFC 5321 4.2.1), the sentence is for the operator who would
// trust it. Not for greetings and EHLO replies, whose text is free.
std::optional<std::string> contradiction(const smtp::Reply& reply);

}  // namespace check
