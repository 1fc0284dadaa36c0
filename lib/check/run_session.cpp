#include "lib/check/run_session.h"

#include "lib/check/failure.h"
#include "lib/check/identity.h"
#include "lib/check/session.h"
#include "lib/check/stage.h"
#include "lib/check/time_judgement.h"

namespace check {

namespace {

// Bytes that nobody asked for are noticed behind the stage whose reply they
// follow; the next command would take them for its own.
void run(const Stage& stage, Session& session) {
  stage.run(session);
  if (session.answers_due()) return;
  if (session.going() && session.greeted() && stage.id != StageId::quit) {
    session.chat().expect_silence();
  }
}

StageResult run_timed(const Stage& stage, Session& session) {
  const auto start = session.network().now();
  const bool went = session.going();
  session.enter(stage.id);
  auto outcome = Outcome::passed;
  try {
    run(stage, session);
    if (went && !session.going()) outcome = Outcome::failed;
  } catch (const net::Error& error) {
    outcome =
        report_failure(session, error) ? Outcome::interrupted : Outcome::failed;
  }
  return {stage.id, outcome, start, session.network().now() - start};
}

// QUIT is said wherever a greeting was read and the channel is in step; the
// other stages run only while the session goes on.
StageResult run_or_skip(const Stage& stage, Session& session) {
  const bool possible =
      stage.id == StageId::quit ? session.greeted() : session.going();
  if (possible) return run_timed(stage, session);
  return {stage.id, Outcome::not_reached, net::Time{0}, net::Time{0}};
}

}  // namespace

SessionResult run_session(const Settings& settings, net::Network& network,
                          dns::Resolver* resolver, net::Deadline deadline) {
  const auto start = network.now();
  Session session(settings, network, resolver, deadline);
  std::vector<StageResult> stages;
  for (const auto& stage : plan()) {
    const bool past_until = settings.until && stage.id != StageId::quit &&
                            comes_before(*settings.until, stage.id, settings);
    if (past_until || !stage.wanted(settings)) continue;
    stages.push_back(run_or_skip(stage, session));
  }
  judge_times(session, stages, network.now() - start);
  judge_identity(session);
  return session.take_result(std::move(stages), start);
}

}  // namespace check
