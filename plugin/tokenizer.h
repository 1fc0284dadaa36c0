// Cuts the command line into options and words, as getopt_long does it for
// check_smtp and as its legacy forms need it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/option_table.h"

namespace plugin {

struct Token {
  const Option* option;              // null: a word
  std::optional<std::string> value;  // of the option, or the word
};

// Throws UsageError for unknown options and missing values. Empty words are
// left out.
std::vector<Token> tokenize(const std::vector<std::string>& words);

}  // namespace plugin
