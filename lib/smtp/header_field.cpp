#include "lib/smtp/header_field.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lib/monitor/ascii.h"
#include "lib/smtp/mime.h"

namespace smtp {

namespace {

constexpr auto npos = std::string_view::npos;

constexpr std::size_t max_line = 998;    // RFC 5322 2.1.1
constexpr std::size_t fold_column = 76;  // RFC 2047 2; RFC 5322 has 78
// Less room beside the name is not worth an encoded-word.
constexpr std::size_t least_first_word = 40;

constexpr std::string_view blanks = " \t";

// Fields that hold addresses or message-ids beside words for people.
constexpr std::array address_fields{"from",
                                    "sender",
                                    "reply-to",
                                    "to",
                                    "cc",
                                    "bcc",
                                    "resent-from",
                                    "resent-sender",
                                    "resent-to",
                                    "resent-cc",
                                    "resent-bcc",
                                    "message-id",
                                    "resent-msg-id",
                                    "in-reply-to",
                                    "references",
                                    "resent-message-id",
                                    "errors-to",
                                    "return-path",
                                    "mail-reply-to",
                                    "mail-followup-to",
                                    "disposition-notification-to"};

bool holds_addresses(std::string_view name) {
  return std::any_of(address_fields.begin(), address_fields.end(),
                     [name](std::string_view field) {
                       return monitor::equal_ignoring_case(field, name);
                     });
}

bool is_name_character(char c) {
  return c > ' ' && c <= '~' && c != ':';
}

bool forbidden_in_field(char c) {
  return monitor::is_control(c) && c != '\t';
}

std::string_view value_of(std::string_view line) {
  return monitor::trim(line.substr(header_name(line).size() + 1));
}

std::string without_controls(std::string_view value) {
  std::string out(value);
  std::replace_if(out.begin(), out.end(), forbidden_in_field, ' ');
  return std::string(monitor::trim(out));
}

// A part of a value, and the blanks before it.
struct Token {
  std::string gap;
  std::string text;
  bool encode = false;
};

std::string_view take(std::string_view& text, std::size_t length) {
  const auto front = text.substr(0, length);
  text.remove_prefix(front.size());
  return front;
}

std::string_view take_gap(std::string_view& text) {
  return take(text, text.find_first_not_of(blanks));
}

// Blanks between two encoded-words are not shown (RFC 2047 6.2), so what is
// encoded side by side is encoded as one, with its blanks. Other neighbours of
// an encoded-word keep away from it, but for the parentheses of a comment
// (RFC 2047 5), before which a blank means nothing and gives room for a fold.
void add(std::vector<Token>& tokens, Token token) {
  if (!tokens.empty()) {
    auto& last = tokens.back();
    if (last.encode && token.encode) {
      last.text += token.gap + token.text;
      return;
    }
    const bool border = last.encode != token.encode;
    const bool inside = last.text == "(" || token.text == ")";
    const bool apart = token.text == "(" || (border && !inside);
    if (apart && token.gap.empty()) token.gap = " ";
  }
  tokens.push_back(std::move(token));
}

std::vector<Token> words_of(std::string_view value) {
  std::vector<Token> tokens;
  while (!value.empty()) {
    const auto gap = take_gap(value);
    const auto text = take(value, value.find_first_of(blanks));
    add(tokens, {std::string(gap), std::string(text), !is_ascii(text)});
  }
  return tokens;
}

// The length of a quoted string at the front, with its quotes.
std::size_t quoted_length(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return text.size();
}

std::size_t address_token_length(std::string_view text) {
  constexpr std::string_view specials = "(),:;";
  constexpr std::string_view enders = " \t\"<(),:;";
  if (specials.find(text.front()) != npos) return 1;
  if (text.front() == '<') {
    const auto end = text.find('>');
    return end == npos ? text.size() : end + 1;
  }
  const auto quoted = text.front() == '"' ? quoted_length(text) : 0;
  const bool ends = quoted > 0 && !text.substr(quoted).starts_with('@');
  return ends ? quoted
              : std::min(text.find_first_of(enders, quoted), text.size());
}

// A word for people and not an address.
bool is_phrase(std::string_view token) {
  if (token.front() == '<') return false;
  if (token.front() == '"') return quoted_length(token) == token.size();
  return token.find('@') == npos;
}

std::string unquoted(std::string_view token) {
  if (token.front() != '"') return std::string(token);
  std::string out;
  for (std::size_t i = 1; i < token.size() && token[i] != '"'; ++i) {
    if (token[i] == '\\' && i + 1 < token.size()) ++i;
    out += token[i];
  }
  return out;
}

std::vector<Token> addresses_of(std::string_view value) {
  std::vector<Token> tokens;
  while (!value.empty()) {
    const auto gap = take_gap(value);
    const auto text = take(value, address_token_length(value));
    const bool encode = !is_ascii(text) && is_phrase(text);
    add(tokens, {std::string(gap), encode ? unquoted(text) : std::string(text),
                 encode});
  }
  return tokens;
}

// What cannot be divided by a fold, and the blanks before it.
struct Word {
  std::string gap;
  std::string text;
};

void append_encoded(std::vector<Word>& words, const Token& token,
                    std::size_t first_room) {
  std::string gap = token.gap;
  for (auto& text : encoded_words(token.text, first_room)) {
    words.push_back({gap, std::move(text)});
    gap = " ";
  }
}

// A fold stands before a blank; what has none before it stays with the word
// that it touches.
std::vector<Word> joined(const std::vector<Word>& words) {
  std::vector<Word> out;
  for (const auto& word : words) {
    if (word.gap.empty() && !out.empty()) {
      out.back().text += word.text;
    } else {
      out.push_back(word);
    }
  }
  return out;
}

std::vector<Word> encoded(const std::vector<Token>& tokens,
                          std::size_t first_column) {
  const auto left = fold_column - std::min(first_column, fold_column);
  auto room = left < least_first_word ? fold_column : left;
  std::vector<Word> words;
  for (const auto& token : tokens) {
    if (token.encode) {
      append_encoded(words, token, room);
    } else {
      words.push_back({token.gap, token.text});
    }
    room = fold_column;
  }
  return joined(words);
}

std::string folded(std::string_view name, const std::vector<Word>& words) {
  std::string field(name);
  field += ':';
  std::size_t column = field.size();
  bool first = true;
  for (const auto& [gap, text] : words) {
    const auto word = (first ? " " : gap) + text;
    const bool fits_alone = word.size() <= fold_column;
    // The first word leaves the name only where that helps: some readers mind.
    if (column + word.size() > fold_column && (!first || fits_alone)) {
      field += "\r\n";
      column = 0;
    }
    field += word;
    column += word.size();
    first = false;
  }
  return field + "\r\n";
}

bool is_atom_character(char c) {
  constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
  return monitor::is_alnum(c) || marks.find(c) != npos ||
         static_cast<unsigned char>(c) >= 128;
}

bool is_dot_atom(std::string_view text) {
  return !text.empty() && !text.starts_with('.') && !text.ends_with('.') &&
         text.find("..") == npos &&
         std::all_of(text.begin(), text.end(), is_atom_character);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::optional<std::string> header_defect(std::string_view line) {
  const auto name = header_name(line);
  if (line.find_first_of("\r\n") != npos) return "it holds a line end";
  if (std::any_of(line.begin(), line.end(), forbidden_in_field)) {
    return "it holds a control character";
  }
  if (name.size() == line.size()) return "it has no colon";
  if (name.empty()) return "its name is empty";
  if (!std::all_of(name.begin(), name.end(), is_name_character)) {
    return "its name holds a blank or is not ASCII";
  }
  if (name.size() + 2 + value_of(line).size() > max_line) {
    return "it is over 998 octets long";
  }
  return std::nullopt;
}

std::string_view header_name(std::string_view line) {
  return line.substr(0, line.find(':'));
}

std::string header_field(std::string_view line) {
  if (header_defect(line)) return "";
  return folded_field(header_name(line), value_of(line));
}

std::string folded_field(std::string_view name, std::string_view value) {
  const auto text = without_controls(value);
  const bool mixed = !is_ascii(text) && holds_addresses(name);
  const auto tokens = mixed ? addresses_of(text) : words_of(text);
  return folded(name, encoded(tokens, name.size() + 2));
}

std::string header_address(std::string_view address) {
  if (address.starts_with('@')) {
    address.remove_prefix(std::min(address.find(':') + 1, address.size()));
  }
  // An '@' in quotes is no border: `"a@b"` has no domain.
  const auto at = address.ends_with('"') ? npos : address.rfind('@');
  const auto local = address.substr(0, at);
  const auto rest = address.substr(local.size());
  const bool in_quotes =
      local.size() >= 2 && local.starts_with('"') && local.ends_with('"');
  if (in_quotes || is_dot_atom(local)) return std::string(address);
  return quoted(local).append(rest);
}

}  // namespace smtp
