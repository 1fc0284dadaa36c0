// Handles of OpenSSL with their ends, and its errors as text. For the sources
// of lib/net only.
#pragma once

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "lib/net/certificate.h"

namespace net {

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* handle) const {
    free(handle);
  }
};

using SslContextHandle = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using SslHandle = std::unique_ptr<SSL, Freed<SSL_free>>;
using BioHandle = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using NamesHandle = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;

// Reads all that a certificate says.
Certificate describe(X509* certificate);

struct OpenSslError {
  std::string reason;  // in OpenSSL's own words; empty if it gives none
  bool alert = false;  // the peer said so, in a TLS alert
};

// The newest entry in OpenSSL's error queue of this thread. Empties the queue.
OpenSslError take_openssl_error();

}  // namespace net
