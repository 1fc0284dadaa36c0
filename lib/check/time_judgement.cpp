#include "lib/check/time_judgement.h"

#include <algorithm>

#include "lib/monitor/number.h"

namespace check {

namespace {

void judge(const std::vector<TimeThreshold>& thresholds, FindingId id,
           std::optional<StageId> stage, net::Time time, Session& session) {
  const auto* threshold = threshold_for(thresholds, stage);
  if (threshold == nullptr) return;
  if (!threshold->range.alerts(std::chrono::duration<double>(time).count())) {
    return;
  }
  const std::string what =
      stage ? "stage " + std::string(name(*stage)) : "the session";
  session.find_in(stage, id,
                  {.sentence = session.server() + ": " + what + " took " +
                               monitor::format_milliseconds_as_seconds(time) +
                               " s (range " + threshold->range.text + ")"});
}

void judge_both(std::optional<StageId> stage, net::Time time,
                Session& session) {
  const auto& settings = session.settings();
  judge(settings.critical, FindingId::time_critical, stage, time, session);
  judge(settings.warning, FindingId::time_warning, stage, time, session);
}

}  // namespace

const TimeThreshold* threshold_for(const std::vector<TimeThreshold>& thresholds,
                                   std::optional<StageId> stage) {
  const auto found = std::find_if(
      thresholds.rbegin(), thresholds.rend(),
      [&](const TimeThreshold& one) { return one.stage == stage; });
  return found == thresholds.rend() ? nullptr : &*found;
}

void judge_times(Session& session, const std::vector<StageResult>& stages,
                 net::Time total) {
  for (const auto& stage : stages) {
    if (stage.outcome == Outcome::not_reached) continue;
    judge_both(stage.id, stage.duration, session);
  }
  judge_both(std::nullopt, total, session);
}

}  // namespace check
