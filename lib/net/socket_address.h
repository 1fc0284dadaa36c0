// Endpoints as the system calls take them. For the sources of lib/net only.
#pragma once

#include <sys/socket.h>

#include "lib/net/endpoint.h"

namespace net {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  const sockaddr* generic() const {
    return reinterpret_cast<const sockaddr*>(&storage);
  }
  sockaddr* generic() { return reinterpret_cast<sockaddr*>(&storage); }
  int family() const { return storage.ss_family; }
};

// Throws Error: local for a path that is too long.
SocketAddress to_system(const Endpoint& endpoint);

// An IPv4 or IPv6 address with its port.
Endpoint from_system(const SocketAddress& address);

}  // namespace net
