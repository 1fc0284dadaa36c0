// The runner: goes through the plan, times the stages, catches what ends the
// conversation.
#pragma once

#include "lib/check/result.h"
#include "lib/check/settings.h"
#include "lib/net/network.h"

namespace check {

// Runs one session. Throws nothing that a server could cause.
SessionResult run_session(const Settings& settings, net::Network& network);

}  // namespace check
