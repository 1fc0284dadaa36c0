#include <gtest/gtest.h>

#include <string>

#include "lib/smtp/oauth_error.h"
#include "tests/unit/smtp/sasl_exchange.h"

namespace smtp {
namespace {

using namespace std::string_literals;

constexpr auto google_token = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
constexpr auto rfc_token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";

SaslContext server() {
  return {.host = "server.example.com", .port = 587};
}

Exchange bearer(std::string_view user = "user@example.com",
                std::string_view token = rfc_token,
                SaslContext context = server()) {
  return {"OAUTHBEARER", login_of(user, token), std::move(context)};
}

Exchange xoauth2(std::string_view user = "someuser@example.com",
                 std::string_view token = google_token) {
  return {"XOAUTH2", login_of(user, token), server()};
}

// Google's own example.
TEST(Xoauth2, SaysAllAtOnce) {
  EXPECT_EQ(xoauth2().initial64(),
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdD"
            "RxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==");
}

TEST(Xoauth2, AnswersTheReasonWithNothing) {
  auto exchange = xoauth2();
  exchange.initial();
  EXPECT_EQ(exchange.client().server_error(), "");
  EXPECT_EQ(exchange.respond(R"({"status":"401","schemes":"bearer",)"
                             R"("scope":"https://mail.google.com/"})"),
            "");
  EXPECT_EQ(exchange.client().server_error(),
            "status 401, schemes bearer, scope https://mail.google.com/");
  EXPECT_EQ(sasl_error_of([&] { exchange.respond("{}"); }),
            "malformed: the server asks for more than XOAUTH2 has to say");
  EXPECT_TRUE(exchange.client().server_proven());
}

// RFC 7628 4.1.
TEST(OAuthBearer, SaysAllAtOnce) {
  EXPECT_EQ(bearer().initial64(),
            "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcn"
            "Q9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRH"
            "RXVZMjl0Q2c9PQEB");
}

// RFC 7628 4.3.
TEST(OAuthBearer, AnswersTheReasonWithOneOctet) {
  auto exchange = bearer();
  exchange.initial();
  EXPECT_EQ(exchange.respond64(
                "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NoZW1lcyI6ImJlYXJlciBtYW"
                "MiLCJzY29wZSI6Imh0dHBzOi8vbWFpbC5leGFtcGxlLmNvbS8ifQ=="),
            "AQ==");
  EXPECT_EQ(exchange.client().server_error(),
            "status invalid_token, schemes bearer mac, scope "
            "https://mail.example.com/");
  EXPECT_EQ(sasl_error_of([&] { exchange.respond("{}"); }),
            "malformed: the server asks for more than OAUTHBEARER has to say");
}

TEST(OAuthBearer, LeavesOutWhatItDoesNotKnow) {
  EXPECT_EQ(bearer("", "t", {}).initial(), "n,,\1auth=Bearer t\1\1");
  EXPECT_EQ(bearer("u", "t", {.host = "h"}).initial(),
            "n,a=u,\1host=h\1auth=Bearer t\1\1");
}

TEST(OAuthBearer, EscapesTheName) {
  EXPECT_EQ(bearer("a,b=c", "t", {}).initial(),
            "n,a=a=2Cb=3Dc,\1auth=Bearer t\1\1");
}

TEST(OAuthBearer, ActsAsSomeoneElse) {
  SaslCredentials credentials = login_of("u", "t");
  credentials.authzid = "other";
  EXPECT_EQ(Exchange("OAUTHBEARER", std::move(credentials)).initial(),
            "n,a=other,\1auth=Bearer t\1\1");
}

TEST(OAuth, RefusesWhatNoTokenIs) {
  const auto error = [](std::string_view token) {
    const auto one = sasl_error_of([&] { bearer("u", token); });
    const auto other = sasl_error_of([&] { xoauth2("u", token); });
    EXPECT_EQ(one.empty(), other.empty());
    return other;
  };
  EXPECT_EQ(error("abc-._~+/123=="), "");
  EXPECT_EQ(error(""),
            "unusable: the token is empty, which XOAUTH2 cannot send");
  EXPECT_EQ(error("Bearer abc"),
            "unusable: the token holds a blank: it is the bare token that "
            "XOAUTH2 sends");
  EXPECT_EQ(error("abc\n"),
            "unusable: the token holds a control character, which XOAUTH2 "
            "cannot send");
  EXPECT_NE(error("abc\1auth=x"), "");
  EXPECT_NE(error("\xC3\xBC"), "");
}

TEST(OAuth, RefusesASeparatorInTheName) {
  EXPECT_NE(sasl_error_of([] { bearer("u\1host=x"); }), "");
  EXPECT_NE(sasl_error_of([] { bearer("u", "t", {.host = "h\1"}); }), "");
  EXPECT_NE(sasl_error_of([] { xoauth2("u\1auth=x"); }), "");
}

TEST(OAuthError, NamesWhatItKnows) {
  EXPECT_EQ(oauth_error(R"({"scope":"s","x":"y","status":400})"),
            "status 400, scope s");
  EXPECT_EQ(oauth_error(R"({"status":"400","schemes":"Bearer","scope":"",)"
                        R"("openid-configuration":"https://x/"})"),
            "status 400, schemes Bearer, openid-configuration https://x/");
  EXPECT_EQ(oauth_error("{\"status\":\"a\\u00fc\\n|\"}"),
            "status a\xC3\xBC\n|");
}

TEST(OAuthError, IsTheTextWhereItKnowsNothing) {
  for (const std::string text :
       {"", "{}", "[]", "null", "401", "\"status\"", "{\"status\":", "oops",
        "{\"status\":[\"401\"]}", "{\"status\":null}", "[{\"status\":\"1\"}]",
        "{\"status\":1e999}", "{\"status\":\"\xFF\"}", "{'status':'1'}"}) {
    EXPECT_EQ(oauth_error(text), text);
  }
  EXPECT_EQ(oauth_error("a\0b"s), "a\0b"s);
}

TEST(OAuthError, IsBounded) {
  EXPECT_EQ(oauth_error(std::string(5000, 'x')), std::string(200, 'x'));
  EXPECT_EQ(oauth_error("{\"status\":\"" + std::string(5000, 'x') + "\"}"),
            "status " + std::string(193, 'x'));
  // Nested as deep as a challenge allows, and beyond what is read at all.
  for (const std::size_t depth : {12'000U, 1'000'000U}) {
    EXPECT_EQ(oauth_error(std::string(depth, '[')), std::string(200, '['));
    EXPECT_EQ(
        oauth_error(std::string(depth / 2, '[') + std::string(depth / 2, ']')),
        std::string(200, '['));
  }
}

}  // namespace
}  // namespace smtp
