// Certificates of the tests' own: keys, authorities and what they sign.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace support {

template <auto free>
struct Freed {
  template <typename T>
  void operator()(T* handle) const {
    free(handle);
  }
};

using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using X509Handle = std::unique_ptr<X509, Freed<X509_free>>;

constexpr long day = 86400;  // seconds

// A certificate with the key that belongs to it.
struct Signed {
  X509Handle certificate;
  Key key;
};

struct CertificateRequest {
  std::string common_name{};
  std::string alternative{};   // DNS names and IP addresses, "DNS:a,IP:b"
  std::string raw_dns_name{};  // as it is, whatever it holds
  bool authority = false;
  long from = -day;              // seconds from now
  long to = 90 * day + day / 2;  // likewise: days left are rounded down
  const EVP_MD* digest = EVP_sha256();
};

// All of them throw std::runtime_error where OpenSSL does not do it.
Key ec_key();
Key rsa_key(unsigned bits);

// By itself where there is no issuer.
Signed sign(const CertificateRequest& request, Key key, const Signed* issuer);
Signed authority(const std::string& name, const Signed* issuer);

std::string pem_of(const Signed& one);
std::string key_pem_of(const Signed& one);

}  // namespace support
