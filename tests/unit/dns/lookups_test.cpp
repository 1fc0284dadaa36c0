#include "lib/dns/lookups.h"

#include <gtest/gtest.h>

#include "lib/dns/mail_hosts.h"
#include "tests/unit/dns/fake_network.h"
#include "tests/unit/dns/zone.h"

namespace dns {
namespace {

using Names = std::vector<std::string>;
using net::AddressFamilies;

// Looks things up in a zone, at a server on this machine.
class World {
 public:
  explicit World(Zone zone)
      : zone_(std::move(zone)),
        network_([this](const Asked& asked) {
          return std::vector<std::string>{zone_.answer(asked)};
        }),
        resolver_(network_, {{net::Family::ipv4, "127.0.0.1", 53}}) {}

  Zone& zone() { return zone_; }
  FakeNetwork& network() { return network_; }
  Resolver& resolver() { return resolver_; }
  net::Deadline deadline() {
    return net::Deadline(network_.now() + std::chrono::seconds(30));
  }

  HostAddresses addresses(const std::string& name,
                          AddressFamilies families = AddressFamilies::both) {
    return dns::addresses(resolver_, name, families, deadline());
  }
  MailHosts mail_hosts(const std::string& domain) {
    return dns::mail_hosts(resolver_, domain, deadline());
  }
  ForwardConfirmation confirm(const char* address, const Names& names) {
    return forward_confirmed(resolver_, net::parse_address(address).value(),
                             names, deadline());
  }

