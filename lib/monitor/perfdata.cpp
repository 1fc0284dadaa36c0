#include "lib/monitor/perfdata.h"

#include <algorithm>

#include "lib/monitor/ascii.h"

namespace monitor {

namespace {

// A label from outside (a host name) must not end the label or the item early.
std::string safe_label(const std::string& label) {
  std::string out;
  for (const char c : label) {
    const bool harmless = is_alnum(c) || c == '_' || c == '.' || c == '-' ||
                          c == ':' || c == '/' || c == ' ';
    out += harmless ? c : '_';
  }
  const bool plain = std::all_of(
      out.begin(), out.end(), [](char c) { return is_alnum(c) || c == '_'; });
  return plain ? out : "'" + out + "'";
}

}  // namespace

std::string to_string(const Perfdata& item) {
  std::string text = safe_label(item.label) + "=" + item.value + item.unit;
  text += ";" + item.warning + ";" + item.critical;
  text += ";" + item.min + ";" + item.max;
  text.erase(text.find_last_not_of(';') + 1);
  return text;
}

}  // namespace monitor
