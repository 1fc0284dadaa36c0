#include "lib/smtp/queue_id.h"

#include <gtest/gtest.h>

#include "tests/unit/smtp/heard.h"

namespace smtp {
namespace {

std::string id_in(const std::string& line) {
  return queue_id(reply_of({line})).value_or("none");
}

TEST(QueueId, IsFound) {
  struct Row {
    std::string id;
    std::string line;
  };
  const Row rows[] = {
      {"4XyZ123abcz9sWn", "250 2.0.0 Ok: queued as 4XyZ123abcz9sWn"},
      {"0CA4412040B", "250 2.0.0 Ok: queued as <0CA4412040B>."},
      {"9AF1E2",
       "250 2.6.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: "
       "queued as 9AF1E2"},
      {"1693484413-Dt1gYk3Dgqw0-GQiA8Hxs",
       "250 2.0.0 Ok: queued on mail.example.net "
       "1693484413-Dt1gYk3Dgqw0-GQiA8Hxs"},
      {"9d6b3bc2", "250 2.0.0 9d6b3bc2 Message accepted for delivery"},
      {"1rUKcn-0001Yy-2P", "250 OK id=1rUKcn-0001Yy-2P"},
      {"12345-01", "554 5.7.0 Reject, id=12345-01 - INFECTED: Eicar"},
      {"12345", "250 ok 1326489865 qp 12345"},
      {"20240101.1234@host.example",
       "250 Ok, message saved <Message-ID: 20240101.1234@host.example>"},
      {"q9W8e7R6t5Y4u3I2o1P0aS.uk281",
       "550 Invalid Recipient - https://example.com/d#550 "
       "[q9W8e7R6t5Y4u3I2o1P0aS.uk281]"},
      {"ySomEId7aB2wAADaGkQ",
       "250 2.0.0 <user@example.org> ySomEId7aB2wAADaGkQ Saved"},
      {"cyrus-1234-1400000000-1",
       "250 2.1.5 Ok SESSIONID=<cyrus-1234-1400000000-1>"},
      {"d9443c01a7336-1ee1abc12dsi4567890plk.12",
       "250 2.0.0 OK  1693484413 d9443c01a7336-1ee1abc12dsi4567890plk.12 - "
       "gsmtp"},
      {"1583155555-aBcDeFgHiJ-KlMn",
       "554 5.7.1 Message rejected under suspicion of SPAM; "
       "https://example.com/x 1583155555-aBcDeFgHiJ-KlMn"},
      {"A1B2C3", "250 OK ids=A1B2C3,D4E5F6"},
      {"AB12-34", "550 5.7.1 Blocked. Reference: AB12-34"},
      {"7F00", "250 Message received, queue-id: 7F00"},
  };
  for (const auto& row : rows) EXPECT_EQ(id_in(row.line), row.id) << row.line;
}

TEST(QueueId, IsNotGuessed) {
  for (const char* line : {
           "250 Ok",
           "250",
           "250 2.0.0 Ok: queued",
           "250 Ok: requeued as <id>",
           "250 Queued (0.031 seconds)",
           "250 Message accepted for delivery",
           "250 Great success",
           "250 OK 1326489865",
           "250 2.1.5 Ok user1@example.org",
           "250 stored host12345.7",
           "550 5.1.1 User unknown",
           "550 5.7.1 see https://example.com/index.php?id=2425&ip=192.0.2.1",
           "550 [192.0.2.7] blocked",
           "550 blocked [AM6EUR05FT001.eop-eur05.prod.protection.outlook.com]",
           "550 uid=1000 is not allowed",
           "554 5.7.1 mx1.example.com",
           "550 id= is missing",
           "550 queued as",
           "550 =",
           "221 2.0.0 Bye",
       }) {
    EXPECT_EQ(id_in(line), "none") << line;
  }
}

}  // namespace
}  // namespace smtp
