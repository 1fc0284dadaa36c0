#include "lib/smtp/words.h"

#include <gtest/gtest.h>

#include "tests/unit/smtp/heard.h"

namespace smtp {
namespace {

std::string words_in(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& word : words_of(reply_of(lines))) {
    out += (out.empty() ? "" : " ") + word;
  }
  return out;
}

bool holds(const std::string& line, std::string_view phrase) {
  return holds_phrase(words_of(reply_of({line})), phrase);
}

TEST(Words, AreLowerCaseAndJoined) {
  EXPECT_EQ(words_in({"550-5.7.1 Mailbox\t FULL,", "550 5.7.1 Sorry."}),
            "mailbox full sorry");
  EXPECT_EQ(words_in({"550"}), "");
}

TEST(Words, LeaveOutWhatMisleads) {
  EXPECT_EQ(words_in({"550 <spam@example.org>: unknown"}), "unknown");
  EXPECT_EQ(words_in({"550 spam+x@example.org unknown"}), "unknown");
  EXPECT_EQ(words_in({"550 see https://example.org/spam (#5.1.1)"}), "see");
  EXPECT_EQ(words_in({"550 <unknown[192.0.2.1]>: Client denied"}),
            "client denied");
}

TEST(Words, HaveOneSpelling) {
  EXPECT_EQ(words_in({"550 Black-List, graylisted e-mail"}),
            "blacklist greylisted email");
  EXPECT_EQ(words_in({"550 can't cannot couldn't don't user's"}),
            "can not can not could not do not users");
  EXPECT_EQ(words_in({"550 code d'authentification"}),
            "code d authentification");
}

TEST(Words, AreBounded) {
  std::string line = "550";
  for (int i = 0; i < 1000; ++i) line += " a";
  EXPECT_EQ(words_of(reply_of({line})).size(), 400U);
}

TEST(Phrase, HasChoicesPrefixesAndGaps) {
  EXPECT_TRUE(holds("550 no such user here", "such user"));
  EXPECT_TRUE(holds("550 no such user here", "none|no such"));
  EXPECT_TRUE(holds("550 rejected", "reject*"));
  EXPECT_TRUE(holds("550 a b c d e f g h", "a .. h"));
  EXPECT_TRUE(holds("550 a h", "a .. h"));
  EXPECT_FALSE(holds("550 a b c d e f g x h", "a .. h"));
  EXPECT_FALSE(holds("550 users", "user"));
  EXPECT_FALSE(holds("550 user", "user unknown"));
  EXPECT_FALSE(holds("550", "user"));
}

}  // namespace
}  // namespace smtp
