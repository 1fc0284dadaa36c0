// The words of a reply, for looking for wording in it: servers say the same
// thing with other cases, blanks, line breaks and punctuation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/smtp/reply.h"

namespace smtp {

// Letters and digits of the text in lower case, cut at everything else, lines
// joined. Left out is what says nothing of the cause and may look as if it
// did: addresses, URLs, enhanced codes, numbers. "don't" is "do not", and some
// words that are written in several ways ("black list", "e-mail") are one.
// At most 400 words.
std::vector<std::string> words_of(const Reply& reply);

// Whether `phrase` stands in `words`. Its own words are parted by blanks: "a|b"
// is one or the other, "reject*" anything that begins so, ".." up to six
// words of any kind.
bool holds_phrase(const std::vector<std::string>& words,
                  std::string_view phrase);

}  // namespace smtp
