#include "lib/report/perfdata.h"

#include <algorithm>
#include <map>

#include "lib/check/check.h"
#include "lib/check/stages/certificate.h"
#include "lib/check/time_judgement.h"
#include "lib/monitor/number.h"
#include "lib/monitor/perfdata.h"

namespace report {

namespace {

using check::CheckResult;
using check::SessionResult;
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

bool several(const CheckResult& result, const Settings& settings) {
  return !settings.mx.empty() || settings.all_addresses ||
         result.sessions.size() != 1;
}

void append_total(std::string& out, const CheckResult& result,
                  const Settings& settings) {
  const auto time = several(result, settings)
                        ? result.duration
                        : result.sessions.front().duration;
  auto total = time_item("time", time, std::nullopt, settings);
  total.max = monitor::format_seconds(settings.timeout);
  append(out, total);
}

// The worst of all sessions, in the order of the first session that has it.
void append_stages(std::string& out, const CheckResult& result,
                   const Settings& settings) {
  std::vector<StageId> order;
  std::map<StageId, net::Time> worst;
  const auto add = [&](const std::vector<check::StageResult>& stages) {
    for (const auto& stage : stages) {
      if (stage.outcome == check::Outcome::not_reached) continue;
      auto [place, fresh] = worst.try_emplace(stage.id, stage.duration);
      if (fresh) order.push_back(stage.id);
      place->second = std::max(place->second, stage.duration);
    }
  };
  add(result.stages);
  for (const auto& session : result.sessions) add(session.stages);
  if (several(result, settings)) std::sort(order.begin(), order.end());
  for (const auto id : order) {
    append(out,
           time_item("time_" + std::string(name(id)), worst[id], id, settings));
  }
}

void append_days(std::string& out, const CheckResult& result,
                 const Settings& settings) {
  std::optional<std::int64_t> fewest;
  for (const auto& session : result.sessions) {
    const auto& days = session.facts.days_left;
    if (days) fewest = std::min(fewest.value_or(*days), *days);
  }
  if (!fewest) return;
  const auto days = check::days_or_default(settings.days);
  append(out, {.label = "cert_days",
               .value = std::to_string(*fewest),
               .warning = days.warning ? days.warning->text : "",
               .critical = days.critical ? days.critical->text : ""});
}

void append_size(std::string& out, const CheckResult& result) {
  std::optional<std::uint64_t> lowest;
  for (const auto& session : result.sessions) {
    const auto limit = session.facts.extensions.size_limit();
    // SIZE 0 is "no fixed limit" (RFC 1870 4): a graph must not show it as 0.
    if (limit && *limit > 0) lowest = std::min(lowest.value_or(*limit), *limit);
  }
  if (!lowest) return;
  append(out, {.label = "size_limit",
               .value = std::to_string(*lowest),
               .unit = "B",
               .min = "0"});
}

bool is_good(const SessionResult& session) {
  if (session.down) return false;
  const auto state = check::state_of(session);
  return state == monitor::State::ok || state == monitor::State::warning;
}

void append_targets(std::string& out, const CheckResult& result,
                    const Settings& settings) {
  const auto good =
      std::count_if(result.sessions.begin(), result.sessions.end(), is_good);
  append(out, {.label = "targets_ok", .value = std::to_string(good)});
  append(out, {.label = "targets_total",
               .value = std::to_string(result.sessions.size())});
  for (const auto& session : result.sessions) {
    const auto label = settings.all_addresses && !session.address.empty()
                           ? session.host + "_" + session.address + "_time"
                           : session.host + "_time";
    const auto item =
        monitor::to_string({.label = label,
                            .value = monitor::format_seconds(session.duration),
                            .unit = "s",
                            .min = "0"});
    // Line 1 has 1,000 octets, and its sentence comes first.
    constexpr std::size_t room = 700;
    if (out.size() + 1 + item.size() > room) return;
    out += ' ' + item;
  }
}

}  // namespace

std::string perfdata(const CheckResult& result, const Settings& settings) {
  std::string out;
  append_total(out, result, settings);
  append_stages(out, result, settings);
  append_days(out, result, settings);
  append_size(out, result);
  if (several(result, settings)) append_targets(out, result, settings);
  return out;
}

}  // namespace report
