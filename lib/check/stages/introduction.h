// EHLO, LHLO or HELO with our name, and what becomes of it.
#pragma once

#include <optional>

#include "lib/check/session.h"

namespace check {

// Introduces us as the settings say and records the reply, its host name and
// its extensions. HELO follows a refused EHLO where nothing depends on
// extensions. False where the server accepts none: that is a finding, and the
// session stops.
bool introduce(Session& session);

}  // namespace check
