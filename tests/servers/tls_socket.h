// What the small TLS servers of the tests are made of: a socket at 127.0.0.1,
// and OpenSSL's server side of a connection.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>

#include "tests/servers/certificates.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/descriptor.h"

namespace servers {

using TlsContext = std::unique_ptr<SSL_CTX, support::Freed<SSL_CTX_free>>;
using Tls = std::unique_ptr<SSL, support::Freed<SSL_free>>;

// Sets the port that the kernel chose. Throws std::system_error.
support::Descriptor listen_on_loopback(std::uint16_t& port);

// Nobody waits for ever: neither for a client nor for its next byte. Closed
// where no client comes.
support::Descriptor accept_one(int listener);

// A server with Leaf::ecdsa. Throws std::runtime_error.
TlsContext context_with(const Certificates& certificates);

}  // namespace servers
