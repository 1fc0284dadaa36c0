// CRAM-MD5 (RFC 2195).
#include "lib/net/crypto.h"
#include "lib/smtp/sasl_mechanisms.h"
#include "lib/smtp/sasl_text.h"

namespace smtp {

namespace {

constexpr std::string_view mechanism = "CRAM-MD5";

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 0x0FU];
  }
  return out;
}

class CramMd5 : public SaslClient {
 public:
  explicit CramMd5(const SaslCredentials& credentials)
      : credentials_(credentials) {}

  Secret respond(std::string_view challenge) override {
    if (answered_) refuse_challenge(mechanism);
    answered_ = true;
    // Its answer would be the same every time: as good as the password.
    if (challenge.empty()) give_up("the server's challenge is empty");
    const auto digest = net::hmac(net::HashAlgorithm::md5,
                                  credentials_.secret.view(), challenge);
    return Secret::joined({credentials_.user, " ", hex(digest)});
  }

 private:
  const SaslCredentials& credentials_;
  bool answered_ = false;
};

}  // namespace

std::unique_ptr<SaslClient> make_cram_md5(const SaslCredentials& credentials,
                                          SaslContext) {
  return std::make_unique<CramMd5>(credentials);
}

}  // namespace smtp
