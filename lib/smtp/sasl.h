// The mechanisms of AUTH (RFC 4954, RFC 4422): what a client says in each.
// They know challenges and responses; base64, lines and "=" for an empty
// initial response are for whoever sends them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "lib/net/tls.h"
#include "lib/smtp/secret.h"

namespace smtp {

enum class SaslErrorKind {
  unusable,    // the mechanism cannot take these credentials: our side
  malformed,   // the server said what the mechanism does not allow
  not_proven,  // the server's proof is wrong: it does not know the password
};

// Why an exchange cannot begin or go on. what() is for a person, holds no
// secret, and has its words from us, not from the server.
class SaslError : public std::runtime_error {
 public:
  SaslError(SaslErrorKind kind, const std::string& what)
      : std::runtime_error(what), kind_(kind) {}
  SaslErrorKind kind() const { return kind_; }

 private:
  SaslErrorKind kind_;
};

struct SaslCredentials {
  std::string user{};
  Secret secret{};        // the password, or the token
  std::string authzid{};  // whom to act as; empty: the user
};

struct SaslContext {
  std::string host{};  // the server, as OAUTHBEARER tells it
  std::uint16_t port = 0;
  std::string client_nonce{};  // empty: a random one
  std::optional<net::ChannelBinding> binding{};
  // Any mechanism that binds: offers_channel_binding().
  bool server_offers_plus = false;
};

// One exchange.
class SaslClient {
 public:
  virtual ~SaslClient() = default;

  // What the client says first, once; nothing where the server speaks first.
  // Where it does not fit behind AUTH it answers the first, empty challenge.
  virtual std::optional<Secret> initial() { return std::nullopt; }

  // The answer to a decoded challenge; an empty one is an empty line. Throws
  // SaslError where the exchange must be cancelled with "*", and net::Error of
  // kind local where this machine cannot compute the answer.
  virtual Secret respond(std::string_view challenge) = 0;

  // False in a mechanism in which the server proves that it knows the
  // password, until it has: then a 235 says nothing of who said it.
  virtual bool server_proven() const { return true; }

  // What the server told within the exchange about why it failed: the e= of
  // SCRAM, "status 401, schemes bearer, scope mail" of an OAuth mechanism. At
  // most 200 octets, not yet printable; empty if it told nothing.
  virtual std::string server_error() const { return {}; }

  // What the mechanism allows and advises against, in a sentence; empty if
  // there is nothing.
  virtual std::string remark() const { return {}; }
};

enum class SaslNeeds { password, token, client_certificate };

// Whether `auto` may choose it.
enum class SaslChoice { automatic, by_name };

struct SaslMechanism {
  std::string_view name;
  SaslNeeds needs;
  SaslChoice choice;
  bool binds_channel;
  // See make_sasl_client().
  std::unique_ptr<SaslClient> (*make)(const SaslCredentials& credentials,
                                      SaslContext context);
};

// All of them, those that protect the secret best first.
std::span<const SaslMechanism> sasl_mechanisms();

// By name in any case; null if there is none.
const SaslMechanism* find_sasl_mechanism(std::string_view name);

enum class CanBind { no, yes };

// The first mechanism for `auto` of those offered that takes what the
// credentials are, a password or a token; null if there is none. Those that
// bind the channel come into question where the connection can.
const SaslMechanism* choose_sasl_mechanism(std::span<const std::string> offered,
                                           SaslNeeds credentials,
                                           CanBind can_bind);

// Whether any of the offered mechanisms binds the channel.
bool offers_channel_binding(std::span<const std::string> offered);

// `credentials` must outlive the client, which reads them where they are.
// Throws SaslError (unusable) where the mechanism is unknown, cannot take the
// credentials, or binds a channel that `context` does not have; net::Error of
// kind local without random numbers.
std::unique_ptr<SaslClient> make_sasl_client(std::string_view mechanism,
                                             const SaslCredentials& credentials,
                                             SaslContext context);

}  // namespace smtp
