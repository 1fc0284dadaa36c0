#include "lib/check/stages/expected_text.h"
#include "lib/check/stages/host_expectation.h"
#include "lib/check/stages/stages.h"
#include "lib/net/error.h"
#include "lib/smtp/greeting.h"

namespace check::stages {

namespace {

void judge_code(Session& session, const smtp::Reply& greeting) {
  if (greeting.code == 220) return;
  if (greeting.permanent() || greeting.code == 421) {
    session.find(FindingId::banner_refused,
                 session.refusal(
                     session.server() + " refuses us in its greeting", greeting,
                     "the server takes no mail from this address; its own "
                     "words say why"));
  } else if (greeting.temporary()) {
    session.find(FindingId::banner_temporary,
                 session.refusal(
                     session.server() + " refuses us for now in its greeting",
                     greeting));
  } else {
    session.find(FindingId::banner_malformed,
                 {.sentence = session.server() +
                              " greets with a code that is no greeting",
                  .said = to_sentence(greeting)});
  }
  session.stop();
}

void judge_hostname(Session& session, const smtp::Reply& greeting) {
  const auto& settings = session.settings();
  if (!settings.banner_hostname || greeting.code != 220) return;
  const auto& given = session.facts().greeting_host;
  switch (judge_host(*settings.banner_hostname, session, given)) {
    case HostVerdict::met:
    case HostVerdict::not_judged:
      return;
    case HostVerdict::none_given:
      session.find(
          FindingId::banner_no_hostname,
          {.sentence = session.server() +
                       " gives no host name in its greeting, " +
                       expected_host_name(*settings.banner_hostname, session) +
                       " was expected",
           .said = to_sentence(greeting)});
      return;
    case HostVerdict::mismatch:
      session.find(
          FindingId::banner_hostname_mismatch,
          {.sentence = session.server() + " greets as " + *given +
                       ", expected was " +
                       expected_host_name(*settings.banner_hostname, session)});
  }
}

}  // namespace

void banner(Session& session) {
  auto& facts = session.facts();
  facts.greeting = session.read();
  const auto& greeting = *facts.greeting;
  // Only a 220 carries a host name (RFC 5321 4.2).
  if (greeting.code == 220) facts.greeting_host = announced_host(greeting);

  judge_code(session, greeting);
  judge_hostname(session, greeting);
  if (is_masked(greeting)) {
    session.find(FindingId::banner_masked,
                 {.sentence = "the greeting of " + session.server() +
                              " is overwritten, a firewall rewrites SMTP",
                  .said = to_sentence(greeting)});
  }
  // Where no EHLO follows, the greeting is all there is to look at.
  const bool last = session.settings().until == StageId::banner;
  if (last || !session.going()) judge_expected_text(session);
}

}  // namespace check::stages
