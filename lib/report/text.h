// The result for people and for monitoring systems: line 1 with state,
// sentence and performance data, then as much as was asked for.
#pragma once

#include <string>

#include "lib/check/result.h"
#include "lib/check/settings.h"
#include "lib/monitor/printable.h"

namespace report {

// Ends with a newline; empty with --quiet where all is OK.
std::string text(const check::CheckResult& result,
                 const check::Settings& settings, monitor::Medium medium);

}  // namespace report
