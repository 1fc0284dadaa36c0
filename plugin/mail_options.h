// The envelope and the message.
#pragma once

#include "plugin/draft.h"

namespace plugin {

// Reads the message and settles what only all of these options together can
// tell. Throws UsageError.
void settle_mail(Draft& draft);

}  // namespace plugin
