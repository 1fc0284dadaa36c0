// The four results of a monitoring plugin.
#pragma once

#include <optional>
#include <string_view>

namespace monitor {

enum class State { ok = 0, warning = 1, critical = 2, unknown = 3 };

// 0..3, as the plugin guidelines number them.
int exit_code(State state);

// "OK", "WARNING", "CRITICAL", "UNKNOWN".
std::string_view name(State state);

// The worse of two: CRITICAL > WARNING > UNKNOWN > OK.
State worse(State a, State b);

// A state by its name, first letter or digit, in any case.
std::optional<State> parse_state(std::string_view text);

}  // namespace monitor
