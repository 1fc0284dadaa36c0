// What can happen to a conversation: the server breaks off, or says something
// else, at any step.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/support/conversation.h"

namespace conversations {

struct Cut {
  std::string what;   // for messages
  std::string bytes;  // of the step that is cut
  std::vector<support::Script> scripts;
};

// Every step of the server is cut before it and in its middle. `bytes_read`
// tells what a client reads of each step when it gets one byte at a time: what
// it never reads decides nothing, such as the reply to QUIT with -q, and is not
// cut. From the cut on the client may say what it wants.
std::vector<Cut> all_cuts(
    const std::vector<support::Script>& scripts,
    const std::vector<std::vector<std::size_t>>& bytes_read);

}  // namespace conversations
