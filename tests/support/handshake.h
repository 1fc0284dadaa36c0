// What a scripted server shows in a TLS handshake: the words of a `tls` line
// of a conversation as values, and the facts that a client sees of them.
//
// How it ends
//   version=TLSv1.3 cipher=NAME group=NAME   what was agreed on
//   exchange-bits=N        of a Diffie-Hellman key exchange
//   hang                   nothing comes until the deadline
//   close, reset           the server ends the connection in the handshake
//   fail=REASON            no TLS; fail-late=REASON: behind the certificate
//   sni=NAME               the client must ask for that name; empty: for none
// The server's own certificate
//   names=A,B              names and addresses; common-name=NAME instead of
//   them days=N                 until it ends; negative: since it ended not-yet
//   valid from tomorrow on issuer=NAME key="RSA 2048" weak-signature sha256=HEX
//   public-key=BASE64 no-certificate
// The verdict of the verification
//   untrusted[=REASON]     by the first certificate; untrusted-root: by the
//   last self-signed            and therefore untrusted name=match|mismatch
//   otherwise decided by the names, exactly or by "*." chain-days=N another
//   certificate of the chain, once for each
//
// Each word is one row of a table in handshake.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/net/tls.h"

namespace support {

struct Handshake {
  net::TlsFacts facts{};  // dates count from the day of the script
  std::optional<bool> name_matches{};
  std::optional<std::string> wanted_sni{};
  bool hangs = false;
};

// Throws std::invalid_argument.
Handshake parse_handshake(const std::vector<std::string>& words);

// What a client with that policy sees, at that time of day and year.
net::TlsFacts facts_seen(const Handshake& handshake,
                         const net::TlsPolicy& policy, std::int64_t now);

}  // namespace support
