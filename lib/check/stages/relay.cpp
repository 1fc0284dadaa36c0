#include <algorithm>

#include "lib/check/envelope.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

const smtp::Command reset{.line = "RSET"};

void report_undecided(Session& session, const std::string& what,
                      const smtp::Reply& reply) {
  session.find(
      FindingId::rcpt_temporary,
      session.refusal(session.server() + " does not decide about " + what,
                      reply, "whether it would be refused is not known"));
}

void judge(Session& session, const std::string& address,
           const smtp::Reply& reply) {
  session.expect_code(reply, 250);
  if (reply.temporary()) {
    report_undecided(session, "RCPT TO:<" + address + ">", reply);
  } else if (reply.success()) {
    session.find(FindingId::rcpt_accepted,
                 {.sentence = session.server() + " accepts RCPT TO:<" +
                              address + ">, which it should refuse",
                  .said = to_sentence(reply),
                  .hint = "an open relay, or a domain that takes every "
                          "recipient"});
  }
}

MailParameters parameters_for(const Settings& settings) {
  return {.utf8 = !is_ascii(settings.sender()) ||
                  !std::all_of(settings.rejects.begin(), settings.rejects.end(),
                               is_ascii)};
}

std::vector<smtp::Command> transaction(const Settings& settings) {
  std::vector<smtp::Command> group{
      mail_command(settings.sender(), parameters_for(settings))};
  for (const auto& address : settings.rejects) {
    group.push_back(rcpt_command(address));
  }
  group.push_back(reset);
  return group;
}

// A sender who is refused for good refuses all recipients.
bool sender_accepted(Session& session, const smtp::Command& mail) {
  const auto reply = session.answer_to(mail);
  session.expect_code(reply, 250);
  if (reply.success()) return true;
  if (reply.temporary()) {
    report_undecided(session, "the recipients that it should refuse", reply);
  }
  return false;
}

}  // namespace

void relay(Session& session) {
  const auto& settings = session.settings();
  if (!announces_what_mail_needs(session, parameters_for(settings))) return;
  const auto group = transaction(settings);
  if (session.may_pipeline()) session.send_ahead(group);
  if (!sender_accepted(session, group.front())) {
    session.skip_answers();
    return;
  }
  session.set_transaction_open(true);
  for (const auto& address : settings.rejects) {
    const auto reply = session.answer_to(rcpt_command(address));
    session.facts().rejects.push_back({address, reply});
    judge(session, address, reply);
  }
  judge_reset(session, session.answer_to(reset));
}

}  // namespace check::stages
