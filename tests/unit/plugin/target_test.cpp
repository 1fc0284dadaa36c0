// Where the check goes: host, port, address family, source, proxy header.
#include <gtest/gtest.h>

#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

using net::AddressFamilies;
using net::ProxyProtocol;

// "host port"
std::string target(const Words& words) {
  const auto settings = settings_of(words);
  return settings.host + " " + std::to_string(settings.port);
}

AddressFamilies families(const Words& words) {
  return settings_of(words).families;
}

ProxyProtocol proxy(const Words& words) {
  return settings_of(words).proxy;
}

TEST(Host, IsThatOfTheOptionOrTheFirstWord) {
  EXPECT_EQ(target({"-H", "mx.example.org"}), "mx.example.org 25");
  EXPECT_EQ(target({"mx.example.org"}), "mx.example.org 25");
  EXPECT_EQ(target({"-v", "mx.example.org"}), "mx.example.org 25");
  EXPECT_EQ(target({"mx.example.org", "-v"}), "mx.example.org 25");
  EXPECT_EQ(target({"--", "mx.example.org"}), "mx.example.org 25");
  EXPECT_EQ(target({"-H", "a.example", "-H", "b.example"}), "b.example 25");
}

TEST(Host, IsThisMachineWithOptionsButNoHost) {
  EXPECT_EQ(target({"-v"}), "127.0.0.1 25");
  EXPECT_EQ(target({"", "-p", "587"}), "127.0.0.1 587");
}

TEST(Host, IsMissingWithoutAnyArgument) {
  EXPECT_EQ(refusal_of({}), "no host and no option given");
  EXPECT_EQ(refusal_of({""}), "no host and no option given");
  EXPECT_EQ(refusal_of({"", ""}), "no host and no option given");
  EXPECT_EQ(refusal_of({"--"}), "no host and no option given");
}

TEST(Host, MayBeAnAddress) {
  EXPECT_EQ(target({"-H", "192.0.2.1"}), "192.0.2.1 25");
  EXPECT_EQ(target({"-H", "[192.0.2.1]"}), "192.0.2.1 25");
  EXPECT_EQ(target({"-H", "2001:db8::1"}), "2001:db8::1 25");
  EXPECT_EQ(target({"-H", "[2001:db8::1]"}), "2001:db8::1 25");
  EXPECT_EQ(target({"-H", "2001:DB8:0::1"}), "2001:db8::1 25");
  EXPECT_EQ(target({"-H", "fe80::1%eth0"}), "fe80::1%eth0 25");
}

TEST(Host, MayHaveThePortBehindItsOnlyColon) {
  EXPECT_EQ(target({"-H", "mx.example.org:587"}), "mx.example.org 587");
  EXPECT_EQ(target({"mx.example.org:587"}), "mx.example.org 587");
  EXPECT_EQ(target({"-H", "192.0.2.1:587"}), "192.0.2.1 587");
  EXPECT_EQ(target({"-H", "[192.0.2.1]:587"}), "192.0.2.1 587");
  EXPECT_EQ(target({"-H", "[2001:db8::1]:587"}), "2001:db8::1 587");
  EXPECT_EQ(target({"-H", "mx.example.org:smtp"}), "mx.example.org 25");
  EXPECT_EQ(target({"-H", "a.example:587", "-p", "587"}), "a.example 587");
  expect_refusals({
      {{"-H", "a.example:587", "-p", "25"}, "587"},
      {{"-p", "25", "a.example:587"}, "587"},
      {{"-H", "a.example:0"}, "'0'"},
      {{"-H", "a.example:"}, "''"},
      {{"-H", ":25"}, "':25'"},
      {{"-H", "a:b:25"}, "'a:b:25'"},
  });
}

TEST(Host, MayBeAUnixSocket) {
  EXPECT_EQ(settings_of({"-H", "/run/lmtp"}).host, "/run/lmtp");
  EXPECT_TRUE(settings_of({"/run/lmtp"}).local_socket());
  EXPECT_EQ(settings_of({"/run/a b:c"}).host, "/run/a b:c");
  EXPECT_FALSE(settings_of({"mx.example.org"}).local_socket());
  expect_refusals({
      {{"-H", "/run/lmtp", "-p", "25"}, "/run/lmtp"},
      {{"-p", "24", "-L", "/run/lmtp"}, "/run/lmtp"},
      {{"/run/a\nb"}, "/run/a\nb"},
  });
}

TEST(Host, IsRefusedWhereItIsNone) {
  expect_refusals({
      {{"-H", ""}, "-H"},
      {{"-H", "a b"}, "'a b'"},
      {{"-H", "a\tb"}, "'a\tb'"},
      {{"-H", "a/b"}, "'a/b'"},
      {{"-H", "[a.example]"}, "'[a.example]'"},
      {{"-H", "[192.0.2.1"}, "'[192.0.2.1'"},
      {{"-H", "relative/path"}, "'relative/path'"},
      {{"-H", std::string(256, 'a')}, "aaaa"},
  });
}

TEST(Words, AreRefusedWhereTheyAreLeftOver) {
  expect_refusals({
      {{"a.example", "b.example"}, "'b.example'"},
      {{"-H", "a.example", "b.example"}, "'b.example'"},
      {{"b.example", "-H", "a.example"}, "'b.example'"},
      {{"-H", "a.example", "--", "-v"}, "'-v'"},
      {{"-H", "a.example", "-"}, "'-'"},
  });
}

