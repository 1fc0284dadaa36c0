#include "tests/support/fake_server.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/loopback.h"

namespace support {

namespace {

using Lines = std::vector<std::string>;

TEST(FakeServer, PlaysItsSideOverTcp) {
  FakeServer server(
      "S: 220 a\nC: EHLO *\nS-raw: 250\nwait 30\nS-raw: \\r\\n\nC: QUIT\n"
      "S: 221\n");
  for (int i = 0; i < 2; ++i) {
    Loopback client(server.port());
    EXPECT_EQ(client.read_lines(1), "220 a\r\n");
    EXPECT_EQ(client.ask("HELO me"), "250\r\n");
    client.write("QUIT\r\n");
    EXPECT_EQ(client.read_lines(9), "221\r\n");
  }
  EXPECT_EQ(server.received(), (Lines{"HELO me", "QUIT", "HELO me", "QUIT"}));
  EXPECT_EQ(server.connections(), 2);
}

TEST(FakeServer, PlaysOverAUnixSocket) {
  const std::string path = testing::TempDir() + "fake_server.sock";
  FakeServer server("S: 220 a\n", path);
  EXPECT_EQ(Loopback(path).read_lines(2), "220 a\r\n");
}

TEST(FakeServer, TakesTheNextScriptForTheNextConnection) {
  FakeServer server("S: 1\nconnection\nS: 2\n");
  EXPECT_EQ(Loopback(server.port()).read_lines(9), "1\r\n");
  EXPECT_EQ(Loopback(server.port()).read_lines(9), "2\r\n");
  EXPECT_EQ(Loopback(server.port()).read_lines(9), "1\r\n");
}

TEST(FakeServer, ResetsAndHangs) {
  FakeServer server("S: 220\nreset\nconnection\nhang\n");
  {
    Loopback client(server.port());
    const auto said = client.read_lines(9);
    EXPECT_TRUE(said.empty() || said == "220\r\n");
  }
  Loopback hanging(server.port());
  hanging.write("QUIT\r\n");
}

TEST(FakeServer, CanBeEndless) {
  FakeServer server("S-repeat 100000000: 250-more\n");
  Loopback client(server.port());
  EXPECT_EQ(client.read_lines(10000).size(), 100000U);
}

TEST(FakeServer, JudgesTheClientWhereAskedTo) {
  FakeServer server("C: QUIT\nS: 221\n", FakeServer::Judging::strict);
  EXPECT_EQ(Loopback(server.port()).ask("QUIT"), "221\r\n");
  EXPECT_EQ(server.complaint(), "");
  EXPECT_EQ(Loopback(server.port()).ask("RSET"), "");
  EXPECT_EQ(server.complaint(), "expected \"QUIT\\r\\n\", got \"RSET\\r\\n\"");
}

}  // namespace

}  // namespace support
