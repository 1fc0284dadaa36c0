// What -v, -vv and -vvv add: the stages with times and facts, what the server
// announced, the dialogue.
#pragma once

#include <string>
#include <vector>

#include "lib/check/result.h"
#include "lib/monitor/printable.h"

namespace report {

// Lines without line ends, printable on `medium`.
using Lines = std::vector<std::string>;

// One line a stage: name, time, what was learned.
Lines stage_lines(const check::SessionResult& session, monitor::Medium medium);

// Addresses, and what EHLO was answered.
Lines fact_lines(const check::SessionResult& session, monitor::Medium medium);

// The dialogue with the seconds since the session began.
Lines transcript_lines(const check::SessionResult& session,
                       monitor::Medium medium);

}  // namespace report
