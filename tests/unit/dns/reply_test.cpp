#include "lib/dns/reply.h"

#include <gtest/gtest.h>

#include "lib/dns/query.h"
#include "tests/unit/dns/packet.h"
#include "tests/unit/dns/zone.h"

namespace dns {
namespace {

using std::string_literals::operator""s;
using std::string_view_literals::operator""sv;

constexpr std::int64_t today = 1795600000;

constexpr auto itself = "\xc0\x0c"sv;  // points to the name of the question

std::string query_for(const std::string& name, Type type) {
  return make_query({name, type}, {}).value();
}

Reply read(const Packet& packet, Type type,
           const std::string& name = "example.org") {
  return read_reply({name, type}, packet.bytes(), today);
}

class ReadReply : public testing::Test {
 protected:
  Reply reply() const { return read(packet_, Type::mx); }
  Answer answer() const { return reply().answer; }

  std::string query_ = query_for("example.org", Type::mx);
  Packet packet_{query_};
};

TEST_F(ReadReply, Records) {
  packet_.answer(wire("example.org"), Type::mx, mx_data(20, "b.example.org"))
      .answer(itself, Type::mx, mx_data(10, "A.example.org"))
      .edns();
  EXPECT_EQ(reply().kind, ReplyKind::answer);
  EXPECT_EQ(answer().outcome, Outcome::records);
  EXPECT_EQ(answer().name, "example.org");
  EXPECT_EQ(records_of<MailExchange>(answer()),
            (std::vector<MailExchange>{{20, "b.example.org"},
                                       {10, "A.example.org"}}));
  EXPECT_FALSE(answer().secure);
  EXPECT_FALSE(answer().signatures_end);
}

Record record(Type type, std::string_view data) {
  Packet packet(query_for("example.org", type));
  packet.answer(itself, type, data);
  return read(packet, type).answer.records.at(0);
}

TEST(ReadRecord, OfEachType) {
  EXPECT_EQ(record(Type::a, "\xc0\0\2\1"sv),
            Record(Address{{net::Family::ipv4, "192.0.2.1", 0}}));
  EXPECT_EQ(record(Type::aaaa, "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"sv),
            Record(Address{{net::Family::ipv6, "2001:db8::1", 0}}));
  EXPECT_EQ(record(Type::cname, wire("a.b")), Record(Target{"a.b"}));
  EXPECT_EQ(record(Type::ptr, itself), Record(Target{"example.org"}));
  EXPECT_EQ(record(Type::mx, mx_data(0, ".")), Record(MailExchange{0, "."}));
  EXPECT_EQ(record(Type::txt, "\3v=a\0\2\0;"sv), Record(Text{"v=a\0;"s}));
  EXPECT_EQ(record(Type::tlsa, "\3\1\xff\0x"sv),
            Record(Tlsa{3, 1, 255, "\0x"s}));
  EXPECT_EQ(record(Type::soa, soa_data()),
            Record(StartOfAuthority{"ns.example.org", "hostmaster.example.org",
                                    2026112501}));
}

TEST(ReadRecord, EscapesWhatNamesCannotShow) {
  EXPECT_EQ(record(Type::ptr, "\5a.b |\3\0\\\xff\0"sv),
            Record(Target{"a\\.b\\032|.\\000\\\\\\255"}));
}

TEST_F(ReadReply, NoData) {
  packet_.authority(wire("org"), Type::soa, soa_data());
  EXPECT_EQ(answer().outcome, Outcome::no_data);
  EXPECT_EQ(answer().name, "example.org");
}

TEST_F(ReadReply, NxDomain) {
  packet_.code(3);
  EXPECT_EQ(reply().kind, ReplyKind::answer);
  EXPECT_EQ(answer().outcome, Outcome::nxdomain);
}

TEST_F(ReadReply, OnlyOfThatNameAndClass) {
  packet_.answer(wire("other.example"), Type::mx, mx_data(1, "evil.example"));
  EXPECT_EQ(answer().outcome, Outcome::no_data);
}

TEST_F(ReadReply, AliasesToTheEnd) {
  packet_.answer(wire("b.example.net"), Type::cname, wire("C.example.net"))
      .answer(wire("EXAMPLE.org"), Type::cname, wire("B.example.net"))
      .answer(wire("c.example.net"), Type::mx, mx_data(10, "mx.example.net"));
  EXPECT_EQ(answer().outcome, Outcome::records);
  EXPECT_EQ(answer().name, "C.example.net");
  EXPECT_EQ(answer().aliases,
            (std::vector<std::string>{"example.org", "B.example.net"}));
  EXPECT_EQ(answer().records.size(), 1U);
}

TEST_F(ReadReply, AliasOfNothing) {
  packet_.answer(itself, Type::cname, wire("gone.example.net")).code(3);
  EXPECT_EQ(answer().outcome, Outcome::nxdomain);
  EXPECT_EQ(answer().name, "gone.example.net");
}

TEST_F(ReadReply, AliasThatGoesOnElsewhere) {
  packet_.answer(itself, Type::cname, wire("b.example.net"));
  EXPECT_EQ(reply().kind, ReplyKind::alias_only);
  packet_.authority(wire("net"), Type::soa, soa_data());
  EXPECT_EQ(reply().kind, ReplyKind::answer);
  EXPECT_EQ(answer().outcome, Outcome::no_data);
}

TEST_F(ReadReply, AliasesInALoop) {
  packet_.answer(itself, Type::cname, wire("b.org"))
      .answer(wire("b.org"), Type::cname, wire("example.org"))
      .set(Packet::ad);
  EXPECT_EQ(reply().kind, ReplyKind::answer);
  EXPECT_EQ(answer().outcome, Outcome::failed);
  EXPECT_EQ(answer().reason, "the aliases of example.org form a loop");
  EXPECT_FALSE(answer().secure);
}

Packet chain_of(int aliases) {
  Packet packet(query_for("0.org", Type::mx));
  for (int i = 0; i < aliases; ++i) {
    packet.answer(wire(std::to_string(i) + ".org"), Type::cname,
                  wire(std::to_string(i + 1) + ".org"));
  }
  packet.answer(wire(std::to_string(aliases) + ".org"), Type::mx,
                mx_data(1, "mx.org"));
  return packet;
}

TEST(ReadChain, OfSixteenAliasesAtMost) {
  EXPECT_EQ(read(chain_of(16), Type::mx, "0.org").answer.outcome,
            Outcome::records);
  const auto longer = read(chain_of(17), Type::mx, "0.org").answer;
  EXPECT_EQ(longer.outcome, Outcome::failed);
  EXPECT_EQ(longer.reason, "0.org has more than 16 aliases");
}

TEST(ReadChain, ButNotOfAQuestionForTheAlias) {
  Packet packet(query_for("example.org", Type::cname));
  packet.answer(itself, Type::cname, wire("b.org"))
      .answer(wire("b.org"), Type::cname, wire("c.org"));
  const auto answer = read(packet, Type::cname).answer;
  EXPECT_EQ(records_of<Target>(answer), std::vector<Target>{{"b.org"}});
  EXPECT_TRUE(answer.aliases.empty());
}

TEST_F(ReadReply, Ad) {
  packet_.answer(itself, Type::mx, mx_data(1, "a")).set(Packet::ad);
  EXPECT_TRUE(answer().secure);
}

TEST_F(ReadReply, TheEndOfSignatures) {
  packet_.answer(itself, Type::mx, mx_data(1, "a.b"))
      .answer(itself, Type::rrsig, rrsig_data(Type::mx, today + 1000))
      .answer(itself, Type::rrsig, rrsig_data(Type::mx, today - 1000))
      .answer(itself, Type::rrsig, rrsig_data(Type::txt, today + 1))
      .answer(wire("a.b"), Type::rrsig, rrsig_data(Type::mx, today + 2));
  EXPECT_EQ(answer().signatures_end, today + 1000);
}

TEST_F(ReadReply, TheEndOfSignaturesOfAliases) {
  packet_.answer(itself, Type::cname, wire("b.org"))
      .answer(itself, Type::rrsig, rrsig_data(Type::cname, today + 500))
      .answer(wire("b.org"), Type::mx, mx_data(1, "a.b"))
      .answer(wire("b.org"), Type::rrsig, rrsig_data(Type::mx, today + 1000));
  EXPECT_EQ(answer().signatures_end, today + 500);
}

// RFC 4034 3.1.5: what looks small has wrapped around in 2106.
TEST(ReadSignature, WrapsAround) {
  constexpr std::int64_t late = 0xffffff00;
  Packet packet(query_for("example.org", Type::mx));
  packet.answer(itself, Type::mx, mx_data(1, "a"))
      .answer(itself, Type::rrsig, rrsig_data(Type::mx, 0x100));
  const auto reply =
      read_reply({"example.org", Type::mx}, packet.bytes(), late);
  EXPECT_EQ(reply.answer.signatures_end, late + 0x200);
}

TEST_F(ReadReply, TruncatedWhateverFollows) {
  packet_.set(Packet::tc).answer(itself, Type::mx, "x");
  EXPECT_EQ(reply().kind, ReplyKind::truncated);
}

struct Code {
  unsigned code;
  unsigned upper;
  ReplyKind kind;
  const char* reason;
};

TEST(ReadCode, OfEachKind) {
  const Code codes[] = {
      {1, 0, ReplyKind::not_understood, "FORMERR"},
      {2, 0, ReplyKind::server_failure, "SERVFAIL"},
      {4, 0, ReplyKind::not_understood, "NOTIMP"},
      {5, 0, ReplyKind::unusable, "REFUSED"},
      {9, 0, ReplyKind::unusable, "response code 9"},
      {0, 1, ReplyKind::not_understood, "BADVERS"},
      {7, 1, ReplyKind::unusable, "response code 23"},
  };
  for (const auto& one : codes) {
    Packet packet(query_for("example.org", Type::mx));
    packet.code(one.code).edns(one.upper);
    const auto reply = read(packet, Type::mx);
    EXPECT_EQ(reply.kind, one.kind) << one.reason;
    EXPECT_EQ(reply.answer.outcome, Outcome::failed) << one.reason;
    EXPECT_EQ(reply.answer.reason, one.reason);
  }
}

// A referral must not be read as "there is no MX".
TEST_F(ReadReply, Referral) {
  packet_.clear(Packet::ra);
  EXPECT_EQ(reply().kind, ReplyKind::unusable);
  EXPECT_EQ(answer().reason, "it only refers to other servers");
  packet_.set(Packet::aa);
  EXPECT_EQ(answer().outcome, Outcome::no_data);
}

TEST_F(ReadReply, Malformed) {
  const std::string_view broken[] = {
      "\0\1"sv,          // MX without a host
      "\0\1\xc0\xff"sv,  // points behind the packet
      "\0\1\xc0"sv,      // half of a pointer
      "\0\1\x05"
      "ab"sv,  // half of a label
      "\0\1\x80"
      "a\0"sv,  // a label of a kind that does not exist
      ""sv,
  };
  for (const auto data : broken) {
    Packet packet(query_);
    packet.answer(itself, Type::mx, data);
    const auto reply = read(packet, Type::mx);
    EXPECT_EQ(reply.kind, ReplyKind::unusable) << testing::PrintToString(data);
    EXPECT_TRUE(reply.answer.reason.starts_with("the answer is malformed"))
        << reply.answer.reason;
  }
}

// The name of the first record points to itself.
TEST_F(ReadReply, CompressionLoop) {
  const auto at = static_cast<unsigned>(query_.size() - 11);
  packet_.answer(two_octets(0xc000 | at), Type::mx, mx_data(1, "a"));
  EXPECT_EQ(reply().kind, ReplyKind::unusable);
  packet_ = Packet(query_);
  packet_.answer("\1a" + two_octets(0xc000 | at), Type::mx, mx_data(1, "a"));
  EXPECT_EQ(reply().kind, ReplyKind::unusable);
}

TEST_F(ReadReply, AddressThatIsTooShort) {
  for (const auto data : {"\xc0\0\2"sv, ""sv}) {
    Packet packet(query_for("example.org", Type::a));
    packet.answer(itself, Type::a, data);
    EXPECT_EQ(read(packet, Type::a).kind, ReplyKind::unusable) << data.size();
  }
}

// Never a crash, and never records that were not there.
TEST_F(ReadReply, CutAtEveryOctet) {
  packet_.answer(itself, Type::mx, mx_data(20, "b.example.org"))
      .answer(itself, Type::rrsig, rrsig_data(Type::mx, 1))
      .edns();
  const auto whole = packet_.bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut =
        read_reply({"example.org", Type::mx}, whole.substr(0, size), today);
    EXPECT_EQ(cut.kind, ReplyKind::unusable) << size;
    EXPECT_EQ(cut.answer.outcome, Outcome::failed) << size;
  }
}

TEST_F(ReadReply, EveryOctetChanged) {
  packet_.answer(itself, Type::mx, mx_data(20, "b.example.org"))
      .answer(itself, Type::rrsig, rrsig_data(Type::mx, 1))
      .edns();
  const auto whole = packet_.bytes();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int value = 0; value < 256; ++value) {
      auto changed = whole;
      changed[at] = static_cast<char>(value);
      read_reply({"example.org", Type::mx}, changed, today);
    }
  }
}

