// TLS as values: what is wanted of it, and what was seen. Nothing here knows
// OpenSSL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/certificate.h"
#include "lib/net/endpoint.h"

namespace net {

// Whom to trust and who we are: the same for all connections of a run.
struct TlsTrust {
  std::string ca_file{};             // PEM; replaces the system's store
  std::string ca_path{};             // hashed; replaces the system's store
  std::string client_certificate{};  // PEM, may hold the key too
  std::string client_key{};          // PEM; empty: in client_certificate

  bool operator==(const TlsTrust&) const = default;
};

struct TlsPolicy {
  TlsTrust trust{};
  std::string server_name{};                 // SNI (RFC 6066 3); empty: none
  std::string verify_name{};                 // DNS-ID; empty: none
  std::optional<Endpoint> verify_address{};  // IP-ID
};

enum class TlsVersion { unknown, tls1_0, tls1_1, tls1_2, tls1_3 };

// One reason why the chain is not trusted.
struct TrustProblem {
  int code;            // X509_V_ERR_*
  int depth;           // 0: the server's own certificate
  std::string reason;  // in words
  bool self_signed;    // by nobody but itself or a root of its own
};

enum class NameCheck { not_asked, matched, mismatched };

struct TlsFacts {
  TlsVersion version = TlsVersion::unknown;
  std::string version_name{};  // "TLSv1.3"
  std::string cipher{};
  std::string group{};               // of the key exchange; empty if unknown
  int exchange_bits = 0;             // of a finite-field exchange; else 0
  std::string sni{};                 // as sent
  std::vector<Certificate> chain{};  // as presented, the server's own first
  std::vector<TrustProblem> problems{};  // empty: the chain is trusted
  NameCheck name = NameCheck::not_asked;
  bool ocsp_stapled = false;
  std::string failure{};  // why there is no TLS; empty: it stands
};

// What ties an exchange above TLS to the connection (RFC 5929, RFC 9266).
struct ChannelBinding {
  std::string type;  // "tls-exporter", "tls-unique"
  std::string data;
};

// "1.2".
std::string_view version_text(TlsVersion version);

// "TLSv1.2" or "1.2"; nothing where it is no version.
std::optional<TlsVersion> parse_tls_version(std::string_view text);

}  // namespace net
