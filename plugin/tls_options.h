// What the TLS options come to together.
#pragma once

#include "plugin/draft.h"

namespace plugin {

// Settles mode, server name and the name to verify, once host and port are
// settled. The order of the options makes no difference. Throws UsageError.
void settle_tls(Draft& draft);

}  // namespace plugin
