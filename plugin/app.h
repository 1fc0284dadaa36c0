// The whole program but for the real world: words in, exit code and text out.
#pragma once

#include <string>
#include <vector>

#include "lib/monitor/printable.h"
#include "lib/net/network.h"
#include "plugin/options.h"

namespace plugin {

struct Outcome {
  int exit_code;    // 0..3, always
  std::string out;  // for stdout; ends with a newline unless empty
};

// `words` are the command line without the program's name. Throws nothing:
// whatever goes wrong becomes UNKNOWN with a sentence.
Outcome run(const std::vector<std::string>& words, net::Network& network,
            monitor::Medium medium = monitor::Medium::plugin,
            const Conceal& conceal = {});

}  // namespace plugin
