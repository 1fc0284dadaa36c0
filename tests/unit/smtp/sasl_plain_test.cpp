// PLAIN, LOGIN, CRAM-MD5 and EXTERNAL: one or two messages, no proof from the
// server.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/smtp/sasl_exchange.h"

namespace smtp {
namespace {

using namespace std::string_literals;

SaslCredentials acting_as(std::string authzid, SaslCredentials credentials) {
  credentials.authzid = std::move(authzid);
  return credentials;
}

std::string plain(SaslCredentials credentials) {
  return Exchange("PLAIN", std::move(credentials)).initial64();
}

// RFC 4954 4.1, RFC 4616 4.
TEST(Plain, SaysAllAtOnce) {
  EXPECT_EQ(plain(acting_as("test", login_of("test", "1234"))),
            "dGVzdAB0ZXN0ADEyMzQ=");
  EXPECT_EQ(plain(login_of("tim", "tanstaaftanstaaf")),
            "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
  EXPECT_EQ(plain(acting_as("Ursel", login_of("Kurt", "xipj3plmq"))),
            "VXJzZWwAS3VydAB4aXBqM3BsbXE=");
}

TEST(Plain, SendsUtf8AsItIs) {
  Exchange exchange("PLAIN", login_of("J\xC3\xBCrgen", "p\xE2\x82\xAC"));
  EXPECT_EQ(exchange.initial(), "\0J\xC3\xBCrgen\0p\xE2\x82\xAC"s);
}

TEST(Plain, RefusesNul) {
  EXPECT_EQ(sasl_error_of([] { plain(login_of("tim\0"s, "p")); }),
            "unusable: the user name holds a NUL character, which PLAIN cannot "
            "send");
  EXPECT_EQ(sasl_error_of([] { plain(login_of("tim", "p\0q"s)); }),
            "unusable: the password holds a NUL character, which PLAIN cannot "
            "send");
  EXPECT_NE(sasl_error_of([] { plain(acting_as("\0"s, login_of("t", "p"))); }),
            "");
}

TEST(Plain, HasNothingMoreToSay) {
  Exchange exchange("PLAIN", login_of("tim", "p"));
  exchange.initial();
  EXPECT_EQ(sasl_error_of([&] { exchange.respond("more"); }),
            "malformed: the server asks for more than PLAIN has to say");
  EXPECT_TRUE(exchange.client().server_proven());
  EXPECT_EQ(exchange.client().server_error(), "");
  EXPECT_EQ(exchange.client().remark(), "");
}

std::string logged_in(std::string_view first, std::string_view second) {
  Exchange exchange("LOGIN", login_of("tim", "tanstaaftanstaaf"));
  auto out = exchange.initial();
  out += " " + exchange.respond64(first);
  out += " " + exchange.respond64(second);
  EXPECT_EQ(sasl_error_of([&] { exchange.respond(""); }),
            "malformed: the server asks for more than LOGIN has to say");
  EXPECT_TRUE(exchange.client().server_proven());
  return out;
}

TEST(Login, AnswersWhateverThePrompts) {
  const auto expected = "(the server first) dGlt dGFuc3RhYWZ0YW5zdGFhZg==";
  EXPECT_EQ(logged_in("VXNlcm5hbWU6", "UGFzc3dvcmQ6"), expected);
  EXPECT_EQ(logged_in("VXNlciBOYW1lAA==", "UGFzc3dvcmQA"), expected);
  EXPECT_EQ(logged_in("", ""), expected);
  EXPECT_EQ(logged_in("UGFzc3dvcmQ6", "VXNlcm5hbWU6"), expected);
}

// RFC 2195 2.
TEST(CramMd5, AnswersTheChallenge) {
  Exchange exchange("CRAM-MD5", login_of("tim", "tanstaaftanstaaf"));
  EXPECT_EQ(exchange.initial(), "(the server first)");
  EXPECT_EQ(exchange.respond64(
                "PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+"),
            "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
  EXPECT_EQ(sasl_error_of([&] { exchange.respond("<again>"); }),
            "malformed: the server asks for more than CRAM-MD5 has to say");
}

TEST(CramMd5, HashesALongPassword) {
  Exchange exchange("CRAM-MD5", login_of("u", std::string(80, '\xAA')));
  EXPECT_EQ(exchange.respond(
                "Test Using Larger Than Block-Size Key - Hash Key First"),
            "u 6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd");
}

TEST(CramMd5, GivesNoAnswerToNothing) {
  Exchange exchange("CRAM-MD5", login_of("tim", "p"));
  EXPECT_EQ(sasl_error_of([&] { exchange.respond(""); }),
            "malformed: the server's challenge is empty");
}

TEST(CramMd5, TakesAnyChallenge) {
  Exchange exchange("CRAM-MD5", login_of("tim", "p"));
  EXPECT_EQ(exchange.respond(std::string(1'000'000, '\0')).size(), 36U);
}

TEST(External, LeavesTheNameToTheCertificate) {
  Exchange exchange("EXTERNAL", {});
  EXPECT_EQ(exchange.initial(), "");
  EXPECT_EQ(sasl_error_of([&] { exchange.respond(""); }),
            "malformed: the server asks for more than EXTERNAL has to say");
}

TEST(External, SaysWhomToActAs) {
  EXPECT_EQ(Exchange("EXTERNAL", login_of("alice", "")).initial(), "alice");
  EXPECT_EQ(
      Exchange("EXTERNAL", acting_as("bob", login_of("alice", ""))).initial(),
      "bob");
  EXPECT_NE(sasl_error_of([] { Exchange("EXTERNAL", login_of("a\0"s, "")); }),
            "");
}

}  // namespace
}  // namespace smtp
