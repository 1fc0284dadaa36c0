// Mail addresses as they stand in MAIL and RCPT (RFC 5321 4.1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smtp {

// Why `address` (without the angle brackets) cannot be sent as it is: a blank,
// a control character, '<' or '>' outside quotes, an over-long part. Nothing
// where it can. A local part without a domain is fine: some are asked for
// ("postmaster", RFC 5321 4.5.1), and the server judges the others.
std::optional<std::string> address_defect(std::string_view address);

// `<user@example.org>` without its angle brackets; others as they are.
std::string_view without_brackets(std::string_view address);

}  // namespace smtp