 private:
  Zone zone_;
  FakeNetwork network_;
  Resolver resolver_;
};

Names texts_of(const std::vector<net::Endpoint>& endpoints) {
  Names texts;
  for (const auto& one : endpoints) texts.push_back(one.address);
  return texts;
}

TEST(Addresses, OfBothFamiliesIpv6First) {
  World world({"mx.example.org A 192.0.2.2", "mx.example.org A 192.0.2.1",
               "mx.example.org AAAA 2001:db8::1"});
  world.zone().authentic = true;
  const auto found = world.addresses("mx.example.org");
  EXPECT_EQ(found.outcome, Outcome::records);
  EXPECT_EQ(texts_of(found.endpoints),
            (Names{"2001:db8::1", "192.0.2.2", "192.0.2.1"}));
  EXPECT_TRUE(found.secure);
  EXPECT_TRUE(found.aliases.empty());
}

TEST(Addresses, OfOneFamilyWithOneQuestion) {
  World world({"mx.example.org A 192.0.2.2"});
  EXPECT_EQ(world.addresses("mx.example.org", AddressFamilies::ipv4_only)
                .endpoints.size(),
            1U);
  EXPECT_EQ(
      world.addresses("mx.example.org", AddressFamilies::ipv6_only).outcome,
      Outcome::no_data);
  EXPECT_EQ(world.network().log(),
            (Names{"127.0.0.1 UDP A mx.example.org",
                   "127.0.0.1 UDP AAAA mx.example.org"}));
}

TEST(Addresses, TellOfAliases) {
  World world({"mx.example.org CNAME host.example.net",
               "host.example.net A 192.0.2.2"});
  const auto found = world.addresses("mx.example.org");
  EXPECT_EQ(found.aliases, Names{"mx.example.org"});
  EXPECT_EQ(found.name, "host.example.net");
}

TEST(Addresses, OfNoName) {
  World world({"example.org A 192.0.2.1"});
  EXPECT_EQ(world.addresses("gone.example.org").outcome, Outcome::nxdomain);
}

// RFC 4074 4.2.
TEST(Addresses, WhereTheServerDeniesTheNameForOneType) {
  const Zone zone{"example.org A 192.0.2.1"};
  FakeNetwork network([&](const Asked& asked) {
    return std::vector{asked.type == Type::aaaa
                           ? Packet(asked.query).code(3).bytes()
                           : zone.answer(asked)};
  });
  Resolver resolver(network, {{net::Family::ipv4, "127.0.0.1", 53}});
  const auto found =
      addresses(resolver, "example.org", AddressFamilies::both,
                net::Deadline(network.now() + std::chrono::seconds(30)));
  EXPECT_EQ(found.outcome, Outcome::records);
  EXPECT_EQ(texts_of(found.endpoints), Names{"192.0.2.1"});
}

TEST(Addresses, NoneAtAll) {
  World world({"example.org TXT x"});
  EXPECT_EQ(world.addresses("example.org").outcome, Outcome::no_data);
}

TEST(Addresses, ThatFailTellWhy) {
  World world({"example.org A 192.0.2.1"});
  world.zone().broken = {"example.org"};
  const auto found = world.addresses("example.org");
  EXPECT_EQ(found.outcome, Outcome::failed);
  EXPECT_EQ(found.reason,
            "AAAA: 127.0.0.1:53: SERVFAIL; A: 127.0.0.1:53: SERVFAIL");
}

// One family's addresses are used where the other's cannot be had.
TEST(Addresses, OfOneFamilyBesideAFailure) {
  const Zone zone{"example.org A 192.0.2.1"};
  FakeNetwork network([&](const Asked& asked) {
    return std::vector{asked.type == Type::aaaa
                           ? Packet(asked.query).code(2).bytes()
                           : zone.answer(asked)};
  });
  Resolver resolver(network, {{net::Family::ipv4, "127.0.0.1", 53}});
  const auto found =
      addresses(resolver, "example.org", AddressFamilies::both,
                net::Deadline(network.now() + std::chrono::seconds(30)));
  EXPECT_EQ(found.outcome, Outcome::records);
  EXPECT_EQ(found.reason, "AAAA: 127.0.0.1:53: SERVFAIL");
  EXPECT_EQ(found.endpoints.size(), 1U);
}

TEST(Addresses, ThatAreNumericNeedNoServer) {
  World world({});
  EXPECT_EQ(texts_of(world.addresses("[2001:DB8::1]").endpoints),
            Names{"2001:db8::1"});
  EXPECT_EQ(world.addresses("192.0.2.1", AddressFamilies::ipv6_only).outcome,
            Outcome::no_data);
  EXPECT_TRUE(world.network().asked.empty());
}

// Rule 10.
TEST(MailHosts, ByPreferenceThenByName) {
  World world({"example.org MX 20 c.example.org",
               "example.org MX 10 b.example.org",
               "example.org MX 10 A.example.org"});
  const auto found = world.mail_hosts("example.org");
  EXPECT_EQ(found.hosts, (std::vector<MailHost>{{10, "A.example.org"},
                                                {10, "b.example.org"},
                                                {20, "c.example.org"}}));
  EXPECT_FALSE(found.implicit);
  EXPECT_FALSE(found.null_mx);
}

TEST(MailHosts, OfAnAlias) {
  World world(
      {"example.org CNAME example.net", "example.net MX 10 mx.example.net"});
  const auto found = world.mail_hosts("example.org");
  EXPECT_EQ(found.hosts.at(0).name, "mx.example.net");
  EXPECT_EQ(found.answer.name, "example.net");
}

TEST(MailHosts, Implicit) {
  World world({"example.org CNAME example.net", "example.net A 192.0.2.1"});
  const auto found = world.mail_hosts("example.org");
  EXPECT_TRUE(found.implicit);
  EXPECT_EQ(found.hosts, (std::vector<MailHost>{{0, "example.net"}}));
}

TEST(MailHosts, NotImplicitWhereNothingIsKnown) {
  World world({"example.org A 192.0.2.1"});
  world.zone().broken = {"broken.example.org"};
  for (const auto* name : {"gone.example.org", "broken.example.org"}) {
    const auto found = world.mail_hosts(name);
    EXPECT_FALSE(found.implicit) << name;
    EXPECT_TRUE(found.hosts.empty()) << name;
  }
}

TEST(MailHosts, NullMx) {
  World world({"example.org MX 0 ."});
  const auto found = world.mail_hosts("example.org");
  EXPECT_TRUE(found.null_mx);
  EXPECT_TRUE(found.hosts.empty());
  EXPECT_FALSE(found.implicit);
}

TEST(MailHosts, RootIsNoNullMxOtherwise) {
  World world({"a.example MX 5 .", "b.example MX 0 .",
               "b.example MX 10 mx.example.org"});
  EXPECT_EQ(world.mail_hosts("a.example").hosts,
            (std::vector<MailHost>{{5, ".", MailHostKind::root}}));
  EXPECT_FALSE(world.mail_hosts("b.example").null_mx);
  EXPECT_EQ(world.mail_hosts("b.example").hosts.size(), 2U);
}

TEST(MailHosts, Literals) {
  World world({"example.org MX 1 192.0.2.1.", "example.org MX 2 [192.0.2.1].",
               "example.org MX 3 2001:db8::1."});
  const auto hosts = world.mail_hosts("example.org").hosts;
  ASSERT_EQ(hosts.size(), 3U);
  for (const auto& host : hosts) {
    EXPECT_EQ(host.kind, MailHostKind::literal) << host.name;
  }
}

// RFC 2317.
TEST(NamesOf, AnAddressWithADelegatedName) {
  World world({"5.2.0.192.in-addr.arpa CNAME 5.0/25.2.0.192.in-addr.arpa",
               "5.0/25.2.0.192.in-addr.arpa PTR mx.example.org"});
  const auto answer =
      names_of(world.resolver(), net::parse_address("192.0.2.5").value(),
               world.deadline());
  EXPECT_EQ(records_of<Target>(answer),
            std::vector<Target>{{"mx.example.org"}});
  EXPECT_EQ(answer.aliases.size(), 1U);
}

// Rule 11.
TEST(ForwardConfirmed, WhereOneNameLeadsBack) {
  World world({"a.example.org A 192.0.2.9", "b.example.org A 192.0.2.9",
               "b.example.org A 192.0.2.5", "b.example.org AAAA 2001:db8::5"});
  const Names names{"a.example.org", "b.example.org"};
  EXPECT_EQ(world.confirm("192.0.2.5", names).name, "b.example.org");
  EXPECT_EQ(world.confirm("::ffff:192.0.2.5", names).result,
            Confirmation::confirmed);
  EXPECT_EQ(world.confirm("2001:db8::5", names).result,
            Confirmation::confirmed);
  EXPECT_EQ(world.confirm("192.0.2.6", names).result,
            Confirmation::unconfirmed);
  EXPECT_EQ(world.confirm("192.0.2.5", {}).result, Confirmation::unconfirmed);
}

TEST(ForwardConfirmed, NotWhereANameCannotBeLookedUp) {
  World world({"a.example.org A 192.0.2.5"});
  world.zone().broken = {"x.example.org"};
  const auto failed = world.confirm("192.0.2.6", {"x.example.org"});
  EXPECT_EQ(failed.result, Confirmation::failed);
  EXPECT_EQ(failed.reason, "x.example.org: 127.0.0.1:53: SERVFAIL");
  EXPECT_EQ(
      world.confirm("192.0.2.5", {"x.example.org", "a.example.org"}).result,
      Confirmation::confirmed);
}

TEST(ForwardConfirmed, ByTheFirstTenNames) {
  World world({"last.example.org A 192.0.2.5", "x.example.org A 192.0.2.6"});
  Names names(9, "x.example.org");
  names.emplace_back("last.example.org");
  EXPECT_EQ(world.confirm("192.0.2.5", names).result, Confirmation::confirmed);
  names.insert(names.begin(), "x.example.org");
  EXPECT_EQ(world.confirm("192.0.2.5", names).result,
            Confirmation::unconfirmed);
}

TEST(Tlsa, OfAPort) {
  World world({"_25._tcp.mx.example.org TLSA 3 1 1 00ff",
               "_25._tcp.mx.example.org TLSA 9 9 9 01"});
  const auto answer =
      tlsa(world.resolver(), "mx.example.org", 25, world.deadline());
  EXPECT_EQ(records_of<Tlsa>(answer),
            (std::vector<Tlsa>{{3, 1, 1, std::string("\0\xff", 2)},
                               {9, 9, 9, "\1"}}));
}

TEST(Texts, AreJoined) {
  World world({"_mta-sts.example.org TXT \"v=STSv1; \" \"id=1\""});
  const auto answer =
      texts(world.resolver(), "_mta-sts.example.org", world.deadline());
  EXPECT_EQ(records_of<Text>(answer), std::vector<Text>{{"v=STSv1; id=1"}});
}

}  // namespace
}  // namespace dns
