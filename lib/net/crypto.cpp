#include "lib/net/crypto.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

#include "lib/net/error.h"

namespace net {

namespace {

const EVP_MD* method(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::md5:
      return EVP_md5();
    case HashAlgorithm::sha1:
      return EVP_sha1();
    case HashAlgorithm::sha256:
      return EVP_sha256();
  }
  return nullptr;
}

// What OpenSSL looks the implementation up by; only then it says no to what
// its providers lack.
std::string name(HashAlgorithm algorithm) {
  return EVP_MD_get0_name(method(algorithm));
}

[[noreturn]] void refuse(const std::string& what) {
  const auto code = ERR_peek_last_error();
  ERR_clear_error();
  const char* reason = ERR_reason_error_string(code);
  throw Error(ErrorKind::local,
              "OpenSSL on this machine refuses " + what +
                  (reason == nullptr ? "" : std::string(": ") + reason));
}

const unsigned char* octets(std::string_view text) {
  // Never null: OpenSSL takes a null key for "keep the old one".
  return reinterpret_cast<const unsigned char*>(text.empty() ? ""
                                                             : text.data());
}

unsigned char* octets(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

int size_as_int(std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    refuse("so many octets");
  }
  return static_cast<int>(size);
}

}  // namespace

std::string digest(HashAlgorithm algorithm, std::string_view data) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  std::size_t size = 0;
  if (EVP_Q_digest(nullptr, name(algorithm).c_str(), nullptr, octets(data),
                   data.size(), octets(out), &size) != 1) {
    refuse(name(algorithm));
  }
  out.resize(size);
  return out;
}

std::string hmac(HashAlgorithm algorithm, std::string_view key,
                 std::string_view data) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  std::size_t size = 0;
  if (EVP_Q_mac(nullptr, "HMAC", nullptr, name(algorithm).c_str(), nullptr,
                octets(key), key.size(), octets(data), data.size(), octets(out),
                out.size(), &size) == nullptr) {
    refuse("HMAC with " + name(algorithm));
  }
  out.resize(size);
  return out;
}

std::string pbkdf2(HashAlgorithm algorithm, std::string_view password,
                   std::string_view salt, std::uint32_t iterations,
                   std::size_t size) {
  std::string out(size, '\0');
  if (PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(octets(password)),
                        size_as_int(password.size()), octets(salt),
                        size_as_int(salt.size()), size_as_int(iterations),
                        method(algorithm), size_as_int(size),
                        octets(out)) != 1) {
    refuse("PBKDF2 with " + name(algorithm));
  }
  return out;
}

// The kernel's, so that a session without TLS need not wake OpenSSL's.
std::string random_bytes(std::size_t size) {
  constexpr std::size_t most = 256;  // of one call
  std::string bytes(size, '\0');
  for (std::size_t at = 0; at < size; at += most) {
    if (getentropy(&bytes[at], std::min(most, size - at)) != 0) {
      throw Error(ErrorKind::local, "this machine gives no random numbers");
    }
  }
  return bytes;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(octets(a), octets(b), a.size()) == 0;
}

}  // namespace net
