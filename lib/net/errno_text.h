// The one place where an errno becomes words.
#pragma once

#include <string>
#include <system_error>

namespace net {

// "Connection refused", never with the name of the call.
inline std::string errno_text(int error) {
  return std::generic_category().message(error);
}

}  // namespace net
