// The header that a HAProxy-style proxy puts before the client's first byte
// (the PROXY protocol, versions 1 and 2).
#pragma once

#include <string>

#include "lib/net/endpoint.h"

namespace net {

enum class ProxyProtocol { off, v1, v2 };

// The header for a connection from `local` to `peer`, with their real
// addresses and ports; UNKNOWN (v1) or LOCAL (v2) for a local socket. Empty
// for `off`.
std::string proxy_header(ProxyProtocol version, const Endpoint& local,
                         const Endpoint& peer);

}  // namespace net
