// One AUTH exchange (RFC 4954 4): base64, lines and their judgement around a
// SASL mechanism.
#pragma once

#include <memory>
#include <string>

#include "lib/check/session.h"
#include "lib/smtp/sasl.h"

namespace check {

enum class LoginOutcome {
  accepted,
  refused,    // 4xx or 5xx: `reply` says why
  unproven,   // the server did not show that it knows the password
  cancelled,  // by us: its challenges make no sense
  unusable,   // the mechanism cannot take these credentials
};

struct LoginResult {
  LoginOutcome outcome;
  smtp::Reply reply{};        // the last one
  std::string why{};          // in our words; empty: the reply says it
  std::string told_inside{};  // the server's words within the exchange
  std::string remark{};       // what is advised against
  bool under_way = false;     // the server still waits for an answer
};

// Sends the credentials, hides them in all that the server says from then on,
// and answers its challenges. Throws net::Error, malformed, for a final reply
// that is none of AUTH (RFC 4954 4).
LoginResult log_in(Session& session, const smtp::SaslMechanism& mechanism);

}  // namespace check
