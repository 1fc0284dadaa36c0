// A command line that cannot be understood or done. Becomes one line and
// exit 3, before anything is connected.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace plugin {

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The word in quotes, for a message. Of several options that arrived as one
// word the password is left out, with all behind it.
inline std::string quoted(std::string_view word) {
  for (const std::string_view option : {"-P", "--authp"}) {
    const auto at = word.find(option);
    if (at == std::string_view::npos || (at > 0 && word[at - 1] != ' ')) {
      continue;
    }
    const auto end = at + option.size();
    if (end == word.size()) continue;
    return "'" + std::string(word.substr(0, end)) + " ********'";
  }
  return "'" + std::string(word) + "'";
}

// Debian's command definitions put quotes around $ARG1$: what was meant as
// several options arrives as one word.
inline constexpr std::string_view quotes_must_go =
    "; several options in one word: the quotes around ARG1 in the command "
    "definition must go";

// That hint, where a word that is wrong looks like it; else nothing.
inline std::string quotes_hint(std::string_view word) {
  const bool looks_like_it = word.find(" -") != std::string_view::npos;
  return std::string(looks_like_it ? quotes_must_go : "");
}

}  // namespace plugin
