#include "tests/support/process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <system_error>

namespace support {

namespace {

ProcessResult shell(const std::string& script) {
  return run_process({.argv = {"sh", "-c", script}});
}

TEST(RunProcess, ReturnsWhatTheProgramSays) {
  const auto result = shell("echo out; echo err >&2; exit 3");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.signal, 0);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
  EXPECT_GT(result.peak_rss_kib, 0);
}

TEST(RunProcess, GivesInputAndEnvironment) {
  const std::string big(300000, 'x');
  const auto copied = run_process({.argv = {"cat"}, .input = big});
  EXPECT_EQ(copied.out, big);
  const auto echoed =
      run_process({.argv = {"sh", "-c", "cat; echo $WORD-$HOME"},
                   .environment = {"WORD=a b", "HOME=/nowhere"}});
  EXPECT_EQ(echoed.out, "a b-/nowhere\n");
}

TEST(RunProcess, SurvivesAProgramThatReadsNothing) {
  const auto result =
      run_process({.argv = {"true"}, .input = std::string(300000, 'x')});
  EXPECT_EQ(result.exit_code, 0);
}

TEST(RunProcess, TellsTheSignal) {
  const auto result = shell("kill -TERM $$");
  EXPECT_EQ(result.exit_code, -1);
  EXPECT_EQ(result.signal, SIGTERM);
  EXPECT_FALSE(result.killed);
}

TEST(RunProcess, KillsAtTheBound) {
  for (const char* script : {"exec sleep 20", "exec >&- 2>&-; exec sleep 20"}) {
    const auto result = run_process({.argv = {"sh", "-c", script},
                                     .bound = std::chrono::milliseconds(200)});
    EXPECT_TRUE(result.killed);
    EXPECT_EQ(result.signal, SIGKILL);
    EXPECT_LT(result.wall, std::chrono::seconds(10));
  }
}

TEST(RunProcess, ThrowsWhereThereIsNoProgram) {
  EXPECT_THROW(run_process({.argv = {"/no/such/program"}}), std::system_error);
}

}  // namespace

}  // namespace support
