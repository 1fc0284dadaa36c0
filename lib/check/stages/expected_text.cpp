#include "lib/check/stages/expected_text.h"

namespace check {

void judge_expected_text(Session& session) {
  const auto& facts = session.facts();
  std::string seen = to_lines(*facts.greeting);
  if (facts.clear_ehlo) seen += "\n" + to_lines(*facts.clear_ehlo);
  if (facts.ehlo) seen += "\n" + to_lines(*facts.ehlo);
  for (const auto& text : session.settings().expect) {
    if (seen.find(text) != std::string::npos) continue;
    session.find_in(StageId::banner, FindingId::banner_expect_mismatch,
                    {.sentence = session.server() + " does not say \"" + text +
                                 "\" in its greeting or EHLO reply",
                     .said = to_sentence(*facts.greeting)});
  }
}

}  // namespace check
