// What all TLS connections of a run share. Making it is the dear part of TLS,
// so it is made once, and only when TLS is wanted. For the sources of lib/net
// only.
#pragma once

#include "lib/net/openssl.h"
#include "lib/net/tls.h"

namespace net {

class TlsContext {
 public:
  // Throws Error: local where a file cannot be used, with its name.
  explicit TlsContext(const TlsTrust& trust);

  const TlsTrust& trust() const { return trust_; }
  // Usable from several threads.
  SSL_CTX* handle() const { return context_.get(); }

 private:
  TlsTrust trust_;
  SslContextHandle context_;
};

// Where an SSL keeps the problems that its verification meets.
int problems_index();

}  // namespace net
