// PLAIN (RFC 4616).
#include "lib/smtp/sasl_mechanisms.h"
#include "lib/smtp/sasl_text.h"

namespace smtp {

namespace {

constexpr std::string_view mechanism = "PLAIN";

class Plain : public SaslClient {
 public:
  explicit Plain(const SaslCredentials& credentials)
      : credentials_(credentials) {}

  std::optional<Secret> initial() override {
    constexpr std::string_view nul("\0", 1);
    return Secret::joined({credentials_.authzid, nul, credentials_.user, nul,
                           credentials_.secret.view()});
  }

  Secret respond(std::string_view) override { refuse_challenge(mechanism); }

 private:
  const SaslCredentials& credentials_;
};

}  // namespace

std::unique_ptr<SaslClient> make_plain(const SaslCredentials& credentials,
                                       SaslContext) {
  // NUL separates the three.
  require_no_nul(mechanism, {"the authorization name", credentials.authzid});
  require_no_nul(mechanism, {"the user name", credentials.user});
  require_no_nul(mechanism, {"the password", credentials.secret.view()});
  return std::make_unique<Plain>(credentials);
}

}  // namespace smtp
