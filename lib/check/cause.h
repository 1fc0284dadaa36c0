// Why a server refused, by what it said: for the hint beside a finding and for
// JSON. It never changes a state.
#pragma once

#include <string_view>

#include "lib/check/stage_id.h"
#include "lib/smtp/reply.h"

namespace check {

enum class Cause {
  wrong_credentials,
  auth_method_disabled,  // this mechanism, or any password
  tls_required,
  auth_required,
  relay_denied,
  user_unknown,
  greylisted,
  rate_limited,
  client_identity,  // our EHLO name, PTR or address
  sender_identity,  // SPF, DMARC, unresolvable, not this login's
  blocklisted,
  mailbox_full,
  too_big,
  policy,         // refused, and nothing more is said
  temporary,      // the same for now
  shutting_down,  // the server ends the connection, for its own or for idleness
  other,          // not sure: a wrong hint is worse than none
};

// "wrong-credentials". The names are an interface: JSON uses them.
std::string_view name(Cause cause);

// The cause of a refusal in `stage`, from its enhanced code (RFC 3463 3, RFC
// 7372 3, RFC 4954 6, RFC 5248), its wording and its code (RFC 5321 4.2.3).
// A reply that refuses nothing has the cause `other`, but for one that takes
// back in its text what its code says (see contradiction()) and for the
// challenge in which a server tells why a token failed (RFC 7628 3.2.2).
Cause cause_of(StageId stage, const smtp::Reply& reply);

}  // namespace check
