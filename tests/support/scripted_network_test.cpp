#include "tests/support/scripted_network.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace support {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A client by hand on one scripted connection.
class Client {
 public:
  explicit Client(const std::string& dialogue,
                  std::size_t fragment = ScriptedNetwork::whole)
      : network_({}, parse_dialogue(dialogue), fragment) {
    start_ = network_.now();
    transport_ =
        network_.connect(*net::parse_address("192.0.2.1"), {}, in(seconds(9)))
            .transport;
  }

  std::string read(net::Time patience = seconds(5)) {
    std::array<char, 100> buffer;
    const auto size = transport_->read(buffer, in(patience));
    return {buffer.data(), size};
  }
  void write(const std::string& text) { transport_->write(text, in({})); }
  bool readable() { return transport_->readable(); }
  net::TlsFacts start_tls(const net::TlsPolicy& policy = {}) {
    return transport_->start_tls(policy, in(seconds(5)));
  }
  net::Time passed() { return network_.now() - start_; }
  std::string hang_up() {
    transport_.reset();
    return network_.complaint();
  }
  ScriptedNetwork& network() { return network_; }

 private:
  net::Deadline in(net::Time time) {
    return net::Deadline(network_.now() + time);
  }

  ScriptedNetwork network_;
  net::Time start_{};
  std::unique_ptr<net::Transport> transport_;
};

net::ErrorKind kind_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const net::Error& error) {
    return error.kind();
  }
  return net::ErrorKind::local;
}

TEST(ScriptedNetwork, PlaysADialogue) {
  Client client("S: 220 a\nS: 220 b\nC: QUIT\nwait 1500\nS: 221\n");
  EXPECT_EQ(client.read(), "220 a\r\n220 b\r\n");
  client.write("QUIT\r\n");
  EXPECT_FALSE(client.readable());
  EXPECT_EQ(client.read(), "221\r\n");
  EXPECT_EQ(client.passed(), milliseconds(1500));
  EXPECT_EQ(client.read(), "");
  EXPECT_EQ(client.network().round_trips(), 1);
  EXPECT_EQ(client.hang_up(), "");
}

TEST(ScriptedNetwork, CutsWhatIsReadIntoFragments) {
  Client client("S: 220\nS-raw: a\nC: x\n", 4);
  EXPECT_EQ(client.read(), "220\r");
  EXPECT_TRUE(client.readable());
  EXPECT_EQ(client.read(), "\na");
  EXPECT_FALSE(client.readable());
  EXPECT_EQ(client.network().bytes_read().at(0),
            (std::vector<std::size_t>{5, 1, 0}));
}

TEST(ScriptedNetwork, KeepsTheRestOfAPauseForTheNextRead) {
  Client client("wait 3000\nS: 220\n");
  EXPECT_EQ(kind_of([&] { client.read(seconds(2)); }),
            net::ErrorKind::timed_out);
  EXPECT_EQ(client.read(), "220\r\n");
  EXPECT_EQ(client.passed(), seconds(3));
}

TEST(ScriptedNetwork, HangsClosesAndResets) {
  Client hanging("hang\n");
  EXPECT_EQ(kind_of([&] { hanging.read(); }), net::ErrorKind::timed_out);
  EXPECT_EQ(hanging.passed(), seconds(5));
  Client closed("close\n");
  EXPECT_TRUE(closed.readable());
  closed.write("QUIT\r\n");
  EXPECT_EQ(closed.read(), "");
  EXPECT_EQ(closed.hang_up(), "");
  Client reset("reset\n");
  EXPECT_EQ(kind_of([&] { reset.read(); }), net::ErrorKind::reset);
}

