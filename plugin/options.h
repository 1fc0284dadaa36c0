// From the words of the command line to the settings.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/check/settings.h"
#include "plugin/draft.h"

namespace plugin {

// A page to print instead of a check.
struct PageRequest {
  Page page;
  check::FindingId explained;
};

using Request = std::variant<check::Settings, PageRequest>;

// Told of a password that stood on the command line, before anything is
// connected: others can read it there.
using Conceal = std::function<void(std::string_view secret)>;

// Throws UsageError. The result does not depend on the order of the options,
// but for two values of one single-valued option, of which the last counts.
Request parse_command_line(const std::vector<std::string>& words,
                           const Conceal& conceal = {});

}  // namespace plugin
