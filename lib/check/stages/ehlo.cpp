#include <algorithm>

#include "lib/check/stages/expected_text.h"
#include "lib/check/stages/host_expectation.h"
#include "lib/check/stages/stages.h"
#include "lib/smtp/greeting.h"

namespace check::stages {

namespace {

std::string_view verb(Hello hello) {
  switch (hello) {
    case Hello::helo:
      return "HELO";
    case Hello::lhlo:
      return "LHLO";
    case Hello::ehlo:
      break;
  }
  return "EHLO";
}

// Never "localhost", never without a dot: servers refuse such names
// (RFC 5321 2.3.5, 4.1.4).
std::string our_name(Session& session) {
  if (!session.settings().ehlo_name.empty()) {
    return session.settings().ehlo_name;
  }
  const auto name = session.network().own_name();
  return name.empty() ? net::address_literal(*session.facts().local) : name;
}

smtp::Reply introduce(Session& session, Hello hello, const std::string& name) {
  auto reply = session.command({.line = std::string(verb(hello)) + " " + name});
  session.facts().ehlo_name = name;
  session.facts().ehlo = reply;
  session.expect_code(reply, 250);
  return reply;
}

void report_refusal(Session& session, Hello hello, const smtp::Reply& reply) {
  const bool for_now = reply.temporary() && reply.code != 421;
  session.find(
      FindingId::ehlo_refused,
      for_now ? monitor::State::warning : monitor::State::critical,
      {.sentence = session.server() + " refuses " + std::string(verb(hello)) +
                   " " + session.facts().ehlo_name,
       .said = to_sentence(reply),
       .hint = "if it objects to the name: -F sets it, and it should "
               "resolve to the address of this machine"});
  session.stop();
}

// HELO is tried only where nothing depends on extensions: what was required
// must not be lost on the way (RFC 5321 3.2).
bool may_fall_back(const Settings& settings, const smtp::Reply& reply) {
  return settings.hello == Hello::ehlo && reply.permanent() &&
         settings.required.empty();
}

// Nothing where the server accepts no introduction.
std::optional<smtp::Reply> accepted_reply(Session& session) {
  const auto& settings = session.settings();
  const auto name = our_name(session);
  const auto reply = introduce(session, settings.hello, name);
  if (reply.success()) return reply;
  if (!may_fall_back(settings, reply)) {
    report_refusal(session, settings.hello, reply);
    return std::nullopt;
  }
  const auto second = introduce(session, Hello::helo, name);
  if (!second.success()) {
    report_refusal(session, Hello::ehlo, reply);
    return std::nullopt;
  }
  session.find(FindingId::ehlo_helo_only,
               {.sentence = session.server() +
                            " refuses EHLO and accepts HELO: no extensions",
                .said = to_sentence(reply)});
  return second;
}

void judge_required(Session& session) {
  const auto& extensions = session.facts().extensions;
  for (const auto& condition : session.settings().required) {
    const auto verdict = judge(condition, extensions);
    if (verdict == smtp::Verdict::met) continue;
    const auto* extension = extensions.find(condition.keyword);
    if (verdict == smtp::Verdict::missing) {
      session.find(FindingId::ehlo_extension_missing,
                   {.sentence = session.server() + " does not announce " +
                                in_words(condition)});
    } else {
      session.find(FindingId::ehlo_parameter_unmet,
                   {.sentence = session.server() + " does not announce " +
                                in_words(condition),
                    .said = smtp::to_string(*extension)});
    }
  }
}

void judge_forbidden(Session& session) {
  const auto& extensions = session.facts().extensions;
  for (const auto& condition : session.settings().forbidden) {
    if (judge(condition, extensions) != smtp::Verdict::met) continue;
    session.find(
        FindingId::ehlo_extension_forbidden,
        {.sentence = session.server() + " announces " + in_words(condition) +
                     ", which is forbidden",
         .said = smtp::to_string(*extensions.find(condition.keyword))});
  }
}

void judge_hostname(Session& session) {
  const auto& settings = session.settings();
  if (!settings.ehlo_hostname) return;
  const auto expected = expected_host_name(*settings.ehlo_hostname, settings);
  const auto& given = session.facts().ehlo_host;
  const auto verdict = judge_host(*settings.ehlo_hostname, settings, given);
  if (verdict == HostVerdict::met || verdict == HostVerdict::not_judged) return;
  session.find(FindingId::ehlo_hostname_mismatch,
               {.sentence = session.server() + " answers EHLO as " +
                            given.value_or("nobody by name") +
                            ", expected was " + expected});
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

}  // namespace

void ehlo(Session& session) {
  const auto reply = accepted_reply(session);
  judge_expected_text(session);
  if (!reply) return;
  auto& facts = session.facts();
  facts.ehlo_host = announced_host(*reply);
  facts.extensions = smtp::Extensions(*reply);
  session.note_lint(facts.extensions.lint());

  judge_required(session);
  judge_forbidden(session);
  judge_hostname(session);
  judge_auth_in_clear(session);
}

}  // namespace check::stages
