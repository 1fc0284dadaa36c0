#include "lib/check/stages/stages.h"
#include "lib/monitor/ascii.h"
#include "lib/smtp/base64.h"

namespace check::stages {

namespace {

using monitor::equal_ignoring_case;

constexpr std::string_view masked = "********";

std::string_view verb_of(std::string_view line) {
  return monitor::take_word(line);
}

// "AUTH PLAIN ********": what follows the mechanism is a secret.
std::string shown_form(const std::string& line, bool answers_challenge) {
  if (answers_challenge) return std::string(masked);
  std::string_view rest = line;
  if (!equal_ignoring_case(monitor::take_word(rest), "AUTH")) return line;
  const auto mechanism = monitor::take_word(rest);
  if (rest.empty()) return line;
  return "AUTH " + std::string(mechanism) + " " + std::string(masked);
}

// What a line gives away: an answer, or what follows "AUTH MECHANISM".
std::string_view secret_of(std::string_view line, bool answers_challenge) {
  if (answers_challenge) return line;
  if (!equal_ignoring_case(monitor::take_word(line), "AUTH")) return {};
  monitor::take_word(line);
  return line;
}

// The server may echo it as it is, or what it encodes: of PLAIN the password
// stands behind the last NUL.
void hide_secret(Session& session, std::string_view secret) {
  if (secret.size() < 2) return;  // "=" and "*" are none
  session.chat().hide(secret);
  const auto plain = smtp::decode_base64(secret);
  if (!plain) return;
  session.chat().hide(
      std::string_view(*plain).substr(plain->find_last_of('\0') + 1));
}

// Whether the reply to a command opens or closes a mail transaction
// (RFC 5321 4.1.4).
void track_transaction(Session& session, std::string_view verb,
                       const smtp::Reply& reply) {
  if (!reply.success()) return;
  if (equal_ignoring_case(verb, "MAIL")) session.set_transaction_open(true);
  for (const std::string_view closing : {"RSET", "EHLO", "HELO", "LHLO", "."}) {
    if (equal_ignoring_case(verb, closing)) session.set_transaction_open(false);
  }
}

void judge_reply(Session& session, const ExtraCommand& command,
                 const std::string& shown, const smtp::Reply& reply) {
  if (command.response) {
    if (command.response->matches(to_lines(reply))) return;
    session.find(FindingId::command_mismatch,
                 {.sentence = session.server() + ": the reply to " + shown +
                              " does not match " + command.response->text(),
                  .said = to_sentence(reply)});
  } else if (reply.temporary() || reply.permanent()) {
    session.find(
        FindingId::command_refused,
        session.refusal(session.server() + " refuses " + shown, reply));
  }
}

// What the last reply makes of the next line.
enum class Awaited { command, message_text, answer };

class Dialogue {
 public:
  explicit Dialogue(Session& session) : session_(session) {}

  void say(const ExtraCommand& command) {
    if (awaited_ == Awaited::message_text && command.line != ".") {
      send_text(command.line);
    } else if (!skips(command)) {
      exchange(command);
    }
  }

  // A message without its dot must not be delivered, and a server that waits
  // for TLS would take QUIT for a broken handshake: the connection is closed.
  // An unanswered challenge is called off (RFC 4954 4).
  void finish() {
    if (awaited_ == Awaited::message_text || tls_awaited_) session_.hang_up();
    if (awaited_ == Awaited::answer) {
      session_.command({.line = "*"});
    }
  }

 private:
  // Text for a message that the server does not want is not sent as commands.
  bool skips(const ExtraCommand& command) {
    if (!data_refused_) return false;
    if (command.message_text) return true;
    data_refused_ = false;
    return command.line == ".";
  }

  void send_text(const std::string& line) {
    // RFC 5321 4.5.2
    session_.chat().send({.line = line.starts_with('.') ? "." + line : line},
                         session_.deadline());
  }

  void exchange(const ExtraCommand& command) {
    const auto shown = shown_form(command.line, awaited_ == Awaited::answer);
    const bool authenticates =
        awaited_ == Awaited::answer ||
        equal_ignoring_case(verb_of(command.line), "AUTH");
    session_.chat().parser().allow_auth_lines(authenticates);
    session_.facts().commands.push_back({shown, std::nullopt});
    hide_secret(session_, secret_of(command.line, awaited_ == Awaited::answer));
    session_.chat().send({.line = command.line, .shown = shown},
                         session_.deadline());
    session_.set_message_due(false);
    const auto reply = session_.read();
    session_.facts().commands.back().reply = reply;
    judge_reply(session_, command, shown, reply);
    follow(command, reply);
  }

  void follow(const ExtraCommand& command, const smtp::Reply& reply) {
    const auto verb = verb_of(command.line);
    const bool was_command = awaited_ == Awaited::command;
    awaited_ = reply.code == 354   ? Awaited::message_text
               : reply.code == 334 ? Awaited::answer
                                   : Awaited::command;
    session_.set_message_due(awaited_ == Awaited::message_text);
    data_refused_ =
        was_command && equal_ignoring_case(verb, "DATA") && reply.code != 354;
    tls_awaited_ = equal_ignoring_case(verb, "STARTTLS") && reply.code == 220;
    track_transaction(session_, verb, reply);
    if (equal_ignoring_case(verb, "QUIT") && reply.success()) {
      session_.hang_up();
    }
  }

  Session& session_;
  Awaited awaited_ = Awaited::command;
  bool data_refused_ = false;
  bool tls_awaited_ = false;
};

}  // namespace

void command(Session& session) {
  Dialogue dialogue(session);
  for (const auto& command : session.settings().commands) {
    dialogue.say(command);
    if (!session.greeted()) return;  // we said QUIT
  }
  dialogue.finish();
  // What would end the session for sure is a usage error: here the server has
  // asked for text where none was due.
  if (session.settings().message.send && !session.greeted()) {
    throw net::Error(net::ErrorKind::malformed,
                     "the last -C is answered with 354");
  }
}

}  // namespace check::stages
