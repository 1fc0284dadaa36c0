#include "lib/smtp/words.h"

#include <algorithm>
#include <span>

#include "lib/monitor/ascii.h"

namespace smtp {

namespace {

using Words = std::vector<std::string>;

// Nobody explains a refusal at more length, and a phrase is looked for at each.
constexpr std::size_t max_words = 400;
constexpr std::size_t max_gap = 6;

// Letters of other languages (UTF-8, Latin-1) are letters.
bool is_letter(char c) {
  return monitor::is_alnum(c) || static_cast<unsigned char>(c) >= 128;
}

bool is_address_character(char c) {
  constexpr std::string_view others = "@.-_+=/!#$%&'*?^`{|}~";
  return is_letter(c) || others.find(c) != std::string_view::npos;
}

bool is_url(std::string_view chunk) {
  return chunk.find("://") != std::string_view::npos ||
         chunk.find("www.") != std::string_view::npos;
}

// Puts blanks in the place of a mail address.
void blank_address(std::string& chunk) {
  const auto at = chunk.find('@');
  if (at == std::string::npos) return;
  auto begin = at;
  auto end = at;
  while (begin > 0 && is_address_character(chunk[begin - 1])) --begin;
  while (end < chunk.size() && is_address_character(chunk[end])) ++end;
  std::fill(chunk.begin() + static_cast<std::ptrdiff_t>(begin),
            chunk.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

// What stands in angle brackets is quoted: an address, a host, a command.
void drop_bracketed(std::string& chunk) {
  const auto begin = chunk.find('<');
  const auto end = chunk.find('>');
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    return;
  }
  chunk.replace(begin, end - begin + 1, " ");
}

void add_word(std::string_view word, Words& words) {
  const bool number = std::all_of(word.begin(), word.end(), monitor::is_digit);
  if (!number) words.emplace_back(word);
}

// "couldn't": "could", "not"; "can't" and "cannot": "can", "not".
void add_negation(std::string_view word, Words& words) {
  word.remove_suffix(2);
  add_word(word == "ca" ? "can" : word, words);
  words.emplace_back("not");
}

void cut(std::string_view chunk, Words& words) {
  std::string word;
  const auto flush = [&] {
    if (word == "cannot") {
      words.insert(words.end(), {"can", "not"});
    } else if (word.size() > 2 && word.ends_with("'t")) {
      word.pop_back();
      word.back() = 't';
      add_negation(word, words);
    } else {
      std::erase(word, '\'');
      if (!word.empty()) add_word(word, words);
    }
    word.clear();
  };
  for (const char c : chunk) {
    // French and Italian elide an article: "d'authentification".
    if (is_letter(c) || (c == '\'' && word.size() > 1)) {
      word += c;
    } else {
      flush();
    }
  }
  flush();
}

void add_chunk(std::string_view text, Words& words) {
  auto chunk = monitor::to_lower(text);
  if (is_url(chunk)) return;
  drop_bracketed(chunk);
  blank_address(chunk);
  cut(chunk, words);
}

struct Pair {
  std::string_view first;
  std::string_view second;
  std::string_view together;
};

constexpr Pair pairs[] = {
    {"e", "mail", "email"},
    {"e", "mails", "emails"},
    {"black", "list", "blacklist"},
    {"black", "listed", "blacklisted"},
    {"block", "list", "blocklist"},
    {"block", "lists", "blocklist"},
    {"deny", "list", "blocklist"},
    {"block", "listed", "blocklisted"},
    {"grey", "list", "greylist"},
    {"grey", "listed", "greylisted"},
    {"grey", "listing", "greylist"},
    {"gray", "list", "greylist"},
    {"gray", "listed", "greylist"},
    {"gray", "listing", "greylist"},
    {"mail", "box", "mailbox"},
    {"rate", "limit", "ratelimit"},
    {"rate", "limited", "ratelimit"},
    {"rate", "limits", "ratelimit"},
    {"rate", "limiting", "ratelimit"},
    {"plain", "text", "plaintext"},
    {"clear", "text", "cleartext"},
    {"over", "quota", "overquota"},
    {"host", "name", "hostname"},
    {"pass", "word", "password"},
    {"user", "name", "username"},
    {"time", "out", "timeout"},
    {"timed", "out", "timeout"},
    {"log", "in", "login"},
    {"sign", "in", "login"},
    {"non", "existent", "nonexistent"},
    {"non", "existing", "nonexistent"},
    {"un", "known", "unknown"},

};

const Pair* find_pair(std::string_view first, std::string_view second) {
  const auto* found =
      std::find_if(std::begin(pairs), std::end(pairs), [&](const Pair& pair) {
        return pair.first == first && pair.second == second;
      });
  return found == std::end(pairs) ? nullptr : found;
}

Words one_spelling(const Words& words) {
  Words out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto* pair =
        i + 1 < words.size() ? find_pair(words[i], words[i + 1]) : nullptr;
    if (pair != nullptr) {
      out.emplace_back(pair->together);
      ++i;
    } else if (words[i].starts_with("graylist")) {
      out.push_back("greylist" + words[i].substr(8));
    } else {
      out.push_back(words[i]);
    }
  }
  return out;
}

bool is_one_of(std::string_view word, std::string_view choices) {
  while (true) {
    const auto end = std::min(choices.find('|'), choices.size());
    auto choice = choices.substr(0, end);
    const bool open = choice.ends_with('*');
    if (open) choice.remove_suffix(1);
    if (open ? word.starts_with(choice) : word == choice) return true;
    if (end == choices.size()) return false;
    choices.remove_prefix(end + 1);
  }
}

// Whether the phrase stands at the front of `words`.
bool begins_with(std::span<const std::string> words, std::string_view phrase) {
  while (!phrase.empty()) {
    const auto wanted = monitor::take_word(phrase);
    if (wanted == "..") {
      for (std::size_t gap = 0; gap <= std::min(max_gap, words.size()); ++gap) {
        if (begins_with(words.subspan(gap), phrase)) return true;
      }
      return false;
    }
    if (words.empty() || !is_one_of(words.front(), wanted)) return false;
    words = words.subspan(1);
  }
  return true;
}

}  // namespace

std::vector<std::string> words_of(const Reply& reply) {
  Words words;
  for (const auto& line : reply.lines) {
    std::string_view rest = line;
    while (!rest.empty() && words.size() < max_words) {
      add_chunk(monitor::take_word(rest), words);
    }
  }
  words = one_spelling(words);
  words.resize(std::min(words.size(), max_words));
  return words;
}

bool holds_phrase(const std::vector<std::string>& words,
                  std::string_view phrase) {
  for (std::span<const std::string> rest = words; !rest.empty();
       rest = rest.subspan(1)) {
    if (begins_with(rest, phrase)) return true;
  }
  return false;
}

}  // namespace smtp
