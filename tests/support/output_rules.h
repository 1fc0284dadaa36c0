// What holds for every output of the plugin, whatever a server does.
#pragma once

#include <string>

namespace support {

// The rule that an outcome breaks, in words; empty where it keeps all: an exit
// code 0..3, a first line that begins with "SMTP STATE" of that code and has
// less than 1,000 bytes, printable ASCII, '|' only before the performance data.
// No output at all is allowed with exit code 0.
std::string broken_rule(int exit_code, const std::string& out);

}  // namespace support
