#include "lib/smtp/address.h"

#include <gtest/gtest.h>

namespace smtp {
namespace {

// Empty: it can be sent.
std::string defect(std::string_view address) {
  return address_defect(address).value_or("");
}

std::string repeated(std::size_t count) {
  return std::string(count, 'a');
}

// The server judges what is no syntax.
TEST(Address, IsSentAsItIs) {
  for (const std::string_view address : {"",
                                         "user@example.org",
                                         "postmaster",
                                         "nagios",
                                         "user+tag@example.org",
                                         "user@[192.0.2.1]",
                                         "user@[IPv6:2001:db8::1]",
                                         "a@b@c",
                                         "user%a@b",
                                         "a!b",
                                         "@a.example,@b.example:user@c.example",
                                         "\"a b\"@example.org",
                                         "\"a<b>c\"@example.org",
                                         "\"a@b\"@example.org",
                                         "\"a\\\"b\"@example.org",
                                         "\"a\\\\\"@example.org",
                                         "\"\"@example.org",
                                         "a\\b@example.org",
                                         "\xC3\xBC@example.org",
                                         "o'neil@example.org",
                                         "$|`&@example.org",
                                         "-P@example.org",
                                         "user@-"}) {
    EXPECT_EQ(defect(address), "") << address;
  }
}

TEST(Address, HoldsNoBlankOrAngleOutsideQuotes) {
  EXPECT_EQ(defect("a b@example.org"), "it holds a blank");
  EXPECT_EQ(defect(" a@example.org"), "it holds a blank");
  EXPECT_EQ(defect("a@example.org SIZE=1"), "it holds a blank");
  EXPECT_EQ(defect("\"a\" b@example.org"), "it holds a blank");
  EXPECT_EQ(defect("a>@example.org"), "it holds a '>'");
  EXPECT_EQ(defect("<a@example.org"), "it holds a '<'");
  EXPECT_EQ(defect("a@example.org> <b"), "it holds a '>'");
}

TEST(Address, HoldsNoControlCharacterAnywhere) {
  for (int byte = 0; byte < 128; ++byte) {
    if (byte >= 32 && byte != 127) continue;
    const std::string c(1, static_cast<char>(byte));
    EXPECT_EQ(defect("a" + c + "@b"), "it holds a control character") << byte;
    EXPECT_EQ(defect("\"a" + c + "\"@b"), "it holds a control character");
    EXPECT_NE(defect("\"a\\" + c + "\"@b"), "") << byte;
  }
}

TEST(Address, EndsItsQuotes) {
  EXPECT_EQ(defect("\"a@example.org"), "it holds a quote that does not end");
  EXPECT_EQ(defect("\"a\\\"@example.org"),
            "it holds a quote that does not end");
  EXPECT_EQ(defect("\"a\\"), "it holds a backslash without a character");
}

// RFC 5321 4.5.3.1.1 to 4.5.3.1.3.
TEST(Address, HasTheLengthsOfTheRfc) {
  EXPECT_EQ(defect(repeated(64) + "@b"), "");
  EXPECT_EQ(defect(repeated(65) + "@b"),
            "its local part is over 64 octets long");
  EXPECT_EQ(defect(repeated(64)), "");
  EXPECT_EQ(defect(repeated(65)), "its local part is over 64 octets long");
  EXPECT_EQ(defect("a@" + repeated(252)), "");
  EXPECT_EQ(defect("a@" + repeated(253)), "it is over 254 octets long");
  EXPECT_EQ(defect("\"" + repeated(60) + "@b\"@c"), "");
  EXPECT_EQ(defect("\"" + repeated(62) + "@b\"@c"),
            "its local part is over 64 octets long");
}

TEST(Address, HasADomainBehindTheAt) {
  EXPECT_EQ(defect("user@"), "its domain is empty");
  EXPECT_EQ(defect("\"a@b\"@"), "its domain is empty");
}

TEST(Brackets, AreTakenOffInPairs) {
  EXPECT_EQ(without_brackets("<a@b>"), "a@b");
  EXPECT_EQ(without_brackets("<>"), "");
  EXPECT_EQ(without_brackets(""), "");
  EXPECT_EQ(without_brackets("a@b"), "a@b");
  EXPECT_EQ(without_brackets("<a@b"), "<a@b");
  EXPECT_EQ(without_brackets("a@b>"), "a@b>");
  EXPECT_EQ(without_brackets("<"), "<");
  EXPECT_EQ(without_brackets("<<>>"), "<>");
}

}  // namespace
}  // namespace smtp
