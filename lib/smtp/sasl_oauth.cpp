// XOAUTH2 (Google's and Microsoft's own) and OAUTHBEARER (RFC 7628): a token
// in one message. A server that refuses it says why in a challenge, and waits
// for an answer without meaning before it says 535.
#include <algorithm>
#include <utility>

#include "lib/monitor/ascii.h"
#include "lib/smtp/oauth_error.h"
#include "lib/smtp/sasl_mechanisms.h"
#include "lib/smtp/sasl_text.h"

namespace smtp {

namespace {

constexpr std::string_view xoauth2 = "XOAUTH2";
constexpr std::string_view oauthbearer = "OAUTHBEARER";
constexpr std::string_view separator = "\x01";

class OAuth : public SaslClient {
 public:
  // `farewell` is what answers the reason of a refusal.
  OAuth(std::string_view mechanism, Secret message, std::string_view farewell)
      : mechanism_(mechanism),
        message_(std::move(message)),
        farewell_(farewell) {}

  std::optional<Secret> initial() override {
    return Secret::joined({message_.view()});
  }

  Secret respond(std::string_view challenge) override {
    if (refused_) refuse_challenge(mechanism_);
    refused_ = true;
    error_ = oauth_error(challenge);
    return Secret::joined({farewell_});
  }

  std::string server_error() const override { return error_; }

 private:
  std::string_view mechanism_;
  Secret message_;
  std::string_view farewell_;
  bool refused_ = false;
  std::string error_;
};

// RFC 6750 2.1. A blank tells a token with its "Bearer" or a line too many,
// and 0x01 would end it early.
void check_token(std::string_view mechanism, std::string_view token) {
  require_some(mechanism, {"the token", token});
  require_no_control(mechanism, {"the token", token});
  require_ascii(mechanism, {"the token", token});
  if (std::any_of(token.begin(), token.end(), monitor::is_blank)) {
    throw SaslError(SaslErrorKind::unusable,
                    "the token holds a blank: it is the bare token that " +
                        std::string(mechanism) + " sends");
  }
}

// RFC 7628 3.1: a GS2 header, then key=value pairs.
Secret bearer_message(const SaslCredentials& credentials,
                      const SaslContext& context) {
  std::string head = "n,";
  const auto user = identity(credentials);
  if (!user.empty()) head += "a=" + sasl_name(user);
  head += ",";
  head += separator;
  if (!context.host.empty()) {
    head += "host=" + context.host;
    head += separator;
  }
  if (context.port != 0) {
    head += "port=" + std::to_string(context.port);
    head += separator;
  }
  return Secret::joined(
      {head, "auth=Bearer ", credentials.secret.view(), separator, separator});
}

}  // namespace

std::unique_ptr<SaslClient> make_xoauth2(const SaslCredentials& credentials,
                                         SaslContext) {
  require_no_control(xoauth2, {"the user name", credentials.user});
  check_token(xoauth2, credentials.secret.view());
  auto message =
      Secret::joined({"user=", credentials.user, separator, "auth=Bearer ",
                      credentials.secret.view(), separator, separator});
  return std::make_unique<OAuth>(xoauth2, std::move(message), "");
}

std::unique_ptr<SaslClient> make_oauthbearer(const SaslCredentials& credentials,
                                             SaslContext context) {
  require_no_control(oauthbearer, {"the user name", identity(credentials)});
  require_no_control(oauthbearer, {"the host name", context.host});
  check_token(oauthbearer, credentials.secret.view());
  // RFC 7628 3.2.3: 0x01 alone ends the exchange.
  return std::make_unique<OAuth>(
      oauthbearer, bearer_message(credentials, context), separator);
}

}  // namespace smtp
