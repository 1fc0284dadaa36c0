#include "tests/servers/tls_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace servers {

using support::Descriptor;

Descriptor listen_on_loopback(std::uint16_t& port) {
  Descriptor listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* common = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener.fd(), common, size) != 0 || listen(listener.fd(), 4) != 0 ||
      getsockname(listener.fd(), common, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "listener");
  }
  port = ntohs(address.sin_port);
  return listener;
}

TlsContext context_with(const Certificates& certificates) {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  const auto chain = certificates.chain(Leaf::ecdsa);
  const auto key = certificates.key(Leaf::ecdsa);
  if (SSL_CTX_use_certificate_chain_file(context.get(), chain.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(),
                                  SSL_FILETYPE_PEM) != 1) {
    throw std::runtime_error("OpenSSL: no server certificate");
  }
  return context;
}

Descriptor accept_one(int listener) {
  pollfd ready{listener, POLLIN, 0};
  if (poll(&ready, 1, 5000) <= 0) return {};
  Descriptor peer(accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
  const timeval patience{5, 0};
  setsockopt(peer.fd(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return peer;
}

}  // namespace servers
