#include "tests/unit/plugin/parsed.h"

#include <gtest/gtest.h>

#include <sstream>

#include "plugin/options.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

void describe(std::ostream& out, const check::ExtraCommand& command) {
  out << "command: " << command.line << (command.message_text ? " (text)" : "")
      << (command.response ? " ~ " + command.response->text() : "") << '\n';
}

void describe(std::ostream& out, const char* what,
              const std::vector<check::TimeThreshold>& thresholds) {
  for (const auto& threshold : thresholds) {
    out << what << ": "
        << (threshold.stage ? check::name(*threshold.stage) : "total") << ' '
        << threshold.range.text << '\n';
  }
}

void describe(std::ostream& out, const char* what,
              const std::vector<smtp::Condition>& conditions) {
  for (const auto& condition : conditions) {
    out << what << ": " << condition.text << '\n';
  }
}

void describe(std::ostream& out, const char* what,
              const std::optional<check::ExpectedHost>& host) {
  if (host) out << what << ": " << host->name << host->automatic << '\n';
}

void describe_where(std::ostream& out, const check::Settings& settings) {
  out << "host: " << settings.host << '\n'
      << "port: " << settings.port << '\n'
      << "families: " << static_cast<int>(settings.families) << '\n'
      << "proxy: " << static_cast<int>(settings.proxy) << '\n';
  if (settings.source_address) {
    out << "source: " << settings.source_address->address << '\n';
  }
}

void describe_dialogue(std::ostream& out, const check::Settings& settings) {
  out << "hello: " << static_cast<int>(settings.hello) << '\n'
      << "name: " << settings.ehlo_name << '\n'
      << "pipelining: " << settings.pipelining << '\n'
      << "ignore quit: " << settings.ignore_quit << '\n';
  if (settings.from) out << "from: <" << *settings.from << ">\n";
  if (settings.until) out << "until: " << check::name(*settings.until) << '\n';
  for (const auto& command : settings.commands) describe(out, command);
}

void describe(std::ostream& out, const char* what,
              const std::optional<monitor::Range>& range) {
  if (range) out << what << ": " << range->text << '\n';
}

void describe_tls(std::ostream& out, const check::Settings& settings) {
  out << "tls: " << static_cast<int>(settings.tls) << '\n'
      << "sni: " << settings.server_name << '\n'
      << "verify: " << settings.verify_name << '\n'
      << "trust: " << settings.trust.ca_file << ' ' << settings.trust.ca_path
      << ' ' << settings.trust.client_certificate << ' '
      << settings.trust.client_key << '\n'
      << "insecure: " << settings.insecure << '\n'
      << "oldest: " << net::version_text(settings.tls_min) << '\n'
      << "submission: " << settings.submission << '\n';
  for (const auto& pin : settings.pins) {
    out << "pin: " << pin.certificate_sha256 << pin.public_key_sha256 << '\n';
  }
  describe(out, "days warning", settings.days.warning);
  describe(out, "days critical", settings.days.critical);
}

void describe_judging(std::ostream& out, const check::Settings& settings) {
  for (const auto& text : settings.expect) out << "expect: " << text << '\n';
  describe(out, "banner host", settings.banner_hostname);
  describe(out, "ehlo host", settings.ehlo_hostname);
  describe(out, "required", settings.required);
  describe(out, "forbidden", settings.forbidden);
  describe(out, "warning", settings.warning);
  describe(out, "critical", settings.critical);
  out << "time-out: " << settings.timeout.count() << ' '
      << monitor::name(settings.timeout_state) << '\n';
  for (const auto& [id, state] : settings.states) {
    out << "state: " << check::describe(id).name << ' ' << monitor::name(state)
        << '\n';
  }
}

std::string described(const check::Settings& settings) {
  std::ostringstream out;
  describe_where(out, settings);
  describe_dialogue(out, settings);
  describe_tls(out, settings);
  describe_judging(out, settings);
  out << "verbosity: " << settings.verbosity << '\n'
      << "quiet: " << settings.quiet << '\n'
      << "transcript: " << settings.transcript << '\n'
      << "perfdata: " << settings.perfdata << '\n';
  return out.str();
}

}  // namespace

Words operator+(Words a, const Words& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

check::Settings settings_of(const Words& words) {
  auto request = parse_command_line(words);
  return std::get<check::Settings>(std::move(request));
}

std::string meaning_of(const Words& words) {
  try {
    const auto request = parse_command_line(words);
    if (const auto* page = std::get_if<PageRequest>(&request)) {
      return "page " + std::to_string(static_cast<int>(page->page)) + " of " +
             std::string(check::describe(page->explained).name);
    }
    return described(std::get<check::Settings>(request));
  } catch (const UsageError& error) {
    ADD_FAILURE() << spelled(words) << ": " << error.what();
    return {};
  }
}

std::string refusal_of(const Words& words) {
  try {
    parse_command_line(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

Page page_of(const Words& words) {
  const auto request = parse_command_line(words);
  const auto* page = std::get_if<PageRequest>(&request);
  return page == nullptr ? Page::none : page->page;
}

std::string spelled(const Words& words) {
  std::string out;
  for (const auto& word : words) {
    const bool plain = !word.empty() && word.find(' ') == std::string::npos;
    out += (out.empty() ? "" : " ") + (plain ? word : plugin::quoted(word));
  }
  return out;
}

void expect_synonyms(const std::vector<Synonym>& rows) {
  for (const auto& row : rows) {
    EXPECT_EQ(meaning_of(row.words), meaning_of(row.same_as))
        << spelled(row.words) << " and " << spelled(row.same_as);
  }
}

void expect_refusals(const std::vector<Wrong>& rows, const Words& beside) {
  for (const auto& row : rows) {
    const auto refusal = refusal_of(beside + row.words);
    EXPECT_NE(refusal, "") << spelled(row.words) << " is taken";
    EXPECT_NE(refusal.find(row.named), std::string::npos)
        << spelled(row.words) << ": " << refusal;
  }
}

}  // namespace plugin
