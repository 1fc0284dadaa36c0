#include "lib/net/endpoint.h"

#include <gtest/gtest.h>

namespace net {
namespace {

std::string spelled(std::string_view text) {
  const auto endpoint = parse_address(text);
  return endpoint ? endpoint->address : "none";
}

TEST(ParseAddress, TellsTheFamily) {
  EXPECT_EQ(parse_address("192.0.2.1"),
            (Endpoint{Family::ipv4, "192.0.2.1", 0}));
  EXPECT_EQ(parse_address("2001:db8::1"),
            (Endpoint{Family::ipv6, "2001:db8::1", 0}));
  EXPECT_EQ(parse_address("::ffff:192.0.2.1"),
            (Endpoint{Family::ipv6, "::ffff:192.0.2.1", 0}));
}

TEST(ParseAddress, SpellsCanonically) {
  EXPECT_EQ(spelled("[192.0.2.1]"), "192.0.2.1");
  EXPECT_EQ(spelled("[2001:db8::1]"), "2001:db8::1");
  EXPECT_EQ(spelled("2001:0DB8:0:0:0:0:0:1"), "2001:db8::1");
  EXPECT_EQ(spelled("2001:db8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
  EXPECT_EQ(spelled("::FFFF:C000:201"), "::ffff:192.0.2.1");
  EXPECT_EQ(spelled("::"), "::");
}

TEST(ParseAddress, KeepsAZone) {
  EXPECT_EQ(spelled("FE80::1%eth0"), "fe80::1%eth0");
  EXPECT_EQ(spelled("[fe80::1%25]"), "fe80::1%25");
}

TEST(ParseAddress, RefusesEverythingElse) {
  const std::string with_nul("192.0.2.1\0", 10);
  for (const std::string_view text : {"",
                                      "[]",
                                      "[",
                                      "mx.example.org",
                                      "192.0.2",
                                      "192.0.2.256",
                                      "192.0.2.01",
                                      "192.0.2.1.",
                                      " 192.0.2.1",
                                      "192.0.2.1 ",
                                      "192.0.2.1:25",
                                      "[192.0.2.1]:25",
                                      "[192.0.2.1",
                                      "192.0.2.1]",
                                      "[[::1]]",
                                      "192.0.2.1%lo",
                                      "2001:db8::1::",
                                      "1:2:3:4:5:6:7:8:9",
                                      ":::",
                                      "fe80::1%",
                                      "fe80::1%a b",
                                      "fe80::1%a%b",
                                      "fe80::1%a\n",
                                      "fe80::1%0123456789abcdef",
                                      "IPv6:2001:db8::1",
                                      "/run/lmtp"}) {
    EXPECT_EQ(parse_address(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_address(with_nul), std::nullopt);
}

TEST(EndpointText, HasBracketsWhereAPortFollows) {
  EXPECT_EQ(to_string({Family::ipv4, "192.0.2.1", 25}), "192.0.2.1:25");
  EXPECT_EQ(to_string({Family::ipv6, "2001:db8::1", 65535}),
            "[2001:db8::1]:65535");
  EXPECT_EQ(to_string({Family::ipv6, "fe80::1%eth0", 25}), "[fe80::1%eth0]:25");
  EXPECT_EQ(to_string({Family::local, "/run/lmtp", 0}), "/run/lmtp");
}

// RFC 5321 4.1.3; a zone means nothing on the other machine.
TEST(AddressLiteral, IsThatOfTheRfc) {
  EXPECT_EQ(address_literal({Family::ipv4, "192.0.2.1", 25}), "[192.0.2.1]");
  EXPECT_EQ(address_literal({Family::ipv6, "2001:db8::1", 25}),
            "[IPv6:2001:db8::1]");
  EXPECT_EQ(address_literal({Family::ipv6, "fe80::1%eth0", 25}),
            "[IPv6:fe80::1]");
  EXPECT_EQ(address_literal({Family::local, "/run/lmtp", 0}), "[127.0.0.1]");
}

}  // namespace
}  // namespace net
