#include "lib/check/finding.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace check {
namespace {

using enum monitor::State;

struct Row {
  std::string_view name;
  monitor::State state;       // in an MX session
  monitor::State submission;  // in a submission session
};

constexpr Row row(std::string_view name, monitor::State state) {
  return {name, state, state};
}

// Ids and default states are an interface: they are never renamed.
constexpr Row interface[] = {
    row("dns.not-found", critical),
    row("dns.failed", critical),
    row("dns.bogus", critical),
    row("dns.null-mx", critical),
    row("dns.mx-alias", warning),
    row("dns.mx-literal", warning),
    row("dns.mx-unresolvable", warning),
    row("dns.mx-private-address", warning),
    row("dns.implicit-mx", ok),
    row("connect.refused", critical),
    row("connect.timed-out", critical),
    row("connect.unreachable", critical),
    row("connect.reset", critical),
    row("connect.address-failed", ok),
    row("banner.timed-out", critical),
    row("banner.closed", critical),
    row("banner.refused", critical),
    row("banner.temporary", warning),
    row("banner.not-smtp", critical),
    row("banner.malformed", critical),
    row("banner.hostname-mismatch", warning),
    row("banner.no-hostname", warning),
    row("banner.masked", warning),
    row("banner.expect-mismatch", warning),
    row("banner.early-data", warning),
    row("identity.no-ptr", warning),
    row("identity.ptr-unconfirmed", warning),
    row("identity.ptr-lookup-failed", warning),
    row("ehlo.refused", critical),
    row("ehlo.helo-only", warning),
    row("ehlo.extension-missing", critical),
    row("ehlo.extension-forbidden", warning),
    row("ehlo.parameter-unmet", critical),
    row("ehlo.hostname-mismatch", warning),
    row("ehlo.auth-in-clear", ok),
    row("tls.not-offered", critical),
    row("tls.refused", critical),
    row("tls.stripped", critical),
    row("tls.injected", critical),
    row("tls.handshake-failed", critical),
    {"tls.version-old", warning, critical},
    row("tls.offered-again", warning),
    row("certificate.expired", critical),
    row("certificate.not-yet-valid", critical),
    row("certificate.expiring", warning),
    {"certificate.untrusted", warning, critical},
    {"certificate.name-mismatch", warning, critical},
    {"certificate.name-unchecked", ok, warning},
    row("certificate.chain-expiring", warning),
    row("certificate.weak-key", warning),
    row("certificate.pin-mismatch", critical),
    row("auth.not-offered", critical),
    row("auth.mechanism-not-offered", critical),
    row("auth.rejected", critical),
    row("auth.temporary", warning),
    row("auth.accepted", critical),
    row("auth.server-not-proven", critical),
    row("auth.would-expose", critical),
    row("mail.refused", critical),
    row("mail.temporary", warning),
    row("rcpt.refused", critical),
    row("rcpt.temporary", warning),
    row("rcpt.accepted", critical),
    row("data.refused", critical),
    row("data.temporary", warning),
    row("message.refused", critical),
    row("message.temporary", warning),
    row("message.recipient-failed", critical),
    row("command.mismatch", warning),
    row("command.refused", warning),
    row("quit.failed", warning),
    row("protocol.closed", critical),
    row("protocol.reset", critical),
    row("protocol.malformed", critical),
    row("protocol.codes-differ", critical),
    row("protocol.too-long", critical),
    row("protocol.unsolicited", critical),
    row("protocol.lint", ok),
    row("protocol.shutting-down", critical),
    row("time.warning", warning),
    row("time.critical", critical),
    row("time.out", critical),
    row("pool.differs", warning),
    row("mx.host-down", warning),
    row("mx.all-down", critical),
    row("plugin.usage", unknown),
    row("plugin.internal", unknown),
};

TEST(Findings, HaveTheirDocumentedIdsAndStates) {
  for (const auto& row : interface) {
    const auto id = parse_finding(row.name);
    ASSERT_TRUE(id) << row.name;
    EXPECT_EQ(default_state(*id, SessionClass::mx), row.state) << row.name;
    EXPECT_EQ(default_state(*id, SessionClass::submission), row.submission)
        << row.name;
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
                         kind.id == FindingId::tls_refused ||
                         kind.id == FindingId::certificate_expiring ||
                         kind.id == FindingId::auth_rejected ||
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
