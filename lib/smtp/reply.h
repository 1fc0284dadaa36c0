// A reply of the server (RFC 5321 4.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/smtp/lint.h"

namespace smtp {

struct Reply {
  int code = 0;                    // 200..599
  std::vector<std::string> lines;  // texts behind code and separator, as came
  LintSet lint;

  bool success() const { return code / 100 == 2; }
  bool intermediate() const { return code / 100 == 3; }
  bool temporary() const { return code / 100 == 4; }
  bool permanent() const { return code / 100 == 5; }
};

// "550 5.7.1 first second": code and the lines joined by a blank, for people.
std::string to_sentence(const Reply& reply);

// The lines as they came, "250-mx", "250 HELP", joined by LF: what -e and -R
// look at.
std::string to_lines(const Reply& reply);

// An enhanced status code (RFC 3463): class, subject, detail.
struct EnhancedCode {
  int klass;
  int subject;
  int detail;
};

// The enhanced code at the front of the reply's first line (RFC 2034 4), if
// there is one of the reply's own class. Not for greetings and EHLO replies,
// which have none.
std::optional<EnhancedCode> enhanced_code(const Reply& reply);

// The same for a line of text of any class.
std::optional<EnhancedCode> parse_enhanced_code(std::string_view text);

}  // namespace smtp
