#include "lib/check/stages/extension_judgement.h"

namespace check {

namespace {

// STARTTLS can only be announced in clear (RFC 3207 4.2).
bool decides(EhloPhase phase, const smtp::Condition& condition) {
  const bool of_clear =
      condition.phase == smtp::Phase::plain ||
      (condition.phase == smtp::Phase::last && condition.keyword == "STARTTLS");
  switch (phase) {
    case EhloPhase::clear:
      return of_clear;
    case EhloPhase::after_tls:
      return !of_clear;
    case EhloPhase::only:
      break;
  }
  return true;
}

void judge_required(Session& session, EhloPhase phase) {
  const auto& extensions = session.facts().extensions;
  for (const auto& condition : session.settings().required) {
    if (!decides(phase, condition)) continue;
    const auto verdict = judge(condition, extensions);
    if (verdict == smtp::Verdict::met) continue;
    const auto* extension = extensions.find(condition.keyword);
    if (verdict == smtp::Verdict::missing) {
      session.find(FindingId::ehlo_extension_missing,
                   {.sentence = session.server() + " does not announce " +
                                condition.keyword +
                                (condition.text == condition.keyword
                                     ? std::string()
                                     : " (required: " + condition.text + ")")});
    } else {
      session.find(FindingId::ehlo_parameter_unmet,
                   {.sentence = session.server() + " does not announce " +
                                in_words(condition),
                    .said = smtp::to_string(*extension)});
    }
  }
}

std::string_view where(smtp::Phase phase) {
  switch (phase) {
    case smtp::Phase::plain:
      return " before TLS";
    case smtp::Phase::tls:
      return " inside TLS";
    case smtp::Phase::last:
      break;
  }
  return "";
}

void judge_forbidden(Session& session, EhloPhase phase) {
  const auto& extensions = session.facts().extensions;
  for (const auto& condition : session.settings().forbidden) {
    if (!decides(phase, condition)) continue;
    if (judge(condition, extensions) != smtp::Verdict::met) continue;
    session.find(
        FindingId::ehlo_extension_forbidden,
        {.sentence = session.server() + " announces " + in_words(condition) +
                     std::string(where(condition.phase)) +
                     ", which is forbidden",
         .said = smtp::to_string(*extensions.find(condition.keyword))});
  }
}

bool inside_tls(const Session& session) {
  return session.facts().tls.has_value();
}

void judge_auth_in_clear(Session& session) {
  const auto& facts = session.facts();
  // Nobody listens in on a socket of the same machine.
  if (facts.peer->family == net::Family::local) return;
  if (facts.extensions.offers_mechanism("PLAIN") ||
      facts.extensions.offers_mechanism("LOGIN")) {
    session.find(
        FindingId::ehlo_auth_in_clear,
        {.sentence = session.server() + " offers password login without TLS",
         .said = smtp::to_string(*facts.extensions.find("AUTH"))});
  }
}

void judge_offered_again(Session& session) {
  if (!session.facts().extensions.has("STARTTLS")) return;
  session.find(
      FindingId::tls_offered_again,
      {.sentence = session.server() + " announces STARTTLS inside TLS"});
}

}  // namespace

void judge_extensions(Session& session, EhloPhase phase) {
  judge_required(session, phase);
  judge_forbidden(session, phase);
  if (inside_tls(session)) {
    judge_offered_again(session);
  } else {
    judge_auth_in_clear(session);
  }
}

}  // namespace check
