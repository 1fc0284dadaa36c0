// What the parser makes of a command line, as text to compare.
#pragma once

#include <string>
#include <vector>

#include "lib/check/settings.h"
#include "plugin/draft.h"

namespace plugin {

using Words = std::vector<std::string>;

Words operator+(Words a, const Words& b);

// Throws UsageError, and std::bad_variant_access where a page is asked for.
check::Settings settings_of(const Words& words);

// All settings, a line each: what two command lines have in common.
std::string meaning_of(const Words& words);

// The message of the UsageError; empty if there is none.
std::string refusal_of(const Words& words);

// The page that is asked for; none for a check.
Page page_of(const Words& words);

// "a b 'c d'", for messages.
std::string spelled(const Words& words);

// Two command lines for one thing.
struct Synonym {
  Words words;
  Words same_as;
};

void expect_synonyms(const std::vector<Synonym>& rows);

// A wrong command line and what its message must hold.
struct Wrong {
  Words words;
  std::string named;
};

// `beside` stands before the words of each row.
void expect_refusals(const std::vector<Wrong>& rows, const Words& beside = {});

}  // namespace plugin
