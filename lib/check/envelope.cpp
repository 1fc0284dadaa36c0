#include "lib/check/envelope.h"

#include <algorithm>

namespace check {

namespace {

void report_missing(Session& session, const std::string& keyword,
                    const std::string& why) {
  session.find(FindingId::ehlo_extension_missing,
               {.sentence = session.server() + " does not announce " + keyword +
                            ", which " + why + " needs: nothing is sent"});
  session.stop();
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

smtp::Command mail_command(const std::string& sender,
                           const MailParameters& parameters) {
  std::string line = "MAIL FROM:<" + sender + ">";
  if (parameters.size) line += " SIZE=" + std::to_string(*parameters.size);
  if (parameters.eight_bit) line += " BODY=8BITMIME";
  if (parameters.utf8) line += " SMTPUTF8";
  return {.line = line};
}

smtp::Command rcpt_command(const std::string& recipient) {
  return {.line = "RCPT TO:<" + recipient + ">"};
}

bool announces_what_mail_needs(Session& session,
                               const MailParameters& parameters) {
  const auto& extensions = session.facts().extensions;
  if (parameters.size && !extensions.has("SIZE")) {
    report_missing(session, "SIZE", "--size");
  } else if (parameters.utf8 && !extensions.has("SMTPUTF8")) {
    report_missing(session, "SMTPUTF8", "an address or header in UTF-8");
  } else if (parameters.eight_bit && !extensions.has("8BITMIME")) {
    report_missing(session, "8BITMIME", "a message with 8-bit text");
  }
  return session.going();
}

void judge_reset(Session& session, const smtp::Reply& reply) {
  session.set_transaction_open(false);
  session.expect_code(reply, 250);
  if (reply.success()) return;
  session.find(
      FindingId::protocol_lint,
      {.sentence = session.server() + ": RSET is refused (RFC 5321 4.1.1.5)",
       .said = to_sentence(reply)});
}

}  // namespace check
