// -A and all that belongs to it.
#pragma once

#include "plugin/draft.h"

namespace plugin {

// Reads the credentials and settles who logs in how. Throws UsageError.
void settle_login(Draft& draft);

}  // namespace plugin
