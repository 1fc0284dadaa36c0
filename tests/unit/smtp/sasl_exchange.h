// A client of a mechanism as a test talks to it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lib/smtp/base64.h"
#include "lib/smtp/sasl.h"

namespace smtp {

inline SaslCredentials login_of(std::string_view user,
                                std::string_view secret) {
  return {.user = std::string(user),
          .secret = Secret(std::string(secret)),
          .authzid = {}};
}

// Owns what a client only looks at.
class Exchange {
 public:
  Exchange(std::string_view mechanism, SaslCredentials credentials,
           SaslContext context = {})
      : credentials_(std::make_unique<SaslCredentials>(std::move(credentials))),
        client_(
            make_sasl_client(mechanism, *credentials_, std::move(context))) {}

  SaslClient& client() { return *client_; }

  // "(the server first)" where there is none.
  std::string initial() {
    const auto said = client_->initial();
    return said ? std::string(said->view()) : "(the server first)";
  }
  std::string respond(std::string_view challenge) {
    return std::string(client_->respond(challenge).view());
  }

  // The same in base64, as it stands on the wire.
  std::string initial64() { return encode_base64(initial()); }
  std::string respond64(std::string_view challenge) {
    return encode_base64(respond(decode_base64(challenge).value()));
  }

 private:
  std::unique_ptr<SaslCredentials> credentials_;
  std::unique_ptr<SaslClient> client_;
};

// "malformed: the server ..."; empty if nothing is thrown.
template <typename Action>
std::string sasl_error_of(Action action) {
  try {
    action();
  } catch (const SaslError& error) {
    switch (error.kind()) {
      case SaslErrorKind::unusable:
        return "unusable: " + std::string(error.what());
      case SaslErrorKind::malformed:
        return "malformed: " + std::string(error.what());
      case SaslErrorKind::not_proven:
        return "not_proven: " + std::string(error.what());
    }
  }
  return {};
}

}  // namespace smtp
