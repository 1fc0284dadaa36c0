// Connecting to a host that has several addresses.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/net/error.h"
#include "lib/net/network.h"

namespace net {

// An address that could not be connected to, and why.
struct FailedAttempt {
  Endpoint peer;
  ErrorKind kind;
  std::string reason;
};

struct Dialled {
  std::optional<Connection> connection;  // none: every address failed
  std::vector<FailedAttempt> failures;   // in the order tried
};

// Tries the addresses in turn; each gets the remaining time divided by the
// addresses left, so that one dead address cannot eat the time of the others.
// An address without a route costs no time. Throws Error: local.
Dialled dial(Network& network, const std::vector<Endpoint>& addresses,
             const std::optional<Endpoint>& source, Deadline deadline);

}  // namespace net
