#include "lib/check/outgoing.h"

#include "lib/check/session.h"
#include "lib/smtp/header_field.h"

namespace check {

namespace {

constexpr std::string_view usual_subject = "check_smtp_session test message";
constexpr std::string_view usual_body =
    "This message was sent by check_smtp_session to see whether this mail\n"
    "server takes mail. It may be deleted.\n";

std::string generated(Session& session) {
  const auto& settings = session.settings();
  const auto& wishes = settings.message;
  return smtp::compose(
      {.from = settings.sender(),
       .to = settings.recipients,
       .subject = wishes.subject.value_or(std::string(usual_subject)),
       .body = wishes.body.value_or(std::string(usual_body)),
       .headers = wishes.headers,
       .time = session.network().wall_time(),
       .token = session.network().unique_token(),
       .host = session.facts().ehlo_name});
}

std::string header_lines(const std::vector<std::string>& headers) {
  std::string lines;
  for (const auto& header : headers) lines += smtp::header_field(header);
  return lines;
}

}  // namespace

std::vector<std::string_view> Outgoing::pieces() const {
  std::vector<std::string_view> pieces{*top};
  if (given) pieces.push_back(*given);
  return pieces;
}

Outgoing make_outgoing(Session& session) {
  const auto& wishes = session.settings().message;
  Outgoing outgoing;
  outgoing.given = wishes.given;
  outgoing.top = std::make_shared<const std::string>(
      wishes.given ? header_lines(wishes.headers) : generated(session));
  outgoing.nature = smtp::nature_of(outgoing.pieces());
  return outgoing;
}

}  // namespace check
