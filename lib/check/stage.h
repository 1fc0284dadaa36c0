// The plan: what a session does, in order.
#pragma once

#include <span>

#include "lib/check/settings.h"
#include "lib/check/stage_id.h"

namespace check {

class Session;

// One step of a session. `run` says one thing to the server, records the
// facts and judges the reply; the runner gives it its deadline, times it and
// catches what ends the conversation.
struct Stage {
  StageId id;
  bool (*wanted)(const Settings&);
  void (*run)(Session&);
};

// All stages in their order.
std::span<const Stage> plan();

// Whether a session with these settings has that stage.
bool goes_through(StageId id, const Settings& settings);

// Whether one stage comes before another in a session with these settings.
bool comes_before(StageId a, StageId b, const Settings& settings);

}  // namespace check
