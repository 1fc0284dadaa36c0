// What a run found, as values. Reports are pure functions of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/check/cause.h"
#include "lib/check/facts.h"
#include "lib/check/finding.h"
#include "lib/check/stage_id.h"
#include "lib/monitor/state.h"
#include "lib/net/deadline.h"
#include "lib/smtp/transcript.h"

namespace check {

enum class Outcome {
  passed,
  failed,       // the session could not go on
  interrupted,  // the deadline fell
  not_reached,
};

struct StageResult {
  StageId id;
  Outcome outcome;
  net::Time start;     // on the network's clock
  net::Time duration;  // 0 where it was not reached
};

struct Finding {
  FindingId id;
  monitor::State state;
  std::optional<StageId> stage;  // none: of the whole run
  std::string sentence;
  std::string said{};  // the server's own words, as they came
  std::string hint{};
  std::optional<Cause> cause{};  // of a refusal
};

// One session: one host, one address.
struct SessionResult {
  bool down = false;    // --mx: it could not be reached, which is told apart
  std::string target;   // for sentences
  std::string host;     // as asked for
  std::string address;  // that was talked to, or that was tried; may be empty
  net::Time start;
  net::Time duration;
  std::vector<StageResult> stages;
  std::vector<Finding> findings;  // in the order they were made
  Facts facts;
  smtp::Transcript transcript;
};

// A run: one session, or several of --mx and --all-addresses.
struct CheckResult {
  monitor::State state = monitor::State::ok;
  net::Time duration{0};
  std::vector<SessionResult> sessions{};
  std::vector<Finding> findings{};    // that belong to no single session
  std::vector<StageResult> stages{};  // look-ups before the sessions
  std::size_t left_out = 0;           // sessions beyond what one run holds
};

// The result of a stage that ran, null if it did not.
const StageResult* find_stage(const SessionResult& session, StageId id);

}  // namespace check
