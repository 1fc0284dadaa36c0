#include "tests/support/demo_server_tls.h"

#include <array>
#include <stdexcept>

namespace demo {

TlsIdentity::TlsIdentity(std::size_t tickets)
    : root_(support::authority("Demo Root", nullptr)),
      context_(SSL_CTX_new(TLS_server_method())) {
  const auto leaf = support::sign(
      {.common_name = "demo.example.org",
       .alternative = "DNS:demo.example.org,DNS:localhost,IP:127.0.0.1"},
      support::ec_key(), &root_);
  if (SSL_CTX_use_certificate(context_.get(), leaf.certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context_.get(), leaf.key.get()) != 1) {
    throw std::runtime_error("OpenSSL: no server certificate");
  }
  SSL_CTX_set_num_tickets(context_.get(), tickets);
}

std::string TlsIdentity::authority() const {
  return support::pem_of(root_);
}

TlsStream::TlsStream(support::Descriptor socket, std::chrono::seconds patience,
                     const TlsIdentity& identity)
    : SocketStream(std::move(socket), patience), identity_(identity) {}

TlsStream::~TlsStream() {
  if (ssl_) SSL_shutdown(ssl_.get());
}

bool TlsStream::start_tls() {
  ssl_.reset(SSL_new(identity_.context()));
  SSL_set_fd(ssl_.get(), descriptor());
  return SSL_accept(ssl_.get()) == 1;
}

bool TlsStream::read(std::string& buffer) {
  if (!ssl_) return SocketStream::read(buffer);
  std::array<char, 4096> chunk;
  std::size_t size = 0;
  if (SSL_read_ex(ssl_.get(), chunk.data(), chunk.size(), &size) != 1) {
    return false;
  }
  buffer.append(chunk.data(), size);
  return true;
}

bool TlsStream::write(std::string_view bytes) {
  if (!ssl_) return SocketStream::write(bytes);
  std::size_t size = 0;
  return SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &size) == 1;
}

}  // namespace demo
