#include "lib/monitor/state.h"

#include <array>

#include "lib/monitor/ascii.h"

namespace monitor {

namespace {

constexpr std::array<std::string_view, 4> names = {"OK", "WARNING", "CRITICAL",
                                                   "UNKNOWN"};

int severity(State state) {
  constexpr std::array<int, 4> by_exit_code = {0, 2, 3, 1};
  return by_exit_code[static_cast<std::size_t>(state)];
}

}  // namespace

int exit_code(State state) {
  return static_cast<int>(state);
}

std::string_view name(State state) {
  return names[static_cast<std::size_t>(state)];
}

State worse(State a, State b) {
  return severity(a) >= severity(b) ? a : b;
}

std::optional<State> parse_state(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool digit =
        text.size() == 1 && text[0] == static_cast<char>('0' + i);
    const bool letter = equal_ignoring_case(text, names[i].substr(0, 1));
    if (digit || letter || equal_ignoring_case(text, names[i])) {
      return static_cast<State>(i);
    }
  }
  return std::nullopt;
}

}  // namespace monitor
