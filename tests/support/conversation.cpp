#include "tests/support/conversation.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace support {

namespace {

using std::chrono::milliseconds;

// Names the line in every complaint.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::optional<std::string_view> next() {
    if (rest_.empty()) return std::nullopt;
    ++number_;
    const auto end = std::min(rest_.find('\n'), rest_.size());
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return line;
  }

  int number() const { return number_; }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::invalid_argument("line " + std::to_string(number_) + ": " +
                                what);
  }

 private:
  std::string_view rest_;
  int number_ = 0;
};

bool for_readers(std::string_view line) {
  return line.empty() || line.front() == '#';
}

// "KEYWORD ARGUMENT: text", without the colon and the text for some.
struct Line {
  std::string_view keyword;
  std::string_view rest;  // behind it, uncut
  std::string_view argument;
  std::string_view text;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

Line cut(std::string_view line) {
  Line result;
  result.keyword = line.substr(0, line.find_first_of(": "));
  line.remove_prefix(result.keyword.size());
  result.rest = line;
  // The colons of an IPv6 address are none of ours.
  auto colon = line.starts_with(':') ? 0 : line.find(": ");
  if (colon == std::string_view::npos) {
    colon = line.size() - (line.ends_with(':') ? 1 : 0);
  }
  result.argument = trimmed(line.substr(0, colon));
  line.remove_prefix(std::min(colon + 1, line.size()));
  if (line.starts_with(' ')) line.remove_prefix(1);
  result.text = line;
  return result;
}

template <typename Number>
Number number(std::string_view text, const Reader& reader) {
  Number value{};
  const auto* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) {
    reader.fail("no number: '" + std::string(text) + "'");
  }
  return value;
}

net::Time pause(std::string_view text, const Reader& reader) {
  return milliseconds(number<unsigned>(text, reader));
}

char hex_byte(std::string_view digits, const Reader& reader) {
  unsigned value = 0;
  const auto* end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value, 16);
  if (digits.size() != 2 || result.ptr != end) reader.fail("bad \\x");
  return static_cast<char>(value);
}

std::string unescaped(std::string_view text, const Reader& reader) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char kind = ++i < text.size() ? text[i] : '\0';
    const auto known = std::string_view("rnt\\").find(kind);
    if (kind == 'x') {
      out += hex_byte(text.substr(i + 1, 2), reader);
      i += 2;
    } else if (known != std::string_view::npos) {
      out += std::string_view("\r\n\t\\")[known];
    } else {
      reader.fail("unknown escape");
    }
  }
  return out;
}

// ---- Head ----

struct HeadKey {
  std::string_view key;
  void (*apply)(Conversation&, std::string_view value, const Reader&);
};

void add_host(Conversation& conversation, std::string_view value,
              const Reader& reader) {
  auto words = split_words(value);
  if (words.size() < 2) reader.fail("host: NAME ADDR...");
  Fate fate;
  if (words[1] == "not-found") {
    fate.error = net::ErrorKind::not_found;
  } else if (words[1] == "lookup-failed") {
    fate.error = net::ErrorKind::lookup_failed;
  } else if (words[1] == "hang") {
    fate.error = net::ErrorKind::timed_out;
  } else {
    fate.addresses.assign(words.begin() + 1, words.end());
  }
  conversation.world.names[words[0]] = fate;
}

template <net::ErrorKind kind>
void add_address(Conversation& conversation, std::string_view value,
                 const Reader&) {
  conversation.world.addresses[std::string(value)].error = kind;
}

void set_date(Conversation& conversation, std::string_view value,
              const Reader& reader) {
  if (value.size() != 10 || value[4] != '-' || value[7] != '-') {
    reader.fail("date: YYYY-MM-DD");
  }
  const std::chrono::year_month_day date(
      std::chrono::year(number<int>(value.substr(0, 4), reader)),
      std::chrono::month(number<unsigned>(value.substr(5, 2), reader)),
      std::chrono::day(number<unsigned>(value.substr(8, 2), reader)));
  if (!date.ok()) reader.fail("no date");
  conversation.world.today =
      std::chrono::seconds(std::chrono::sys_days(date).time_since_epoch())
          .count();
}

