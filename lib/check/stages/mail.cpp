#include <algorithm>

#include "lib/check/envelope.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

MailParameters parameters_for(Session& session) {
  const auto& settings = session.settings();
  MailParameters parameters{
      .size = settings.size,
      .utf8 = !is_ascii(settings.sender()) ||
              !std::all_of(settings.recipients.begin(),
                           settings.recipients.end(), is_ascii)};
  if (!settings.message.send) return parameters;
  session.set_outgoing(make_outgoing(session));
  const auto& nature = session.outgoing().nature;
  parameters.eight_bit = nature.eight_bit;
  parameters.utf8 = parameters.utf8 || nature.utf8_header;
  return parameters;
}

// MAIL, the recipients and, where no command of -C comes between, DATA: all in
// one group (RFC 2920 3.1).
std::vector<smtp::Command> transaction(const Settings& settings,
                                       const smtp::Command& mail) {
  std::vector<smtp::Command> group{mail};
  for (const auto& address : settings.recipients) {
    group.push_back(rcpt_command(address));
  }
  if (settings.message.send && settings.commands.empty()) {
    group.push_back({.line = "DATA"});
  }
  return group;
}

// What is sent must not be read on the way any more than a password
// (RFC 9325 3.1.1); the finding about the version has been made.
bool tls_too_old_to_send(const Session& session) {
  const auto& settings = session.settings();
  const auto& tls = session.facts().tls;
  return settings.message.send && tls && tls->version < settings.tls_min;
}

void report_refusal(Session& session, const smtp::Reply& reply) {
  const auto from = session.settings().sender();
  const auto sender = from.empty() ? "the null sender" : "the sender " + from;
  session.find(
      reply.temporary() ? FindingId::mail_temporary : FindingId::mail_refused,
      session.refusal(session.server() + " refuses " + sender, reply));
  session.stop();
}

}  // namespace

void mail(Session& session) {
  if (tls_too_old_to_send(session)) {
    session.stop();
    return;
  }
  const auto parameters = parameters_for(session);
  if (!announces_what_mail_needs(session, parameters)) return;
  const auto command = mail_command(session.settings().sender(), parameters);
  const auto group = transaction(session.settings(), command);
  if (session.may_pipeline()) session.send_ahead(group);
  const auto reply = session.answer_to(command);
  session.facts().mail = reply;
  session.expect_code(reply, 250);
  if (reply.success()) {
    session.set_transaction_open(true);
    return;
  }
  report_refusal(session, reply);
  session.skip_answers();
}

}  // namespace check::stages
