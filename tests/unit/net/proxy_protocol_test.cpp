#include "lib/net/proxy_protocol.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace net {
namespace {

// 50188 is C4 0C, 25 is 00 19.
constexpr std::uint16_t source_port = 50188;

Endpoint ours(std::string_view address) {
  auto endpoint = parse_address(address).value();
  endpoint.port = source_port;
  return endpoint;
}

Endpoint theirs(std::string_view address) {
  auto endpoint = parse_address(address).value();
  endpoint.port = 25;
  return endpoint;
}

const Endpoint local_socket{Family::local, "/run/lmtp", 0};

// The signature that every header of version 2 begins with, and more, which may
// contain NUL.
template <std::size_t size>
std::string version2(const char (&rest)[size]) {
  const std::string signature("\r\n\r\n\0\r\nQUIT\n", 12);
  return signature + std::string(rest, size - 1);
}

TEST(ProxyHeader, IsEmptyWhenOff) {
  EXPECT_EQ(
      proxy_header(ProxyProtocol::off, ours("192.0.2.9"), theirs("192.0.2.1")),
      "");
}

TEST(ProxyHeaderVersion1, NamesSourceThenDestination) {
  EXPECT_EQ(
      proxy_header(ProxyProtocol::v1, ours("192.0.2.9"), theirs("192.0.2.1")),
      "PROXY TCP4 192.0.2.9 192.0.2.1 50188 25\r\n");
  EXPECT_EQ(proxy_header(ProxyProtocol::v1, ours("2001:db8::9"),
                         theirs("2001:db8::1")),
            "PROXY TCP6 2001:db8::9 2001:db8::1 50188 25\r\n");
}

TEST(ProxyHeaderVersion1, IsUnknownForALocalSocket) {
  EXPECT_EQ(proxy_header(ProxyProtocol::v1, local_socket, local_socket),
            "PROXY UNKNOWN\r\n");
}

TEST(ProxyHeaderVersion1, HasNoZone) {
  EXPECT_EQ(proxy_header(ProxyProtocol::v1, ours("fe80::9%eth0"),
                         theirs("fe80::1%eth0")),
            "PROXY TCP6 fe80::9 fe80::1 50188 25\r\n");
}

// What crosses the wire there is IPv4, and receivers compare with that.
TEST(ProxyHeaderVersion1, TellsMappedAddressesAsIpv4) {
  EXPECT_EQ(proxy_header(ProxyProtocol::v1, ours("::ffff:192.0.2.9"),
                         theirs("::ffff:192.0.2.1")),
            "PROXY TCP4 192.0.2.9 192.0.2.1 50188 25\r\n");
  EXPECT_EQ(proxy_header(ProxyProtocol::v1, ours("::ffff:0:1:2"),
                         theirs("2001:db8::1")),
            "PROXY TCP6 ::ffff:0:1:2 2001:db8::1 50188 25\r\n");
}

TEST(ProxyHeaderVersion2, Ipv4HasTwelveOctetsOfAddresses) {
  EXPECT_EQ(
      proxy_header(ProxyProtocol::v2, ours("192.0.2.9"), theirs("192.0.2.1")),
      version2("\x21\x11\x00\x0C"
               "\xC0\x00\x02\x09"
               "\xC0\x00\x02\x01"
               "\xC4\x0C\x00\x19"));
}

TEST(ProxyHeaderVersion2, Ipv6HasThirtySixOctetsOfAddresses) {
  EXPECT_EQ(
      proxy_header(ProxyProtocol::v2, ours("2001:db8::9"),
                   theirs("2001:db8::1")),
      version2("\x21\x21\x00\x24"
               "\x20\x01\x0D\xB8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
               "\x09"
               "\x20\x01\x0D\xB8\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
               "\x01"
               "\xC4\x0C\x00\x19"));
}

TEST(ProxyHeaderVersion2, TellsMappedAddressesAsIpv4) {
  EXPECT_EQ(
      proxy_header(ProxyProtocol::v2, ours("::ffff:192.0.2.9"),
                   theirs("::ffff:192.0.2.1")),
      proxy_header(ProxyProtocol::v2, ours("192.0.2.9"), theirs("192.0.2.1")));
}

TEST(ProxyHeaderVersion2, IsTheLocalCommandForALocalSocket) {
  EXPECT_EQ(proxy_header(ProxyProtocol::v2, local_socket, local_socket),
            version2("\x20\x00\x00\x00"));
}

}  // namespace
}  // namespace net
