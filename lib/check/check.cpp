#include "lib/check/check.h"

#include "lib/check/run_session.h"

namespace check {

const StageResult* find_stage(const SessionResult& session, StageId id) {
  for (const auto& stage : session.stages) {
    if (stage.id == id && stage.outcome != Outcome::not_reached) return &stage;
  }
  return nullptr;
}

monitor::State state_of(const SessionResult& session) {
  auto state = monitor::State::ok;
  for (const auto& finding : session.findings) {
    state = monitor::worse(state, finding.state);
  }
  return state;
}

CheckResult run_check(const Settings& settings, net::Network& network) {
  CheckResult result{monitor::State::ok, {}};
  result.sessions.push_back(run_session(settings, network));
  for (const auto& session : result.sessions) {
    result.state = monitor::worse(result.state, state_of(session));
  }
  return result;
}

}  // namespace check
