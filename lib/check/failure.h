// From what ended a conversation to what is said about it.
#pragma once

#include "lib/check/session.h"
#include "lib/net/error.h"

namespace check {

// Makes the finding for an error that the session's current stage threw, and
// ends the session: QUIT may follow only where the channel is still in step.
// Returns whether it was the deadline that fell.
bool report_failure(Session& session, const net::Error& error);

// "0.5", "10": the time of -t as people write it.
std::string seconds_text(net::Time time);

}  // namespace check
