// The one place where text from outside becomes harmless: for a monitoring
// system that may read it as perfdata, HTML or a macro, and for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace monitor {

enum class Medium {
  plugin,    // printable ASCII, and | < > & ` $ as \xNN
  terminal,  // only control characters and | are replaced
};

// What is replaced is written \xNN. Line ends are control characters here:
// whoever prints several lines adds them afterwards. On a terminal, bytes of
// valid UTF-8 pass; broken UTF-8 and C1 control characters do not.
std::string printable(std::string_view text, Medium medium);

// The front of `text` that is at most `width` characters long when printed
// for a plugin; never cuts within an escape.
std::string_view printable_front(std::string_view text, std::size_t width);

}  // namespace monitor
