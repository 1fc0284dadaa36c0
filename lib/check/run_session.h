// The runner: goes through the plan, times the stages, catches what ends the
// conversation.
#pragma once

#include "lib/check/result.h"
#include "lib/check/settings.h"
#include "lib/dns/resolver.h"
#include "lib/net/network.h"

namespace check {

// Runs one session; without a resolver names are looked up by the system.
// Throws nothing that a server could cause.
SessionResult run_session(const Settings& settings, net::Network& network,
                          dns::Resolver* resolver, net::Deadline deadline);

}  // namespace check
