#include "lib/dns/resolver.h"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>

#include "lib/net/error.h"
#include "tests/unit/dns/fake_network.h"
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

std::string with_code(const Asked& asked, unsigned code) {
  return Packet(asked.query).code(code).bytes();
}

class Resolve : public testing::Test {
 protected:
  void serve(Handler handler,
             std::vector<net::Endpoint> servers = {{net::Family::ipv4,
                                                    "192.0.2.1", 53}},
             ResolverOptions options = {}) {
    network_.emplace(std::move(handler));
    resolver_.emplace(*network_, std::move(servers), options);
  }

  void serve_two(Handler handler) {
    serve(std::move(handler), {{net::Family::ipv4, "192.0.2.1", 0},
                               {net::Family::ipv4, "192.0.2.2", 5353}});
  }

  Answer ask(net::Time within = seconds(30)) {
    return resolver_->ask({"example.org", Type::txt},
                          net::Deadline(network_->now() + within));
  }

  std::optional<net::ErrorKind> thrown(net::Time within) {
    try {
      ask(within);
    } catch (const net::Error& error) {
      return error.kind();
    }
    return std::nullopt;
  }

  std::optional<FakeNetwork> network_;
  std::optional<Resolver> resolver_;
};

TEST_F(Resolve, GivesTheAnswer) {
  serve([](const Asked& asked) { return Packets{good(asked)}; });
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::records);
  EXPECT_EQ(records_of<Text>(answer), std::vector<Text>{{"ok"}});
  EXPECT_EQ(net::to_string(answer.server), "192.0.2.1:53");
  EXPECT_EQ(network_->asked.size(), 1U);
}

TEST_F(Resolve, IgnoresWhatDoesNotFit) {
  serve([](const Asked& asked) {
    auto other = good(asked);
    other[0] = static_cast<char>(other[0] + 1);
    return Packets{"garbage", other, asked.query, good(asked)};
  });
  EXPECT_EQ(ask().outcome, Outcome::records);
}

TEST_F(Resolve, AsksAgainWhereADatagramIsLost) {
  serve([&](const Asked& asked) {
    return network_->asked.size() == 1 ? Packets{} : Packets{good(asked)};
  });
  EXPECT_EQ(ask().outcome, Outcome::records);
  EXPECT_EQ(network_->times, (std::vector<net::Time>{seconds(0), seconds(2)}));
}

TEST_F(Resolve, WaitsFiveSecondsForAServer) {
  serve([](const Asked&) { return Packets{}; });
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::failed);
  EXPECT_EQ(answer.reason, "192.0.2.1:53: no answer within 5 s");
  EXPECT_EQ(answer.name, "example.org");
  EXPECT_EQ(network_->elapsed(), seconds(5));
  EXPECT_EQ(network_->asked.size(), 2U);
}

TEST_F(Resolve, TellsOfWhatDidNotFit) {
  serve([](const Asked&) { return Packets{"garbage"}; });
  EXPECT_EQ(ask().reason,
            "192.0.2.1:53: no answer within 5 s, only 2 packet(s) that do not "
            "answer the question");
}

TEST_F(Resolve, ThrowsAtTheDeadline) {
  serve_two([](const Asked&) { return Packets{}; });
  EXPECT_EQ(thrown(seconds(3)), net::ErrorKind::timed_out);
  EXPECT_EQ(network_->elapsed(), seconds(3));
  EXPECT_EQ(thrown(seconds(7)), net::ErrorKind::timed_out);
  EXPECT_EQ(network_->elapsed(), seconds(10));
  EXPECT_EQ(thrown(seconds(0)), net::ErrorKind::timed_out);
  EXPECT_EQ(network_->asked.back().server, "192.0.2.2");
}

TEST_F(Resolve, AsksTheNextServerInstead) {
  serve_two([](const Asked& asked) {
    return asked.server == "192.0.2.1" ? Packets{} : Packets{good(asked)};
  });
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::records);
  EXPECT_EQ(net::to_string(answer.server), "192.0.2.2:5353");
  // The silent one does not cost five seconds again.
  ask();
  EXPECT_LT(network_->elapsed(), milliseconds(5100));
}

TEST_F(Resolve, AsksTheNextServerWhereOneRefuses) {
  serve_two([](const Asked& asked) {
    return Packets{asked.server == "192.0.2.1" ? with_code(asked, 5)
                                               : good(asked)};
  });
  EXPECT_EQ(ask().outcome, Outcome::records);
  EXPECT_EQ(network_->asked.size(), 2U);
}

