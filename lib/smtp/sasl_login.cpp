// LOGIN, which no RFC describes (draft-murchison-sasl-login).
#include "lib/smtp/sasl_mechanisms.h"
#include "lib/smtp/sasl_text.h"

namespace smtp {

namespace {

// No initial response: there are servers that refuse the login for it. And the
// prompts are not read: they come as "Username:", "User Name" with a NUL, and
// in other languages.
class Login : public SaslClient {
 public:
  explicit Login(const SaslCredentials& credentials)
      : credentials_(credentials) {}

  Secret respond(std::string_view) override {
    switch (next_) {
      case Next::user:
        next_ = Next::password;
        return Secret::joined({credentials_.user});
      case Next::password:
        next_ = Next::nothing;
        return Secret::joined({credentials_.secret.view()});
      case Next::nothing:
        break;
    }
    refuse_challenge("LOGIN");
  }

 private:
  enum class Next { user, password, nothing };

  const SaslCredentials& credentials_;
  Next next_ = Next::user;
};

}  // namespace

std::unique_ptr<SaslClient> make_login(const SaslCredentials& credentials,
                                       SaslContext) {
  return std::make_unique<Login>(credentials);
}

}  // namespace smtp
