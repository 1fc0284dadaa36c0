#include "lib/smtp/queue_id.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "lib/monitor/ascii.h"

namespace smtp {

namespace {

using Id = std::optional<std::string>;

// The text of a reply, cut at blanks, as it came and in lower case.
struct Text {
  std::vector<std::string> as_came;
  std::vector<std::string> lower;

  std::size_t size() const { return as_came.size(); }
};

Text text_of(const Reply& reply) {
  Text text;
  for (std::string_view line : reply.lines) {
    if (parse_enhanced_code(line)) monitor::take_word(line);
    while (!monitor::trim(line).empty()) {
      const auto word = monitor::take_word(line);
      text.as_came.emplace_back(word);
      text.lower.push_back(monitor::to_lower(word));
    }
  }
  return text;
}

bool is_reference_character(char c) {
  constexpr std::string_view others = "-._+=/@$~!:%";
  return monitor::is_alnum(c) || others.find(c) != std::string_view::npos;
}

// Takes off brackets, quotes and what ends a sentence.
std::string_view without_punctuation(std::string_view word) {
  constexpr std::string_view marks = "<>()[]{},;.:\"'";
  const auto begin = word.find_first_not_of(marks);
  if (begin == std::string_view::npos) return {};
  return word.substr(begin, word.find_last_not_of(marks) - begin + 1);
}

// `word` without its punctuation if it can be a reference at all: one has a
// digit, and is no decimal number, address of a host, or URL.
Id reference(std::string_view word) {
  constexpr std::size_t shortest = 4;
  word = without_punctuation(word);
  // A template of Erlang whose ~s was not replaced.
  if (word.starts_with("~s")) word.remove_prefix(2);
  const bool possible =
      word.size() >= shortest && word.find("//") == std::string_view::npos &&
      std::all_of(word.begin(), word.end(), is_reference_character) &&
      std::any_of(word.begin(), word.end(), monitor::is_digit);
  const bool numbers =
      word.find('.') != std::string_view::npos &&
      word.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!possible || numbers) return std::nullopt;
  return std::string(word);
}

Id reference_at(const Text& text, std::size_t index) {
  if (index >= text.size()) return std::nullopt;
  return reference(text.as_came[index]);
}

// The same, where it ends the text.
Id last_reference_at(const Text& text, std::size_t index) {
  return index + 1 == text.size() ? reference_at(text, index) : std::nullopt;
}

template <std::size_t size>
bool is_one_of(std::string_view word,
               const std::array<std::string_view, size>& choices) {
  return std::find(choices.begin(), choices.end(), word) != choices.end();
}

// An internal id stands behind the Message-ID and goes before it: it is what
// the server's own tracking has.
constexpr std::array<std::string_view, 14> id_keys = {
    "internalid", "id",     "ids",     "queueid",   "queue-id",
    "queue_id",   "msgid",  "msg-id",  "messageid", "message-id",
    "message_id", "mailid", "mail-id", "sessionid"};

// "id=X", "id: X", "ID = X", from `key` on its first place in `text`.
Id behind_key(const Text& text, std::string_view key) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto& word = text.lower[i];
    const auto end = word.find_first_of("=:");
    if (without_punctuation(std::string_view(word).substr(0, end)) != key) {
      continue;
    }
    Id found;
    if (end == std::string::npos) {
      const bool sign = i + 1 < text.size() &&
                        (text.lower[i + 1] == "=" || text.lower[i + 1] == ":");
      if (sign) found = reference_at(text, i + 2);
    } else if (end + 1 == word.size()) {
      found = reference_at(text, i + 1);
    } else {
      // "ids=A,B": the first.
      const auto value = std::string_view(text.as_came[i]).substr(end + 1);
      found = reference(value.substr(0, value.find(',')));
    }
    if (found) return found;
  }
  return std::nullopt;
}