TEST_F(Resolve, TellsWhatEachServerSaid) {
  serve_two([](const Asked& asked) {
    return Packets{with_code(asked, asked.server == "192.0.2.1" ? 5 : 9)};
  });
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::failed);
  EXPECT_EQ(answer.reason,
            "192.0.2.1:53: REFUSED; 192.0.2.2:5353: response code 9");
  EXPECT_EQ(answer.server.address, "192.0.2.2");
}

TEST_F(Resolve, AsksTheNextServerWhereOneCannotBeReached) {
  serve_two([](const Asked& asked) -> Packets {
    if (asked.server == "192.0.2.1") {
      throw net::Error(net::ErrorKind::refused, "Connection refused");
    }
    return {good(asked)};
  });
  EXPECT_EQ(ask().outcome, Outcome::records);
}

TEST_F(Resolve, ThrowsWhatIsOurOwnFault) {
  serve_two([](const Asked&) -> Packets {
    throw net::Error(net::ErrorKind::local, "no socket");
  });
  EXPECT_EQ(thrown(seconds(30)), net::ErrorKind::local);
}

TEST_F(Resolve, TakesNxDomainForAnAnswer) {
  serve_two([](const Asked& asked) { return Packets{with_code(asked, 3)}; });
  EXPECT_EQ(ask().outcome, Outcome::nxdomain);
  EXPECT_EQ(network_->asked.size(), 1U);
}

TEST_F(Resolve, AsksOverTcpWhereItIsTruncated) {
  serve([](const Asked& asked) {
    return Packets{asked.tcp ? good(asked)
                             : Packet(asked.query).set(Packet::tc).bytes()};
  });
  EXPECT_EQ(ask().outcome, Outcome::records);
  EXPECT_EQ(network_->log(),
            (std::vector<std::string>{"192.0.2.1 UDP TXT example.org",
                                      "192.0.2.1 TCP TXT example.org"}));
}

struct TcpFault {
  std::function<Packets(const Asked&)> say;
  const char* reason;
};

TEST_F(Resolve, NamesWhatGoesWrongOverTcp) {
  const TcpFault faults[] = {
      {[](const Asked&) { return Packets{}; }, "it closed the TCP connection"},
      {[](const Asked&) { return Packets{""}; }, "it answers another question"},
      {[](const Asked& asked) {
         auto other = good(asked);
         other[1] = static_cast<char>(other[1] + 1);
         return Packets{other};
       },
       "it answers another question"},
      {[](const Asked& asked) {
         return Packets{Packet(asked.query).set(Packet::tc).bytes()};
       },
       "the answer over TCP is truncated"},
      {[](const Asked& asked) { return Packets{good(asked).substr(0, 40)}; },
       "the answer is malformed"},
      {[](const Asked&) -> Packets {
         throw net::Error(net::ErrorKind::refused, "Connection refused");
       },
       "Connection refused"},
  };
  for (const auto& fault : faults) {
    serve([&](const Asked& asked) {
      if (asked.tcp) return fault.say(asked);
      return Packets{Packet(asked.query).set(Packet::tc).bytes()};
    });
    const auto answer = ask();
    EXPECT_EQ(answer.outcome, Outcome::failed);
    EXPECT_TRUE(
        answer.reason.starts_with(std::string("192.0.2.1:53: ") + fault.reason))
        << answer.reason;
  }
}

TEST_F(Resolve, AsksOverTcpWhereSomebodyGuesses) {
  serve([](const Asked& asked) -> Packets {
    if (asked.tcp) return {good(asked)};
    throw net::Error(net::ErrorKind::unsolicited, "too many");
  });
  EXPECT_EQ(ask().outcome, Outcome::records);
}

TEST_F(Resolve, DoesWithoutEdns) {
  for (const unsigned code : {1U, 4U}) {
    serve([code](const Asked& asked) {
      return Packets{asked.edns ? with_code(asked, code) : good(asked)};
    });
    EXPECT_EQ(ask().outcome, Outcome::records);
    EXPECT_EQ(network_->asked.size(), 2U);
  }
}

TEST_F(Resolve, AsksNoThirdTimeWithoutEdns) {
  serve([](const Asked& asked) { return Packets{with_code(asked, 1)}; });
  EXPECT_EQ(ask().reason, "192.0.2.1:53: FORMERR");
  EXPECT_EQ(network_->asked.size(), 2U);
}

