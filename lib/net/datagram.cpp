#include "lib/net/datagram.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>

#include "lib/net/errno_text.h"
#include "lib/net/error.h"
#include "lib/net/socket.h"
#include "lib/net/socket_address.h"

namespace net {

namespace {

constexpr std::size_t largest_datagram = 65535;

// Whoever guesses our port may try that many times to guess the rest.
constexpr int most_ignored = 100;

// On a connected UDP socket errors are those that ICMP brought.
[[noreturn]] void fail(int error) {
  switch (error) {
    case ECONNREFUSED:
      throw Error(ErrorKind::refused, errno_text(error));
    case ENETUNREACH:
    case EADDRNOTAVAIL:
    case EINVAL:
      throw_no_route();
    case EACCES:
    case EPERM:
    case EMSGSIZE:
    case ENOBUFS:
    case ENOMEM:
    case EAGAIN:  // no local port is free
      throw_local("cannot send a datagram", error);
    default:
      throw Error(ErrorKind::unreachable, errno_text(error));
  }
}

// A router's word on the way there, not this machine's.
[[noreturn]] void fail_waiting(int error) {
  if (error == ENETUNREACH || error == EACCES) {
    throw Error(ErrorKind::unreachable, errno_text(error));
  }
  fail(error);
}

// The kernel takes only datagrams of that server then, and chooses a port at
// random out of 28,000 and more. Together with 16 bits of the question's own
// and a new socket for each question that is what RFC 5452 9.2 asks for; a port
// of our own choice would add two bits and could collide.
void connect_to(const Socket& socket, const SocketAddress& server) {
  const auto* address = server.generic();
  if (connect(socket.descriptor(), address, server.size) != 0) fail(errno);
}

// Nothing while there is none.
std::optional<std::string> receive(const Socket& socket) {
  std::string datagram(largest_datagram, '\0');
  const auto size =
      recv(socket.descriptor(), datagram.data(), datagram.size(), 0);
  if (size >= 0) {
    datagram.resize(static_cast<std::size_t>(size));
    return datagram;
  }
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) {
    return std::nullopt;
  }
  fail_waiting(errno);
}

}  // namespace

std::string exchange_datagram(const Endpoint& server, std::string_view question,
                              const DatagramFilter& fits, Deadline deadline) {
  if (deadline.passed(steady_now())) throw_timed_out();
  const auto address = to_system(server);
  const Socket socket(address.family(), SOCK_DGRAM);
  connect_to(socket, address);
  if (send(socket.descriptor(), question.data(), question.size(),
           MSG_NOSIGNAL) < 0) {
    fail(errno);
  }
  for (int ignored = 0; ignored <= most_ignored;) {
    if (ignored > 0 && deadline.passed(steady_now())) throw_timed_out();
    wait_for(socket, POLLIN, deadline);
    const auto datagram = receive(socket);
    if (!datagram) continue;
    if (fits(*datagram)) return *datagram;
    ++ignored;
  }
  throw Error(ErrorKind::unsolicited,
              "too many datagrams that answer nothing came");
}

}  // namespace net
