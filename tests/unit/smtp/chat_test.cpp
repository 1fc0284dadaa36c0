#include "lib/smtp/chat.h"

#include <gtest/gtest.h>

#include <deque>
#include <stdexcept>

#include "lib/net/error.h"

namespace smtp {
namespace {

using net::ErrorKind;
using std::chrono::seconds;

// What goes over the connection. A read takes one piece; where there is none
// the deadline falls.
struct Wire {
  std::deque<std::string> incoming;  // an empty piece: the peer closes
  bool endless = false;              // the last piece never ends
  std::vector<std::string> written;  // one a write
  std::vector<net::Deadline> deadlines;
  std::size_t reads = 0;
  net::Time now{};
  net::TlsFacts tls{};  // what a handshake brings
  bool finished = false;
};

class WireTransport : public net::Transport {
 public:
  explicit WireTransport(Wire& wire) : wire_(wire) {}

  std::size_t read(std::span<char> buffer, net::Deadline deadline) override {
    if (++wire_.reads > 100) throw std::logic_error("read without an end");
    wire_.deadlines.push_back(deadline);
    if (wire_.incoming.empty()) {
      throw net::Error(ErrorKind::timed_out, "no answer");
    }
    const std::string piece = wire_.incoming.front();
    if (!wire_.endless) wire_.incoming.pop_front();
    EXPECT_LE(piece.size(), buffer.size());
    return piece.copy(buffer.data(), buffer.size());
  }
  void write(std::string_view bytes, net::Deadline deadline) override {
    wire_.written.emplace_back(bytes);
    wire_.deadlines.push_back(deadline);
  }
  bool readable() override { return !wire_.incoming.empty(); }
  net::TlsFacts start_tls(const net::TlsPolicy& policy,
                          net::Deadline deadline) override {
    wire_.deadlines.push_back(deadline);
    wire_.tls.sni = policy.server_name;
    return wire_.tls;
  }
  std::optional<net::ChannelBinding> channel_binding() override { return {}; }
  void finish() override { wire_.finished = true; }

 private:
  Wire& wire_;
};

// A clock that only the test moves.
class Clock : public net::Network {
 public:
  explicit Clock(Wire& wire) : wire_(wire) {}

  net::Time now() override { return wire_.now; }
  std::int64_t wall_time() override {
    throw std::logic_error("a chat knows no date");
  }
  std::vector<net::Endpoint> resolve(const std::string&, net::AddressFamilies,
                                     net::Deadline) override {
    throw std::logic_error("a chat looks nothing up");
  }
  net::Connection connect(const net::Endpoint&,
                          const std::optional<net::Endpoint>&,
                          net::Deadline) override {
    throw std::logic_error("a chat does not connect");
  }
  std::string exchange_datagram(const net::Endpoint&, std::string_view,
                                const net::DatagramFilter&,
                                net::Deadline) override {
    throw std::logic_error("a chat sends no datagram");
  }
  net::DnsServers dns_servers() override {
    throw std::logic_error("a chat needs no DNS");
  }
  void prepare_tls(const net::TlsTrust&) override {
    throw std::logic_error("a chat trusts nobody");
  }
  std::string unique_token() override { return {}; }
  std::string own_name() override {
    throw std::logic_error("a chat needs no name");
  }

 private:
  Wire& wire_;
};

class ChatTest : public testing::Test {
 protected:
  std::string read() { return to_lines(chat.read(deadline)); }

  void send(const std::string& line) {
    chat.send(Command{.line = line}, deadline);
  }

  void receive(std::initializer_list<std::string> pieces) {
    for (const auto& piece : pieces) wire.incoming.push_back(piece);
  }

  // "S 1: 220 a" a line, with the seconds.
  std::string transcript() const {
    std::string text;
    for (const auto& said : chat.transcript()) {
      const auto at = std::chrono::duration_cast<seconds>(said.at).count();
      text += std::string_view("CS-").substr(
          static_cast<std::size_t>(said.speaker), 1);
      text += ' ';
      text += std::to_string(at) + ": " + said.line + "\n";
    }
    return text;
  }

