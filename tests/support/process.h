// Runs a program as a monitoring system does: with words, an environment and
// perhaps text on stdin, and never longer than a bound.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace support {

struct Program {
  std::vector<std::string> argv;           // argv[0] is looked up in PATH
  std::vector<std::string> environment{};  // "NAME=value", beside the test's
  std::string input{};                     // for stdin, which ends behind it
  std::chrono::milliseconds bound{20000};  // then it is killed
};

struct ProcessResult {
  int exit_code = -1;   // -1 where a signal ended it
  int signal = 0;       // that ended it, else 0
  bool killed = false;  // by us, because the bound was over
  std::string out;
  std::string err;
  std::chrono::milliseconds wall{0};
  // At least what the test itself had when it started the program: the kernel
  // counts from the fork.
  long peak_rss_kib = 0;
};

// Returns when the program has ended and closed its output. Throws
// std::system_error where it cannot be started.
ProcessResult run_process(const Program& program);

}  // namespace support
