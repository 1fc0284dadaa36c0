// The server's end of real sockets on loopback, moved by hand: the kernel
// completes a connection before anybody accepts it, so that most tests need no
// thread.
#pragma once

#include <string>
#include <string_view>

#include "lib/net/endpoint.h"
#include "tests/support/descriptor.h"

namespace net {

class Listener {
 public:
  // A numeric address, with a port of the kernel's choice unless one is given,
  // or an absolute path. Throws std::system_error.
  explicit Listener(std::string_view address, int backlog = 16,
                    std::uint16_t port = 0);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  const Endpoint& endpoint() const { return endpoint_; }
  // Waits up to five seconds. Throws std::system_error.
  support::Descriptor accept();
  // Whether a client is waiting now.
  bool called() const;

 private:
  Endpoint endpoint_;
  support::Descriptor socket_;
};

// An address on which nobody listens, of a port that was free just now.
Endpoint deserted(std::string_view address);

// A path for a socket file, of this process and test.
std::string socket_path(std::string_view name);

// Both throw std::system_error.
void say(const support::Descriptor& socket, std::string_view bytes);
// Exactly so many bytes, or less at the end; waits up to five seconds.
std::string hear(const support::Descriptor& socket, std::size_t size);

// Closes so that the peer gets RST.
void reset(support::Descriptor& socket);

}  // namespace net
