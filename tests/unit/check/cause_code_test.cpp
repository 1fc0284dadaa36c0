// Codes where the text says nothing; what texts say is in tests/field.
#include <gtest/gtest.h>

#include "lib/check/cause.h"
#include "tests/unit/smtp/heard.h"

namespace check {
namespace {

std::string cause(StageId stage, const std::string& line) {
  return std::string(name(cause_of(stage, smtp::reply_of({line}))));
}

std::string at_rcpt(const std::string& line) {
  return cause(StageId::rcpt, line);
}

std::string at_auth(const std::string& line) {
  return cause(StageId::auth, line);
}

TEST(CauseByCode, OfTheMail) {
  EXPECT_EQ(at_rcpt("550 5.7.25 Sorry"), "client-identity");
  EXPECT_EQ(at_rcpt("550 5.7.20 Sorry"), "sender-identity");
  EXPECT_EQ(at_rcpt("550 5.7.23 Sorry"), "sender-identity");
  EXPECT_EQ(at_rcpt("550 5.7.26 Sorry"), "sender-identity");
  EXPECT_EQ(at_rcpt("550 5.7.27 Sorry"), "sender-identity");
  EXPECT_EQ(at_rcpt("550 5.7.28 Sorry"), "rate-limited");
  EXPECT_EQ(at_rcpt("550 5.7.10 Sorry"), "tls-required");
  EXPECT_EQ(at_rcpt("452 4.2.2 Sorry"), "mailbox-full");
  EXPECT_EQ(at_rcpt("552 5.3.4 Sorry"), "too-big");
  EXPECT_EQ(at_rcpt("552 5.2.3 Sorry"), "too-big");
  EXPECT_EQ(at_rcpt("452 4.5.3 Sorry"), "rate-limited");
  EXPECT_EQ(at_rcpt("550 5.1.1 Sorry"), "user-unknown");
  EXPECT_EQ(at_rcpt("550 5.2.1 Sorry"), "user-unknown");
  EXPECT_EQ(at_rcpt("450 4.1.1 Sorry"), "temporary");
  EXPECT_EQ(at_rcpt("450 4.1.8 Sorry"), "sender-identity");
  EXPECT_EQ(at_rcpt("530 Sorry"), "auth-required");
  EXPECT_EQ(at_rcpt("556 Sorry"), "user-unknown");
  EXPECT_EQ(at_rcpt("451 Sorry"), "temporary");
  EXPECT_EQ(at_rcpt("550 Sorry"), "other");
  EXPECT_EQ(at_rcpt("550 5.7.1 Sorry"), "other");
  EXPECT_EQ(at_rcpt("550"), "other");
  EXPECT_EQ(cause(StageId::mail, "550 5.1.1 Sorry"), "sender-identity");
  EXPECT_EQ(cause(StageId::ehlo, "550 5.1.1 Sorry"), "other");
  EXPECT_EQ(cause(StageId::quit, "550 5.1.1 Sorry"), "other");
}

TEST(CauseByCode, OfALogin) {
  EXPECT_EQ(at_auth("535 Sorry"), "wrong-credentials");
  EXPECT_EQ(at_auth("550 5.7.8 Sorry"), "wrong-credentials");
  EXPECT_EQ(at_auth("534 Sorry"), "auth-method-disabled");
  EXPECT_EQ(at_auth("504 Sorry"), "auth-method-disabled");
  EXPECT_EQ(at_auth("550 5.7.9 Sorry"), "auth-method-disabled");
  EXPECT_EQ(at_auth("538 Sorry"), "tls-required");
  EXPECT_EQ(at_auth("550 5.7.11 Sorry"), "tls-required");
  EXPECT_EQ(at_auth("454 Sorry"), "temporary");
  EXPECT_EQ(at_auth("432 4.7.12 Sorry"), "other");
  EXPECT_EQ(at_auth("501 Sorry"), "other");
}

TEST(CauseByCode, StandsAnywhereInTheText) {
  EXPECT_EQ(at_rcpt("550 Sorry. (#5.7.25)"), "client-identity");
  EXPECT_EQ(at_rcpt("550 Sorry #5.7.25."), "client-identity");
  EXPECT_EQ(at_rcpt("550 <user@example.org>: 5.7.25 Sorry"), "client-identity");
  EXPECT_EQ(at_rcpt("550 <user@example.org>... 5.7.25: Sorry"),
            "client-identity");
}

TEST(CauseByCode, IsNotReadIntoOtherNumbers) {
  EXPECT_EQ(at_rcpt("550 4.7.25 Sorry"), "other");
  EXPECT_EQ(at_rcpt("550 Sorry 5.7.25.1"), "other");
  EXPECT_EQ(at_rcpt("550 Sorry 15.7.25"), "other");
  EXPECT_EQ(at_rcpt("550 Sorry x5.7.25"), "other");
  EXPECT_EQ(at_rcpt("550 Sorry 5.7"), "other");
}

TEST(CauseByCode, IsNoneWhereNothingIsRefused) {
  EXPECT_EQ(at_rcpt("250 2.1.5 Ok"), "other");
  EXPECT_EQ(at_rcpt("250 discarded"), "other");
  EXPECT_EQ(cause(StageId::message, "250 discarded"), "policy");
  EXPECT_EQ(at_auth("235 auth failure"), "wrong-credentials");
  EXPECT_EQ(at_auth("334 eyJzdGF0dXMiOiI0MDAifQ=="), "wrong-credentials");
  EXPECT_EQ(at_auth("334 VXNlcm5hbWU6"), "other");
  EXPECT_EQ(at_auth("334"), "other");
  EXPECT_EQ(cause(StageId::data, "354 go on"), "other");
}

}  // namespace
}  // namespace check
