// A command line that cannot be understood or done. Becomes one line and
// exit 3, before anything is connected.
#pragma once

#include <stdexcept>
#include <string>

namespace plugin {

class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The word in quotes, for a message.
inline std::string quoted(std::string_view word) {
  return "'" + std::string(word) + "'";
}

}  // namespace plugin
