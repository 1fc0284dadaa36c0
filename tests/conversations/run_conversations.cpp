// Every file *.conv of this folder is three tests: it goes as written, it goes
// the same way in fragments of any size, and it is never OK when the server
// breaks off.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "plugin/app.h"
#include "tests/conversations/cuts.h"
#include "tests/support/conversation.h"
#include "tests/support/output_rules.h"
#include "tests/support/scripted_network.h"

namespace conversations {

namespace {

using support::Act;
using support::Conversation;
using support::Script;
using support::ScriptedNetwork;

struct Played {
  plugin::Outcome outcome;
  std::string complaint;
  int round_trips;
  std::vector<std::vector<std::size_t>> bytes_read;
};

Played play(const Conversation& conversation,
            const std::vector<Script>& scripts,
            std::size_t fragment = ScriptedNetwork::whole) {
  ScriptedNetwork network(conversation.world, scripts, fragment);
  auto outcome = plugin::run(conversation.options, network);
  return {std::move(outcome), network.complaint(), network.round_trips(),
          network.bytes_read()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

void expect_output(const support::Expectation& expected,
                   const std::string& out) {
  if (expected.out_empty) {
    EXPECT_EQ(out, "");
  }
  if (!expected.out.empty()) {
    EXPECT_EQ(lines_of(out), expected.out);
  }
  for (const auto& text : expected.out_has) {
    EXPECT_NE(out.find(text), std::string::npos) << text << "\nis not in\n"
                                                 << out;
  }
  for (const auto& text : expected.out_has_not) {
    EXPECT_EQ(out.find(text), std::string::npos) << text << "\nis in\n" << out;
  }
}

// The longest that the server says without a pause.
std::size_t longest_run(const std::vector<Script>& scripts) {
  std::size_t longest = 0;
  for (const auto& script : scripts) {
    std::size_t run = 0;
    for (const auto& step : script.steps) {
      const bool says = step.act == Act::say;
      run = says ? run + step.bytes.size() * step.times : 0;
      longest = std::max(longest, run);
    }
  }
  return longest;
}

std::set<std::size_t> fragment_sizes(const std::vector<Script>& scripts) {
  constexpr std::size_t most = 64;
  const auto longest = longest_run(scripts);
  std::set<std::size_t> sizes;
  for (std::size_t size = 1; size <= std::min(longest, most); ++size) {
    sizes.insert(size);
  }
  for (const std::size_t size : {100U, 511U, 512U, 513U, 1000U, 4095U, 4096U}) {
    if (size < longest) sizes.insert(size);
  }
  return sizes;
}

class ConversationTest : public testing::TestWithParam<std::string> {
 protected:
  const Conversation conversation_ = support::load_conversation(
      std::string(CONVERSATIONS) + "/" + GetParam() + ".conv");
};

TEST_P(ConversationTest, GoesAsWritten) {
  const auto played = play(conversation_, conversation_.scripts);
  const auto& expected = conversation_.expectation;
  const auto& [exit_code, out] = played.outcome;
  EXPECT_EQ(played.complaint, "");
  EXPECT_EQ(exit_code, *expected.exit_code) << out;
  EXPECT_EQ(support::broken_rule(exit_code, out), "") << out;
  expect_output(expected, out);
  if (expected.round_trips) {
    EXPECT_EQ(played.round_trips, *expected.round_trips);
  }
}

TEST_P(ConversationTest, IsTheSameInFragmentsOfAnySize) {
  const auto whole = play(conversation_, conversation_.scripts);
  for (const auto size : fragment_sizes(conversation_.scripts)) {
    const auto played = play(conversation_, conversation_.scripts, size);
    EXPECT_EQ(played.complaint, whole.complaint) << "fragments of " << size;
    EXPECT_EQ(played.outcome.exit_code, whole.outcome.exit_code)
        << "fragments of " << size;
    ASSERT_EQ(played.outcome.out, whole.outcome.out) << "fragments of " << size;
  }
}

TEST_P(ConversationTest, IsNeverOkWhenCut) {
  const auto needed = play(conversation_, conversation_.scripts, 1).bytes_read;
  for (const auto& cut : all_cuts(conversation_.scripts, needed)) {
    SCOPED_TRACE(cut.what);
    const auto played = play(conversation_, cut.scripts);
    const auto& [exit_code, out] = played.outcome;
    EXPECT_EQ(played.complaint, "");
    EXPECT_EQ(support::broken_rule(exit_code, out), "") << out;
    const auto& ok_at = conversation_.cuts_ok_at;
    if (ok_at.empty() || !cut.bytes.starts_with(ok_at)) {
      EXPECT_NE(exit_code, 0) << out;
    }
  }
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(CONVERSATIONS)) {
    if (entry.path().extension() != ".conv") continue;
    names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// GoogleTest wants letters, digits and '_' only.
std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ConversationTest, testing::ValuesIn(all_names()),
                         test_name);

}  // namespace

}  // namespace conversations
