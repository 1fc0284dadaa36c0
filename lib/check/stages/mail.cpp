#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

std::string refusal_hint(const smtp::Reply& reply) {
  // RFC 3207 4, RFC 4954 6: 530 is "do something else first".
  if (reply.code != 530) return {};
  return "the server wants TLS or a login before mail";
}

}  // namespace

void mail(Session& session) {
  const auto& from = *session.settings().from;
  const auto sender = from.empty() ? "the null sender" : "the sender " + from;
  const auto reply = session.command({.line = "MAIL FROM:<" + from + ">"});
  session.facts().mail = reply;
  session.expect_code(reply, 250);
  if (reply.success()) {
    session.set_transaction_open(true);
    return;
  }
  session.find(
      reply.temporary() ? FindingId::mail_temporary : FindingId::mail_refused,
      {.sentence = session.server() + " refuses " + sender,
       .said = to_sentence(reply),
       .hint = refusal_hint(reply)});
  session.stop();
}

}  // namespace check::stages
