// What a certificate says, as values: nothing here knows OpenSSL.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace net {

// Text comes from the peer and is neither bounded in charset nor printable.
struct Certificate {
  std::string subject;                 // RFC 4514
  std::string issuer;                  // RFC 4514
  std::string common_name;             // the last one, empty if there is none
  std::vector<std::string> dns_names;  // of the subject alternative name
  std::vector<std::string> addresses;  // of the subject alternative name
  bool has_alternative_name = false;   // of any type
  std::string key_type;                // "RSA", "EC P-256", "ED25519"
  int key_bits = 0;
  std::string signature;           // "sha256WithRSAEncryption"
  bool signature_is_weak = false;  // MD5 or SHA-1
  bool self_issued = false;        // subject and issuer are the same
  std::int64_t not_before = 0;     // seconds since 1970, UTC
  std::int64_t not_after = 0;      // seconds since 1970, UTC
  std::string sha256;              // of the certificate, lower-case hex
  std::string public_key_sha256;   // of its public key, base64
};

// RSA, DSA or DH under 2048 bits, elliptic curves under 224 (RFC 9325 4.5).
bool key_is_weak(const Certificate& certificate);

// Whole days until the end, rounded down; negative once it is over.
std::int64_t days_left(const Certificate& certificate, std::int64_t now);

}  // namespace net
