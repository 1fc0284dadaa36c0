// The table of everything that can be said about a session. Ids are an
// interface: they are never renamed.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "lib/monitor/state.h"

namespace check {

enum class FindingId {
  dns_not_found,
  dns_failed,
  connect_refused,
  connect_timed_out,
  connect_unreachable,
  connect_reset,
  connect_address_failed,
  banner_timed_out,
  banner_closed,
  banner_refused,
  banner_temporary,
  banner_not_smtp,
  banner_malformed,
  banner_hostname_mismatch,
  banner_no_hostname,
  banner_masked,
  banner_expect_mismatch,
  banner_early_data,
  ehlo_refused,
  ehlo_helo_only,
  ehlo_extension_missing,
  ehlo_extension_forbidden,
  ehlo_parameter_unmet,
  ehlo_hostname_mismatch,
  ehlo_auth_in_clear,
  mail_refused,
  mail_temporary,
  command_mismatch,
  command_refused,
  quit_failed,
  protocol_closed,
  protocol_reset,
  protocol_malformed,
  protocol_codes_differ,
  protocol_too_long,
  protocol_unsolicited,
  protocol_lint,
  protocol_shutting_down,
  time_warning,
  time_critical,
  time_out,
  plugin_usage,
  plugin_internal,
};

struct FindingKind {
  FindingId id;
  std::string_view name;    // "banner.refused"
  monitor::State state;     // by default
  std::string_view states;  // where the state depends: how; else empty
  std::string_view meaning;
  std::string_view matters;  // why
  std::string_view source;   // where it is specified
  std::string_view advice;   // what to do
};

// In table order, which is also the order of importance within a stage.
std::span<const FindingKind> all_findings();

const FindingKind& describe(FindingId id);

std::optional<FindingId> parse_finding(std::string_view name);

}  // namespace check
