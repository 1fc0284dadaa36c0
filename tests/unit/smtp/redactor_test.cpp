#include "lib/smtp/redactor.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "lib/smtp/base64.h"

namespace smtp {
namespace {

using namespace std::string_literals;

Redactor hiding(std::string_view secret) {
  Redactor redactor;
  redactor.add_secret(secret);
  return redactor;
}

std::string hidden(std::string_view secret, std::string_view text) {
  return hiding(secret).redacted(text);
}

TEST(Redactor, LeavesTextWithoutSecrets) {
  EXPECT_EQ(Redactor().redacted("535 5.7.8 bad"), "535 5.7.8 bad");
  EXPECT_EQ(hidden("tanstaaf", "535 5.7.8 bad"), "535 5.7.8 bad");
  EXPECT_EQ(hidden("tanstaaf", ""), "");
  EXPECT_EQ(hidden("", "535 5.7.8 bad"), "535 5.7.8 bad");
}

TEST(Redactor, HidesTheSecretItself) {
  EXPECT_EQ(hidden("tanstaaf", "no tanstaaf, xtanstaafy"),
            "no ********, x********y");
  EXPECT_EQ(hidden("tanstaaf", "tanstaaf"), "********");
  EXPECT_EQ(hidden("a\0b\nc"s, "x a\0b\nc y"s), "x ******** y");
}

TEST(Redactor, MindsCaseAndTheWhole) {
  EXPECT_EQ(hidden("tanstaaf", "Tanstaaf tanstaa"), "Tanstaaf tanstaa");
}

TEST(Redactor, HidesNeighboursAndOverlaps) {
  EXPECT_EQ(hidden("tanstaaf", "tanstaaftanstaaf"), "********");
  EXPECT_EQ(hidden("abcab", "xabcabcaby"), "x********y");
  auto redactor = hiding("first-one");
  redactor.add_secret("one-second");
  EXPECT_EQ(redactor.redacted("<first-one-second>"), "<********>");
}

// Whatever stands before and after it; a character that holds bits of a
// neighbour stays.
TEST(Redactor, HidesItsBase64AtEveryAlignment) {
  for (const std::string secret :
       {"abcd", "tanstaaf", "tanstaaftanstaaf1", "\xFF\xFE\xFD\xFC"}) {
    for (std::size_t before = 0; before < 7; ++before) {
      for (std::size_t after = 0; after < 4; ++after) {
        const auto text = encode_base64(std::string(before, '\x5A') + secret +
                                        std::string(after, '\xA5'));
        const auto begin = (before * 8 + 5) / 6;
        const auto end = (before + secret.size()) * 8 / 6;
        EXPECT_EQ(hidden(secret, text),
                  text.substr(0, begin) + "********" + text.substr(end));
      }
    }
  }
}

TEST(Redactor, HidesAWholeResponse) {
  const auto line = "501 AHRpbQB0YW5zdGFhZnRhbnN0YWFm is wrong";
  EXPECT_EQ(hidden("tanstaaftanstaaf", line), "501 AHRpbQB******** is wrong");
  Redactor redactor;
  redactor.add_response("\0tim\0tanstaaftanstaaf"s);
  EXPECT_EQ(redactor.redacted(line), "501 ******** is wrong");
}

TEST(Redactor, LeavesTheResponseItself) {
  Redactor redactor;
  redactor.add_response("alice");
  EXPECT_EQ(redactor.redacted("535 alice YWxpY2U="), "535 alice ********");
}

TEST(Redactor, HidesShortResponses) {
  Redactor redactor;
  redactor.add_response("");
  redactor.add_response("a");
  redactor.add_response("xyz");
  EXPECT_EQ(redactor.redacted("501 YQ== eHl6 a xyz ="),
            "501 ******** ******** a xyz =");
}

// A server that echoes a line of ours cuts it where it likes.
TEST(Redactor, HidesPiecesOfALongSecret) {
  const std::string token = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
  const auto redactor = hiding(token);
  for (std::size_t size = Redactor::piece; size <= token.size(); ++size) {
    for (std::size_t begin = 0; begin + size <= token.size(); ++begin) {
      EXPECT_EQ(redactor.redacted("<" + token.substr(begin, size) + ">"),
                "<********>");
    }
  }
  EXPECT_EQ(redactor.redacted(token.substr(0, Redactor::piece - 1)),
            token.substr(0, Redactor::piece - 1));
  const auto encoded = encode_base64(token);
  EXPECT_EQ(redactor.redacted(encoded.substr(20, 30)), "********");
}

// A password "no" hidden everywhere would be told by the holes.
TEST(Redactor, HidesAVeryShortSecretAsAWordAlone) {
  EXPECT_EQ(hidden("no", "no notice, no, piano (no)"),
            "******** notice, ********, piano (********)");
  EXPECT_EQ(hidden("a", "a bad a"), "******** bad ********");
  EXPECT_EQ(hidden("5", "535 5.7.8"), "535 ********.7.8");
  EXPECT_EQ(hidden("abc", encode_base64("abc")), "YWJj");
}

TEST(Redactor, HidesFourOctetsEverywhere) {
  EXPECT_EQ(hidden("abcd", "xabcdy"), "x********y");
  EXPECT_EQ(hidden("abc", "xabcy"), "xabcy");
}

TEST(Redactor, StaysRightWhereItMoves) {
  auto first = hiding("tanstaaf");
  first.add_secret("it");
  const Redactor second(std::move(first));
  EXPECT_EQ(second.redacted("it tanstaaf"), "******** ********");
  Redactor third;
  third = hiding("tanstaaf");
  EXPECT_EQ(third.redacted("tanstaaf"), "********");
}

// Text that matches nearly everywhere, and secrets of one character.
TEST(Redactor, TakesTimeInProportion) {
  auto redactor = hiding(std::string(12000, 'a'));
  redactor.add_secret(std::string(11, 'a') + "b");
  EXPECT_EQ(redactor.redacted(std::string(200'000, 'a')), "********");
  std::string near;
  for (int i = 0; i < 20'000; ++i) near += "aaaaaaaaaac";
  EXPECT_EQ(redactor.redacted(near), near);
}

}  // namespace
}  // namespace smtp
