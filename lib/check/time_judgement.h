// -w and -c: times against their ranges.
#pragma once

#include <vector>

#include "lib/check/result.h"
#include "lib/check/session.h"

namespace check {

// Makes a finding for every stage that ran, and for the total, whose time its
// range catches.
void judge_times(Session& session, const std::vector<StageResult>& stages,
                 net::Time total);

// The range that -w or -c sets for a stage (none: the total): of two the last
// one counts. Null where there is none.
const TimeThreshold* threshold_for(const std::vector<TimeThreshold>& thresholds,
                                   std::optional<StageId> stage);

}  // namespace check
