// Threshold ranges by the grammar of the plugin guidelines: [@][start:][end].
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace monitor {

struct Range {
  double start = 0;     // -infinity for "~"
  double end = 0;       // +infinity where nothing is given
  bool inside = false;  // "@": alert inside the range instead of outside
  std::string text;     // as it was given: perfdata repeats it

  // Whether the value raises the alarm. End points belong to the range.
  bool alerts(double value) const;
};

// Nothing where the text is no range, or start is above end.
std::optional<Range> parse_range(std::string_view text);

}  // namespace monitor
