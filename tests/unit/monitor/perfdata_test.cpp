#include "lib/monitor/perfdata.h"

#include <gtest/gtest.h>

namespace monitor {
namespace {

std::string labelled(std::string label) {
  return to_string({.label = std::move(label), .value = "1"});
}

TEST(Perfdata, HasTheFormOfTheGuidelines) {
  EXPECT_EQ(to_string({.label = "time",
                       .value = "0.5",
                       .unit = "s",
                       .warning = "3",
                       .critical = "@5:7",
                       .min = "0",
                       .max = "10"}),
            "time=0.5s;3;@5:7;0;10");
}

TEST(Perfdata, DropsTrailingSemicolonsOnly) {
  EXPECT_EQ(to_string({.label = "a", .value = "1"}), "a=1");
  EXPECT_EQ(to_string({.label = "a", .value = "1", .warning = "2"}), "a=1;2");
  EXPECT_EQ(to_string({.label = "a", .value = "1", .critical = "2"}), "a=1;;2");
  EXPECT_EQ(to_string({.label = "a", .value = "1", .min = "0"}), "a=1;;;0");
  EXPECT_EQ(to_string({.label = "a", .value = "1", .max = "9"}), "a=1;;;;9");
  EXPECT_EQ(to_string({.label = "a", .value = "1", .unit = "B", .min = "0"}),
            "a=1B;;;0");
}

TEST(PerfdataLabel, IsQuotedOnlyWhereItNeedsIt) {
  EXPECT_EQ(labelled("time_banner"), "time_banner=1");
  EXPECT_EQ(labelled("Time2"), "Time2=1");
  EXPECT_EQ(labelled("mx.example.org_time"), "'mx.example.org_time'=1");
  EXPECT_EQ(labelled("a-b"), "'a-b'=1");
  EXPECT_EQ(labelled("a b"), "'a b'=1");
  EXPECT_EQ(labelled("2001:db8::1_time"), "'2001:db8::1_time'=1");
  EXPECT_EQ(labelled("/run/lmtp"), "'/run/lmtp'=1");
}

// A host name may come from outside: it must not end the label, the item or
// the line.
TEST(PerfdataLabel, LosesWhatTheFormatForbids) {
  EXPECT_EQ(labelled("it's"), "it_s=1");
  EXPECT_EQ(labelled("a=b"), "a_b=1");
  EXPECT_EQ(labelled("a|b\nc\r\td;e"), "a_b_c__d_e=1");
  EXPECT_EQ(labelled("100%"), "100_=1");
  EXPECT_EQ(labelled("<$`&>\\\""), "_______=1");
  EXPECT_EQ(labelled("\xC3\xA4.example"), "'__.example'=1");
  EXPECT_EQ(labelled(std::string("a\0b", 3)), "a_b=1");
}

}  // namespace
}  // namespace monitor
