#include "lib/monitor/range.h"

#include <limits>

#include "lib/monitor/number.h"

namespace monitor {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::optional<double> parse_start(std::string_view text) {
  if (text.empty()) return 0.0;
  if (text == "~") return -infinity;
  return parse_decimal(text);
}

std::optional<double> parse_end(std::string_view text) {
  return text.empty() ? infinity : parse_decimal(text);
}

}  // namespace

bool Range::alerts(double value) const {
  const bool within = start <= value && value <= end;
  return within == inside;
}

std::optional<Range> parse_range(std::string_view text) {
  Range range;
  range.text = text;
  if (text.starts_with('@')) {
    range.inside = true;
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  const auto colon = text.find(':');
  const bool has_start = colon != std::string_view::npos;
  const auto start = parse_start(has_start ? text.substr(0, colon) : "");
  const auto end = parse_end(has_start ? text.substr(colon + 1) : text);
  if (!start || !end || *start > *end) return std::nullopt;
  range.start = *start;
  range.end = *end;
  return range;
}

}  // namespace monitor
