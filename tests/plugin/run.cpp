#include "tests/plugin/run.h"

#include <iterator>

namespace plugin_test {

namespace {

support::ProcessResult run(const std::string& program, const Words& words,
                           const Words& environment) {
  return support::run_process(
      {.argv = Words{program} + words, .environment = environment});
}

const char* state_name(int exit_code) {
  constexpr const char* names[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
  const bool known = exit_code >= 0 && exit_code < int{std::size(names)};
  return known ? names[exit_code] : "none";
}

}  // namespace

Words operator+(Words first, const Words& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

Words at(std::uint16_t port) {
  return {"-H", "127.0.0.1", "-p", std::to_string(port)};
}

std::string plugin_path() {
  return CHECK_SMTP_SESSION;
}

std::string check_smtp_path() {
  return "/usr/lib/nagios/plugins/check_smtp";
}

support::ProcessResult run_plugin(const Words& words,
                                  const Words& environment) {
  return run(plugin_path(), words, environment);
}

support::ProcessResult run_check_smtp(const Words& words) {
  return run(check_smtp_path(), words, {});
}

std::string first_line(const std::string& out) {
  return out.substr(0, out.find('\n'));
}

testing::AssertionResult ended(const support::ProcessResult& result,
                               int exit_code, std::string_view finding) {
  const std::string start =
      std::string("SMTP ") + state_name(exit_code) + " - ";
  const std::string mark = "] " + std::string(finding) + ": ";
  const char* wrong = nullptr;
  if (result.killed) {
    wrong = "it did not end";
  } else if (result.exit_code != exit_code) {
    wrong = "another exit code";
  } else if (result.out.rfind(start, 0) != 0) {
    wrong = "another first line";
  } else if (!result.err.empty()) {
    wrong = "something on stderr";
  } else if (!finding.empty() && result.out.find(mark) == std::string::npos) {
    wrong = "another finding";
  }
  if (wrong == nullptr) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << wrong << ": expected " << start << finding << ", exit code "
         << exit_code << "; got exit code " << result.exit_code << " signal "
         << result.signal << "\nstdout: " << result.out
         << "\nstderr: " << result.err;
}

}  // namespace plugin_test