TEST(ScriptedNetwork, ComplainsOfWhatTheClientSays) {
  Client other("C: QUIT\n");
  other.write("RSET\r\n");
  EXPECT_EQ(other.hang_up(),
            "script line 1: expected \"QUIT\\r\\n\", got \"RSET\\r\\n\"");
  Client bare("C: QUIT\n");
  bare.write("QUIT\n");
  EXPECT_NE(bare.hang_up(), "");
  Client early("S: 220\nC: QUIT\n");
  early.write("QUIT\r\n");
  EXPECT_EQ(early.hang_up(),
            "script line 1: the client must be silent here, got "
            "\"QUIT\\r\\n\"");
  Client late("S: 220\n");
  late.read();
  late.write("QUIT\r\n");
  EXPECT_EQ(late.hang_up(),
            "behind the script's end: the client must be silent here, got "
            "\"QUIT\\r\\n\"");
}

TEST(ScriptedNetwork, ComplainsOfWhatTheClientDoesNotSay) {
  Client silent("S: 220\nC: QUIT\n");
  silent.read();
  silent.write("QU");
  EXPECT_EQ(silent.hang_up(),
            "script line 2: expected \"QUIT\\r\\n\", but the client closed "
            "(only \"QU\" came)");
}

TEST(ScriptedNetwork, KnowsGroupsFromSingleLines) {
  Client together("C: RSET\nC+: QUIT\n");
  together.write("RSET\r\nQUIT\r\n");
  EXPECT_EQ(together.hang_up(), "");
  Client apart("C: RSET\nC+: QUIT\n");
  apart.write("RSET\r\n");
  apart.write("QUIT\r\n");
  EXPECT_EQ(apart.hang_up(),
            "script line 2: \"QUIT\\r\\n\" came in a write of its own");
  Client hasty("C: RSET\nS: 250\nC: QUIT\n");
  hasty.write("RSET\r\nQUIT\r\n");
  EXPECT_NE(hasty.hang_up(), "");
}

TEST(ScriptedNetwork, DropsWhatNobodyReadsOfEndlessTalk) {
  Client client("S-repeat 1000: 250 spam\nC: QUIT\nS: 221\n", 10);
  EXPECT_EQ(client.read(), "250 spam\r\n");
  client.write("QUIT\r\n");
  EXPECT_EQ(client.read(), "221\r\n");
  EXPECT_EQ(client.hang_up(), "");
}

TEST(ScriptedNetwork, ShowsAHandshakeAsOneRoundTrip) {
  Client client(
      "S: 220\nwait 40\ntls version=TLSv1.2 days=5 names=a.example\n"
      "C: QUIT\nS: 221\n");
  EXPECT_EQ(client.read(), "220\r\n");
  EXPECT_FALSE(client.readable());
  const auto facts = client.start_tls({.verify_name = "a.example"});
  EXPECT_EQ(facts.version, net::TlsVersion::tls1_2);
  EXPECT_EQ(facts.name, net::NameCheck::matched);
  ASSERT_EQ(facts.chain.size(), 1U);
  EXPECT_EQ(days_left(facts.chain[0], client.network().wall_time()), 5);
  EXPECT_EQ(client.passed(), milliseconds(40));
  client.write("QUIT\r\n");
  EXPECT_EQ(client.read(), "221\r\n");
  EXPECT_EQ(client.network().round_trips(), 2);
  EXPECT_EQ(client.network().bytes_read().at(0),
            (std::vector<std::size_t>{5, 0, 1, 0, 5}));
  EXPECT_EQ(client.hang_up(), "");
}

TEST(ScriptedNetwork, LetsAHandshakeFail) {
  Client hanging("tls hang\n");
  EXPECT_EQ(kind_of([&] { hanging.start_tls(); }), net::ErrorKind::timed_out);
  EXPECT_EQ(hanging.passed(), seconds(5));
  EXPECT_EQ(hanging.hang_up(), "");
  Client failing("tls fail=\"no reason\"\n");
  EXPECT_EQ(failing.start_tls().failure, "no reason");
  EXPECT_EQ(failing.hang_up(), "");
}

