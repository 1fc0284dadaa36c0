#include "lib/check/stages/stages.h"
#include "lib/smtp/queue_id.h"

namespace check::stages {

namespace {

bool is_lmtp(const Session& session) {
  return session.settings().hello == Hello::lhlo;
}

void judge(Session& session, FindingId refused, const std::string& what,
           const smtp::Reply& reply) {
  auto& facts = session.facts();
  facts.message.push_back(reply);
  if (!facts.queue_id) facts.queue_id = smtp::queue_id(reply);
  session.expect_code(reply, 250);
  if (reply.success()) return;
  session.find(reply.temporary() ? FindingId::message_temporary : refused,
               session.refusal(session.server() + " refuses " + what, reply));
}

// LMTP answers for each recipient that was accepted (RFC 2033 4.2).
void judge_deliveries(Session& session) {
  for (const auto& recipient : session.facts().recipients) {
    if (!recipient.accepted()) continue;
    judge(session, FindingId::message_recipient_failed,
          "the message to " + recipient.address, session.read());
  }
}

}  // namespace

void message(Session& session) {
  // The dot and QUIT leave together (RFC 2920 3.1).
  std::optional<smtp::Command> goodbye;
  if (session.may_pipeline()) goodbye = smtp::Command{.line = "QUIT"};
  session.chat().send_message(smtp::MessageEncoder(session.outgoing().pieces()),
                              goodbye, session.deadline());
  session.set_message_due(false);
  if (goodbye) session.note_quit_sent();
  if (is_lmtp(session)) {
    judge_deliveries(session);
  } else {
    judge(session, FindingId::message_refused, "the message", session.read());
  }
  session.set_transaction_open(false);
}

}  // namespace check::stages
