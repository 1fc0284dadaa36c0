// --extra-opts: options from an ini file, as the monitoring-plugins read them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace plugin {

// The words that a section of a file stands for ("--key=value"). `locator` is
// [SECTION][@FILE]; without a section it is check_smtp_session, else
// check_smtp; without a file the search list of the monitoring-plugins. Throws
// UsageError.
std::vector<std::string> words_from_ini(
    const std::optional<std::string>& locator);

}  // namespace plugin