TEST(ScriptedNetwork, ComplainsOfTlsWhereTheScriptHasNone) {
  Client early("S: 220\ntls\n");
  early.start_tls();
  EXPECT_EQ(early.hang_up(),
            "script line 1: the client begins TLS, which the script does not "
            "have");
  Client none("C: QUIT\n");
  none.write("QUIT\r\n");
  none.start_tls();
  EXPECT_EQ(none.hang_up(),
            "behind the script's end: the client begins TLS, which the script "
            "does not have");
  Client clear("tls\n");
  clear.write("QUIT\r\n");
  EXPECT_EQ(clear.hang_up(),
            "script line 1: the client must be silent here, got "
            "\"QUIT\\r\\n\"");
  Client without("tls\n");
  EXPECT_EQ(without.hang_up(),
            "script line 1: expected TLS to begin, but the client closed");
}

TEST(ScriptedNetwork, ComplainsOfTheWrongWayToBeginTls) {
  Client named("tls sni=\n");
  named.start_tls({.server_name = "a.example"});
  EXPECT_EQ(named.hang_up(),
            "script line 1: the client asks for the name \"a.example\"");
  Client unprepared("tls\n");
  unprepared.start_tls({.trust = {.ca_file = "another"}});
  EXPECT_EQ(unprepared.hang_up(), "TLS was not prepared");
}

World world() {
  return parse_conversation(
             "about: a world\n"
             "host: mx.example.org 192.0.2.1 2001:db8::1\n"
             "host: gone.example.org not-found\n"
             "host: slow.example.org hang\n"
             "refuse: 192.0.2.1\n"
             "connect-hang: 192.0.2.2\n"
             "lookup-takes: 30\n"
             "---\n---\nexit: 0\n")
      .world;
}

TEST(ScriptedNetwork, AnswersForTheNameService) {
  ScriptedNetwork network(world(), {});
  const auto start = network.now();
  const net::Deadline deadline(start + seconds(4));
  const auto look_up = [&](const std::string& name, net::AddressFamilies of) {
    return network.resolve(name, of, deadline);
  };
  EXPECT_EQ(look_up("mx.example.org", net::AddressFamilies::both).size(), 2U);
  EXPECT_EQ(network.now() - start, milliseconds(30));
  const auto six = look_up("mx.example.org", net::AddressFamilies::ipv6_only);
  ASSERT_EQ(six.size(), 1U);
  EXPECT_EQ(six[0].address, "2001:db8::1");
  EXPECT_EQ(
      kind_of([&] { look_up("gone.example.org", net::AddressFamilies::both); }),
      net::ErrorKind::not_found);
  EXPECT_EQ(
      kind_of([&] { look_up("slow.example.org", net::AddressFamilies::both); }),
      net::ErrorKind::timed_out);
  EXPECT_EQ(network.now(), deadline.at());
  EXPECT_EQ(network.complaint(), "");
}

TEST(ScriptedNetwork, AnswersForAddresses) {
  ScriptedNetwork network(world(), parse_dialogue("connection 192.0.2.9\n"));
  const net::Deadline deadline(network.now() + seconds(4));
  const auto connect = [&](const char* address) {
    network.connect(*net::parse_address(address), {}, deadline);
  };
  EXPECT_EQ(kind_of([&] { connect("192.0.2.1"); }), net::ErrorKind::refused);
  EXPECT_EQ(kind_of([&] { connect("192.0.2.2"); }), net::ErrorKind::timed_out);
  EXPECT_EQ(network.complaint(), "1 connections expected, 0 made");
}

TEST(ScriptedNetwork, ComplainsOfTheWrongAddress) {
  ScriptedNetwork network({}, parse_dialogue("connection 192.0.2.9\nhang\n"));
  network.connect(*net::parse_address("192.0.2.8"), {},
                  net::Deadline(network.now() + seconds(4)));
  EXPECT_EQ(network.complaint(), "connected to 192.0.2.8 instead of 192.0.2.9");
}

}  // namespace

}  // namespace support
