#include "lib/net/resolv_conf.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace net {
namespace {

using std::chrono::seconds;
using Texts = std::vector<std::string>;

Texts servers(std::string_view text) {
  Texts found;
  for (const auto& one : parse_resolv_conf(text).endpoints) {
    found.push_back(to_string(one));
  }
  return found;
}

TEST(ResolvConf, NamesServers) {
  EXPECT_EQ(servers("nameserver 192.0.2.1\nsearch example.org\n"
                    "nameserver\t2001:DB8::1 \r\n"
                    "nameserver fe80::1%eth0"),
            (Texts{"192.0.2.1:53", "[2001:db8::1]:53", "[fe80::1%eth0]:53"}));
}

TEST(ResolvConf, NamesThreeAtMost) {
  EXPECT_EQ(servers("nameserver 192.0.2.1\nnameserver 192.0.2.2\n"
                    "nameserver 192.0.2.3\nnameserver 192.0.2.4\n")
                .size(),
            3U);
}

TEST(ResolvConf, KnowsComments) {
  EXPECT_EQ(servers("#nameserver 192.0.2.1\n;nameserver 192.0.2.2\n"
                    "# nameserver 192.0.2.3\n nameserver 192.0.2.4\n"
                    "nameserver 192.0.2.5#x\nnameserver 192.0.2.6 ; y\n"),
            (Texts{"192.0.2.5:53", "192.0.2.6:53"}));
}

TEST(ResolvConf, PassesOverWhatIsNoServer) {
  EXPECT_EQ(servers("nameserver\nnameserver ns.example.org\n"
                    "nameservers 192.0.2.1\nnameserver192.0.2.1\n"
                    "nameserver 192.0.2.300\nnameserver 192.0.2.2\n"),
            Texts{"192.0.2.2:53"});
}

TEST(ResolvConf, IsThisMachineWhereItSaysNothing) {
  const Texts here{"127.0.0.1:53"};
  EXPECT_EQ(servers(""), here);
  EXPECT_EQ(servers("\n\n# nothing\noptions edns0\n"), here);
  EXPECT_EQ(read_resolv_conf("/nonexistent"), parse_resolv_conf(""));
  EXPECT_EQ(read_resolv_conf("/proc/self"), parse_resolv_conf(""));
}

TEST(ResolvConf, HasOptionsWithinBounds) {
  const auto options = [](const std::string& words) {
    const auto found = parse_resolv_conf("options " + words + "\n");
    return std::pair(found.patience / seconds(1), found.attempts);
  };
  EXPECT_EQ(options("edns0 trust-ad"), std::pair(5L, 2));
  EXPECT_EQ(options("timeout:1"), std::pair(2L, 2));
  EXPECT_EQ(options("attempts:3 timeout:1"), std::pair(3L, 3));
  EXPECT_EQ(options("timeout:30 attempts:99"), std::pair(5L, 5));
  EXPECT_EQ(options("timeout:0 attempts:0"), std::pair(1L, 1));
  EXPECT_EQ(options("timeout:-4 attempts:x"), std::pair(2L, 2));
  EXPECT_EQ(options("timeout: timeout:99999999999"), std::pair(5L, 2));
}

TEST(ResolvConf, IsReadFromAFile) {
  const auto path =
      testing::TempDir() + "resolv.conf-" + std::to_string(getpid());
  auto* file = std::fopen(path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  std::fputs("nameserver 192.0.2.1\n", file);
  std::fclose(file);
  EXPECT_EQ(to_string(read_resolv_conf(path).endpoints.at(0)), "192.0.2.1:53");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace net