TEST_F(Resolve, CallsBogusWhatIsAnsweredUnchecked) {
  serve_two([](const Asked& asked) {
    return Packets{asked.checking_disabled ? good(asked) : with_code(asked, 2)};
  });
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::bogus);
  EXPECT_EQ(answer.reason, "the answer fails the validation of its signatures");
  EXPECT_TRUE(answer.records.empty());
  EXPECT_FALSE(answer.secure);
  // The second server may just not look.
  EXPECT_EQ(network_->asked.size(), 2U);
  EXPECT_EQ(network_->asked.back().server, "192.0.2.1");
}

TEST_F(Resolve, CallsFailedWhatIsNotAnsweredUncheckedEither) {
  for (const bool silent : {true, false}) {
    serve([silent](const Asked& asked) {
      if (silent && asked.checking_disabled) return Packets{};
      return Packets{with_code(asked, 2)};
    });
    const auto answer = ask();
    EXPECT_EQ(answer.outcome, Outcome::failed);
    EXPECT_EQ(answer.reason, "192.0.2.1:53: SERVFAIL");
  }
}

struct Trust {
  const char* server;
  bool trust_ad;
  bool secure;
};

TEST_F(Resolve, BelievesAdOfThisMachineOnly) {
  const Trust cases[] = {{"192.0.2.1", false, false},
                         {"192.0.2.1", true, true},
                         {"127.0.0.53", false, true},
                         {"::1", false, true},
                         {"2001:db8::1", false, false}};
  for (const auto& one : cases) {
    auto server = net::parse_address(one.server).value();
    serve([](const Asked& asked) { return Packets{good(asked)}; }, {server},
          {.trust_ad = one.trust_ad});
    EXPECT_EQ(ask().secure, one.secure) << one.server;
    EXPECT_EQ(resolver_->validates(net::Deadline(network_->now() + seconds(9))),
              one.secure);
    EXPECT_EQ(network_->asked.size(), one.secure ? 1U : 2U);
  }
}

TEST_F(Resolve, ProbesTheRootForValidation) {
  for (const bool authentic : {true, false}) {
    Zone zone{". SOA a.root-servers.net nstld.example 1 2 3 4 5"};
    zone.authentic = authentic;
    serve([zone](const Asked& asked) { return Packets{zone.answer(asked)}; },
          {{net::Family::ipv4, "127.0.0.1", 53}});
    EXPECT_EQ(resolver_->validates(net::Deadline(network_->now() + seconds(9))),
              authentic);
    EXPECT_EQ(network_->log(), std::vector<std::string>{"127.0.0.1 UDP SOA ."});
  }
}

TEST_F(Resolve, GoesOnWhereAChainOfAliasesStops) {
  serve([](const Asked& asked) {
    if (asked.name == "example.org") {
      return Packets{Packet(asked.query)
                         .answer(itself, Type::cname, wire("b.example.net"))
                         .bytes()};
    }
    return Packets{good(asked)};
  });
  const auto answer = ask();
  EXPECT_EQ(answer.outcome, Outcome::records);
  EXPECT_EQ(answer.name, "b.example.net");
  EXPECT_EQ(answer.aliases, std::vector<std::string>{"example.org"});
}

TEST_F(Resolve, FollowsNoEndlessChain) {
  serve([](const Asked& asked) {
    return Packets{Packet(asked.query)
                       .answer(itself, Type::cname, wire("x." + asked.name))
                       .bytes()};
  });
  EXPECT_EQ(ask().reason, "example.org has more than 16 aliases");
  EXPECT_EQ(network_->asked.size(), 17U);
}

TEST_F(Resolve, FollowsNoLoopThroughSeveralAnswers) {
  serve([](const Asked& asked) {
    const auto* next = asked.name == "example.org" ? "b.org" : "Example.org";
    return Packets{
        Packet(asked.query).answer(itself, Type::cname, wire(next)).bytes()};
  });
  EXPECT_EQ(ask().reason, "the aliases of example.org form a loop");
  EXPECT_EQ(network_->asked.size(), 2U);
}

TEST_F(Resolve, AsksNobodyForWhatIsNoName) {
  serve([](const Asked&) { return Packets{}; });
  const auto answer = resolver_->ask(
      {"a..b", Type::txt}, net::Deadline(network_->now() + seconds(1)));
  EXPECT_EQ(answer.outcome, Outcome::failed);
  EXPECT_EQ(answer.reason, "this cannot be a name of the DNS");
  EXPECT_TRUE(network_->asked.empty());
}

TEST_F(Resolve, NeedsAServer) {
  serve([](const Asked&) { return Packets{}; }, {});
  EXPECT_EQ(ask().reason, "no server to ask");
}

}  // namespace
}  // namespace dns
