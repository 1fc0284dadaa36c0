#include "lib/report/text.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "lib/check/check.h"
#include "lib/monitor/number.h"
#include "lib/report/details.h"
#include "lib/report/perfdata.h"

namespace report {

namespace {

using check::CheckResult;
using check::Finding;
using check::SessionResult;
using check::Settings;
using monitor::Medium;
using monitor::State;

// NRPE version 2 carries 1,024 bytes.
constexpr std::size_t first_line_limit = 999;
constexpr std::size_t reply_width = 200;
constexpr std::size_t text_limit = 4096;

// Stage order, then table order; what belongs to no stage comes last.
bool comes_first(const Finding* a, const Finding* b) {
  const auto place = [](const Finding& finding) {
    return std::tuple(!finding.stage.has_value(), finding.stage, finding.id);
  };
  return place(*a) < place(*b);
}

std::vector<const Finding*> sorted_findings(const CheckResult& result) {
  std::vector<const Finding*> sorted;
  for (const auto& finding : result.findings) sorted.push_back(&finding);
  for (const auto& session : result.sessions) {
    for (const auto& finding : session.findings) sorted.push_back(&finding);
  }
  std::stable_sort(sorted.begin(), sorted.end(), comes_first);
  return sorted;
}

std::string sentence_of(const Finding& finding, const Settings& settings,
                        Medium medium) {
  std::string_view said = finding.said;
  if (settings.verbosity < 2) {
    said = monitor::printable_front(said, reply_width);
  }
  std::string text = monitor::printable(finding.sentence, medium);
  if (!said.empty()) text += ": " + monitor::printable(said, medium);
  if (said.size() < finding.said.size()) text += " ...";
  return text;
}

// A refusal is good news where it was expected.
std::string login_news(const check::Facts& facts) {
  if (!facts.login || !facts.login->reply) return {};
  const bool accepted = facts.login->reply->success();
  return (accepted ? ", logged in by " : ", refuses the login by ") +
         facts.login->mechanism;
}

std::string message_news(const check::Facts& facts) {
  const bool taken =
      std::any_of(facts.message.begin(), facts.message.end(),
                  [](const smtp::Reply& reply) { return reply.success(); });
  if (!taken) return {};
  return facts.queue_id ? ", took the message as " + *facts.queue_id
                        : ", took the message";
}

std::string good_news(const SessionResult& session, Medium medium) {
  const auto& facts = session.facts;
  std::string text = session.target;
  if (!facts.addresses.empty() && facts.peer) {
    text += " (" + facts.peer->address + ")";
  }
  if (facts.greeting) {
    text +=
        facts.greeting_host ? " greets as " + *facts.greeting_host : " greets";
  } else if (facts.peer) {
    text += " accepts the connection";
  }
  if (facts.ehlo && facts.ehlo->success()) {
    const auto count = facts.extensions.all().size();
    text += ", announces " + std::to_string(count) +
            (count == 1 ? " extension" : " extensions");
  }
  if (facts.tls) text += ", " + facts.tls->version_name;
  if (facts.days_left) {
    text += ", certificate valid for " + std::to_string(*facts.days_left) +
            (*facts.days_left == 1 ? " day" : " days");
  }
  text += login_news(facts) + message_news(facts);
  text +=
      ", " + monitor::format_milliseconds_as_seconds(session.duration) + " s";
  return monitor::printable(text, medium);
}

// Of several sessions: how many hosts take mail, and how long it took.
std::string good_news(const CheckResult& result, const Settings& settings,
                      Medium medium) {
  if (result.sessions.size() == 1 && settings.mx.empty()) {
    return good_news(result.sessions.front(), medium);
  }
  if (result.sessions.empty() && !result.findings.empty()) {
    return sentence_of(*sorted_findings(result).front(), settings, medium);
  }
  std::set<std::string> hosts;
  for (const auto& session : result.sessions) hosts.insert(session.host);
  const auto many = [](std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what;
  };
  std::string text = settings.mx.empty() ? settings.host : settings.mx;
  text += ": all of ";
  if (!settings.mx.empty()) {
    text += many(hosts.size(), hosts.size() == 1 ? "mail host" : "mail hosts");
  }
  if (settings.all_addresses) {
    if (!settings.mx.empty()) text += " with ";
    text += many(result.sessions.size(),
                 result.sessions.size() == 1 ? "address" : "addresses");
  }
  text += " fine, " + monitor::format_milliseconds_as_seconds(result.duration) +
          " s";
  return monitor::printable(text, medium);
}

std::string left_out(const CheckResult& result) {
  if (result.left_out == 0) return {};
  return " (" + std::to_string(result.left_out) +
         " more sessions would be needed: left out)";
}

// `more` is what is told behind it, however long it is.
std::string first_sentence(const CheckResult& result, const Settings& settings,
                           Medium medium, std::string& more) {
  if (result.state == State::ok) {
    return good_news(result, settings, medium);
  }
  const Finding* worst = nullptr;
  std::size_t others = 0;
  for (const auto* finding : sorted_findings(result)) {
    if (finding->state == State::ok) continue;
    if (worst == nullptr && finding->state == result.state) {
      worst = finding;
    } else {
      ++others;
    }
  }
  std::string text = sentence_of(*worst, settings, medium);
  if (others > 0) more = " (+" + std::to_string(others) + " more)";
  return text;
}

std::string first_line(const CheckResult& result, const Settings& settings,
                       Medium medium) {
  std::string tail;
  std::string line = "SMTP " + std::string(monitor::name(result.state)) +
                     " - " + first_sentence(result, settings, medium, tail);
  tail += left_out(result);
  if (settings.perfdata) tail += " | " + perfdata(result, settings);
  const auto room = first_line_limit - std::min(first_line_limit, tail.size());
  if (line.size() > room) {
    line.resize(room - std::min<std::size_t>(room, 4));
    line += " ...";
  }
  return line + tail;
}

// On a problem what is not OK; from -v on all that was noticed.
void append_findings(Lines& lines, const CheckResult& result,
                     const Settings& settings, Medium medium) {
  for (const auto* finding : sorted_findings(result)) {
    if (finding->state == State::ok && settings.verbosity == 0) continue;
    lines.push_back("[" + std::string(monitor::name(finding->state)) + "] " +
                    std::string(describe(finding->id).name) + ": " +
                    sentence_of(*finding, settings, medium));
    if (!finding->hint.empty()) {
      lines.push_back("hint: " + monitor::printable(finding->hint, medium));
    }
  }
}

void append(Lines& lines, Lines more) {
  std::move(more.begin(), more.end(), std::back_inserter(lines));
}

// "mx1.example.com:25 (192.0.2.1), 0.123 s".
std::string heading(const SessionResult& session) {
  std::string text = session.target;
  const bool told = text.find(session.address) != std::string::npos;
  if (!told) text += " (" + session.address + ")";
  return text + ", " +
         monitor::format_milliseconds_as_seconds(session.duration) + " s";
}

Lines further_lines(const CheckResult& result, const Settings& settings,
                    Medium medium) {
  Lines lines;
  append_findings(lines, result, settings, medium);
  const bool several = result.sessions.size() > 1;
  for (const auto& session : result.sessions) {
    if (several && (settings.verbosity >= 1 || settings.transcript)) {
      lines.push_back(
          "[" +
          std::string(session.down ? "down"
                                   : monitor::name(check::state_of(session))) +
          "] " + monitor::printable(heading(session), medium));
    }
    if (settings.verbosity >= 1) append(lines, stage_lines(session, medium));
    if (settings.verbosity >= 2) append(lines, fact_lines(session, medium));
    if (settings.verbosity >= 3 || settings.transcript) {
      append(lines, transcript_lines(session, medium));
    }
  }
  return lines;
}

}  // namespace

std::string text(const CheckResult& result, const Settings& settings,
                 Medium medium) {
  if (settings.quiet && result.state == State::ok) return {};
  std::string out = first_line(result, settings, medium) + "\n";
  const bool bounded = settings.verbosity < 2 && !settings.transcript;
  for (const auto& line : further_lines(result, settings, medium)) {
    if (bounded && out.size() + line.size() > text_limit) {
      return out + "... (-vv shows all)\n";
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace report
