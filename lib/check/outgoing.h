// The message that a session sends, and what it needs of the server.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/smtp/message.h"

namespace check {

class Session;

struct Outgoing {
  // Owned apart, so that the pieces stay where they are when this moves.
  std::shared_ptr<const std::string> top;    // header lines, or all of it
  std::shared_ptr<const std::string> given;  // null: `top` is the message
  smtp::MessageNature nature{};

  std::vector<std::string_view> pieces() const;
};

// As --send, --message, --header, --subject and --body say. A generated message
// carries the time, the EHLO name and a token of its own.
Outgoing make_outgoing(Session& session);

}  // namespace check