// Debian's command definitions pass '$ARG1$', which may be empty.
TEST(Words, AreIgnoredWhereTheyAreEmpty) {
  expect_synonyms({
      {{"-H", "a.example", ""}, {"-H", "a.example"}},
      {{"", "-H", "a.example", "", "-v"}, {"-v", "-H", "a.example"}},
      {{"", "a.example", ""}, {"a.example"}},
      {{"a.example", "--", ""}, {"a.example"}},
  });
}

TEST(Port, IsANumberOrAServiceName) {
  EXPECT_EQ(target({"-p", "1"}), "127.0.0.1 1");
  EXPECT_EQ(target({"-p", "65535"}), "127.0.0.1 65535");
  EXPECT_EQ(target({"-p", "smtp"}), "127.0.0.1 25");
  EXPECT_EQ(target({"-p", "submission"}), "127.0.0.1 587");
  EXPECT_EQ(target({"-p", " 587"}), "127.0.0.1 587");
  EXPECT_EQ(target({"-p", "25", "-p", "26"}), "127.0.0.1 26");
  expect_refusals({
      {{"-p", "0"}, "'0'"},
      {{"-p", "65536"}, "'65536'"},
      {{"-p", "99999"}, "'99999'"},
      {{"-p", "18446744073709551641"}, "'18446744073709551641'"},
      {{"-p", "-25"}, "'-25'"},
      {{"-p", "+25"}, "'+25'"},
      {{"-p", "25x"}, "'25x'"},
      {{"-p", "2 5"}, "'2 5'"},
      {{"-p", "25 "}, "'25 '"},
      {{"-p", ""}, "''"},
      {{"-p", " "}, "' '"},
      {{"-p", "no-such-service"}, "'no-such-service'"},
  });
}

TEST(Port, Is24ForLmtp) {
  EXPECT_EQ(target({"-L"}), "127.0.0.1 24");
  EXPECT_EQ(target({"-L", "-p", "25"}), "127.0.0.1 25");
  EXPECT_EQ(target({"-L", "a.example:2424"}), "a.example 2424");
}

TEST(Family, RestrictsUnlessBothAreGiven) {
  EXPECT_EQ(families({"a.example"}), AddressFamilies::both);
  EXPECT_EQ(families({"a.example", "-4"}), AddressFamilies::ipv4_only);
  EXPECT_EQ(families({"a.example", "-6"}), AddressFamilies::ipv6_only);
  EXPECT_EQ(families({"a.example", "-46"}), AddressFamilies::both);
  EXPECT_EQ(families({"-6", "a.example", "-4"}), AddressFamilies::both);
  expect_synonyms({
      {{"a.example", "--use-ipv4"}, {"a.example", "-4"}},
      {{"a.example", "--ipv4-only"}, {"a.example", "-4"}},
      {{"a.example", "--use-ipv6"}, {"a.example", "-6"}},
      {{"a.example", "--ipv6-only"}, {"a.example", "-6"}},
  });
}

TEST(Family, IsThatOfAnAddress) {
  EXPECT_EQ(families({"192.0.2.1", "-4"}), AddressFamilies::ipv4_only);
  EXPECT_EQ(families({"::1", "-6"}), AddressFamilies::ipv6_only);
  EXPECT_EQ(families({"::1", "-6", "-4"}), AddressFamilies::both);
  expect_refusals({
      {{"192.0.2.1", "-6"}, "'192.0.2.1'"},
      {{"[::1]", "-4"}, "'::1'"},
      {{"[192.0.2.1]:25", "-6"}, "-6"},
      {{"-6"}, "'127.0.0.1'"},
  });
}

TEST(SourceAddress, IsAnAddress) {
  EXPECT_EQ(settings_of({"--source-address", "192.0.2.9"}).source_address,
            (net::Endpoint{net::Family::ipv4, "192.0.2.9", 0}));
  EXPECT_EQ(settings_of({"--source-address=2001:db8::9"}).source_address,
            (net::Endpoint{net::Family::ipv6, "2001:db8::9", 0}));
  EXPECT_EQ(settings_of({"-v"}).source_address, std::nullopt);
  expect_refusals({
      {{"--source-address", "localhost"}, "'localhost'"},
      {{"--source-address", "192.0.2.9:25"}, "'192.0.2.9:25'"},
      {{"--source-address", ""}, "''"},
  });
}

TEST(ProxyHeader, IsSentOnRequestOnly) {
  EXPECT_EQ(proxy({"-v"}), ProxyProtocol::off);
  EXPECT_EQ(proxy({"-r"}), ProxyProtocol::v1);
  EXPECT_EQ(proxy({"--proxy"}), ProxyProtocol::v1);
  EXPECT_EQ(proxy({"--proxy-protocol", "v1"}), ProxyProtocol::v1);
  EXPECT_EQ(proxy({"--proxy-protocol=v2"}), ProxyProtocol::v2);
  EXPECT_EQ(proxy({"--proxy-protocol=v2", "-r"}), ProxyProtocol::v2);
  EXPECT_EQ(proxy({"-r", "--proxy-protocol=v2"}), ProxyProtocol::v2);
  expect_refusals({
      {{"--proxy-protocol", "v3"}, "'v3'"},
      {{"--proxy-protocol", "2"}, "'2'"},
      {{"--proxy-protocol="}, "''"},
  });
}

}  // namespace
}  // namespace plugin