  const net::Deadline deadline{seconds(10)};
  Wire wire;
  Clock clock{wire};
  Chat chat{clock, std::make_unique<WireTransport>(wire)};
};

struct Thrown {
  ErrorKind kind;
  std::string said;

  bool operator==(const Thrown&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Thrown& thrown) {
  return out << static_cast<int>(thrown.kind) << ": " << thrown.said;
}

template <typename Action>
std::optional<Thrown> thrown_by(Action action) {
  try {
    action();
  } catch (const net::Error& error) {
    return Thrown{error.kind(), error.said()};
  }
  return std::nullopt;
}

using Group = std::vector<Command>;

using ChatReads = ChatTest;
using ChatFails = ChatTest;
using ChatSends = ChatTest;
using ChatMinds = ChatTest;
using ChatInTls = ChatTest;

TEST_F(ChatReads, OneReplyOfManyPieces) {
  receive({"2", "20-mx", ".example.org\r", "\n220 E", "SMTP\r\n"});
  EXPECT_EQ(read(), "220-mx.example.org\n220 ESMTP");
}

TEST_F(ChatReads, ManyRepliesOfOnePiece) {
  receive({"250 a\r\n250 b\r\n250 c\r\n"});
  EXPECT_EQ(read(), "250 a");
  EXPECT_EQ(read(), "250 b");
  EXPECT_EQ(read(), "250 c");
  EXPECT_EQ(wire.reads, 1U);
}

TEST_F(ChatReads, WithTheDeadlineItWasGiven) {
  receive({"220", " a", "\r\n"});
  read();
  EXPECT_EQ(wire.deadlines, std::vector<net::Deadline>(3, deadline));
}

TEST_F(ChatReads, AndWritesTheTranscript) {
  receive({"220 mx\r\n"});
  read();
  wire.now = seconds(1);
  send("EHLO us");
  wire.now = seconds(2);
  receive({"250-mx\r\n250 HELP\r\n"});
  read();
  EXPECT_EQ(transcript(),
            "S 0: 220 mx\nC 1: EHLO us\nS 2: 250-mx\nS 2: 250 HELP\n");
}

TEST_F(ChatFails, WhereTheServerCloses) {
  receive({""});
  EXPECT_EQ(thrown_by([&] { read(); }), (Thrown{ErrorKind::closed, ""}));
  EXPECT_EQ(transcript(), "");
}

// What has come of the reply is told, and is never a reply.
TEST_F(ChatFails, WhereTheServerClosesWithinAReply) {
  receive({"220-mx\r\n220 ha", ""});
  EXPECT_EQ(thrown_by([&] { read(); }),
            (Thrown{ErrorKind::closed, "220-mx\n220 ha"}));
  EXPECT_EQ(transcript(), "S 0: 220-mx\nS 0: 220 ha\n");
}

TEST_F(ChatFails, WhereOnlyTheLineEndIsMissing) {
  receive({"250 Ok", ""});
  EXPECT_EQ(thrown_by([&] { read(); }), (Thrown{ErrorKind::closed, "250 Ok"}));
}

TEST_F(ChatFails, WhereTheDeadlineFalls) {
  receive({"220-mx\r\n"});
  EXPECT_EQ(thrown_by([&] { read(); }),
            (Thrown{ErrorKind::timed_out, "220-mx"}));
  EXPECT_EQ(transcript(), "S 0: 220-mx\n");
}

TEST_F(ChatFails, WhereItReadsNoReply) {
  receive({"* OK IMAP\r\n"});
  EXPECT_EQ(thrown_by([&] { read(); }),
            (Thrown{ErrorKind::not_smtp, "* OK IMAP"}));
  EXPECT_EQ(transcript(), "S 0: * OK IMAP\n");
}

TEST_F(ChatFails, WhereTheCodesDiffer) {
  receive({"250-a\r\n251 b\r\n"});
  EXPECT_EQ(thrown_by([&] { read(); }),
            (Thrown{ErrorKind::codes_differ, "251 b"}));
  EXPECT_EQ(transcript(), "S 0: 250-a\nS 0: 251 b\n");
}

TEST_F(ChatSends, OneLineEndPerLine) {
  send("EHLO us.example.net");
  EXPECT_EQ(wire.written, std::vector<std::string>{"EHLO us.example.net\r\n"});
}

TEST_F(ChatSends, AGroupInOneWrite) {
  chat.send(Group{{.line = "MAIL FROM:<>"}, {.line = "RSET"}, {.line = "QUIT"}},
            deadline);
  EXPECT_EQ(wire.written,
            std::vector<std::string>{"MAIL FROM:<>\r\nRSET\r\nQUIT\r\n"});
  EXPECT_EQ(wire.deadlines, std::vector<net::Deadline>{deadline});
  EXPECT_EQ(transcript(), "C 0: MAIL FROM:<>\nC 0: RSET\nC 0: QUIT\n");
}

TEST_F(ChatSends, AndShowsASecretAsItIsToBeShown) {
  chat.send(
      Command{.line = "AUTH PLAIN AHUAcA==", .shown = "AUTH PLAIN ********"},
      deadline);
  EXPECT_EQ(wire.written, std::vector<std::string>{"AUTH PLAIN AHUAcA==\r\n"});
  EXPECT_EQ(transcript(), "C 0: AUTH PLAIN ********\n");
}

TEST_F(ChatSends, RawBytesAsTheyAre) {
  chat.send_raw(std::string_view("\r\n\0x", 4), deadline);
  EXPECT_EQ(wire.written, std::vector<std::string>{std::string("\r\n\0x", 4)});
  EXPECT_EQ(transcript(), "");
}

// RFC 5321 4.3.1: with an unasked reply nobody knows what answers what.
TEST_F(ChatMinds, BytesBeforeACommand) {
  receive({"250 unasked\r\n"});
  EXPECT_EQ(thrown_by([&] { send("NOOP"); }),
            (Thrown{ErrorKind::unsolicited, "250 unasked"}));
  EXPECT_TRUE(wire.written.empty());
  EXPECT_EQ(transcript(), "S 0: 250 unasked\n");
}

TEST_F(ChatMinds, BytesThatCameWithTheReplyBefore) {
  receive({"220 a\r\n250 b"});
  EXPECT_EQ(read(), "220 a");
  EXPECT_EQ(thrown_by([&] { chat.expect_silence(); }),
            (Thrown{ErrorKind::unsolicited, "250 b"}));
}

TEST_F(ChatMinds, BytesThatAreNoReply) {
  receive({"220 a\r\n"});
  read();
  receive({"garbage\r\n"});
  EXPECT_EQ(thrown_by([&] { send("NOOP"); }),
            (Thrown{ErrorKind::unsolicited, "garbage"}));
  EXPECT_EQ(transcript(), "S 0: 220 a\nS 0: garbage\n");
}

TEST_F(ChatMinds, AReplyThatIsNotComplete) {
  receive({"250-a\r\n", "250 b"});
  EXPECT_EQ(thrown_by([&] { send("NOOP"); }),
            (Thrown{ErrorKind::unsolicited, "250-a\n250 b"}));
}

TEST_F(ChatMinds, A421ThatWaits) {
  receive({"421 4.3.2 closing\r\n"});
  EXPECT_EQ(thrown_by([&] { send("NOOP"); }),
            (Thrown{ErrorKind::shutting_down, "421 4.3.2 closing"}));
  EXPECT_TRUE(wire.written.empty());
}

TEST_F(ChatMinds, A421ThatWaitsBehindTheGreeting) {
  receive({"220 a\r\n421 b\r\n"});
  read();
  EXPECT_EQ(thrown_by([&] { send("NOOP"); }),
            (Thrown{ErrorKind::shutting_down, "421 b"}));
}

TEST_F(ChatMinds, A421ThatIsNotTheFirstOrNotComplete) {
  receive({"250 a\r\n421 b\r\n"});
  EXPECT_EQ(thrown_by([&] { chat.expect_silence(); }),
            (Thrown{ErrorKind::unsolicited, "250 a"}));
  receive({"421 b"});
  EXPECT_EQ(thrown_by([&] { chat.expect_silence(); }),
            (Thrown{ErrorKind::unsolicited, "421 b"}));
}

TEST_F(ChatMinds, WhatIsGoneOnlyOnce) {
  receive({"250 unasked\r\n250-half\r\n"});
  EXPECT_TRUE(thrown_by([&] { send("NOOP"); }));
  send("QUIT");
  EXPECT_EQ(wire.written, std::vector<std::string>{"QUIT\r\n"});
  receive({"221 Bye\r\n"});
  EXPECT_EQ(read(), "221 Bye");
}

// A close is no speech: the write or the next read will tell.
TEST_F(ChatMinds, NoClose) {
  receive({""});
  send("QUIT");
  EXPECT_EQ(wire.written.size(), 1U);
}

TEST_F(ChatMinds, SilenceOnlyAtOnce) {
  wire.now = seconds(3);
  chat.expect_silence();
  EXPECT_EQ(wire.reads, 0U);
  receive({"250 a\r\n"});
  EXPECT_TRUE(thrown_by([&] { chat.expect_silence(); }));
  EXPECT_EQ(wire.deadlines,
            std::vector<net::Deadline>{net::Deadline(seconds(3))});
}

TEST_F(ChatMinds, NoMoreOfEndlessTalkThanItNeeds) {
  wire.endless = true;
  receive({std::string(1000, '2')});
  const auto thrown = thrown_by([&] { send("NOOP"); });
  EXPECT_EQ(thrown, (Thrown{ErrorKind::unsolicited, std::string(512, '2')}));
  EXPECT_LE(wire.reads, 5U);
}

TEST_F(ChatMinds, NothingWhereTheLastWordIsSaid) {
  receive({"250 unasked\r\n"});
  chat.send_at_once({{.line = "QUIT"}}, deadline);
  EXPECT_EQ(wire.written, std::vector<std::string>{"QUIT\r\n"});
  EXPECT_EQ(wire.reads, 0U);
}

TEST_F(ChatMinds, WhatWasTakenAsIt) {
  EXPECT_EQ(chat.take_unasked(), "");
  receive({"250-a\r\n", "garbage"});
  EXPECT_EQ(chat.take_unasked(), "250-a\r\ngarbage");
  EXPECT_EQ(chat.take_unasked(), "");
  send("NOOP");
  EXPECT_EQ(wire.written, std::vector<std::string>{"NOOP\r\n"});
}

// RFC 3207 4.2: what was heard in clear is forgotten.
TEST_F(ChatInTls, ForgetsWhatItHeardInClear) {
  receive({"220 go\r\n250-injected\r\n250 inj"});
  read();
  wire.tls = {.version_name = "TLSv1.3", .cipher = "TLS_X"};
  const auto facts = chat.start_tls({.server_name = "mx.example"}, deadline);
  EXPECT_EQ(facts.sni, "mx.example");
  EXPECT_EQ(wire.deadlines.back(), deadline);
  receive({"250 inside\r\n"});
  EXPECT_EQ(read(), "250 inside");
  EXPECT_EQ(transcript(), "S 0: 220 go\n- 0: TLSv1.3 TLS_X\nS 0: 250 inside\n");
}

TEST_F(ChatInTls, StillExpectsAGreetingWhereItHeardNothing) {
  chat.start_tls({}, deadline);
  receive({"* OK IMAP\r\n"});
  EXPECT_EQ(thrown_by([&] { read(); }),
            (Thrown{ErrorKind::not_smtp, "* OK IMAP"}));
}

TEST_F(ChatInTls, TellsAFailure) {
  wire.tls.failure = "no shared cipher";
  chat.start_tls({}, deadline);
  EXPECT_EQ(transcript(), "- 0: no TLS: no shared cipher\n");
}

TEST_F(ChatInTls, SaysThatItIsDone) {
  chat.finish();
  EXPECT_TRUE(wire.finished);
}

}  // namespace
}  // namespace smtp
