// The resolver against a name server on real sockets.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "lib/dns/lookups.h"
#include "lib/net/socket_network.h"
#include "tests/unit/dns/dns_server.h"
#include "tests/unit/dns/zone.h"

namespace dns {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Packets = std::vector<std::string>;

constexpr auto itself = "\xc0\x0c";

std::string good(const Asked& asked) {
  return Packet(asked.query)
      .answer(itself, Type::txt, "\2ok")
      .set(Packet::ad)
      .bytes();
}

std::string truncated(const Asked& asked) {
  return Packet(asked.query).set(Packet::tc).bytes();
}

class Served : public testing::Test {
 protected:
  Answer ask(const Handler& handler, net::Time patience = seconds(5)) {
    DnsServer server(handler);
    return ask_at({server.endpoint()}, patience);
  }

  Answer ask_at(std::vector<net::Endpoint> servers,
                net::Time patience = seconds(5)) {
    Resolver resolver(network_, std::move(servers), {.patience = patience});
    return resolver.ask({"example.org", Type::txt},
                        net::Deadline(network_.now() + seconds(20)));
  }

  net::SocketNetwork network_;
};

TEST_F(Served, Answer) {
  const auto answer =
      ask([](const Asked& asked) { return Packets{good(asked)}; });
  EXPECT_EQ(answer.outcome, Outcome::records) << answer.reason;
  EXPECT_TRUE(answer.secure);
}

TEST_F(Served, Silence) {
  const auto start = network_.now();
  const auto answer =
      ask([](const Asked&) { return Packets{}; }, milliseconds(400));
  EXPECT_EQ(answer.outcome, Outcome::failed);
  EXPECT_NE(answer.reason.find("no answer within 0.4 s"), std::string::npos)
      << answer.reason;
  EXPECT_GE(network_.now() - start, milliseconds(400));
  EXPECT_LT(network_.now() - start, seconds(3));
}

TEST_F(Served, WhatAnswersNothingBeforeTheAnswer) {
  const auto answer = ask([](const Asked& asked) {
    auto other_id = good(asked);
    other_id[0] = static_cast<char>(other_id[0] ^ 1);
    auto other_name = good(asked);
    other_name[13] = 'x';
    return Packets{"",         "garbage",   other_id,
                   other_name, asked.query, good(asked)};
  });
  EXPECT_EQ(answer.outcome, Outcome::records) << answer.reason;
}

TEST_F(Served, AFloodOfGuesses) {
  const auto answer = ask([](const Asked& asked) {
    if (asked.tcp) return Packets{good(asked)};
    return Packets(150, "guess");
  });
  EXPECT_EQ(answer.outcome, Outcome::records) << answer.reason;
}

TEST_F(Served, ACompressionLoop) {
  const auto answer = ask([](const Asked& asked) {
    Packet packet(asked.query);
    const auto at = static_cast<unsigned>(packet.bytes().size());
    packet.answer(two_octets(0xc000 | at), Type::txt, "\1x");
    return Packets{packet.bytes()};
  });
  EXPECT_EQ(answer.outcome, Outcome::failed);
  EXPECT_NE(answer.reason.find("malformed"), std::string::npos);
}

TEST_F(Served, WhatIsTooLargeForADatagram) {
  constexpr std::size_t count = 240;
  const auto large = std::string(1, '\xfa') + std::string(250, 'x');
  const auto answer = ask([&](const Asked& asked) {
    if (!asked.tcp) return Packets{truncated(asked)};
    Packet packet(asked.query);
    for (std::size_t i = 0; i < count; ++i) {
      packet.answer(itself, Type::txt, large);
    }
    EXPECT_GT(packet.bytes().size(), 63000U);
    return Packets{packet.bytes()};
  });
  EXPECT_EQ(answer.outcome, Outcome::records) << answer.reason;
  EXPECT_EQ(answer.records.size(), count);
}

TEST_F(Served, TruncatedWithoutTcp) {
  const auto answer = ask([](const Asked& asked) {
    if (asked.tcp) return Packets{};
    return Packets{truncated(asked)};
  });
  EXPECT_EQ(answer.outcome, Outcome::failed);
  EXPECT_NE(answer.reason.find("it closed the TCP connection"),
            std::string::npos)
      << answer.reason;
}

TEST_F(Served, TheSecondDatagramOnly) {
  int asked_before = 0;
  const auto answer = ask(
      [&](const Asked& asked) {
        return asked_before++ == 0 ? Packets{} : Packets{good(asked)};
      },
      seconds(1));
  EXPECT_EQ(answer.outcome, Outcome::records) << answer.reason;
}

TEST_F(Served, BogusWithoutCd) {
  const auto answer = ask([](const Asked& asked) {
    if (asked.checking_disabled) return Packets{good(asked)};
    return Packets{Packet(asked.query).code(2).bytes()};
  });
  EXPECT_EQ(answer.outcome, Outcome::bogus);
}

TEST_F(Served, FormErrToEdns) {
  const auto answer = ask([](const Asked& asked) {
    if (!asked.edns) return Packets{good(asked)};
    return Packets{Packet(asked.query).without_question().code(1).bytes()};
  });
  EXPECT_EQ(answer.outcome, Outcome::records) << answer.reason;
}

TEST_F(Served, TheNextServerWhereNobodyListens) {
  DnsServer second([](const Asked& asked) { return Packets{good(asked)}; });
  const auto nobody = [] {
    DnsServer gone([](const Asked&) { return Packets{}; });
    return gone.endpoint();
  }();
  const auto start = network_.now();
  const auto answer = ask_at({nobody, second.endpoint()}, seconds(5));
  EXPECT_EQ(answer.outcome, Outcome::records) << answer.reason;
  EXPECT_LT(network_.now() - start, seconds(2));
  EXPECT_NE(ask_at({nobody}).reason.find("Connection refused"),
            std::string::npos);
}

TEST_F(Served, ManyThreadsAtOnce) {
  const Zone zone{"a.example.org A 192.0.2.1", "a.example.org AAAA 2001:db8::1",
                  "b.example.org CNAME a.example.org"};
  DnsServer server([&](const Asked& asked) {
    if (asked.type == Type::aaaa && !asked.tcp) {
      return Packets{truncated(asked)};
    }
    return Packets{zone.answer(asked)};
  });
  Resolver resolver(network_, {server.endpoint()});
  const net::Deadline deadline(network_.now() + seconds(60));
  std::atomic<int> good_ones = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, name = i % 2 == 0 ? "a" : "b"] {
      for (int k = 0; k < 10; ++k) {
        const auto found =
            addresses(resolver, std::string(name) + ".example.org",
                      net::AddressFamilies::both, deadline);
        if (found.endpoints.size() == 2) ++good_ones;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good_ones, 160);
  EXPECT_GE(server.asked(), 480);
}

}  // namespace
}  // namespace dns
