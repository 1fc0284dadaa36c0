// A whole run: sessions, and the state that they come to.
#pragma once

#include "lib/check/result.h"
#include "lib/check/settings.h"
#include "lib/net/network.h"

namespace check {

// Runs the check. `network` is used by several threads where several sessions
// run.
CheckResult run_check(const Settings& settings, net::Network& network);

// The worst state of a session's findings; OK where there are none.
monitor::State state_of(const SessionResult& session);

}  // namespace check
