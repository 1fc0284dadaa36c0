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

std::string ehlo_fact(const Facts& facts) {
  if (!facts.ehlo) return {};
  if (!facts.ehlo->success()) return to_sentence(*facts.ehlo);
  std::string text;
  for (const auto& extension : facts.extensions.all()) {
    if (!text.empty()) text += ", ";
    text += smtp::to_string(extension);
  }
  return text.empty() ? "no extensions" : text;
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
      return ehlo_fact(facts);
    case StageId::mail:
      return reply_fact(facts.mail);
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

Lines fact_lines(const check::SessionResult& session, monitor::Medium medium) {
  const auto& facts = session.facts;
  Lines lines;
  for (const auto& failure : facts.failed_addresses) {
    lines.push_back("address " + net::to_string(failure.peer) + ": " +
                    printable(failure.reason, medium));
  }
  if (!facts.ehlo_name.empty()) {
    lines.push_back("we said " + printable(facts.ehlo_name, medium));
  }
  if (!facts.ehlo || !facts.ehlo->success()) return lines;
  lines.push_back(session.target + " announced:");
  for (const auto& extension : facts.extensions.all()) {
    lines.push_back("  " + printable(smtp::to_string(extension), medium));
  }
  return lines;
}

Lines transcript_lines(const check::SessionResult& session,
                       monitor::Medium medium) {
  Lines lines;
  for (const auto& utterance : session.transcript) {
    const auto at =
        monitor::format_milliseconds_as_seconds(utterance.at - session.start);
    const bool ours = utterance.speaker == smtp::Speaker::client;
    lines.push_back(padded(at, 7) + (ours ? "C: " : "S: ") +
                    printable(utterance.line, medium));
  }
  return lines;
}

}  // namespace report
