// What the mechanisms have in common: which octets a name or a secret may
// hold, and the sentence where it may not.
#pragma once

#include <string>
#include <string_view>

#include "lib/smtp/sasl.h"

namespace smtp {

// A piece of the credentials, called what a person calls it: "the password".
struct SaslInput {
  std::string_view called;
  std::string_view text;
};

// Each throws SaslError (unusable) and names `mechanism`.
void require_some(std::string_view mechanism, SaslInput input);
void require_no_nul(std::string_view mechanism, SaslInput input);
void require_no_control(std::string_view mechanism, SaslInput input);
// `advice` follows the sentence.
void require_ascii(std::string_view mechanism, SaslInput input,
                   std::string_view advice = {});

// Whom to act as: the user where nothing else is told.
std::string_view identity(const SaslCredentials& credentials);

// A name as "saslname" (RFC 5802 5.1, RFC 5801 4): ',' and '=' escaped.
std::string sasl_name(std::string_view name);

// Throws SaslError (malformed) with that sentence.
[[noreturn]] void give_up(const std::string& why);

// Throws SaslError (malformed): a challenge after the last one.
[[noreturn]] void refuse_challenge(std::string_view mechanism);

// The front of what a server told, bounded for a sentence.
std::string bounded(std::string_view told);

}  // namespace smtp
