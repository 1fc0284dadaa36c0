// A POSIX extended regular expression, as check_smtp's -R takes it.
#pragma once

#include <memory>
#include <string>

namespace check {

class Pattern {
 public:
  // Throws std::invalid_argument with the library's reason.
  explicit Pattern(const std::string& expression);

  // Whether it matches anywhere in the lines (joined by LF; REG_NEWLINE: an
  // anchor is that of a line), NUL bytes included. Safe to call from several
  // threads.
  bool matches(const std::string& lines) const;

  const std::string& text() const { return text_; }

 private:
  struct Compiled;
  std::string text_;
  std::shared_ptr<const Compiled> compiled_;  // by all copies
};

}  // namespace check
