// Whether the address that we talk to has a name, and the name that address.
#pragma once

#include "lib/check/session.h"

namespace check {

// Begins the look-ups for the session's peer beside the dialogue, so that they
// cost no time of their own.
void begin_identity(Session& session);

// Waits for them where they are not done, and makes the findings, once.
void judge_identity(Session& session);

// The names of the peer's PTR records; empty without --check-ptr.
std::vector<std::string> ptr_names(Session& session);

}  // namespace check
