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
  dns_bogus,
  dns_null_mx,
  dns_mx_alias,
  dns_mx_literal,
  dns_mx_unresolvable,
  dns_mx_private_address,
  dns_implicit_mx,
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
  identity_no_ptr,
  identity_ptr_unconfirmed,
  identity_ptr_lookup_failed,
  ehlo_refused,
  ehlo_helo_only,
  ehlo_extension_missing,
  ehlo_extension_forbidden,
  ehlo_parameter_unmet,
  ehlo_hostname_mismatch,
  ehlo_auth_in_clear,
  tls_not_offered,
  tls_refused,
  tls_stripped,
  tls_injected,
  tls_handshake_failed,
  tls_version_old,
  tls_offered_again,
  certificate_expired,
  certificate_not_yet_valid,
  certificate_expiring,
  certificate_untrusted,
  certificate_name_mismatch,
  certificate_name_unchecked,
  certificate_chain_expiring,
  certificate_weak_key,
  certificate_pin_mismatch,
  auth_not_offered,
  auth_mechanism_not_offered,
  auth_rejected,
  auth_temporary,
  auth_accepted,
  auth_server_not_proven,
  auth_would_expose,
  mail_refused,
  mail_temporary,
  rcpt_refused,
  rcpt_temporary,
  rcpt_accepted,
  data_refused,
  data_temporary,
  message_refused,
  message_temporary,
  message_recipient_failed,
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
  pool_differs,
  mx_host_down,
  mx_all_down,
  plugin_usage,
  plugin_internal,
};

struct FindingKind {
  FindingId id;
  std::string_view name;      // "banner.refused"
  monitor::State state;       // by default, in an MX session
  monitor::State submission;  // by default, in a submission session
  std::string_view states;    // what else the state depends on; else empty
  std::string_view meaning;
  std::string_view matters;  // why
  std::string_view source;   // where it is specified
  std::string_view advice;   // what to do
};

// In table order, which is also the order of importance within a stage.
std::span<const FindingKind> all_findings();

const FindingKind& describe(FindingId id);

// Clients that submit mail must know whom they talk to; servers deliver to an
// MX whatever its certificate says (RFC 7435; RFC 9325 5.2).
enum class SessionClass { mx, submission };

monitor::State default_state(FindingId id, SessionClass session_class);

// Whether the finding is about a refusal, of which a cause is told.
bool tells_cause(FindingId id);

std::optional<FindingId> parse_finding(std::string_view name);

}  // namespace check
