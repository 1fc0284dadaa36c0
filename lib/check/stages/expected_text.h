// -e: text that must stand in the greeting or in the reply to EHLO.
#pragma once

#include "lib/check/session.h"

namespace check {

// Judges every -e on what has come of the two replies so far.
void judge_expected_text(Session& session);

}  // namespace check