constexpr HeadKey head_keys[] = {
    {"about", [](Conversation& c, std::string_view value,
                 const Reader&) { c.about = value; }},
    {"options", [](Conversation& c, std::string_view value,
                   const Reader&) { c.options = split_words(value); }},
    {"host", add_host},
    {"lookup-takes",
     [](Conversation& c, std::string_view value, const Reader& reader) {
       c.world.lookup_takes = pause(value, reader);
     }},
    {"own-name", [](Conversation& c, std::string_view value,
                    const Reader&) { c.world.own_name = value; }},
    {"connect-takes",
     [](Conversation& c, std::string_view value, const Reader& reader) {
       c.world.connect_takes = pause(value, reader);
     }},
    {"date", set_date},
    {"token", [](Conversation& c, std::string_view value,
                 const Reader&) { c.world.token = value; }},
    {"refuse", add_address<net::ErrorKind::refused>},
    {"unreachable", add_address<net::ErrorKind::unreachable>},
    {"no-route", add_address<net::ErrorKind::no_route>},
    {"connect-hang", add_address<net::ErrorKind::timed_out>},
    {"cuts-ok-at", [](Conversation& c, std::string_view value,
                      const Reader&) { c.cuts_ok_at = value; }},
};

// ---- Dialogue ----

struct DialogueKey {
  std::string_view key;
  void (*apply)(std::vector<Script>&, const Line&, const Reader&);
};

void add(std::vector<Script>& scripts, Step step, const Reader& reader) {
  step.line = reader.number();
  scripts.back().steps.push_back(std::move(step));
}

template <Act act>
void add_line(std::vector<Script>& scripts, const Line& line,
              const Reader& reader) {
  add(scripts, {.act = act, .bytes = unescaped(line.text, reader) + "\r\n"},
      reader);
}

template <Act act>
void add_raw(std::vector<Script>& scripts, const Line& line,
             const Reader& reader) {
  // Nothing to read would look like the server's close.
  if (line.text.empty()) reader.fail("bytes are missing");
  add(scripts, {.act = act, .bytes = unescaped(line.text, reader)}, reader);
}

template <Act act>
void add_bare(std::vector<Script>& scripts, const Line&, const Reader& reader) {
  add(scripts, {.act = act}, reader);
}

void add_repeated(std::vector<Script>& scripts, const Line& line,
                  const Reader& reader) {
  const bool raw = line.keyword == "S-repeat-raw";
  add(scripts,
      {.bytes = unescaped(line.text, reader) + (raw ? "" : "\r\n"),
       .times = number<std::size_t>(line.argument, reader)},
      reader);
}

void add_to_group(std::vector<Script>& scripts, const Line& line,
                  const Reader& reader) {
  const auto& steps = scripts.back().steps;
  if (steps.empty() || steps.back().act != Act::expect) {
    reader.fail("C+ continues a C line");
  }
  add(scripts,
      {.act = Act::expect,
       .bytes = unescaped(line.text, reader) + "\r\n",
       .same_write = true},
      reader);
}

void add_tls(std::vector<Script>& scripts, const Line& line,
             const Reader& reader) {
  Step step{.act = Act::tls};
  try {
    step.handshake = parse_handshake(split_words(line.rest));
  } catch (const std::invalid_argument& error) {
    reader.fail(error.what());
  }
  add(scripts, std::move(step), reader);
}

void begin_connection(std::vector<Script>& scripts, const Line& line,
                      const Reader&) {
  const bool first = scripts.size() == 1 && scripts[0].steps.empty() &&
                     scripts[0].address.empty();
  if (!first) scripts.emplace_back();
  scripts.back().address = line.argument;
}

constexpr DialogueKey dialogue_keys[] = {
    {"S", add_line<Act::say>},
    {"S-lf",
     [](std::vector<Script>& scripts, const Line& line, const Reader& reader) {
       add(scripts, {.bytes = unescaped(line.text, reader) + "\n"}, reader);
     }},
    {"S-raw", add_raw<Act::say>},
    {"S-repeat", add_repeated},
    {"S-repeat-raw", add_repeated},
    {"C", add_line<Act::expect>},
    {"C+", add_to_group},
    {"C-raw", add_raw<Act::expect>},
    {"wait",
     [](std::vector<Script>& scripts, const Line& line, const Reader& reader) {
       add(scripts, {.act = Act::wait, .pause = pause(line.argument, reader)},
           reader);
     }},
    {"tls", add_tls},
    {"hang", add_bare<Act::hang>},
    {"close", add_bare<Act::close>},
    {"reset", add_bare<Act::reset>},
    {"connection", begin_connection},
};

