#include "lib/check/login.h"

#include <optional>

#include "lib/smtp/base64.h"

namespace check {

namespace {

using smtp::Secret;

constexpr std::string_view hidden = "********";

// RFC 4954 4: a longer command leaves its initial response for the first
// challenge.
constexpr std::size_t max_command = 512;

constexpr int accepted = 235;
constexpr int challenge = 334;

smtp::SaslContext context_for(Session& session, bool binds) {
  const auto& settings = session.settings();
  smtp::SaslContext context{.host = settings.verify_name.empty()
                                        ? settings.host
                                        : settings.verify_name,
                            .port = settings.port,
                            .client_nonce = session.network().unique_token(),
                            .binding = session.chat().channel_binding(),
                            .server_offers_plus = smtp::offers_channel_binding(
                                session.facts().extensions.mechanisms())};
  // An attacker who strips -PLUS is found out by what we say of ourselves
  // (RFC 5802 6); who asks for plain SCRAM by name takes it as it is.
  if (!binds && context.server_offers_plus) context.binding.reset();
  return context;
}

class AuthExchange {
 public:
  AuthExchange(Session& session, const smtp::SaslMechanism& mechanism)
      : session_(session), mechanism_(mechanism) {}

  LoginResult run() {
    const auto& credentials = *session_.settings().login.credentials;
    client_ =
        smtp::make_sasl_client(mechanism_.name, credentials,
                               context_for(session_, mechanism_.binds_channel));
    session_.chat().hide(credentials.secret.view());
    auto reply = begin();
    while (reply.code == challenge) {
      const auto decoded = decoded_challenge();
      if (!decoded) {
        return {.outcome = LoginOutcome::cancelled,
                .why = "a challenge is no base64",
                .under_way = true};
      }
      try {
        reply = answer(*decoded);
      } catch (const smtp::SaslError& error) {
        return {.outcome = error.kind() == smtp::SaslErrorKind::not_proven
                               ? LoginOutcome::unproven
                               : LoginOutcome::cancelled,
                .why = error.what(),
                .under_way = true};
      }
    }
    return judge(reply);
  }

 private:
  smtp::Reply begin() {
    std::string line = "AUTH " + std::string(mechanism_.name);
    std::string shown = line;
    if (auto initial = client_->initial()) {
      hide(*initial);
      // "=" is the empty response (RFC 4954 4).
      const auto encoded = initial->empty()
                               ? Secret(std::string("="))
                               : Secret(smtp::encode_base64(initial->view()));
      if (line.size() + 1 + encoded.view().size() + 2 <= max_command) {
        line.append(" ").append(encoded.view());
        shown.append(" ").append(hidden);
      } else {
        waiting_ = std::move(initial);
      }
    }
    return say(std::move(line), std::move(shown));
  }

  // The name is no secret: what a server says of it must be read. A digest or
  // a proof is as good as the password to who guesses; it stands last.
  void hide(const Secret& response) {
    session_.chat().hide_response(response.view());
    if (!mechanism_.name.starts_with("SCRAM-") &&
        mechanism_.name != "CRAM-MD5") {
      return;
    }
    const auto text = response.view();
    session_.chat().hide(text.substr(text.find_last_of(" ,") + 1));
  }

  // The reply itself has our secrets masked.
  std::optional<std::string> decoded_challenge() {
    const auto& text = session_.chat().challenge();
    return text ? smtp::decode_base64(*text) : std::nullopt;
  }

  smtp::Reply answer(const std::string& decoded) {
    const Secret response = waiting_ ? *std::exchange(waiting_, std::nullopt)
                                     : client_->respond(decoded);
    hide(response);
    return say(smtp::encode_base64(response.view()),
               response.empty() ? "" : std::string(hidden));
  }

  smtp::Reply say(std::string line, std::string shown) {
    smtp::Command command{.line = std::move(line), .shown = std::move(shown)};
    session_.chat().send(command, session_.deadline());
    smtp::wipe(command.line);
    return session_.read();
  }

  LoginResult judge(const smtp::Reply& reply) {
    LoginResult result{
        .outcome = LoginOutcome::refused,
        .reply = reply,
        .told_inside = session_.chat().redacted(client_->server_error()),
        .remark = client_->remark()};
    if (reply.temporary() || reply.permanent()) return result;
    if (reply.code != accepted) {
      throw net::Error(net::ErrorKind::malformed,
                       "AUTH is not answered with 235", to_sentence(reply));
    }
    result.outcome = client_->server_proven() ? LoginOutcome::accepted
                                              : LoginOutcome::unproven;
    if (result.outcome == LoginOutcome::unproven) {
      result.why =
          "it says 235 without having shown that it knows the password";
    }
    return result;
  }

  Session& session_;
  const smtp::SaslMechanism& mechanism_;
  std::unique_ptr<smtp::SaslClient> client_;
  std::optional<Secret> waiting_;
};

}  // namespace

LoginResult log_in(Session& session, const smtp::SaslMechanism& mechanism) {
  session.chat().parser().allow_auth_lines(true);
  try {
    auto result = AuthExchange(session, mechanism).run();
    session.chat().parser().allow_auth_lines(false);
    return result;
  } catch (const smtp::SaslError& error) {
    // Nothing was sent.
    return {.outcome = LoginOutcome::unusable, .why = error.what()};
  }
}

}  // namespace check
