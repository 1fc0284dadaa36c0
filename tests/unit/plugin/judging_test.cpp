// Thresholds, the time-out, states, and what is shown.
#include <gtest/gtest.h>

#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

using check::FindingId;
using monitor::State;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// "total 5, banner 0.5:2"
std::string listed(const std::vector<check::TimeThreshold>& thresholds) {
  std::string out;
  for (const auto& threshold : thresholds) {
    out += out.empty() ? "" : ", ";
    out += threshold.stage ? check::name(*threshold.stage) : "total";
    out += " " + threshold.range.text;
  }
  return out;
}

std::string warning(const Words& words) {
  return listed(settings_of(words).warning);
}

std::string critical(const Words& words) {
  return listed(settings_of(words).critical);
}

net::Time timeout(const std::string& value) {
  return settings_of({"-t", value}).timeout;
}

State timeout_state(const std::string& value) {
  return settings_of({"-t", value}).timeout_state;
}

TEST(Thresholds, AreRangesForTheTotalOrAStage) {
  EXPECT_EQ(warning({"-w", "5"}), "total 5");
  EXPECT_EQ(warning({"--warning=0.5"}), "total 0.5");
  EXPECT_EQ(warning({"-w", "banner=0.5:2"}), "banner 0.5:2");
  EXPECT_EQ(critical({"-c", "@1:2,ehlo=~:3"}), "total @1:2, ehlo ~:3");
  EXPECT_EQ(critical({"--critical", "total=5"}), "total 5");
  EXPECT_EQ(warning({"-w", "5:10"}), "total 5:10");
  EXPECT_EQ(warning({"-v"}), "");
}

TEST(Thresholds, AddUpInTheirOrder) {
  EXPECT_EQ(warning({"-w", "5", "-w", "banner=1,6"}),
            "total 5, banner 1, total 6");
  EXPECT_EQ(critical({"-w", "5", "-c", "1"}), "total 1");
}

// Stricter than critical is no error; each name of a stage is one.
TEST(Thresholds, AreTakenAsTheyAre) {
  EXPECT_EQ(refusal_of({"-w", "10", "-c", "5"}), "");
  for (const auto stage : check::stage_names) {
    EXPECT_EQ(refusal_of({"-w", std::string(stage) + "=5"}), "") << stage;
  }
  expect_refusals({
      {{"-w", ""}, "''"},
      {{"-c", ""}, "''"},
      {{"--warning="}, "''"},
      {{"-w", "fast"}, "'fast'"},
      {{"-w", "10:5"}, "'10:5'"},
      {{"-w", "1,"}, "'1,'"},
      {{"-w", "baner=5"}, "'baner'"},
      {{"-w", "banner="}, "'banner='"},
      {{"-w", "=5"}, "''"},
      {{"-c", "banner=a=5"}, "'banner=a=5'"},
      {{"-w", "5s"}, "'5s'"},
  });
}

TEST(Timeout, IsTenSecondsAndCritical) {
  EXPECT_EQ(settings_of({"-v"}).timeout, seconds(10));
  EXPECT_EQ(settings_of({"-v"}).timeout_state, State::critical);
}

TEST(Timeout, HasDecimalsAndUnits) {
  EXPECT_EQ(timeout("5"), seconds(5));
  EXPECT_EQ(timeout("0.5"), milliseconds(500));
  EXPECT_EQ(timeout(".25"), milliseconds(250));
  EXPECT_EQ(timeout("2s"), seconds(2));
  EXPECT_EQ(timeout("1500ms"), milliseconds(1500));
  EXPECT_EQ(timeout("7ms"), milliseconds(7));
  EXPECT_EQ(timeout("1.001"), milliseconds(1001));
  EXPECT_EQ(timeout("1025ms"), milliseconds(1025));
  EXPECT_EQ(timeout("1.5m"), seconds(90));
  EXPECT_EQ(timeout(" 5"), seconds(5));
  EXPECT_EQ(timeout("0.000001"), microseconds(1));
  EXPECT_EQ(timeout("86400"), std::chrono::hours(24));
}

