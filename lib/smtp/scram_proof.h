// The arithmetic of SCRAM (RFC 5802 3).
#pragma once

#include <string>
#include <string_view>

#include "lib/net/crypto.h"
#include "lib/smtp/scram_message.h"

namespace smtp {

struct ScramProof {
  std::string client;  // ClientProof: what we send
  std::string server;  // ServerSignature: what must come back
};

// `auth_message` is AuthMessage. Takes the time that the challenge's
// iterations take. Throws net::Error of kind local: no such algorithm.
ScramProof scram_proof(net::HashAlgorithm algorithm, std::string_view password,
                       const ScramChallenge& challenge,
                       std::string_view auth_message);

}  // namespace smtp
