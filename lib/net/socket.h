// A socket with its end, and waiting on it. For the sources of lib/net only.
#pragma once

#include <string>
#include <utility>

#include "lib/net/deadline.h"

namespace net {

// The clock of the real network.
Time steady_now();

// Throw Error: timed_out; local, with the text of the errno; no_route.
[[noreturn]] void throw_timed_out();
[[noreturn]] void throw_local(const std::string& what, int error);
[[noreturn]] void throw_no_route();

// Non-blocking, closed by its destructor.
class Socket {
 public:
  // Throws Error: local; no_route for a family that the kernel does not have.
  Socket(int family, int type);
  Socket(Socket&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket& operator=(Socket&&) = delete;
  ~Socket();

  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// Milliseconds for poll(2), rounded up: a shorter wait would spin.
int poll_time(Time remaining);

// Waits until the socket can be read or written (POLLIN, POLLOUT). What is
// possible at once is possible after the deadline too. Throws Error: timed_out,
// local.
void wait_for(const Socket& socket, short events, Deadline deadline);

// Whether a read would return at once.
bool readable_now(const Socket& socket);

}  // namespace net
