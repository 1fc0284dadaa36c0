// EXTERNAL (RFC 4422 appendix A): the client certificate says who we are.
#include "lib/smtp/sasl_mechanisms.h"
#include "lib/smtp/sasl_text.h"

namespace smtp {

namespace {

constexpr std::string_view mechanism = "EXTERNAL";

class External : public SaslClient {
 public:
  explicit External(const SaslCredentials& credentials)
      : credentials_(credentials) {}

  // The certificate names the user, so a user that is given can mean nothing
  // but whom to act as.
  std::optional<Secret> initial() override {
    return Secret::joined({identity(credentials_)});
  }

  Secret respond(std::string_view) override { refuse_challenge(mechanism); }

 private:
  const SaslCredentials& credentials_;
};

}  // namespace

std::unique_ptr<SaslClient> make_external(const SaslCredentials& credentials,
                                          SaslContext) {
  require_no_nul(mechanism, {"the user name", identity(credentials)});
  return std::make_unique<External>(credentials);
}

}  // namespace smtp
