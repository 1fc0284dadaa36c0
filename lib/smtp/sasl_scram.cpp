// SCRAM-SHA-1 (RFC 5802) and SCRAM-SHA-256 (RFC 7677), with channel binding or
// without. SMTP has no data with 235 (RFC 4954 4), so the server's final
// message is a challenge, which an empty line answers.
#include <utility>

#include "lib/smtp/base64.h"
#include "lib/smtp/sasl_mechanisms.h"
#include "lib/smtp/sasl_text.h"
#include "lib/smtp/scram_proof.h"

namespace smtp {

namespace {

// What differs between the mechanisms.
struct Variant {
  std::string_view mechanism;
  net::HashAlgorithm algorithm;
  bool binds;
};

// How we begin, and what we bind.
struct Opening {
  std::string gs2_header;
  std::string bound;
  std::string nonce;
};

class Scram : public SaslClient {
 public:
  Scram(const Variant& variant, const SaslCredentials& credentials,
        Opening opening)
      : variant_(variant),
        credentials_(credentials),
        opening_(std::move(opening)),
        first_bare_("n=" + sasl_name(credentials.user) +
                    ",r=" + opening_.nonce) {}

  std::optional<Secret> initial() override {
    return Secret::joined({opening_.gs2_header, first_bare_});
  }

  Secret respond(std::string_view challenge) override {
    const auto state = std::exchange(state_, State::ended);
    if (state == State::ended) refuse_challenge(variant_.mechanism);
    if (auto error = parse_scram_error(challenge)) {
      // Answered like any last message, so that its 535 can come.
      error_ = *std::move(error);
      return {};
    }
    if (state == State::begun) {
      auto final = prove(challenge);
      state_ = State::proof_sent;
      return final;
    }
    verify(challenge);
    return {};
  }

  bool server_proven() const override { return server_proven_; }
  std::string server_error() const override { return error_; }
  std::string remark() const override { return remark_; }

 private:
  enum class State { begun, proof_sent, ended };

  Secret prove(std::string_view challenge);
  void verify(std::string_view challenge);
  void note_iterations(std::uint32_t iterations);

  Variant variant_;
  const SaslCredentials& credentials_;
  Opening opening_;
  std::string first_bare_;
  std::string server_signature_;
  State state_ = State::begun;
  bool server_proven_ = false;
  std::string error_;
  std::string remark_;
};

Secret Scram::prove(std::string_view challenge) {
  const auto asked = parse_scram_challenge(challenge, opening_.nonce);
  note_iterations(asked.iterations);
  const auto without_proof =
      "c=" + encode_base64(opening_.gs2_header + opening_.bound) +
      ",r=" + asked.nonce;
  const auto auth_message =
      first_bare_ + "," + std::string(challenge) + "," + without_proof;
  auto proof = scram_proof(variant_.algorithm, credentials_.secret.view(),
                           asked, auth_message);
  server_signature_ = std::move(proof.server);
  return Secret::joined({without_proof, ",p=", encode_base64(proof.client)});
}

void Scram::verify(std::string_view challenge) {
  if (!net::equal_in_constant_time(parse_scram_signature(challenge),
                                   server_signature_)) {
    throw SaslError(SaslErrorKind::not_proven,
                    "the server's signature is wrong: it does not know the "
                    "password, or someone stands between");
  }
  server_proven_ = true;
}

void Scram::note_iterations(std::uint32_t iterations) {
  if (iterations >= min_scram_iterations) return;
  remark_ = "the server asks for " + std::to_string(iterations) +
            " iterations of PBKDF2, fewer than the " +
            std::to_string(min_scram_iterations) +
            " of RFC 5802 and RFC 7677: its passwords are guessed faster";
}

// RFC 4013, as far as ASCII needs it: all but control characters stay as they
// are. Beyond ASCII a client must normalize, which is not done here.
void check_prepared(std::string_view mechanism, SaslInput input) {
  require_no_control(mechanism, input);
  require_ascii(mechanism, input, " here (RFC 4013); PLAIN can");
}

void check_credentials(std::string_view mechanism,
                       const SaslCredentials& credentials) {
  require_some(mechanism, {"the user name", credentials.user});
  check_prepared(mechanism, {"the user name", credentials.user});
  check_prepared(mechanism, {"the password", credentials.secret.view()});
  require_no_control(mechanism,
                     {"the authorization name", credentials.authzid});
}

// RFC 5802 6: "y" tells a server that binds after all that someone has struck
// its mechanisms from the list.
std::string binding_flag(const Variant& variant, const SaslContext& context) {
  if (variant.binds) return "p=" + context.binding->type;
  return context.binding && !context.server_offers_plus ? "y" : "n";
}

// Base64 has no ',', which a nonce must not hold.
std::string random_nonce() {
  return encode_base64(net::random_bytes(18));
}

std::unique_ptr<SaslClient> make_scram(const Variant& variant,
                                       const SaslCredentials& credentials,
                                       SaslContext context) {
  check_credentials(variant.mechanism, credentials);
  if (variant.binds && !context.binding) {
    throw SaslError(SaslErrorKind::unusable,
                    std::string(variant.mechanism) +
                        " needs a TLS connection that it can bind to");
  }
  Opening opening;
  opening.gs2_header = binding_flag(variant, context) + ",";
  if (!credentials.authzid.empty()) {
    opening.gs2_header += "a=" + sasl_name(credentials.authzid);
  }
  opening.gs2_header += ",";
  if (variant.binds) opening.bound = std::move(context.binding->data);
  opening.nonce = context.client_nonce.empty()
                      ? random_nonce()
                      : std::move(context.client_nonce);
  return std::make_unique<Scram>(variant, credentials, std::move(opening));
}

using enum net::HashAlgorithm;

}  // namespace

std::unique_ptr<SaslClient> make_scram_sha1(const SaslCredentials& credentials,
                                            SaslContext context) {
  return make_scram({"SCRAM-SHA-1", sha1, false}, credentials,
                    std::move(context));
}

std::unique_ptr<SaslClient> make_scram_sha1_plus(
    const SaslCredentials& credentials, SaslContext context) {
  return make_scram({"SCRAM-SHA-1-PLUS", sha1, true}, credentials,
                    std::move(context));
}

std::unique_ptr<SaslClient> make_scram_sha256(
    const SaslCredentials& credentials, SaslContext context) {
  return make_scram({"SCRAM-SHA-256", sha256, false}, credentials,
                    std::move(context));
}

std::unique_ptr<SaslClient> make_scram_sha256_plus(
    const SaslCredentials& credentials, SaslContext context) {
  return make_scram({"SCRAM-SHA-256-PLUS", sha256, true}, credentials,
                    std::move(context));
}

}  // namespace smtp
