#include <vector>

#include "lib/check/envelope.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

// A monitor need not wait the five minutes of RFC 5321 4.5.3.2.7.
constexpr net::Time quit_patience = std::chrono::seconds(2);

// Where the server can take it, RSET costs no round trip of its own
// (RFC 2920 3.1).
void say_goodbye(Session& session) {
  if (session.quit_sent()) {  // with the message
    session.begin_leaving();
    return;
  }
  const smtp::Command rset{.line = "RSET"};
  const smtp::Command quit{.line = "QUIT"};
  if (!session.going()) {
    session.begin_leaving();
    session.chat().send_at_once({quit}, session.deadline());
    return;
  }
  if (!session.transaction_open()) {
    session.begin_leaving();
    session.chat().send(quit, session.deadline());
    return;
  }
  if (session.may_pipeline()) {
    session.chat().send({rset, quit}, session.deadline());
    judge_reset(session, session.read());
    session.begin_leaving();
    return;
  }
  judge_reset(session, session.command(rset));
  session.begin_leaving();
  session.chat().send(quit, session.deadline());
}

void judge(Session& session, const smtp::Reply& reply) {
  session.note_lint(reply.lint);
  // Only 221 says that the server closes the channel (RFC 5321 4.1.1.10).
  if (reply.code == 221) return;
  session.find(
      FindingId::quit_failed,
      {.sentence = session.server() + ": QUIT was not answered with 221",
       .said = to_sentence(reply)});
}

}  // namespace

void quit(Session& session) {
  say_goodbye(session);
  if (session.settings().ignore_quit) {
    session.hang_up();
    return;
  }
  const net::Deadline patience(session.network().now() + quit_patience);
  const auto reply = session.chat().read(session.deadline().earlier(patience));
  session.facts().quit = reply;
  if (session.quit_is_judged()) judge(session, reply);
  session.hang_up();
}

}  // namespace check::stages
