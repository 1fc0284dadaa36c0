#include "lib/report/details.h"

#include "lib/monitor/number.h"

namespace report {

namespace {

using check::Facts;
using check::Outcome;
using check::StageId;
using monitor::printable;

// A fact of the stage lines stays on one line of a terminal.
constexpr std::size_t fact_width = 200;

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string reply_fact(const std::optional<smtp::Reply>& reply) {
  return reply ? to_sentence(*reply) : std::string();
}

std::string addresses_fact(const Facts& facts) {
  std::string text;
  for (const auto& address : facts.addresses) {
    if (!text.empty()) text += ", ";
    text += address.address;
  }
  return text;
}

std::string connect_fact(const Facts& facts) {
  if (!facts.peer) return {};
  std::string text = net::to_string(*facts.peer);
  if (facts.peer->family != net::Family::local) {
    text += " from " + facts.local->address;
  }
  return text;
}

std::string ehlo_fact(const std::optional<smtp::Reply>& reply,
                      const smtp::Extensions& extensions) {
  if (!reply) return {};
  if (!reply->success()) return to_sentence(*reply);
  std::string text;
  for (const auto& extension : extensions.all()) {
    if (!text.empty()) text += ", ";
    text += smtp::to_string(extension);
  }
  return text.empty() ? "no extensions" : text;
}

std::string tls_fact(const Facts& facts) {
  if (!facts.tls) return {};
  if (!facts.tls->failure.empty()) return facts.tls->failure;
  std::string text = facts.tls->version_name + " " + facts.tls->cipher;
  if (!facts.tls->group.empty()) text += " " + facts.tls->group;
  if (facts.days_left) {
    text += ", certificate valid for " + std::to_string(*facts.days_left) +
            (*facts.days_left == 1 ? " day" : " days");
  }
  return text;
}

std::string recipients_fact(const std::vector<check::Recipient>& recipients) {
  std::string text;
  for (const auto& recipient : recipients) {
    if (!text.empty()) text += "; ";
    text += recipient.address + ": " + reply_fact(recipient.reply);
  }
  return text;
}

std::string login_fact(const Facts& facts) {
  if (!facts.login) return {};
  return facts.login->mechanism + ": " + reply_fact(facts.login->reply);
}

std::string message_fact(const Facts& facts) {
  std::string text;
  for (const auto& reply : facts.message) {
    if (!text.empty()) text += "; ";
    text += to_sentence(reply);
  }
  return text;
}

std::string commands_fact(const Facts& facts) {
  std::string text;
  for (const auto& exchange : facts.commands) {
    if (!text.empty()) text += "; ";
    text += exchange.command + ": " + reply_fact(exchange.reply);
  }
  return text;
}

std::string fact_of(StageId stage, const Facts& facts) {
  switch (stage) {
    case StageId::dns:
      return addresses_fact(facts);
    case StageId::connect:
      return connect_fact(facts);
    case StageId::banner:
      return reply_fact(facts.greeting);
    case StageId::ehlo:
      return facts.clear_ehlo
                 ? ehlo_fact(facts.clear_ehlo, facts.clear_extensions)
                 : ehlo_fact(facts.ehlo, facts.extensions);
    case StageId::starttls:
      return reply_fact(facts.starttls);
    case StageId::tls:
      return tls_fact(facts);
    case StageId::ehlo_tls:
      return ehlo_fact(facts.ehlo, facts.extensions);
    case StageId::auth:
      return login_fact(facts);
    case StageId::relay:
      return recipients_fact(facts.rejects);
    case StageId::mail:
      return reply_fact(facts.mail);
    case StageId::rcpt:
      return recipients_fact(facts.recipients);
    case StageId::data:
      return reply_fact(facts.data);
    case StageId::message:
      return message_fact(facts);
    case StageId::command:
      return commands_fact(facts);
    case StageId::quit:
      return reply_fact(facts.quit);
  }
  return {};
}

std::string outcome_text(const check::StageResult& stage) {
  const auto time =
      monitor::format_milliseconds_as_seconds(stage.duration) + " s";
  switch (stage.outcome) {
    case Outcome::not_reached:
      return "not reached";
    case Outcome::failed:
      return time + "  failed";
    case Outcome::interrupted:
      return time + "  timed out";
    case Outcome::passed:
      break;
  }
  return time;
}

std::string mark_of(smtp::Speaker speaker) {
  switch (speaker) {
    case smtp::Speaker::client:
      return "C: ";
    case smtp::Speaker::server:
      return "S: ";
    case smtp::Speaker::nobody:
      break;
  }
  return "-- ";
}

}  // namespace

Lines stage_lines(const check::SessionResult& session, monitor::Medium medium) {
  constexpr std::size_t name_width = 9;
  constexpr std::size_t time_width = 9;
  Lines lines;
  for (const auto& stage : session.stages) {
    std::string line = padded(std::string(name(stage.id)), name_width) +
                       padded(outcome_text(stage), time_width);
    if (stage.outcome != Outcome::not_reached) {
      const auto fact = fact_of(stage.id, session.facts);
      if (!fact.empty()) {
        line += "  " +
                printable(monitor::printable_front(fact, fact_width), medium);
      }
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

namespace {

void append_extensions(Lines& lines, const std::string& title,
                       const smtp::Extensions& extensions,
                       monitor::Medium medium) {
  lines.push_back(title);
  for (const auto& extension : extensions.all()) {
    lines.push_back("  " + printable(smtp::to_string(extension), medium));
  }
}

void append_certificate(Lines& lines, const net::Certificate& certificate,
                        std::size_t place, monitor::Medium medium) {
  std::string names;
  for (const auto* list : {&certificate.dns_names, &certificate.addresses}) {
    for (const auto& name : *list) names += " " + name;
  }
  const auto add = [&](const std::string& label, const std::string& text) {
    lines.push_back("  " + label + printable(text, medium));
  };
  lines.push_back("certificate " + std::to_string(place + 1) + ":");
  add("subject   ", certificate.subject);
  if (!names.empty()) add("names    ", names);
  add("issuer    ", certificate.issuer);
  add("valid     ", monitor::format_date(certificate.not_before) + " to " +
                        monitor::format_date(certificate.not_after));
  add("key       ", certificate.key_type + ", " +
                        std::to_string(certificate.key_bits) + " bits, " +
                        certificate.signature);
  add("sha256    ", certificate.sha256);
  add("key pin   ", "sha256//" + certificate.public_key_sha256);
}

void append_tls(Lines& lines, const net::TlsFacts& tls,
                monitor::Medium medium) {
  if (!tls.sni.empty()) lines.push_back("SNI " + printable(tls.sni, medium));
  lines.push_back(tls.ocsp_stapled ? "OCSP response stapled"
                                   : "no OCSP response stapled");
  for (std::size_t i = 0; i < tls.chain.size(); ++i) {
    append_certificate(lines, tls.chain[i], i, medium);
  }
  for (const auto& problem : tls.problems) {
    lines.push_back("certificate " + std::to_string(problem.depth + 1) + ": " +
                    problem.reason);
  }
}

}  // namespace

Lines fact_lines(const check::SessionResult& session, monitor::Medium medium) {
  const auto& facts = session.facts;
  Lines lines;
  for (const auto& failure : facts.failed_addresses) {
    lines.push_back("address " + net::to_string(failure.peer) + ": " +
                    printable(failure.reason, medium));
  }
  if (facts.ptr && !facts.ptr->names.empty()) {
    std::string text = "PTR of " + facts.peer->address + ":";
    for (const auto& name : facts.ptr->names) text += " " + name;
    text += facts.ptr->confirmed ? ", confirmed" : ", not confirmed";
    lines.push_back(printable(text, medium));
  }
  if (!facts.ehlo_name.empty()) {
    lines.push_back("we said " + printable(facts.ehlo_name, medium));
  }
  if (facts.tls) append_tls(lines, *facts.tls, medium);
  if (facts.clear_ehlo) {
    append_extensions(lines, session.target + " announced before TLS:",
                      facts.clear_extensions, medium);
  }
  if (facts.ehlo && facts.ehlo->success()) {
    append_extensions(lines, session.target + " announced:", facts.extensions,
                      medium);
  }
  return lines;
}

Lines transcript_lines(const check::SessionResult& session,
                       monitor::Medium medium) {
  Lines lines;
  for (const auto& utterance : session.transcript) {
    const auto at =
        monitor::format_milliseconds_as_seconds(utterance.at - session.start);
    lines.push_back(padded(at, 7) + mark_of(utterance.speaker) +
                    printable(utterance.line, medium));
  }
  return lines;
}

}  // namespace report
