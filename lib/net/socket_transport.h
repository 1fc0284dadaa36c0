// A connection over a socket, plain or inside TLS. For the sources of lib/net
// only.
#pragma once

#include <functional>
#include <memory>

#include "lib/net/endpoint.h"
#include "lib/net/network.h"
#include "lib/net/socket.h"

namespace net {

class TlsContext;

// Gives the context for TLS when it is wanted.
using TlsContextSource = std::function<const TlsContext&(const TlsTrust&)>;

// Takes over a connected socket.
std::unique_ptr<Transport> make_socket_transport(Socket socket, Family family,
                                                 TlsContextSource contexts);

}  // namespace net
