// What stands in MAIL and RCPT (RFC 5321 4.1.1.2, 4.1.1.3).
#pragma once

#include <string>
#include <vector>

#include "lib/check/session.h"

namespace check {

// What a transaction asks of the server beside plain mail.
struct MailParameters {
  std::optional<std::uint64_t> size{};  // RFC 1870 3
  bool eight_bit = false;               // RFC 6152 3
  bool utf8 = false;                    // RFC 6531 3.4
};

bool is_ascii(std::string_view text);

smtp::Command mail_command(const std::string& sender,
                           const MailParameters& parameters);
smtp::Command rcpt_command(const std::string& recipient);

// Whether the server's last EHLO announces all that is needed; else makes a
// finding and ends the session.
bool announces_what_mail_needs(Session& session,
                               const MailParameters& parameters);

// The reply to the RSET that ends a transaction.
void judge_reset(Session& session, const smtp::Reply& reply);

}  // namespace check
