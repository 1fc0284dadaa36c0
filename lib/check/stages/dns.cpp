#include "lib/check/stages/stages.h"

namespace check::stages {

void dns(Session& session) {
  const auto& settings = session.settings();
  session.facts().addresses = session.network().resolve(
      settings.host, settings.families, session.deadline());
}

}  // namespace check::stages
