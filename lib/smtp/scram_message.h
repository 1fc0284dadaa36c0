// The messages of a SCRAM server (RFC 5802 5.1, 7) taken apart.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace smtp {

struct ScramChallenge {
  std::string nonce;  // ours, and the server's behind it
  std::string salt;
  std::uint32_t iterations;
};

// A server may ask for any number, and a client would compute for hours.
constexpr std::uint32_t max_scram_iterations = 1'000'000;

// RFC 5802 5.1, RFC 7677 4: what a server should ask for at least.
constexpr std::uint32_t min_scram_iterations = 4096;

// The server's first message. Throws SaslError (malformed): it is none, its
// nonce is not ours with more behind it, it asks for more than
// max_scram_iterations, or for an extension that a client must know.
ScramChallenge parse_scram_challenge(std::string_view message,
                                     std::string_view client_nonce);

// The decoded signature of the server's final message. Throws SaslError
// (malformed) where it has none.
std::string parse_scram_signature(std::string_view message);

// The error that a message of the server is, "invalid-proof" say; nothing
// where it is another message.
std::optional<std::string> parse_scram_error(std::string_view message);

}  // namespace smtp