// ---- Expectation ----

struct ExpectationKey {
  std::string_view key;
  void (*apply)(Expectation&, std::string_view value, const Reader&);
};

constexpr ExpectationKey expectation_keys[] = {
    {"exit",
     [](Expectation& e, std::string_view value, const Reader& reader) {
       e.exit_code = number<int>(value, reader);
     }},
    {"out", [](Expectation& e, std::string_view value,
               const Reader&) { e.out.emplace_back(value); }},
    {"out-has", [](Expectation& e, std::string_view value,
                   const Reader&) { e.out_has.emplace_back(value); }},
    {"out-has-not", [](Expectation& e, std::string_view value,
                       const Reader&) { e.out_has_not.emplace_back(value); }},
    {"out-empty", [](Expectation& e, std::string_view,
                     const Reader&) { e.out_empty = true; }},
    {"round-trips",
     [](Expectation& e, std::string_view value, const Reader& reader) {
       e.round_trips = number<int>(value, reader);
     }},
};

template <typename Table>
const auto& find_key(const Table& table, std::string_view key,
                     const Reader& reader) {
  const auto* found =
      std::find_if(std::begin(table), std::end(table),
                   [&](const auto& row) { return row.key == key; });
  if (found == std::end(table)) {
    reader.fail("unknown: '" + std::string(key) + "'");
  }
  return *found;
}

// Calls `use` with every line up to "---" or the end.
template <typename Use>
void for_lines(Reader& reader, const Use& use) {
  while (const auto line = reader.next()) {
    if (*line == "---") return;
    if (!for_readers(*line)) use(cut(*line));
  }
}

// A pause that the client's next line would follow says nothing.
void check_pauses(const Script& script) {
  for (std::size_t i = 0; i < script.steps.size(); ++i) {
    if (script.steps[i].act != Act::wait) continue;
    if (i + 1 < script.steps.size() && script.steps[i + 1].act != Act::expect) {
      continue;
    }
    throw std::invalid_argument("line " + std::to_string(script.steps[i].line) +
                                ": wait is for what the server does next");
  }
}

std::vector<Script> read_dialogue(Reader& reader) {
  std::vector<Script> scripts(1);
  for_lines(reader, [&](const Line& line) {
    find_key(dialogue_keys, line.keyword, reader).apply(scripts, line, reader);
  });
  for (const auto& script : scripts) check_pauses(script);
  const bool none = scripts.size() == 1 && scripts[0].steps.empty() &&
                    scripts[0].address.empty();
  if (none) scripts.clear();
  return scripts;
}

}  // namespace

Conversation parse_conversation(std::string_view text) {
  Conversation conversation;
  Reader reader(text);
  for_lines(reader, [&](const Line& line) {
    find_key(head_keys, line.keyword, reader)
        .apply(conversation, trimmed(line.text), reader);
  });
  conversation.scripts = read_dialogue(reader);
  for_lines(reader, [&](const Line& line) {
    find_key(expectation_keys, line.keyword, reader)
        .apply(conversation.expectation, line.text, reader);
  });
  if (conversation.about.empty()) reader.fail("about: is missing");
  if (!conversation.expectation.exit_code) reader.fail("exit: is missing");
  return conversation;
}

Conversation load_conversation(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::invalid_argument("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return parse_conversation(text.str());
}

std::vector<Script> parse_dialogue(std::string_view text) {
  Reader reader(text);
  return read_dialogue(reader);
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  bool within = false;  // a word
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote == '\0' && c == ' ') {
      within = false;
      continue;
    }
    if (!within) words.emplace_back();
    within = true;
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
      words.back() += text[++i];
    } else {
      words.back() += c;
    }
  }
  if (quote != '\0') throw std::invalid_argument("a quote is left open");
  return words;
}

std::string notation(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::size_t limit = 200;
  std::string out = "\"";
  for (const char c : bytes.substr(0, limit)) {
    const auto byte = static_cast<unsigned char>(c);
    const auto known = std::string_view("\r\n\t\\").find(c);
    if (known != std::string_view::npos) {
      out += {'\\', "rnt\\"[known]};
    } else if (byte < 32 || byte > 126) {
      out += {'\\', 'x', digits[byte / 16U], digits[byte % 16U]};
    } else {
      out += c;
    }
  }
  return out + (bytes.size() > limit ? "\"..." : "\"");
}

}  // namespace support