TEST(Timeout, MayNameItsState) {
  EXPECT_EQ(timeout("5:WARNING"), seconds(5));
  EXPECT_EQ(timeout_state("5:WARNING"), State::warning);
  EXPECT_EQ(timeout_state("2s:u"), State::unknown);
  EXPECT_EQ(timeout_state("5:0"), State::ok);
  EXPECT_EQ(timeout_state("5:Critical"), State::critical);
  EXPECT_EQ(timeout(":WARNING"), seconds(10));
  EXPECT_EQ(timeout_state(":WARNING"), State::warning);
  EXPECT_EQ(timeout_state(":1"), State::warning);
}

TEST(Timeout, IsTheLastOfSeveral) {
  EXPECT_EQ(settings_of({"-t", "5", "-t", "7"}).timeout, seconds(7));
  EXPECT_EQ(settings_of({"-t", "5:U", "-t", "5:W"}).timeout_state,
            State::warning);
}

TEST(Timeout, IsAboveZeroAndANumber) {
  std::vector<Wrong> rows;
  for (const std::string text :
       {"0",   "0ms", "0.0", "0:WARNING", "0.0000001", "-5",  "soon",  "5h",
        "1,5", "1e3", "nan", "inf",       "5:MAYBE",   "5:4", "5:",    ":",
        "",    "s",   "ms",  "5 s",       "86401",     "5sm", "5:W:C", "+5"}) {
    rows.push_back({{"-t", text}, "'" + text + "'"});
  }
  expect_refusals(rows);
}

TEST(States, AreGivenByFinding) {
  const auto settings =
      settings_of({"--state", "banner.refused=ok", "--state=quit.failed=C",
                   "--state", "time.out=3"});
  EXPECT_EQ(settings.states, (std::map<FindingId, State>{
                                 {FindingId::banner_refused, State::ok},
                                 {FindingId::quit_failed, State::critical},
                                 {FindingId::time_out, State::unknown}}));
  expect_refusals({
      {{"--state", "banner.refused"}, "'banner.refused'"},
      {{"--state", "banner.refused=fine"}, "'banner.refused=fine'"},
      {{"--state", "banner.refused="}, "'banner.refused='"},
      {{"--state", "banner.unheard-of=ok"}, "'banner.unheard-of'"},
      {{"--state", "BANNER.REFUSED=ok"}, "'BANNER.REFUSED'"},
      {{"--state", "=ok"}, "''"},
      {{"--state", "plugin.usage=ok"}, "'plugin.usage'"},
      {{"--state", "plugin.internal=ok"}, "'plugin.internal'"},
      {{"--state", "quit.failed=ok", "--state", "quit.failed=critical"},
       "'quit.failed=critical'"},
  });
}

TEST(States, MayBeGivenForEveryFindingButThoseOfThePlugin) {
  for (const auto& kind : check::all_findings()) {
    const auto wish = std::string(kind.name) + "=ok";
    EXPECT_EQ(refusal_of({"--state", wish}).empty(),
              !kind.name.starts_with("plugin."))
        << wish;
  }
}

TEST(Verbosity, AddsUp) {
  EXPECT_EQ(settings_of({"a.example"}).verbosity, 0);
  EXPECT_EQ(settings_of({"-v"}).verbosity, 1);
  EXPECT_EQ(settings_of({"-vvv"}).verbosity, 3);
  EXPECT_EQ(settings_of({"-v", "--verbose", "-v"}).verbosity, 3);
}

TEST(Output, IsChosen) {
  const auto usual = settings_of({"a.example"});
  EXPECT_FALSE(usual.quiet);
  EXPECT_FALSE(usual.transcript);
  EXPECT_TRUE(usual.perfdata);
  EXPECT_TRUE(settings_of({"--quiet"}).quiet);
  EXPECT_TRUE(settings_of({"--transcript"}).transcript);
  EXPECT_FALSE(settings_of({"--no-perfdata"}).perfdata);
}

}  // namespace
}  // namespace plugin
