// One item of performance data: 'label'=value[UOM];warn;crit;min;max.
#pragma once

#include <optional>
#include <string>

namespace monitor {

struct Perfdata {
  std::string label;   // any text: what the format forbids is replaced
  std::string value;   // digits, from monitor::format_*
  std::string unit{};  // "s", "B" or empty
  std::string warning{};
  std::string critical{};
  std::string min{};
  std::string max{};
};

// The item as text, quoted only where the label needs it, without trailing
// semicolons.
std::string to_string(const Perfdata& item);

}  // namespace monitor
