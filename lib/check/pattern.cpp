#include "lib/check/pattern.h"

#include <regex.h>

#include <array>
#include <stdexcept>

namespace check {

struct Pattern::Compiled {
  regex_t regex{};
  bool ready = false;
};

void Pattern::Free::operator()(Compiled* compiled) const {
  if (compiled->ready) regfree(&compiled->regex);
  delete compiled;
}

Pattern::Pattern(const std::string& expression)
    : text_(expression), compiled_(new Compiled) {
  const int error = regcomp(&compiled_->regex, expression.c_str(),
                            REG_EXTENDED | REG_NOSUB | REG_NEWLINE);
  compiled_->ready = error == 0;
  if (error != 0) {
    std::array<char, 128> reason{};
    regerror(error, &compiled_->regex, reason.data(), reason.size());
    throw std::invalid_argument(reason.data());
  }
}

bool Pattern::matches(const std::string& lines) const {
  // By its length: a server's NUL must not hide what stands behind it.
  regmatch_t whole{};
  whole.rm_eo = static_cast<regoff_t>(lines.size());
  return regexec(&compiled_->regex, lines.c_str(), 1, &whole, REG_STARTEND) ==
         0;
}

}  // namespace check
