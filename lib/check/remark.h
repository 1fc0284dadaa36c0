// How findings are made.
#pragma once

#include <optional>
#include <string>

#include "lib/check/cause.h"
#include "lib/check/result.h"
#include "lib/check/settings.h"

namespace check {

// A finding about to be made.
struct Remark {
  std::string sentence;
  std::string said{};
  std::string hint{};
  std::optional<Cause> cause{};  // of a refusal
};

// A finding in the state of --state, else in `state`, else in its default one.
Finding make_finding(const Settings& settings, FindingId id,
                     std::optional<monitor::State> state,
                     std::optional<StageId> stage, Remark remark);

}  // namespace check
