// Runs the built plugin, or Debian's check_smtp, as a monitoring system does.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process.h"

namespace plugin_test {

using Words = std::vector<std::string>;

// The words of `first`, then those of `second`.
Words operator+(Words first, const Words& second);

// -H 127.0.0.1 -p PORT
Words at(std::uint16_t port);

std::string plugin_path();
std::string check_smtp_path();

// Either is killed after 20 seconds; `environment` is added to the test's own
// ("NAME=value").
support::ProcessResult run_plugin(const Words& words,
                                  const Words& environment = {});
support::ProcessResult run_check_smtp(const Words& words);

// The first line without its newline.
std::string first_line(const std::string& out);

// Whether the plugin ended by itself with this code, named the state in its
// first line, said nothing on stderr and, where `finding` is not empty, listed
// that finding.
testing::AssertionResult ended(const support::ProcessResult& result,
                               int exit_code, std::string_view finding = {});

}  // namespace plugin_test