Id named_id(const Text& text) {
  for (const auto key : id_keys) {
    if (auto found = behind_key(text, key)) return found;
  }
  return std::nullopt;
}

// "queued as X", "queued for delivery as X", "queued on HOST as X".
Id queued_as(const Text& text) {
  constexpr std::array<std::string_view, 7> verbs = {
      "queued", "requeued", "saved",   "accepted",
      "stored", "spooled",  "received"};
  constexpr std::size_t gap = 3;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_one_of(text.lower[i], verbs)) continue;
    for (auto j = i + 1; j < text.size() && j <= i + 1 + gap; ++j) {
      if (text.lower[j] != "as") continue;
      if (auto found = reference_at(text, j + 1)) return found;
    }
  }
  return std::nullopt;
}

// "queued X", "queued (X)", "queued on HOST X".
Id queued(const Text& text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text.lower[i] != "queued") continue;
    const auto& next = text.as_came[i + 1];
    if (next.starts_with('(') && next.ends_with(')')) return reference(next);
    if (text.lower[i + 1] == "on") return last_reference_at(text, i + 3);
    return last_reference_at(text, i + 1);
  }
  return std::nullopt;
}

bool is_message(std::string_view word) {
  return word == "message" || word == "mail";
}

bool continues(const Text& text, std::size_t at,
               std::initializer_list<std::string_view> words) {
  if (at + words.size() > text.size()) return false;
  return std::equal(words.begin(), words.end(),
                    text.lower.begin() + static_cast<std::ptrdiff_t>(at));
}

// "X Message accepted for delivery", "<X> Queued mail for delivery".
Id before_the_news(const Text& text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool accepted = is_message(text.lower[i]) &&
                          continues(text, i + 1, {"accepted", "for"});
    const bool is_queued = continues(text, i, {"queued", "mail", "for"});
    if (accepted || is_queued) return reference_at(text, i - 1);
  }
  return std::nullopt;
}

// "Message X accepted".
Id within_the_news(const Text& text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (!is_message(text.lower[i])) continue;
    if (!text.lower[i + 2].starts_with("accepted")) continue;
    return reference_at(text, i + 1);
  }
  return std::nullopt;
}

// "Accepted; X", "Message received: X", "authentication succeeded :: X",
// "reference: X".
Id behind_the_news(const Text& text) {
  constexpr std::array<std::string_view, 10> news = {
      "accepted;", "accepted:", "received:",  "received;", "queued:",
      "queued;",   "::",        "reference:", "ref:",      "ticket:"};
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (!is_one_of(text.lower[i], news)) continue;
    if (auto found = last_reference_at(text, i + 1)) return found;
  }
  return std::nullopt;
}

bool all_digits(std::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), monitor::is_digit);
}

// "ok X", "ok 1326489865 qp 12345" (qmail's log has "qp 12345").
Id behind_ok(const Text& text) {
  constexpr std::size_t shortest = 10;  // or it may be any word
  if (text.size() < 2 || without_punctuation(text.lower[0]) != "ok") {
    return std::nullopt;
  }
  if (text.size() >= 4 && all_digits(text.as_came[1]) &&
      text.lower[2] == "qp") {
    return reference_at(text, 3);
  }
  const std::size_t at =
      text.size() == 3 && all_digits(text.as_came[1]) ? 2 : 1;
  const auto found = last_reference_at(text, at);
  const bool known = found && found->size() >= shortest &&
                     found->find('@') == std::string::npos &&
                     !all_digits(*found);
  return known ? found : std::nullopt;
}

// LMTP: "<user@example.org> X Saved".
Id saved(const Text& text) {
  if (text.size() < 2 || text.lower.back() != "saved") return std::nullopt;
  const auto found = reference_at(text, text.size() - 2);
  return found && found->find('@') == std::string::npos ? found : std::nullopt;
}

