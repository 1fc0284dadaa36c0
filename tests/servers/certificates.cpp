#include "tests/servers/certificates.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <cstdio>
#include <stdexcept>

#include "tests/support/certificate_maker.h"

namespace servers {

namespace {

using support::CertificateRequest;
using support::day;
using support::Signed;

using Digest = std::array<unsigned char, 32>;

std::string sha256_of(const Signed& one) {
  Digest digest{};
  X509_digest(one.certificate.get(), EVP_sha256(), digest.data(), nullptr);
  std::string text;
  for (const unsigned char byte : digest) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", unsigned{byte});
    text += digits.data();
  }
  return text;
}

std::string key_pin_of(const Signed& one) {
  unsigned char* encoded = nullptr;
  const int size = i2d_PUBKEY(one.key.get(), &encoded);
  if (size <= 0) throw std::runtime_error("OpenSSL: no public key");
  Digest digest{};
  EVP_Digest(encoded, static_cast<std::size_t>(size), digest.data(), nullptr,
             EVP_sha256(), nullptr);
  OPENSSL_free(encoded);
  std::array<unsigned char, 48> text{};
  EVP_EncodeBlock(text.data(), digest.data(), int{digest.size()});
  return std::string("sha256//") + reinterpret_cast<const char*>(text.data());
}

CertificateRequest for_hosts(const std::string& names) {
  return {.common_name = "mx.example.test", .alternative = names};
}

CertificateRequest request_for(Leaf leaf) {
  CertificateRequest request = for_hosts("DNS:mx.example.test,DNS:localhost");
  switch (leaf) {
    case Leaf::expired:
      request.from = -30 * day;
      request.to = -3 * day - day / 2;
      break;
    case Leaf::not_yet_valid:
      request.from = 3 * day;
      break;
    case Leaf::ten_days:
      request.to = 10 * day + day / 2;
      break;
    case Leaf::wrong_host:
      return {.common_name = "other.test", .alternative = "DNS:other.test"};
    case Leaf::wildcard:
      return for_hosts("DNS:*.example.test");
    case Leaf::common_name:
      return for_hosts("");
    case Leaf::address:
      return for_hosts("IP:127.0.0.1,IP:::1");
    case Leaf::hostile:
      return {.common_name = "a|b<c>d&e`f$g\x1b[31mh\ni\xc3\xa9",
              .raw_dns_name = "x|y<z>&`$(id)\x1b]0;\xc3\xa9.test"};
    case Leaf::sha1:
      request.digest = EVP_sha1();
      break;
    case Leaf::client:
      return {.common_name = "monitor.example.test"};
    default:
      break;
  }
  return request;
}

support::Key key_for(Leaf leaf) {
  if (leaf == Leaf::rsa) return support::rsa_key(2048);
  if (leaf == Leaf::short_rsa) return support::rsa_key(1024);
  return support::ec_key();
}

constexpr std::array<Leaf, 16> all_leaves{
    Leaf::ecdsa,       Leaf::rsa,         Leaf::expired,    Leaf::not_yet_valid,
    Leaf::ten_days,    Leaf::self_signed, Leaf::wrong_host, Leaf::wildcard,
    Leaf::common_name, Leaf::incomplete,  Leaf::address,    Leaf::other_root,
    Leaf::hostile,     Leaf::short_rsa,   Leaf::sha1,       Leaf::client};

std::string hashed_name(const Signed& one) {
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "%08lx.0",
                X509_subject_name_hash(one.certificate.get()));
  return name.data();
}

}  // namespace

Certificates::Certificates() {
  const Signed root = support::authority("Test Root", nullptr);
  const Signed middle = support::authority("Test Intermediate", &root);
  const Signed other = support::authority("Other Root", nullptr);
  ca_file_ = folder_.write("root.pem", support::pem_of(root));
  other_ca_file_ = folder_.write("other.pem", support::pem_of(other));
  ca_path_ = folder_.make_folder("roots", "root", "root", 0755);
  folder_.write("roots/" + hashed_name(root), support::pem_of(root));
  for (const Leaf leaf : all_leaves) {
    const Signed* issuer = &middle;
    if (leaf == Leaf::self_signed) issuer = nullptr;
    if (leaf == Leaf::other_root) issuer = &other;
    const Signed one = support::sign(request_for(leaf), key_for(leaf), issuer);
    const bool whole = issuer == &middle && leaf != Leaf::incomplete;
    const std::string name = std::to_string(static_cast<int>(leaf));
    made_[leaf] = {folder_.write(name + ".pem",
                                 support::pem_of(one) +
                                     (whole ? support::pem_of(middle) : "")),
                   folder_.write(name + ".key", support::key_pem_of(one)),
                   sha256_of(one), key_pin_of(one)};
  }
}

}  // namespace servers
