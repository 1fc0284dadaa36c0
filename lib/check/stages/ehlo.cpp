#include "lib/check/stage.h"
#include "lib/check/stages/expected_text.h"
#include "lib/check/stages/extension_judgement.h"
#include "lib/check/stages/host_expectation.h"
#include "lib/check/stages/introduction.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

// What --until leaves out judges nothing.
bool ehlo_tls_follows(const Settings& settings) {
  return settings.tls == TlsMode::starttls &&
         !(settings.until &&
           comes_before(*settings.until, StageId::ehlo_tls, settings));
}

}  // namespace

void ehlo(Session& session) {
  const bool another_follows = ehlo_tls_follows(session.settings());
  const bool accepted = introduce(session);
  if (!another_follows || !accepted) judge_expected_text(session);
  if (!accepted) return;
  judge_extensions(session,
                   another_follows ? EhloPhase::clear : EhloPhase::only);
  if (!another_follows) judge_ehlo_hostname(session);
}

}  // namespace check::stages
