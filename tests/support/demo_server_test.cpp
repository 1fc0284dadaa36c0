#include <gtest/gtest.h>

#include "tests/support/demo_server_session.h"
#include "tests/support/process.h"

namespace demo {

namespace {

// A client that says everything at once, in pieces of a few bytes.
class TextStream : public Stream {
 public:
  explicit TextStream(std::string text) : rest_(std::move(text)) {}

  bool read(std::string& buffer) override {
    const auto piece = rest_.substr(0, 5);
    rest_.erase(0, piece.size());
    buffer += piece;
    return !piece.empty();
  }
  bool write(std::string_view bytes) override {
    said_ += bytes;
    return true;
  }
  const std::string& said() const { return said_; }

 private:
  std::string rest_;
  std::string said_;
};

// The codes of all replies, without those of continued lines.
std::string codes(const std::string& client) {
  TextStream stream(client);
  Session(stream).run();
  std::string result;
  for (std::size_t at = 0; at < stream.said().size();
       at = stream.said().find('\n', at) + 1) {
    if (stream.said()[at + 3] == '-') continue;
    result += (result.empty() ? "" : " ") + stream.said().substr(at, 3);
  }
  return result;
}

TEST(DemoServer, KnowsItsCommands) {
  EXPECT_EQ(codes("EHLO me\r\nNOOP\r\nvrfy x\r\nHELP\r\nWHAT\r\nQUIT\r\n"),
            "220 250 250 252 214 500 221");
  EXPECT_EQ(codes("EHLO\r\nHELO me\r\nQUIT\r\nNOOP\r\n"), "220 501 250 221");
}

TEST(DemoServer, InsistsOnTheOrder) {
  EXPECT_EQ(codes("MAIL FROM:<>\r\nHELO me\r\nRCPT TO:<postmaster>\r\n"
                  "DATA\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\nDATA\r\n"),
            "220 503 250 503 503 250 503 554");
}

TEST(DemoServer, RefusesToRelay) {
  EXPECT_EQ(codes("EHLO me\r\nMAIL FROM:<a@b.test> SIZE=20\r\n"
                  "RCPT TO:<x@other.test>\r\nRCPT TO:<x@EXAMPLE.ORG>\r\n"
                  "RCPT TO: <x@example.org>\r\nRSET\r\n"
                  "MAIL FROM:<> SIZE=99999999\r\n"),
            "220 250 250 550 250 501 250 552");
  EXPECT_EQ(
      codes("EHLO me\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@example.org>\r\n"),
      "220 250 250 550");
}

TEST(DemoServer, TakesAMessageAsItWasMeant) {
  TextStream stream(
      "EHLO me\r\nMAIL FROM:<>\r\nRCPT TO:<a@example.org>\r\nDATA\r\n"
      "one\r\n..two\r\n.\r\nQUIT\r\n");
  Session session(stream);
  session.run();
  ASSERT_EQ(session.messages().size(), 1U);
  EXPECT_EQ(session.messages()[0].text, "one\n.two\n");
  EXPECT_NE(stream.said().find("250 2.0.0 queued as DEMO1"), std::string::npos);
}

TEST(DemoServer, OffersNoTlsWithoutACertificate) {
  EXPECT_EQ(codes("EHLO me\r\nSTARTTLS\r\nQUIT\r\n"), "220 250 502 221");
}

TEST(DemoServer, ListensAndEndsWhenNobodyComes) {
  const auto result =
      support::run_process({.argv = {DEMO_SMTP_SERVER, "--idle", "0"}});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out.rfind("listening on 127.0.0.1 ", 0), 0U);
  EXPECT_EQ(support::run_process({.argv = {DEMO_SMTP_SERVER, "x"}}).exit_code,
            2);
}

}  // namespace

}  // namespace demo
