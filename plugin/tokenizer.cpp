#include "plugin/tokenizer.h"

#include <boost/program_options/cmdline.hpp>
#include <boost/program_options/option.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>

#include "lib/monitor/ascii.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

namespace po = boost::program_options;
using Words = std::vector<std::string>;
using Parsed = std::vector<po::option>;

// Options are handed on under their long names, words under this one.
constexpr const char* word_key = "word";

po::option parsed(const Option& option, std::optional<std::string> value) {
  po::option out(std::string(option.name), {});
  if (value) out.value.push_back(*std::move(value));
  return out;
}

po::option parsed_word(const std::string& word) {
  return po::option(word_key, {word});
}

std::string take_front(Words& words) {
  std::string front = std::move(words.front());
  words.erase(words.begin());
  return front;
}

bool is_yes_or_no(std::string_view word) {
  for (const std::string_view known :
       {"true", "1", "yes", "false", "0", "no"}) {
    if (monitor::equal_ignoring_case(word, known)) return true;
  }
  return false;
}

// The value that an option takes from the words behind it, if it does.
std::optional<std::string> value_behind(const Option& option,
                                        const std::string& spelling,
                                        Words& rest) {
  switch (option.takes) {
    case Takes::value:
      // A value may begin with '-' (check_smtp: -P -S).
      if (rest.empty()) throw UsageError(spelling + " needs a value");
      return take_front(rest);
    case Takes::yes_or_no:
      if (rest.empty() || !is_yes_or_no(rest.front())) return std::nullopt;
      return take_front(rest);
    case Takes::section:
      if (rest.empty() || rest.front().empty() || rest.front()[0] == '-') {
        return std::nullopt;
      }
      return take_front(rest);
    case Takes::nothing:
    case Takes::optional_value:
      break;
  }
  return std::nullopt;
}

Parsed long_option(std::string_view word, Words& rest) {
  const auto equals = word.find('=');
  const auto& option = find_option(word.substr(0, equals));
  if (equals == std::string_view::npos) {
    return {parsed(
        option, value_behind(option, "--" + std::string(option.name), rest))};
  }
  const std::string value(word.substr(equals + 1));
  const bool refuses =
      option.takes == Takes::nothing ||
      (option.takes == Takes::yes_or_no && !is_yes_or_no(value));
  if (refuses) {
    throw UsageError("--" + std::string(option.name) +
                     " takes no value: " + quoted(value));
  }
  return {parsed(option, value)};
}

const Option& letter_option(char letter, const std::string& word) {
  const auto* option = letter == 0 ? nullptr : find_option(letter);
  if (option != nullptr) return *option;
  const bool blank = word.find(' ') != std::string::npos;
  throw UsageError("unknown option '-" + std::string(1, letter) + "' in " +
                   quoted(word) + std::string(blank ? quotes_must_go : ""));
}

// "-vvv", "-p25", "-SD30".
Parsed short_options(const std::string& word, Words& rest) {
  Parsed out;
  for (std::size_t i = 1; i < word.size(); ++i) {
    const auto& option = letter_option(word[i], word);
    const bool attached = i + 1 < word.size();
    if (option.takes == Takes::value && attached) {
      // Debian's command definitions pass '-p 587' as one word.
      const auto value =
          monitor::trim_front(std::string_view(word).substr(i + 1));
      out.push_back(parsed(option, std::string(value)));
      return out;
    }
    Words none;
    out.push_back(parsed(option, value_behind(option, std::string{'-', word[i]},
                                              attached ? none : rest)));
  }
  return out;
}

// The forms that check_smtp takes from older days.
std::string modern(const std::string& word) {
  if (word == "-wt") return "-w";
  if (word == "-ct") return "-c";
  if (word == "-to") return "-t";
  return word;
}

// Takes what the front of the words is off them (a style parser of
// Boost.Program_options).
Parsed take(Words& words) {
  const auto word = modern(take_front(words));
  if (word == "--") {
    Parsed out;
    while (!words.empty()) out.push_back(parsed_word(take_front(words)));
    return out;
  }
  if (word.starts_with("--")) {
    return long_option(std::string_view(word).substr(2), words);
  }
  if (word.size() > 1 && word[0] == '-') return short_options(word, words);
  return {parsed_word(word)};
}

// Any value, or none: `take` has settled that.
class AnyValue : public po::value_semantic {
 public:
  std::string name() const override { return {}; }
  unsigned min_tokens() const override { return 0; }
  unsigned max_tokens() const override { return 1; }
  bool is_composing() const override { return true; }
  bool is_required() const override { return false; }
  void parse(boost::any&, const std::vector<std::string>&,
             bool) const override {}
  bool apply_default(boost::any&) const override { return false; }
  void notify(const boost::any&) const override {}
};

po::options_description described() {
  po::options_description all;
  for (const auto& option : options()) {
    all.add_options()(std::string(option.name).c_str(), new AnyValue);
  }
  all.add_options()(word_key, new AnyValue);
  return all;
}

}  // namespace

std::vector<Token> tokenize(const std::vector<std::string>& words) {
  namespace style = po::command_line_style;
  const auto all = described();
  const auto result = po::command_line_parser(words)
                          .options(all)
                          .extra_style_parser(take)
                          .style(style::unix_style & ~style::allow_guessing)
                          .run();
  std::vector<Token> tokens;
  for (const auto& option : result.options) {
    const bool is_word = option.string_key == word_key;
    if (is_word && option.value.front().empty()) continue;
    tokens.push_back({is_word ? nullptr : &find_option(option.string_key),
                      option.value.empty()
                          ? std::nullopt
                          : std::optional(option.value.front())});
  }
  return tokens;
}

}  // namespace plugin
