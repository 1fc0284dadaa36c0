#include "tests/plugin/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace plugin_test {

Listener::Listener()
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), port_(0) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* common = reinterpret_cast<sockaddr*>(&address);
  if (socket_ < 0 || bind(socket_, common, size) != 0 ||
      listen(socket_, 16) != 0 || getsockname(socket_, common, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "listener");
  }
  port_ = ntohs(address.sin_port);
}

Listener::~Listener() {
  close(socket_);
}

bool Listener::touched() const {
  pollfd waiting{socket_, POLLIN, 0};
  return poll(&waiting, 1, 0) > 0;
}

}  // namespace plugin_test
