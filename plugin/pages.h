// What is printed instead of a check.
#pragma once

#include <string>

#include "lib/check/finding.h"

namespace plugin {

// All options in groups, at most 80 columns wide.
std::string help_page();
// Name and version on one line.
std::string version_page();
// A few lines for a wrong command line.
std::string short_usage();
// The table of findings.
std::string findings_page();
// All that is known about one finding.
std::string explanation_page(check::FindingId id);

}  // namespace plugin
