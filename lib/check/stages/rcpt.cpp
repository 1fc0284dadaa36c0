#include <algorithm>

#include "lib/check/envelope.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

void judge(Session& session, const std::string& address,
           const smtp::Reply& reply) {
  session.expect_code(reply, 250);
  if (reply.success()) return;
  session.find(
      reply.temporary() ? FindingId::rcpt_temporary : FindingId::rcpt_refused,
      session.refusal(session.server() + " refuses the recipient " + address,
                      reply));
}

}  // namespace

void rcpt(Session& session) {
  auto& recipients = session.facts().recipients;
  for (const auto& address : session.settings().recipients) {
    const auto reply = session.answer_to(rcpt_command(address));
    recipients.push_back({address, reply});
    judge(session, address, reply);
  }
  const bool any_accepted = std::any_of(
      recipients.begin(), recipients.end(),
      [](const Recipient& recipient) { return recipient.accepted(); });
  if (any_accepted) return;
  session.stop();
  session.skip_answers();
}

}  // namespace check::stages
