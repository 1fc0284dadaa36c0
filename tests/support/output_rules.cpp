#include "tests/support/output_rules.h"

#include <algorithm>
#include <string_view>

namespace support {

namespace {

constexpr std::string_view states[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
constexpr std::size_t nrpe_limit = 1000;

bool printable(char c) {
  return (c >= ' ' && c <= '~') || c == '\n';
}

}  // namespace

std::string broken_rule(int exit_code, const std::string& out) {
  if (exit_code < 0 || exit_code > 3) return "the exit code is not 0..3";
  if (out.empty()) return exit_code == 0 ? "" : "there is no output";
  const std::string_view line(out.data(), std::min(out.find('\n'), out.size()));
  const std::string begin =
      "SMTP " + std::string(states[static_cast<std::size_t>(exit_code)]);
  if (!line.starts_with(begin)) return "line 1 does not begin with " + begin;
  if (line.size() >= nrpe_limit) return "line 1 is too long";
  if (!out.ends_with('\n')) return "the last line has no end";
  if (!std::all_of(out.begin(), out.end(), printable)) {
    return "the output is not printable";
  }
  const auto bars = std::count(out.begin(), out.end(), '|');
  if (bars > std::count(line.begin(), line.end(), '|') || bars > 1) {
    return "a '|' stands outside its place";
  }
  return "";
}

}  // namespace support
