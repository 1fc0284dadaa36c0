#include "lib/check/stages/expected_text.h"
#include "lib/check/stages/extension_judgement.h"
#include "lib/check/stages/host_expectation.h"
#include "lib/check/stages/introduction.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

void ehlo_tls(Session& session) {
  auto& facts = session.facts();
  facts.clear_ehlo = std::move(facts.ehlo);
  facts.clear_extensions = std::move(facts.extensions);
  facts.ehlo.reset();
  facts.ehlo_host.reset();
  facts.extensions = smtp::Extensions();

  const bool accepted = introduce(session);
  judge_expected_text(session);
  if (!accepted) return;
  judge_extensions(session, EhloPhase::after_tls);
  judge_ehlo_hostname(session);
}

}  // namespace check::stages
