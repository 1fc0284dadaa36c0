#include "lib/check/pattern.h"

#include <regex.h>

#include <array>
#include <stdexcept>

namespace check {

struct Pattern::Compiled {
  regex_t regex{};

  explicit Compiled(const std::string& expression) {
    const int error = regcomp(&regex, expression.c_str(),
                              REG_EXTENDED | REG_NOSUB | REG_NEWLINE);
    if (error == 0) return;
    std::array<char, 128> reason{};
    regerror(error, &regex, reason.data(), reason.size());
    throw std::invalid_argument(reason.data());
  }
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() { regfree(&regex); }
};

Pattern::Pattern(const std::string& expression)
    : text_(expression),
      compiled_(std::make_shared<const Compiled>(expression)) {}

bool Pattern::matches(const std::string& lines) const {
  // By its length: a server's NUL must not hide what stands behind it.
  regmatch_t whole{};
  whole.rm_eo = static_cast<regoff_t>(lines.size());
  return regexec(&compiled_->regex, lines.c_str(), 1, &whole, REG_STARTEND) ==
         0;
}

}  // namespace check
