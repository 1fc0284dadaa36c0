// What several sessions tell together.
#pragma once

#include "lib/check/result.h"
#include "lib/check/settings.h"

namespace check {

// Whether the host took the session: it greeted us with 220.
bool took_session(const SessionResult& session);

// --mx: a host that cannot be reached is a warning while another one works.
void judge_mail_hosts(CheckResult& result, const Settings& settings);

// --all-addresses: whether the addresses of a host are alike.
void judge_pools(CheckResult& result, const Settings& settings);

}  // namespace check
