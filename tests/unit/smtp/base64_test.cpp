#include "lib/smtp/base64.h"

#include <gtest/gtest.h>

#include <string>

namespace smtp {
namespace {

using namespace std::string_literals;

struct Pair {
  std::string bytes;
  std::string text;
};

// RFC 4648 10, and all octets.
const Pair pairs[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
    {"\0\0\0"s, "AAAA"},
    {"\xFF\xFE\xFD", "//79"},
    {"\xFB\xEF\xBE", "++++"},
    {"User Name\0"s, "VXNlciBOYW1lAA=="},
};

TEST(Base64, IsThatOfTheStandard) {
  for (const auto& pair : pairs) {
    EXPECT_EQ(encode_base64(pair.bytes), pair.text);
    EXPECT_EQ(decode_base64(pair.text), pair.bytes) << pair.text;
  }
}

TEST(Base64, BringsEveryOctetBack) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (std::size_t size = 0; size <= all.size(); ++size) {
    EXPECT_EQ(decode_base64(encode_base64(all.substr(0, size))),
              all.substr(0, size));
  }
}

TEST(Base64, RefusesOtherCharacters) {
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    const bool known = std::isalnum(i) != 0 || c == '+' || c == '/';
    for (const std::size_t position : {0U, 1U, 2U, 3U}) {
      if (c == '=' && position == 3) continue;
      std::string text = "AAAA";
      text[position] = c;
      EXPECT_EQ(decode_base64(text).has_value(), known) << i;
    }
  }
}

TEST(Base64, RefusesBlanksAndLineEnds) {
  for (const char* text : {" Zm9v", "Zm9v ", "Zm9v\r\n", "Zm9v\n", "Zm\r\n9v",
                           " ", "Zm9 ", "    "}) {
    EXPECT_FALSE(decode_base64(text)) << text;
  }
}

TEST(Base64, RefusesPaddingThatIsNotAtTheEndOrNotRight) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zm8", "Zm9vZ", "=", "==", "===",
                           "====", "Z===", "Zg==Zg==", "Zm8=Zm8=", "=m9v",
                           "Z=9v", "Zm=v", "Zm9v====", "Zm9v=", "Zg==="}) {
    EXPECT_FALSE(decode_base64(text)) << text;
  }
}

// RFC 4648 3.5.
TEST(Base64, TakesBitsThatAreLeftOver) {
  EXPECT_EQ(decode_base64("Zh=="), "f");
  EXPECT_EQ(decode_base64("Zm9="), "fo");
}

TEST(Base64, OfManyOctets) {
  const std::string many(100001, 'x');
  EXPECT_EQ(decode_base64(encode_base64(many)), many);
  EXPECT_EQ(encode_base64(many).size(), 133336U);
}

}  // namespace
}  // namespace smtp
