// The stages of a session by name. The names are an interface: perfdata,
// thresholds, --until and JSON use them.
#pragma once

#include <optional>
#include <string_view>

namespace check {

enum class StageId {
  dns,
  connect,
  banner,
  ehlo,
  starttls,
  tls,
  ehlo_tls,
  auth,
  relay,
  mail,
  rcpt,
  command,
  data,
  message,
  quit,
};

inline constexpr std::string_view stage_names[] = {
    "dns",  "connect",  "banner", "ehlo",    "starttls",
    "tls",  "ehlo_tls", "auth",   "relay",   "mail",
    "rcpt", "command",  "data",   "message", "quit",
};

constexpr std::string_view name(StageId id) {
  return stage_names[static_cast<std::size_t>(id)];
}

constexpr std::optional<StageId> parse_stage(std::string_view text) {
  for (std::size_t i = 0; i < std::size(stage_names); ++i) {
    if (stage_names[i] == text) return static_cast<StageId>(i);
  }
  return std::nullopt;
}

}  // namespace check
