#include "lib/check/finding.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace check {
namespace {

using enum monitor::State;

struct Row {
  std::string_view name;
  monitor::State state;
};

// Ids and default states are an interface: they are never renamed.
constexpr Row interface[] = {
    {"dns.not-found", critical},
    {"dns.failed", critical},
    {"connect.refused", critical},
    {"connect.timed-out", critical},
    {"connect.unreachable", critical},
    {"connect.reset", critical},
    {"connect.address-failed", ok},
    {"banner.timed-out", critical},
    {"banner.closed", critical},
    {"banner.refused", critical},
    {"banner.temporary", warning},
    {"banner.not-smtp", critical},
    {"banner.malformed", critical},
    {"banner.hostname-mismatch", warning},
    {"banner.no-hostname", warning},
    {"banner.masked", warning},
    {"banner.expect-mismatch", warning},
    {"banner.early-data", warning},
    {"ehlo.refused", critical},
    {"ehlo.helo-only", warning},
    {"ehlo.extension-missing", critical},
    {"ehlo.extension-forbidden", warning},
    {"ehlo.parameter-unmet", critical},
    {"ehlo.hostname-mismatch", warning},
    {"ehlo.auth-in-clear", ok},
    {"mail.refused", critical},
    {"mail.temporary", warning},
    {"command.mismatch", warning},
    {"command.refused", warning},
    {"quit.failed", warning},
    {"protocol.closed", critical},
    {"protocol.reset", critical},
    {"protocol.malformed", critical},
    {"protocol.codes-differ", critical},
    {"protocol.too-long", critical},
    {"protocol.unsolicited", critical},
    {"protocol.lint", ok},
    {"protocol.shutting-down", critical},
    {"time.warning", warning},
    {"time.critical", critical},
    {"time.out", critical},
    {"plugin.usage", unknown},
    {"plugin.internal", unknown},
};

TEST(Findings, HaveTheirDocumentedIdsAndStates) {
  for (const auto& row : interface) {
    const auto id = parse_finding(row.name);
    ASSERT_TRUE(id) << row.name;
    EXPECT_EQ(describe(*id).state, row.state) << row.name;
  }
  EXPECT_EQ(all_findings().size(), std::size(interface));
}

TEST(Findings, HaveEachIdOnceAndReadItBack) {
  std::set<std::string_view> names;
  for (const auto& kind : all_findings()) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_EQ(parse_finding(kind.name), kind.id) << kind.name;
    EXPECT_EQ(&describe(kind.id), &kind) << kind.name;
  }
}

TEST(Findings, AreNamedByStageAndKind) {
  for (const auto& kind : all_findings()) {
    const auto dot = kind.name.find('.');
    ASSERT_NE(dot, std::string_view::npos) << kind.name;
    EXPECT_GT(dot, 0U) << kind.name;
    EXPECT_LT(dot + 1, kind.name.size()) << kind.name;
    EXPECT_EQ(kind.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz.-"),
              std::string_view::npos)
        << kind.name;
  }
}

TEST(Findings, AreExplained) {
  for (const auto& kind : all_findings()) {
    for (const auto text : {kind.meaning, kind.matters, kind.advice}) {
      EXPECT_NE(text, "") << kind.name;
      EXPECT_EQ(text.find("  "), std::string_view::npos) << kind.name;
      EXPECT_EQ(text.find('|'), std::string_view::npos) << kind.name;
    }
    // What is about this machine is specified nowhere.
    EXPECT_EQ(kind.source.empty(), kind.id == FindingId::plugin_internal)
        << kind.name;
  }
}

TEST(Findings, SayWhereTheirStateDepends) {
  for (const auto& kind : all_findings()) {
    const bool depends = kind.id == FindingId::ehlo_refused ||
                         kind.id == FindingId::connect_timed_out ||
                         kind.id == FindingId::banner_timed_out ||
                         kind.id == FindingId::time_out;
    EXPECT_EQ(kind.states.empty(), !depends) << kind.name;
  }
}

TEST(ParseFinding, TakesWholeIdsOnly) {
  for (const std::string_view name :
       {"", "banner", "banner.", "banner.refuse", "banner.refused ",
        "Banner.refused", "banner-refused", ".refused", "banner.refused.x"}) {
    EXPECT_EQ(parse_finding(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace check
