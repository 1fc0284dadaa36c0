#include "lib/check/login.h"
#include "lib/check/peer_trust.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? "none" : text;
}

void report_not_offered(Session& session) {
  const bool clear = !session.facts().tls;
  session.find(FindingId::auth_not_offered,
               {.sentence = session.server() + " announces no AUTH" +
                            (clear ? "" : " inside TLS"),
                .hint = clear ? "it may do so inside TLS: -S" : ""});
  session.stop();
}

void report_not_this(Session& session, const std::string& wanted) {
  session.find(FindingId::auth_mechanism_not_offered,
               {.sentence = session.server() + " does not announce " + wanted +
                            ", it announces AUTH " +
                            joined(session.facts().extensions.mechanisms())});
  session.stop();
}

// Null where the server does not announce what was asked for.
const smtp::SaslMechanism* offered_mechanism(Session& session) {
  const auto& extensions = session.facts().extensions;
  const auto& login = session.settings().login;
  if (!extensions.has("AUTH")) {
    report_not_offered(session);
    return nullptr;
  }
  if (login.mechanism != nullptr) {
    const std::string wanted(login.mechanism->name);
    if (extensions.offers_mechanism(wanted)) return login.mechanism;
    report_not_this(session, wanted);
    return nullptr;
  }
  const auto can_bind =
      session.chat().channel_binding() ? smtp::CanBind::yes : smtp::CanBind::no;
  const auto* best = smtp::choose_sasl_mechanism(extensions.mechanisms(),
                                                 login.kind, can_bind);
  if (best == nullptr) {
    report_not_this(session, "a mechanism for these credentials");
  }
  return best;
}

// Returns whether the credentials must stay here.
bool would_expose(Session& session, const smtp::SaslMechanism& mechanism) {
  // It sends no secret, the client certificate has been shown.
  if (mechanism.needs == smtp::SaslNeeds::client_certificate) return false;
  const bool clear = !session.facts().tls;
  if (clear && session.settings().login.allow_cleartext) return false;
  const auto why = why_not_trusted(session);
  if (why.empty()) return false;
  session.find(
      FindingId::auth_would_expose,
      {.sentence =
           "the credentials are not sent to " + session.server() + ": " + why,
       .hint = clear ? "-S or -s protects them; --allow-cleartext-auth "
                       "sends them all the same"
                     : ""});
  session.stop();
  return true;
}

std::string attempt(const Session& session,
                    const smtp::SaslMechanism& mechanism) {
  const auto& user = session.settings().login.credentials->user;
  return "the login" + (user.empty() ? "" : " of " + user) + " by " +
         std::string(mechanism.name);
}

void judge_refusal(Session& session, const smtp::SaslMechanism& mechanism,
                   const LoginResult& result) {
  auto sentence = session.server() + " refuses " + attempt(session, mechanism);
  if (!result.told_inside.empty()) sentence += " (" + result.told_inside + ")";
  auto remark = session.refusal(std::move(sentence), result.reply);
  if (result.reply.temporary()) {
    session.find(FindingId::auth_temporary, std::move(remark));
    session.stop();
  } else if (session.settings().login.expect_failure) {
    session.find(FindingId::auth_rejected, monitor::State::ok,
                 std::move(remark));
  } else {
    session.find(FindingId::auth_rejected, std::move(remark));
    session.stop();
  }
}

void judge_acceptance(Session& session, const smtp::SaslMechanism& mechanism) {
  if (!session.settings().login.expect_failure) return;
  session.find(
      FindingId::auth_accepted,
      {.sentence = session.server() + " accepts " +
                   attempt(session, mechanism) + ", which should fail"});
  session.stop();
}

void judge(Session& session, const smtp::SaslMechanism& mechanism,
           const LoginResult& result) {
  switch (result.outcome) {
    case LoginOutcome::accepted:
      judge_acceptance(session, mechanism);
      return;
    case LoginOutcome::refused:
      judge_refusal(session, mechanism, result);
      return;
    case LoginOutcome::unproven:
      session.find(
          FindingId::auth_server_not_proven,
          {.sentence = session.server() +
                       " does not prove itself in the login by " +
                       std::string(mechanism.name) + ": " + result.why});
      break;
    case LoginOutcome::cancelled:
      session.find(
          FindingId::protocol_malformed,
          {.sentence = session.server() + " in the login by " +
                       std::string(mechanism.name) + ": " + result.why});
      break;
    case LoginOutcome::unusable:
      session.find(FindingId::plugin_usage,
                   {.sentence = "no login by " + std::string(mechanism.name) +
                                ": " + result.why});
      break;
  }
  session.stop();
}

// RFC 4954 4: the server answers "*" with 501.
void call_off(Session& session) {
  session.facts().login->reply = session.command({.line = "*"});
}

}  // namespace

void auth(Session& session) {
  const auto* mechanism = offered_mechanism(session);
  if (mechanism == nullptr || would_expose(session, *mechanism)) return;
  session.facts().login = LoginFacts{std::string(mechanism->name), {}};
  const auto result = log_in(session, *mechanism);
  if (result.outcome != LoginOutcome::unusable && !result.under_way) {
    session.facts().login->reply = result.reply;
  }
  if (!result.remark.empty()) {
    session.find(FindingId::protocol_lint,
                 {.sentence = session.server() + ": " + result.remark});
  }
  judge(session, *mechanism, result);
  // Last: whatever becomes of it hides nothing.
  if (result.under_way) call_off(session);
}

}  // namespace check::stages
