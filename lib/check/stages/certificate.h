// What is thought of a certificate chain.
#pragma once

#include "lib/check/session.h"

namespace check {

// Judges dates, trust, name, keys and pins of the chain in the session's facts.
void judge_certificates(Session& session);

// Days as -D sets them, or the 14 and 3 that hold without it.
CertificateDays days_or_default(const CertificateDays& days);

}  // namespace check
