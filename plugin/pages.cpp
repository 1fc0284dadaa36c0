#include "plugin/pages.h"

#include "lib/check/cause.h"
#include "lib/monitor/ascii.h"
#include "plugin/option_table.h"
#include "plugin/version.h"

namespace plugin {

namespace {

constexpr std::size_t page_width = 79;
constexpr std::size_t help_column = 26;

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

// Sets `text` in lines of at most the page's width from `column` on; the first
// line continues what `out` ends with.
void append_wrapped(std::string& out, std::string_view text,
                    std::size_t column) {
  std::size_t used = column;
  bool first = true;
  for (std::string_view rest = text; !rest.empty();) {
    const auto word = monitor::take_word(rest);
    if (!first && used + 1 + word.size() > page_width) {
      out += "\n" + std::string(column, ' ');
      used = column;
      first = true;
    }
    if (!first) {
      out += ' ';
      ++used;
    }
    out += word;
    used += word.size();
    first = false;
  }
  out += '\n';
}

std::string spelling(const Option& option) {
  std::string text = "  ";
  text += option.letter != 0 ? std::string{'-', option.letter} + ", " : "    ";
  text += "--" + std::string(option.name);
  switch (option.takes) {
    case Takes::value:
      return text + "=" + std::string(option.value);
    case Takes::optional_value:
    case Takes::section:
      return text + "[=" + std::string(option.value) + "]";
    case Takes::nothing:
    case Takes::yes_or_no:
      break;
  }
  return text;
}

void append_option(std::string& out, const Option& option) {
  std::string line = spelling(option);
  if (line.size() + 1 >= help_column) {
    out += line + "\n";
    line.clear();
  }
  out += padded(std::move(line), help_column);
  append_wrapped(out, option.help, help_column);
}

void append_group(std::string& out, Group group) {
  out += "\n" + std::string(title(group)) + ":\n";
  for (const auto& option : options()) {
    if (option.group == group) append_option(out, option);
  }
}

void append_paragraph(std::string& out, std::string_view label,
                      std::string_view text) {
  constexpr std::size_t column = 10;
  if (text.empty()) return;
  out += padded(std::string(label), column);
  append_wrapped(out, text, column);
}

// What the hint beside a refusal may go by.
std::string cause_names() {
  std::string text = "one of ";
  for (int i = 0; i <= static_cast<int>(check::Cause::other); ++i) {
    if (i > 0) text += ", ";
    text += name(static_cast<check::Cause>(i));
  }
  return text + "; the hint goes by it";
}

std::string default_states(const check::FindingKind& kind) {
  std::string text(monitor::name(kind.state));
  if (kind.submission != kind.state) {
    text += ", in a submission session " +
            std::string(monitor::name(kind.submission));
  }
  if (!kind.states.empty()) text += " (" + std::string(kind.states) + ")";
  return text;
}

}  // namespace

std::string version_page() {
  return "check_smtp_session " + std::string(version) + "\n";
}

std::string help_page() {
  std::string out = version_page();
  out +=
      "Runs a whole SMTP session, judges every reply and times every stage.\n"
      "\n"
      "Usage: check_smtp_session -H HOST [options]\n";
  for (const auto group :
       {Group::where, Group::dialogue, Group::tls, Group::login, Group::mail,
        Group::expectation, Group::judging, Group::output, Group::general}) {
    append_group(out, group);
  }
  out += "\n";
  append_wrapped(out,
                 "RANGE is [@][start:][end] as in the plugin guidelines. Exit "
                 "status: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.",
                 0);
  return out;
}

std::string short_usage() {
  return "Usage: check_smtp_session -H HOST [-p PORT] [-f FROM] [-C LINE "
         "[-R ERE]]\n"
         "         [-S] [-s] [-D W[,C]] [-e TEXT] [-w RANGE] [-c RANGE]\n"
         "         [-t N[:STATE]] [-v]\n"
         "check_smtp_session --help lists all options.\n";
}

std::string findings_page() {
  constexpr std::size_t name_width = 28;
  constexpr std::size_t state_width = 10;
  std::string out;
  for (const auto& kind : check::all_findings()) {
    out += padded(std::string(kind.name), name_width);
    out += padded(std::string(monitor::name(kind.state)), state_width);
    append_wrapped(out, kind.meaning, name_width + state_width);
  }
  return out;
}

std::string explanation_page(check::FindingId id) {
  const auto& kind = check::describe(id);
  std::string out = std::string(kind.name) + "\n\n";
  append_paragraph(out, "State:", default_states(kind));
  append_paragraph(out, "Meaning:", kind.meaning);
  append_paragraph(out, "Why:", kind.matters);
  append_paragraph(out, "Source:", kind.source);
  append_paragraph(out, "What now:", kind.advice);
  if (check::tells_cause(id)) append_paragraph(out, "Causes:", cause_names());
  return out;
}

}  // namespace plugin
