#include "lib/smtp/lint.h"

namespace smtp {

const LintWords lint_words[12] = {
    {Lint::bare_lf, "a line ends with a bare LF (RFC 5321 2.3.8)"},
    {Lint::stray_cr, "a CR stands within a line (RFC 5321 2.3.8)"},
    {Lint::nul, "a line holds a NUL byte (RFC 5321 4.2)"},
    {Lint::control, "a line holds control characters (RFC 5321 4.2)"},
    {Lint::eight_bit, "a line holds 8-bit text (RFC 5321 4.2)"},
    {Lint::long_line, "a line is over 512 octets long (RFC 5321 4.5.3.1.5)"},
    {Lint::second_digit,
     "the second digit of a code is not 0 to 5 (RFC 5321 4.2)"},
    {Lint::enhanced_class,
     "the enhanced status code is of another class than the code "
     "(RFC 2034 4)"},
    {Lint::unexpected_success,
     "a command got another success code than its own (RFC 5321 4.3.2)"},
    {Lint::legacy_auth,
     "AUTH= is announced, a form that never was standard (RFC 4954 3)"},
    {Lint::keyword_with_equals,
     "an EHLO keyword holds a '=' (RFC 5321 4.1.1.1)"},
    {Lint::duplicate_keyword,
     "an EHLO keyword is announced twice (RFC 5321 4.1.1.1)"},
};

}  // namespace smtp
