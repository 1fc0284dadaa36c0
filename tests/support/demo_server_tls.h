// TLS of the demo server, with a certificate of its own.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "tests/support/certificate_maker.h"
#include "tests/support/demo_server_stream.h"

namespace demo {

// A certificate for demo.example.org, localhost and 127.0.0.1, of an authority
// that nobody else knows. Throws std::runtime_error.
class TlsIdentity {
 public:
  explicit TlsIdentity(std::size_t tickets = 2);

  // PEM: whoever trusts it trusts the server.
  std::string authority() const;
  SSL_CTX* context() const { return context_.get(); }

 private:
  support::Signed root_;
  std::unique_ptr<SSL_CTX, support::Freed<SSL_CTX_free>> context_;
};

// In clear until TLS begins. The identity must outlive it.
class TlsStream : public SocketStream {
 public:
  TlsStream(support::Descriptor socket, std::chrono::seconds patience,
            const TlsIdentity& identity);
  ~TlsStream() override;
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  bool read(std::string& buffer) override;
  bool write(std::string_view bytes) override;
  bool can_start_tls() const override { return !ssl_; }
  bool start_tls() override;

 private:
  const TlsIdentity& identity_;
  std::unique_ptr<SSL, support::Freed<SSL_free>> ssl_;
};

}  // namespace demo
