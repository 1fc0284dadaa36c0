#include "lib/check/stages/stages.h"

namespace check::stages {

void data(Session& session) {
  const auto reply = session.answer_to({.line = "DATA"});
  session.facts().data = reply;
  if (reply.code == 354) {
    session.set_message_due(true);
    return;
  }
  if (!reply.temporary() && !reply.permanent()) {
    throw net::Error(net::ErrorKind::malformed, "DATA is not answered with 354",
                     to_sentence(reply));
  }
  session.find(
      reply.temporary() ? FindingId::data_temporary : FindingId::data_refused,
      session.refusal(session.server() + " refuses DATA", reply));
  session.stop();
}

}  // namespace check::stages
