#include "lib/check/cause_hint.h"

#include <gtest/gtest.h>

#include "tests/unit/smtp/heard.h"

namespace check {
namespace {

using std::chrono::seconds;

std::int64_t seconds_in(const std::string& line) {
  return retry_after(smtp::reply_of({line})).value_or(seconds(-1)).count();
}

TEST(CauseHint, IsOneSentenceForEachCause) {
  for (int i = 0; i < static_cast<int>(Cause::other); ++i) {
    const auto cause = static_cast<Cause>(i);
    const auto hint = hint_for(cause);
    EXPECT_GT(hint.size(), 30U) << name(cause);
    EXPECT_FALSE(hint.ends_with('.')) << hint;
    EXPECT_EQ(hint.find('|'), std::string::npos) << hint;
  }
  EXPECT_EQ(hint_for(Cause::other), "");
}

TEST(CauseHint, NamesWhatIsKnown) {
  const HintFacts soon{.retry_after = seconds(300)};
  EXPECT_NE(hint_for(Cause::greylisted, soon).find("again in 5 minutes"),
            std::string::npos);
  EXPECT_NE(hint_for(Cause::greylisted).find("again later"), std::string::npos);
  const HintFacts limit{.size_limit = 1024};
  EXPECT_NE(hint_for(Cause::too_big, limit).find("SIZE 1024"),
            std::string::npos);
  const HintFacts none{.size_limit = 0};
  EXPECT_EQ(hint_for(Cause::too_big, none), hint_for(Cause::too_big));
  EXPECT_NE(hint_for(Cause::client_identity).find("EHLO name"),
            std::string::npos);
}

TEST(RetryAfter, IsReadInManyForms) {
  EXPECT_EQ(seconds_in("450 4.2.0 Greylisted for 300 seconds"), 300);
  EXPECT_EQ(seconds_in("450 4.2.0 Greylisted for 5 minutes"), 300);
  EXPECT_EQ(seconds_in("451 4.7.1 come back in 00:05:00"), 300);
  EXPECT_EQ(seconds_in("451 come back in 1:30"), 90);
  EXPECT_EQ(seconds_in("450 Try again in 300s"), 300);
  EXPECT_EQ(seconds_in("450 try again in 1 hour"), 3600);
  EXPECT_EQ(seconds_in("450 wait 90 SECS"), 90);
  EXPECT_EQ(seconds_in("450 retry after 10 min."), 600);
}

TEST(RetryAfter, IsNotGuessed) {
  EXPECT_EQ(seconds_in("450 4.7.1 try again later"), -1);
  EXPECT_EQ(seconds_in("450 in 0 seconds"), -1);
  EXPECT_EQ(seconds_in("450 in 99999999999999999999 seconds"), -1);
  EXPECT_EQ(seconds_in("450 in 25 hours"), -1);
  EXPECT_EQ(seconds_in("450 seen at 12:05:00 today"), -1);
  EXPECT_EQ(seconds_in("450 in 1:2:3:4"), -1);
  EXPECT_EQ(seconds_in("450 in ::"), -1);
  EXPECT_EQ(seconds_in("450 192.0.2.7 is new"), -1);
  EXPECT_EQ(seconds_in("450 5"), -1);
  EXPECT_EQ(seconds_in("450"), -1);
}

TEST(RetryAfter, RunsOverLines) {
  const auto reply = smtp::reply_of({"451-please wait 2", "451 minutes"});
  EXPECT_EQ(retry_after(reply), seconds(120));
}

}  // namespace
}  // namespace check
