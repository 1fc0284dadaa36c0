#include "lib/smtp/scram_proof.h"

#include "lib/smtp/secret.h"

namespace smtp {

namespace {

std::size_t digest_size(net::HashAlgorithm algorithm) {
  return net::digest(algorithm, {}).size();
}

std::string exclusive_or(std::string_view a, std::string_view b) {
  std::string out(a);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<char>(out[i] ^ b[i]);
  }
  return out;
}

}  // namespace

ScramProof scram_proof(net::HashAlgorithm algorithm, std::string_view password,
                       const ScramChallenge& challenge,
                       std::string_view auth_message) {
  // Each of these is as good as the password on this server.
  const Secret salted(net::pbkdf2(algorithm, password, challenge.salt,
                                  challenge.iterations,
                                  digest_size(algorithm)));
  const Secret client_key(net::hmac(algorithm, salted.view(), "Client Key"));
  const Secret stored_key(net::digest(algorithm, client_key.view()));
  const Secret server_key(net::hmac(algorithm, salted.view(), "Server Key"));
  const auto signature = net::hmac(algorithm, stored_key.view(), auth_message);
  return {exclusive_or(client_key.view(), signature),
          net::hmac(algorithm, server_key.view(), auth_message)};
}

}  // namespace smtp
