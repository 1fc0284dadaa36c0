#include "lib/check/stages/introduction.h"

#include "lib/smtp/greeting.h"

namespace check {

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

smtp::Reply say_hello(Session& session, Hello hello, const std::string& name) {
  auto reply = session.command({.line = std::string(verb(hello)) + " " + name});
  session.facts().ehlo_name = name;
  session.facts().ehlo = reply;
  session.expect_code(reply, 250);
  return reply;
}

void report_refusal(Session& session, Hello hello, const smtp::Reply& reply) {
  const bool for_now = reply.temporary() && reply.code != 421;
  session.find(FindingId::ehlo_refused,
               for_now ? monitor::State::warning : monitor::State::critical,
               session.refusal(
                   session.server() + " refuses " + std::string(verb(hello)) +
                       " " + session.facts().ehlo_name,
                   reply,
                   "if it objects to the name: -F sets it, and it should "
                   "resolve to the address of this machine"));
  session.stop();
}

// HELO is tried only where nothing depends on extensions: what was required
// must not be lost on the way (RFC 5321 3.2).
bool may_fall_back(const Settings& settings, const smtp::Reply& reply) {
  return settings.hello == Hello::ehlo && reply.permanent() &&
         settings.tls == TlsMode::none && settings.required.empty() &&
         !settings.login.wanted();
}

// Nothing where the server accepts no introduction.
std::optional<smtp::Reply> accepted_reply(Session& session) {
  const auto& settings = session.settings();
  const auto name = our_name(session);
  const auto reply = say_hello(session, settings.hello, name);
  if (reply.success()) return reply;
  if (!may_fall_back(settings, reply)) {
    report_refusal(session, settings.hello, reply);
    return std::nullopt;
  }
  const auto second = say_hello(session, Hello::helo, name);
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

}  // namespace

bool introduce(Session& session) {
  const auto reply = accepted_reply(session);
  if (!reply) return false;
  auto& facts = session.facts();
  facts.ehlo_host = announced_host(*reply);
  facts.extensions = smtp::Extensions(*reply);
  session.note_lint(facts.extensions.lint());
  return true;
}

}  // namespace check
