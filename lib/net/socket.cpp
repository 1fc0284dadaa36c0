#include "lib/net/socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <limits>

#include "lib/net/errno_text.h"
#include "lib/net/error.h"

namespace net {

Time steady_now() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

void throw_timed_out() {
  throw Error(ErrorKind::timed_out, "timed out");
}

void throw_local(const std::string& what, int error) {
  throw Error(ErrorKind::local, what + ": " + errno_text(error));
}

void throw_no_route() {
  throw Error(ErrorKind::no_route, "this machine has no route to it");
}

Socket::Socket(int family, int type)
    : descriptor_(socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (descriptor_ >= 0) return;
  // A kernel without this family has no route in it.
  if (errno == EAFNOSUPPORT) throw_no_route();
  throw_local("no socket", errno);
}

Socket::~Socket() {
  if (descriptor_ >= 0) close(descriptor_);
}

int poll_time(Time remaining) {
  const auto rounded =
      std::chrono::ceil<std::chrono::milliseconds>(remaining).count();
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  return static_cast<int>(std::min<std::int64_t>(rounded, most));
}

void wait_for(const Socket& socket, short events, Deadline deadline) {
  for (;;) {
    const auto remaining = deadline.remaining(steady_now());
    pollfd entry{socket.descriptor(), events, 0};
    const int ready = poll(&entry, 1, poll_time(remaining));
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) throw_local("poll", errno);
    if (deadline.passed(steady_now())) throw_timed_out();
  }
}

bool readable_now(const Socket& socket) {
  pollfd entry{socket.descriptor(), POLLIN, 0};
  return poll(&entry, 1, 0) > 0;
}

}  // namespace net
