// What has been delivered to a Maildir.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace servers {

// The messages in `new`, once there are that many; a few seconds are waited
// for that. In no order.
std::vector<std::string> messages_in(const std::string& maildir,
                                     std::size_t count);

// A message without the trace lines that servers put on top of it, which is as
// it was sent but for its line ends.
std::string without_trace(const std::string& message);

// Empty where not exactly one message comes.
std::string only_message_in(const std::string& maildir);

// LF for CRLF, and at the end of the last line, as mail is kept.
std::string as_kept(const std::string& message);

}  // namespace servers
