// One question and its answer over UDP. For the sources of lib/net only.
#pragma once

#include <string>
#include <string_view>

#include "lib/net/network.h"

namespace net {

// As Network::exchange_datagram().
std::string exchange_datagram(const Endpoint& server, std::string_view question,
                              const DatagramFilter& fits, Deadline deadline);

}  // namespace net
