// Whether the peer is who it should be.
#pragma once

#include "lib/check/session.h"

namespace check {

// Whether a pin of --pin names that certificate or its key.
bool known_by_pin(const Settings& settings, const net::Certificate& leaf);

// Whether credentials may be sent to the peer: inside TLS of a version that is
// wanted, and it is known by a pin or, where no pin was given, by a trusted
// chain, its name and dates; --insecure takes any certificate. Empty: they may;
// else why not, as the end of a sentence.
std::string why_not_trusted(Session& session);

}  // namespace check