std::size_t run_at_end(std::string_view text, bool (*of)(char)) {
  const auto last = std::find_if_not(text.rbegin(), text.rend(), of);
  return static_cast<std::size_t>(last - text.rbegin());
}

// "g31si5710489ani.109": letters, five digits or more, letters, a dot, a
// number. No other word that ends a reply looks so.
bool is_session_tag(std::string_view word) {
  const auto last = run_at_end(word, monitor::is_digit);
  word.remove_suffix(last);
  if (last == 0 || !word.ends_with('.')) return false;
  word.remove_suffix(1);
  const auto letters = run_at_end(word, monitor::is_alpha);
  word.remove_suffix(letters);
  const auto digits = run_at_end(word, monitor::is_digit);
  word.remove_suffix(digits);
  return letters >= 2 && letters <= 4 && digits >= 5 && !word.empty() &&
         monitor::is_alpha(word.back());
}

// The tag ends every reply of the session, or stands before " - gsmtp".
Id session_tag(const Text& text) {
  auto at = text.size();
  if (at > 3 && text.as_came[at - 2] == "-") at -= 2;
  if (at == 0 || !is_session_tag(text.as_came[at - 1])) return std::nullopt;
  return text.as_came[at - 1];
}

bool is_timestamp(std::string_view word) {
  return word.size() >= 20 && word[4] == '-' && word[7] == '-' &&
         word[10] == 'T' && word.ends_with('Z');
}

// "[HOST 2025-01-26T18:54:30.055Z X]" at the end.
Id behind_timestamp(const Text& text) {
  const auto size = text.size();
  if (size < 3 || !is_timestamp(text.as_came[size - 2])) return std::nullopt;
  if (!text.as_came[size - 1].ends_with(']')) return std::nullopt;
  return last_reference_at(text, size - 1);
}

bool is_random(std::string_view word) {
  constexpr std::size_t characters = 20;  // 120 bits in base64
  const auto lower = [](char c) { return monitor::upper(c) != c; };
  const auto upper = [](char c) { return monitor::lower(c) != c; };
  return word.size() >= characters &&
         std::any_of(word.begin(), word.end(), lower) &&
         std::any_of(word.begin(), word.end(), upper) &&
         std::any_of(word.begin(), word.end(), monitor::is_digit);
}

// "[q9W8e7R6t5Y4u3I2o1P0aS.uk281]" at the end: too random for a host's name.
Id random_in_brackets(const Text& text) {
  if (text.size() == 0) return std::nullopt;
  const auto& last = text.as_came.back();
  if (!last.starts_with('[') || !last.ends_with(']')) return std::nullopt;
  const auto found = reference(last);
  if (!found) return std::nullopt;
  const auto dot = std::min(found->find('.'), found->size());
  const bool host = std::count(found->begin(), found->end(), '.') > 1;
  if (host || !is_random(found->substr(0, dot))) return std::nullopt;
  return found;
}

// "1583155555-aBcDeFgHiJ-KlMnOpQr" at the end: a time and what follows it.
Id behind_time(const Text& text) {
  constexpr std::size_t digits = 10;  // of a Unix time
  if (text.size() == 0) return std::nullopt;
  const auto& last = text.as_came.back();
  const bool dated = last.size() > digits + 8 && last[digits] == '-' &&
                     all_digits(std::string_view(last).substr(0, digits));
  return dated ? reference(last) : std::nullopt;
}

using Look = Id (*)(const Text&);

// From what names itself a reference to what only looks like one.
constexpr Look looks[] = {
    queued_as,          named_id,   queued, before_the_news, within_the_news,
    behind_the_news,    behind_ok,  saved,  session_tag,     behind_timestamp,
    random_in_brackets, behind_time};

}  // namespace

std::optional<std::string> queue_id(const Reply& reply) {
  const auto text = text_of(reply);
  for (const auto look : looks) {
    if (auto found = look(text)) return found;
  }
  return std::nullopt;
}

}  // namespace smtp
