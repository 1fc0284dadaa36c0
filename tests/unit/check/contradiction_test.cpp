#include "lib/check/contradiction.h"

#include <gtest/gtest.h>

#include "tests/unit/smtp/heard.h"

namespace check {
namespace {

bool contradicts(const std::string& line) {
  return contradiction(smtp::reply_of({line})).has_value();
}

TEST(Contradiction, IsFound) {
  for (const char* line : {
           "235 auth failure",
           "235 2.7.0 Authentication failed",
           "235 not authenticated",
           "235 Invalid credentials",
           "250 2.7.1 Ok, discarded, id=00218-04 - VIRUS",
           "250 2.6.0 spam, message dropped",
           "250 Message rejected",
           "250 message not accepted",
           "250 2.7.0 Ok, bounced, id=1",
           "550 2.0.0 Ok: queued as 0CA4412040B",
           "550 Message accepted for delivery",
           "554 message queued",
           "535 Authentication successful",
       }) {
    EXPECT_TRUE(contradicts(line)) << line;
  }
}

TEST(Contradiction, IsNotFoundInGoodFaith) {
  for (const char* line : {
           "250 2.1.0 sender ok",
           "250 2.1.0 <rejected@example.org>... Sender ok",
           "250 2.1.5 <user@example.org> recipient ok",
           "250 2.0.0 Ok: queued as 0CA4412040B",
           "250 OK, but it may be rejected later",
           "250 Ok, nothing was discarded",
           "250 2.0.0 not rejected",
           "250 accepted, see https://example.org/rejected",
           "235 2.7.0 Authentication successful",
           "235 authenticated.",
           "235 2.7.0 Accepted",
           "334 dropped",
           "354 Enter mail, end with \".\"",
           "221 2.0.0 closing connection",
           "550 message rejected",
           "550 5.1.1 User unknown",
           "554 Message cannot be queued for delivery",
           "554 message not accepted for delivery",
           "550 no message queued",
           "535 Authentication failed",
           "530 5.7.0 Authentication required",
           "451 queued as 4711 for a later attempt",
           "250",
       }) {
    EXPECT_FALSE(contradicts(line)) << line;
  }
}

TEST(Contradiction, NamesBothSides) {
  EXPECT_EQ(contradiction(smtp::reply_of({"235 auth failure"})),
            "235 means that the login was taken, its text that it failed");
  EXPECT_EQ(contradiction(smtp::reply_of({"250-Ok,", "250 discarded"})),
            "250 means success, its text that the message was thrown away");
}

}  // namespace
}  // namespace check
