// Performance data of a run.
#pragma once

#include <string>

#include "lib/check/result.h"
#include "lib/check/settings.h"

namespace report {

// All items, separated by blanks: total time first, then a time for each stage
// that ran, then what the server told.
std::string perfdata(const check::CheckResult& result,
                     const check::Settings& settings);

}  // namespace report
