// --require-extension, --forbid-extension, and what no server should announce.
#pragma once

#include "lib/check/session.h"

namespace check {

// Which EHLO of the session has just been answered.
enum class EhloPhase {
  only,      // there is no other one
  clear,     // another one inside TLS follows
  after_tls  // the second one
};

// Judges the conditions that this EHLO decides: STARTTLS and "plain:" the
// clear one, all others the last.
void judge_extensions(Session& session, EhloPhase phase);

}  // namespace check
