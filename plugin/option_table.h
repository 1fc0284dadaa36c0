// The one table of options: parser, help and documentation come from it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plugin/draft.h"

namespace plugin {

enum class Takes {
  nothing,
  value,           // attached, behind '=', or as the next word
  optional_value,  // only behind '='
  yes_or_no,       // nothing, but a next word true/1/yes/false/0/no belongs to
                   // it: Icinga's CheckCommand passes "-q true"
  section,         // behind '=' or as the next word that does not begin with -
};

enum class Group {
  where,
  dialogue,
  tls,
  login,
  mail,
  expectation,
  judging,
  output,
  general
};

// Whose long option it is. Abbreviations are looked up in this order, so that
// no newer option makes an old one ambiguous.
enum class Origin { check_smtp_2, check_smtp_3, own };

struct Option {
  std::string_view name;  // long, without dashes
  char letter;            // 0: none
  Takes takes;
  std::string_view value;  // "HOST", for the help
  Group group;
  Origin origin;
  std::string_view help;
  // `value` is empty for options without one.
  void (*apply)(Draft&, const std::optional<std::string>& value);
};

std::span<const Option> options();

std::string_view title(Group group);

// By the letter; null if there is none.
const Option* find_option(char letter);
// By the whole name or a prefix of it that leaves no doubt. Throws UsageError.
const Option& find_option(std::string_view name);

}  // namespace plugin
