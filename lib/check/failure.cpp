#include "lib/check/failure.h"

#include "lib/monitor/number.h"
#include "lib/smtp/greeting.h"

namespace check {

namespace {

using net::ErrorKind;

// Up to the end of the greeting the stage gives the name, later the protocol.
bool before_ehlo(const Session& session) {
  return session.stage() == StageId::dns ||
         session.stage() == StageId::connect ||
         session.stage() == StageId::banner;
}

FindingId timed_out(const Session& session) {
  if (session.stage() == StageId::connect) return FindingId::connect_timed_out;
  if (session.stage() == StageId::banner) return FindingId::banner_timed_out;
  return FindingId::time_out;
}

FindingId unsolicited(const Session& session) {
  const bool early =
      session.stage() == StageId::banner ||
      (session.stage() == StageId::ehlo && session.facts().ehlo_name.empty());
  return early ? FindingId::banner_early_data : FindingId::protocol_unsolicited;
}

// In TLS 1.3 the client is through before the server has judged it: a refusal
// then stands in the place of the first reply.
FindingId refused_inside_tls(const Session& session) {
  const bool first_reply =
      session.stage() == StageId::banner ||
      (session.stage() == StageId::ehlo_tls && !session.facts().ehlo);
  return first_reply ? FindingId::tls_handshake_failed
                     : FindingId::protocol_reset;
}

FindingId finding_for(const Session& session, ErrorKind kind) {
  const bool early = before_ehlo(session);
  switch (kind) {
    case ErrorKind::not_found:
      return FindingId::dns_not_found;
    case ErrorKind::lookup_failed:
      return FindingId::dns_failed;
    case ErrorKind::bogus:
      return FindingId::dns_bogus;
    case ErrorKind::refused:
      return FindingId::connect_refused;
    case ErrorKind::unreachable:
    case ErrorKind::no_route:
      return FindingId::connect_unreachable;
    case ErrorKind::timed_out:
      return timed_out(session);
    case ErrorKind::reset:
      return early ? FindingId::connect_reset : FindingId::protocol_reset;
    case ErrorKind::closed:
      return early ? FindingId::banner_closed : FindingId::protocol_closed;
    case ErrorKind::not_smtp:
      return FindingId::banner_not_smtp;
    case ErrorKind::malformed:
      return early ? FindingId::banner_malformed
                   : FindingId::protocol_malformed;
    case ErrorKind::codes_differ:
      return FindingId::protocol_codes_differ;
    case ErrorKind::too_long:
      return FindingId::protocol_too_long;
    case ErrorKind::unsolicited:
      return unsolicited(session);
    case ErrorKind::shutting_down:
      return FindingId::protocol_shutting_down;
    case ErrorKind::tls:
      return early ? FindingId::connect_reset : FindingId::protocol_reset;
    case ErrorKind::tls_alert:
      return refused_inside_tls(session);
    case ErrorKind::local:
      break;
  }
  return FindingId::plugin_internal;
}

// RFC 5321 4.5.3.2 gives senders minutes: whoever reads of a time-out should
// know that ours is shorter.
std::string timeout_hint(const Session& session) {
  switch (session.stage()) {
    case StageId::banner:
      return "senders wait up to 300 s for a greeting (RFC 5321 4.5.3.2.1); a "
             "server that speaks TLS first, as on port 465, waits for us";
    case StageId::dns:
      return "look at the resolver of this machine";
    default:
      return {};
  }
}

Remark timeout_remark(const Session& session, const net::Error& error) {
  std::string sentence =
      "Socket timeout after " + seconds_text(session.settings().timeout) +
      " seconds in stage " + std::string(name(session.stage())) + " of " +
      session.server();
  return {.sentence = std::move(sentence),
          .said = error.said(),
          .hint = timeout_hint(session)};
}

Remark not_smtp_remark(const Session& session, const net::Error& error) {
  const auto protocol = smtp::looks_like(error.said());
  std::string sentence = session.server() + " is no SMTP server";
  std::string hint;
  if (!protocol.empty()) sentence += ": this is " + std::string(protocol);
  if (protocol == "TLS")
    hint =
        "is another port meant, or TLS from the first "
        "byte?";
  return {.sentence = std::move(sentence),
          .said = error.said(),
          .hint = std::move(hint)};
}

// What we were at, as the beginning of a sentence.
std::string attempt(const Session& session) {
  switch (session.stage()) {
    case StageId::dns:
      return "cannot resolve " + session.settings().host;
    case StageId::connect:
      return "cannot connect to " + session.server();
    case StageId::banner:
      return "no greeting from " + session.server();
    case StageId::tls:
      return "no TLS with " + session.server();
    default:
      return session.server() + " in stage " +
             std::string(name(session.stage()));
  }
}

// "421 4.7.0 too many": the reply that error.said() was made of.
smtp::Reply last_reply(const net::Error& error) {
  smtp::Reply reply;
  reply.code = 421;
  std::string_view text = error.said();
  if (text.starts_with("421 ")) text.remove_prefix(4);
  reply.lines.emplace_back(text);
  return reply;
}

Remark remark_for(const Session& session, const net::Error& error) {
  if (error.kind() == ErrorKind::shutting_down) {
    auto remark = session.refusal(attempt(session) + ": " + error.what(),
                                  last_reply(error));
    remark.said = error.said();
    return remark;
  }
  if (error.kind() == ErrorKind::timed_out) {
    return timeout_remark(session, error);
  }
  if (error.kind() == ErrorKind::not_smtp) {
    return not_smtp_remark(session, error);
  }
  return {.sentence = attempt(session) + ": " + error.what(),
          .said = error.said()};
}

// After these the next reply would still answer our next command.
bool in_step(ErrorKind kind) {
  return kind == ErrorKind::unsolicited || kind == ErrorKind::shutting_down;
}

// The session is over whatever became of QUIT.
void report_quit(Session& session, const net::Error& error) {
  if (session.quit_is_judged()) {
    session.find(
        FindingId::quit_failed,
        {.sentence = session.server() +
                     ": QUIT was not answered with 221: " + error.what(),
         .said = error.said()});
  }
  session.hang_up();
}

}  // namespace

std::string seconds_text(net::Time time) {
  return monitor::format_seconds(time);
}

bool report_failure(Session& session, const net::Error& error) {
  if (session.leaving() && error.kind() != ErrorKind::local &&
      error.kind() != ErrorKind::unsolicited) {
    report_quit(session, error);
    return false;
  }
  const auto id = finding_for(session, error.kind());
  const bool timed_out = error.kind() == ErrorKind::timed_out;
  if (timed_out) {
    session.find(id, session.settings().timeout_state,
                 remark_for(session, error));
  } else {
    session.find(id, remark_for(session, error));
  }
  session.stop();
  if (!in_step(error.kind()) || session.message_due()) session.hang_up();
  return timed_out;
}

}  // namespace check
