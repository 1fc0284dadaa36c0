#include "lib/smtp/greeting.h"

#include <gtest/gtest.h>

namespace smtp {
namespace {

std::string host(std::string_view text) {
  return host_name(text).value_or("none");
}

std::string announced(std::vector<std::string> lines) {
  const Reply reply{.code = 220, .lines = std::move(lines), .lint = {}};
  return announced_host(reply).value_or("none");
}

bool masked(std::vector<std::string> lines) {
  return is_masked({.code = 220, .lines = std::move(lines), .lint = {}});
}

std::string label(std::size_t size) {
  return std::string(size, 'a');
}

TEST(HostName, IsLowerCaseWithoutItsLastDot) {
  EXPECT_EQ(host("mx.example.org"), "mx.example.org");
  EXPECT_EQ(host("MX.Example.ORG."), "mx.example.org");
  EXPECT_EQ(host("a_b.example.org"), "a_b.example.org");
  EXPECT_EQ(host("xn--mller-kva.example"), "xn--mller-kva.example");
  EXPECT_EQ(host("4.example"), "4.example");
}

TEST(HostName, HasADotAndValidLabels) {
  for (const std::string_view text :
       {"", ".", "..", "mx", "mx.", ".example.org", "mx..example.org",
        "mx.example.org..", "-mx.example.org", "mx-.example.org",
        "mx.-example.org", "mx.example.org-", "mx example.org", "a@b.org",
        "mx.example.org,", "mx.ex\xC3\xA4mple.org", "mx/a.org", "****.***",
        "[192.0.2.1]"}) {
    EXPECT_EQ(host(text), "none") << text;
  }
}

// RFC 1035 2.3.4.
TEST(HostName, HasTheLengthsOfTheRfc) {
  EXPECT_EQ(host(label(63) + ".b"), label(63) + ".b");
  EXPECT_EQ(host(label(64) + ".b"), "none");
  const auto three = label(63) + "." + label(63) + "." + label(63) + ".";
  EXPECT_EQ(host(three + label(63)).size(), 255U);
  EXPECT_EQ(host(three + label(63) + "."), three + label(63));
  EXPECT_EQ(host(three + label(62) + ".a"), "none");
}

// RFC 5321 4.3.1: the first word of the first line.
TEST(AnnouncedHost, IsTheFirstWord) {
  EXPECT_EQ(announced({"mx.example.org ESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"MX.Example.Org. ESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"mx.example.org\tESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"  mx.example.org ESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"mx.example.org"}), "mx.example.org");
  EXPECT_EQ(announced({"mx.example.org a", "b.example.org"}), "mx.example.org");
  EXPECT_EQ(announced({"", "b.example.org"}), "none");
  EXPECT_EQ(announced({"Welcome to mx.example.org"}), "none");
  EXPECT_EQ(announced({}), "none");
}

TEST(AnnouncedHost, MayBeAnAddress) {
  EXPECT_EQ(announced({"[192.0.2.1] ESMTP"}), "[192.0.2.1]");
  EXPECT_EQ(announced({"[IPv6:2001:db8::1] ESMTP"}), "[IPv6:2001:db8::1]");
  EXPECT_EQ(announced({"192.0.2.1 ESMTP"}), "192.0.2.1");
  EXPECT_EQ(announced({"[192.0.2.256] ESMTP"}), "none");
}

TEST(AnnouncedHost, ComesBehindWhatServersPutBeforeIt) {
  EXPECT_EQ(announced({"2.0.0 mx.example.org ESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"ESMTP mx.example.org"}), "mx.example.org");
  EXPECT_EQ(announced({"smtp mx.example.org"}), "mx.example.org");
  EXPECT_EQ(announced({"2.0.0 SMTP mx.example.org"}), "mx.example.org");
  EXPECT_EQ(announced({"mx.example.org, ESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"mx.example.org; ESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"mx.example.org: ESMTP"}), "mx.example.org");
  EXPECT_EQ(announced({"ESMTP"}), "none");
  EXPECT_EQ(announced({"2.0.0"}), "none");
}

TEST(SameHost, ComparesNamesAndAddresses) {
  struct Row {
    std::string_view a, b;
    bool same;
  };
  constexpr Row rows[] = {
      {"mx.example.org", "mx.example.org", true},
      {"mx.example.org", "MX.Example.ORG.", true},
      {"mx.example.org", "mx2.example.org", false},
      {"mx.example.org", "example.org", false},
      {"mx.example.org", "mx.example.org.evil.example", false},
      {"[192.0.2.1]", "192.0.2.1", true},
      {"[192.0.2.1]", "[192.0.2.2]", false},
      {"[IPv6:2001:db8::1]", "2001:0DB8:0:0:0:0:0:1", true},
      {"[ipv6:2001:DB8::1]", "[2001:db8::1]", true},
      {"192.0.2.1", "::ffff:192.0.2.1", false},
      {"192.0.2.1", "mx.example.org", false},
      {"[192.0.2.1", "192.0.2.1", false},
      {"mx", "mx", true},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(same_host(row.a, row.b), row.same) << row.a << ' ' << row.b;
    EXPECT_EQ(same_host(row.b, row.a), row.same) << row.b << ' ' << row.a;
  }
}

TEST(MaskedGreeting, IsStarsTwosZerosAndBlanksWithAStar) {
  EXPECT_TRUE(masked({"*"}));
  EXPECT_TRUE(masked({"****************"}));
  EXPECT_TRUE(masked({"**** 2*0 *02\t0"}));
  EXPECT_TRUE(masked({"***", "***"}));
  EXPECT_TRUE(masked({"2 0", "*"}));
  EXPECT_FALSE(masked({""}));
  EXPECT_FALSE(masked({"220"}));
  EXPECT_FALSE(masked({" 0 2 "}));
  EXPECT_FALSE(masked({"*** ESMTP"}));
  EXPECT_FALSE(masked({"***", "text"}));
  EXPECT_FALSE(masked({"****1"}));
  EXPECT_FALSE(masked({"XXXX"}));
  EXPECT_FALSE(masked({}));
}

TEST(LooksLike, NamesTheProtocol) {
  struct Row {
    std::string_view line, protocol;
  };
  constexpr Row rows[] = {
      {"HTTP/1.1 400 Bad Request", "HTTP"},
      {"http/1.0 200", "HTTP"},
      {"<!doctype html>", "HTTP"},
      {"<HTML><head>", "HTTP"},
      {"SSH-2.0-OpenSSH_9.2", "SSH"},
      {"* OK [CAPABILITY IMAP4rev1] ready", "IMAP"},
      {"* PREAUTH x", "IMAP"},
      {"* BYE too many", "IMAP"},
      {"+OK POP3 ready", "POP3"},
      {"-ERR busy", "POP3"},
      {"\x15\x03\x03", "TLS"},
      {"\x16\x03\x01", "TLS"},
      {"RFB 003.008", "VNC"},
      {"\"IMPLEMENTATION\" \"Dovecot\"", "ManageSieve"},
      {"* NO", ""},
      {"OK", ""},
      {"hello", ""},
      {"", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(looks_like(row.line), row.protocol);
}

}  // namespace
}  // namespace smtp
