#include "tests/support/certificate_maker.h"

#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace support {

namespace {

using Memory = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;
using Request = CertificateRequest;

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("OpenSSL: no ") + what);
}

void set_subject(X509* certificate, const std::string& common_name) {
  auto* name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(common_name.data());
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text,
                                     static_cast<int>(common_name.size()), -1,
                                     0) == 1,
          "subject");
}

void add_extension(X509* certificate, int id, const std::string& value) {
  const Extension extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str()));
  require(extension != nullptr, "extension");
  X509_add_ext(certificate, extension.get(), -1);
}

// The configuration syntax of OpenSSL would stumble over commas and the like.
void add_raw_dns_name(X509* certificate, const std::string& text) {
  const Names names(GENERAL_NAMES_new());
  for (const std::string& one : {std::string("mx.example.test"), text}) {
    auto* value = ASN1_IA5STRING_new();
    ASN1_STRING_set(value, one.data(), static_cast<int>(one.size()));
    auto* name = GENERAL_NAME_new();
    GENERAL_NAME_set0_value(name, GEN_DNS, value);
    sk_GENERAL_NAME_push(names.get(), name);
  }
  require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0,
                            X509V3_ADD_DEFAULT) == 1,
          "alternative name");
}

void set_extensions(X509* certificate, const Request& request) {
  add_extension(certificate, NID_basic_constraints,
                request.authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (!request.alternative.empty()) {
    add_extension(certificate, NID_subject_alt_name, request.alternative);
  }
  if (!request.raw_dns_name.empty()) {
    add_raw_dns_name(certificate, request.raw_dns_name);
  }
}

std::string text_of(BIO* memory) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

Key ec_key() {
  Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "EC key");
  return key;
}

Key rsa_key(unsigned bits) {
  Key key(EVP_RSA_gen(bits));
  require(key != nullptr, "RSA key");
  return key;
}

Signed sign(const CertificateRequest& request, Key key, const Signed* issuer) {
  X509Handle certificate(X509_new());
  auto* x509 = certificate.get();
  X509_set_version(x509, X509_VERSION_3);
  std::uint64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial);
  X509_gmtime_adj(X509_getm_notBefore(x509), request.from);
  X509_gmtime_adj(X509_getm_notAfter(x509), request.to);
  set_subject(x509, request.common_name);
  const X509* above = issuer == nullptr ? x509 : issuer->certificate.get();
  X509_set_issuer_name(x509, X509_get_subject_name(above));
  X509_set_pubkey(x509, key.get());
  set_extensions(x509, request);
  auto* signer = issuer == nullptr ? key.get() : issuer->key.get();
  require(X509_sign(x509, signer, request.digest) > 0, "signature");
  return {std::move(certificate), std::move(key)};
}

Signed authority(const std::string& name, const Signed* issuer) {
  return sign({.common_name = name, .authority = true, .to = 3650 * day},
              ec_key(), issuer);
}

std::string pem_of(const Signed& one) {
  const Memory memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(memory.get(), one.certificate.get());
  return text_of(memory.get());
}

std::string key_pem_of(const Signed& one) {
  const Memory memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(memory.get(), one.key.get(), nullptr, nullptr, 0,
                           nullptr, nullptr);
  return text_of(memory.get());
}

}  // namespace support
