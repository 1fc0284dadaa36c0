// Phrases by which servers are known to say why they refuse.
#pragma once

#include <optional>

#include "lib/check/cause.h"
#include "lib/check/refusal.h"

namespace check {

// By the first row of the table that fits stage, code and words. Nothing where
// none does; `other` where the words are known to be about something else.
std::optional<Cause> cause_by_wording(const Refusal& refusal);

// The same for words that say no more than that it was refused, or that the
// connection ends: any other sign goes before them.
std::optional<Cause> cause_by_little(const Refusal& refusal);

}  // namespace check
