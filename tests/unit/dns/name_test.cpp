#include "lib/dns/name.h"

#include <gtest/gtest.h>

namespace dns {
namespace {

net::Endpoint address(const char* text) {
  return net::parse_address(text).value();
}

TEST(Name, IsComparedWithoutCaseAndLastDot) {
  EXPECT_TRUE(same_name("Example.ORG.", "example.org"));
  EXPECT_TRUE(same_name(".", "."));
  EXPECT_FALSE(same_name("example.org", "example.net"));
  EXPECT_FALSE(same_name(".", "org"));
}

TEST(Name, OfAnAddress) {
  EXPECT_EQ(reverse_name(address("192.0.2.1")), "1.2.0.192.in-addr.arpa");
  EXPECT_EQ(reverse_name(address("::ffff:192.0.2.1")),
            "1.2.0.192.in-addr.arpa");
  EXPECT_EQ(reverse_name(address("2001:db8::1f")),
            "f.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2."
            "ip6.arpa");
  EXPECT_EQ(reverse_name(address("fe80::1%lo")),
            "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.e.f."
            "ip6.arpa");
  EXPECT_EQ(reverse_name({net::Family::local, "/run/lmtp", 0}), "");
}

TEST(Name, OfThisMachineOnly) {
  EXPECT_TRUE(is_loopback(address("127.0.0.53")));
  EXPECT_TRUE(is_loopback(address("::1")));
  EXPECT_TRUE(is_loopback(address("::ffff:127.0.0.1")));
  EXPECT_FALSE(is_loopback(address("192.0.2.127")));
  EXPECT_FALSE(is_loopback(address("::")));
  EXPECT_FALSE(is_loopback({net::Family::local, "127.", 0}));
}

}  // namespace
}  // namespace dns
