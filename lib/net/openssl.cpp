#include "lib/net/openssl.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <array>
#include <ctime>
#include <utility>

namespace net {

namespace {

using Bytes = std::unique_ptr<unsigned char, void (*)(unsigned char*)>;

std::string text_of(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

std::string text_of(const X509_NAME* name) {
  const BioHandle memory(BIO_new(BIO_s_mem()));
  // Bytes are made printable on output, not here.
  X509_NAME_print_ex(memory.get(), name, 0,
                     XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string common_name(const X509_NAME* name) {
  int last = -1;
  for (int i = -1;;) {
    i = X509_NAME_get_index_by_NID(name, NID_commonName, i);
    if (i < 0) break;
    last = i;
  }
  if (last < 0) return {};
  return text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
}

std::int64_t seconds_of(const ASN1_TIME* time) {
  std::tm parts{};
  // An unreadable date is taken as 1970: expired, never valid.
  return ASN1_TIME_to_tm(time, &parts) == 1 ? timegm(&parts) : 0;
}

std::string address_of(const ASN1_OCTET_STRING* bytes) {
  const auto* data = ASN1_STRING_get0_data(bytes);
  const int size = ASN1_STRING_length(bytes);
  std::string text;
  if (size == 4) {
    for (int i = 0; i < 4; ++i) {
      text += (i > 0 ? "." : "") + std::to_string(data[i]);
    }
  } else if (size == 16) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (int i = 0; i < 16; ++i) {
      if (i > 0 && i % 2 == 0) text += ':';
      text += digits[data[i] >> 4U];
      text += digits[data[i] & 0x0FU];
    }
  }
  return text;
}

void read_names(X509* certificate, Certificate& facts) {
  const NamesHandle names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (!names) return;
  facts.has_alternative_name = true;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const auto* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS) {
      facts.dns_names.push_back(text_of(name->d.dNSName));
    } else if (name->type == GEN_IPADD) {
      facts.addresses.push_back(address_of(name->d.iPAddress));
    }
  }
}

// OpenSSL calls some curves of NIST by names that hardly anybody else uses.
std::string curve_name(std::string_view group) {
  constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"prime256v1", "P-256"}, {"secp384r1", "P-384"}, {"secp521r1", "P-521"}};
  for (const auto& [theirs, usual] : known) {
    if (group == theirs) return std::string(usual);
  }
  return std::string(group);
}

void read_key(X509* certificate, Certificate& facts) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return;
  facts.key_bits = EVP_PKEY_get_bits(key);
  const char* type = EVP_PKEY_get0_type_name(key);
  facts.key_type = type == nullptr ? "unknown" : type;
  std::array<char, 64> group{};
  std::size_t size = 0;
  if (EVP_PKEY_is_a(key, "EC") == 1 &&
      EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1) {
    facts.key_type += " " + curve_name({group.data(), size});
  }
}

void read_signature(X509* certificate, Certificate& facts) {
  facts.signature = OBJ_nid2ln(X509_get_signature_nid(certificate));
  int digest = NID_undef;
  X509_get_signature_info(certificate, &digest, nullptr, nullptr, nullptr);
  facts.signature_is_weak = digest == NID_md5 || digest == NID_sha1;
}

std::string hex(const unsigned char* data, std::size_t size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[data[i] >> 4U];
    text += digits[data[i] & 0x0FU];
  }
  return text;
}

std::string base64(const unsigned char* data, std::size_t size) {
  std::string text((size + 2) / 3 * 4 + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), data,
                      static_cast<int>(size));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

void read_digests(X509* certificate, Certificate& facts) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  X509_digest(certificate, EVP_sha256(), digest.data(), nullptr);
  facts.sha256 = hex(digest.data(), digest.size());
  unsigned char* encoded = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded);
  if (size <= 0) return;
  const Bytes owned(encoded, [](unsigned char* bytes) { OPENSSL_free(bytes); });
  SHA256(encoded, static_cast<std::size_t>(size), digest.data());
  facts.public_key_sha256 = base64(digest.data(), digest.size());
}

}  // namespace

Certificate describe(X509* certificate) {
  Certificate facts;
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const X509_NAME* issuer = X509_get_issuer_name(certificate);
  facts.subject = text_of(subject);
  facts.issuer = text_of(issuer);
  facts.common_name = common_name(subject);
  facts.self_issued = X509_NAME_cmp(subject, issuer) == 0;
  facts.not_before = seconds_of(X509_get0_notBefore(certificate));
  facts.not_after = seconds_of(X509_get0_notAfter(certificate));
  read_names(certificate, facts);
  read_key(certificate, facts);
  read_signature(certificate, facts);
  read_digests(certificate, facts);
  return facts;
}

OpenSslError take_openssl_error() {
  const auto code = ERR_peek_last_error();
  ERR_clear_error();
  if (code == 0) return {};
  const int number = ERR_GET_REASON(code);
  const char* reason = ERR_reason_error_string(code);
  return {reason == nullptr ? "error " + std::to_string(number) : reason,
          ERR_GET_LIB(code) == ERR_LIB_SSL && number > SSL_AD_REASON_OFFSET};
}

}  // namespace net
