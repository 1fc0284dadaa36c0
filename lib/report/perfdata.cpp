#include "lib/report/perfdata.h"

#include "lib/check/stages/certificate.h"
#include "lib/check/time_judgement.h"
#include "lib/monitor/number.h"
#include "lib/monitor/perfdata.h"

namespace report {

namespace {

using check::Settings;
using check::StageId;

std::string range_text(const std::vector<check::TimeThreshold>& thresholds,
                       std::optional<StageId> stage) {
  const auto* threshold = check::threshold_for(thresholds, stage);
  return threshold == nullptr ? std::string() : threshold->range.text;
}

monitor::Perfdata time_item(std::string label, net::Time time,
                            std::optional<StageId> stage,
                            const Settings& settings) {
  return {.label = std::move(label),
          .value = monitor::format_seconds(time),
          .unit = "s",
          .warning = range_text(settings.warning, stage),
          .critical = range_text(settings.critical, stage),
          .min = "0"};
}

void append(std::string& out, const monitor::Perfdata& item) {
  if (!out.empty()) out += ' ';
  out += monitor::to_string(item);
}

}  // namespace

std::string perfdata(const check::CheckResult& result,
                     const Settings& settings) {
  std::string out;
  const auto& session = result.sessions.front();
  auto total = time_item("time", session.duration, std::nullopt, settings);
  total.max = monitor::format_seconds(settings.timeout);
  append(out, total);
  for (const auto& stage : session.stages) {
    if (stage.outcome == check::Outcome::not_reached) continue;
    append(out, time_item("time_" + std::string(name(stage.id)), stage.duration,
                          stage.id, settings));
  }
  if (session.facts.days_left) {
    const auto days = check::days_or_default(settings.days);
    append(out, {.label = "cert_days",
                 .value = std::to_string(*session.facts.days_left),
                 .warning = days.warning ? days.warning->text : "",
                 .critical = days.critical ? days.critical->text : ""});
  }
  const auto limit = session.facts.extensions.size_limit();
  // SIZE 0 is "no fixed limit" (RFC 1870 4): a graph must not show it as 0.
  if (limit && *limit > 0) {
    append(out, {.label = "size_limit",
                 .value = std::to_string(*limit),
                 .unit = "B",
                 .min = "0"});
  }
  return out;
}

}  // namespace report