// With names compressed by another hand.
TEST(ReadZone, MadeByLdns) {
  Zone zone{"example.org CNAME www.example.net",
            "www.example.net MX 10 mx1.example.net",
            "www.example.net MX 20 mx2.example.net"};
  zone.authentic = true;
  const auto asked = read_query(query_for("example.org", Type::mx), false);
  const auto packet = zone.answer(asked);
  EXPECT_TRUE(answers_query(packet, asked.query));
  const auto answer =
      read_reply({"example.org", Type::mx}, packet, today).answer;
  EXPECT_EQ(answer.name, "www.example.net");
  EXPECT_TRUE(answer.secure);
  EXPECT_EQ(records_of<MailExchange>(answer),
            (std::vector<MailExchange>{{10, "mx1.example.net"},
                                       {20, "mx2.example.net"}}));
}

TEST(Join, PutsTheRestBehind) {
  const Answer first{
      .name = "b", .aliases = {"a"}, .secure = true, .signatures_end = 5};
  const Answer rest{.outcome = Outcome::records,
                    .records = {Text{"x"}},
                    .name = "c",
                    .aliases = {"b"},
                    .secure = true,
                    .signatures_end = 7};
  const auto whole = join(first, rest);
  EXPECT_EQ(whole.outcome, Outcome::records);
  EXPECT_EQ(whole.aliases, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(whole.name, "c");
  EXPECT_TRUE(whole.secure);
  EXPECT_EQ(whole.signatures_end, 5);
}

TEST(Join, FindsALoop) {
  const Answer first{.name = "b", .aliases = {"a"}};
  const Answer rest{.outcome = Outcome::no_data, .name = "A", .aliases = {"b"}};
  EXPECT_EQ(join(first, rest).outcome, Outcome::failed);
}

}  // namespace
}  // namespace dns
