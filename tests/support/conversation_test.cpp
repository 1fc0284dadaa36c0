#include "tests/support/conversation.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace support {

namespace {

using Words = std::vector<std::string>;

const std::string good =
    "about: all of it\n"
    "options: -H mx.example.org -e 'two words' -f \"\"\n"
    "host: mx.example.org 192.0.2.1 2001:db8::1\n"
    "host: gone.example.org not-found\n"
    "refuse: 192.0.2.1\n"
    "connect-takes: 20\n"
    "---\n"
    "# a remark\n"
    "connection 2001:db8::1\n"
    "S: 220 a: b\\x41\\\\\n"
    "C: RSET\n"
    "C+: QUIT\n"
    "wait 1500\n"
    "S-repeat 3: x\n"
    "S-lf: 221\n"
    "close\n"
    "connection\n"
    "hang\n"
    "---\n"
    "exit: 1\n"
    "out-has: a\n"
    "round-trips: 2\n";

TEST(ParseConversation, TakesEveryPart) {
  const auto conversation = parse_conversation(good);
  EXPECT_EQ(conversation.options,
            (Words{"-H", "mx.example.org", "-e", "two words", "-f", ""}));
  const auto& world = conversation.world;
  EXPECT_EQ(world.names.at("mx.example.org").addresses,
            (Words{"192.0.2.1", "2001:db8::1"}));
  EXPECT_EQ(world.names.at("gone.example.org").error,
            net::ErrorKind::not_found);
  EXPECT_EQ(world.addresses.at("192.0.2.1").error, net::ErrorKind::refused);
  EXPECT_EQ(world.connect_takes, std::chrono::milliseconds(20));
  EXPECT_EQ(conversation.expectation.exit_code, 1);
  EXPECT_EQ(conversation.expectation.round_trips, 2);
  EXPECT_EQ(conversation.scripts.size(), 2U);
}

TEST(ParseConversation, TakesTheDialogue) {
  const auto script = parse_conversation(good).scripts.at(0);
  EXPECT_EQ(script.address, "2001:db8::1");
  ASSERT_EQ(script.steps.size(), 7U);
  EXPECT_EQ(script.steps[0].bytes, "220 a: bA\\\r\n");
  EXPECT_EQ(script.steps[0].line, 10);
  EXPECT_EQ(script.steps[1].act, Act::expect);
  EXPECT_TRUE(script.steps[2].same_write);
  EXPECT_EQ(script.steps[3].pause, std::chrono::milliseconds(1500));
  EXPECT_EQ(script.steps[4].times, 3U);
  EXPECT_EQ(script.steps[5].bytes, "221\n");
  EXPECT_EQ(script.steps[6].act, Act::close);
}

std::string complaint_about(const std::string& text) {
  try {
    parse_conversation(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(ParseConversation, NamesTheWrongLine) {
  EXPECT_EQ(complaint_about("about: a\nwhat: b\n"), "line 2: unknown: 'what'");
  EXPECT_EQ(complaint_about("about: a\n---\nS: \\q\n"),
            "line 3: unknown escape");
  EXPECT_EQ(complaint_about("about: a\n---\nwait 5\nC: QUIT\n"),
            "line 3: wait is for what the server does next");
  EXPECT_EQ(complaint_about("about: a\n---\nC+: QUIT\n"),
            "line 3: C+ continues a C line");
  EXPECT_EQ(complaint_about("about: a\n---\nwait x\n"),
            "line 3: no number: 'x'");
  EXPECT_EQ(complaint_about("about: a\n---\ntls days=x\n"),
            "line 3: no number: 'x'");
  EXPECT_EQ(complaint_about("about: a\n---\ntls what\n"),
            "line 3: unknown: 'what'");
  EXPECT_EQ(complaint_about("about: a\ndate: 2026-02-30\n"), "line 2: no date");
  EXPECT_EQ(complaint_about("about: a\n---\n---\nout: b\n"),
            "line 4: exit: is missing");
}

TEST(ParseConversation, KnowsTheDay) {
  EXPECT_EQ(parse_conversation(good).world.today, 1795564800);
  const auto other =
      parse_conversation("about: a\ndate: 1970-01-03\n---\n---\nexit: 0\n");
  EXPECT_EQ(other.world.today, 2 * 86400);
}

Handshake handshake(const std::string& words) {
  return *parse_dialogue("tls " + words + "\n").at(0).steps.at(0).handshake;
}

net::NameCheck name_check(const std::string& words,
                          const net::TlsPolicy& policy) {
  return facts_seen(handshake(words), policy, 0).name;
}

TEST(ParseHandshake, TakesItsWords) {
  const auto shown = handshake(
      "version=TLSv1 key=\"EC P-256 256\" issuer=\"CN=a: b\" "
      "names=a.example,192.0.2.1 self-signed chain-days=3");
  const auto& facts = shown.facts;
  EXPECT_EQ(facts.version, net::TlsVersion::tls1_0);
  ASSERT_EQ(facts.chain.size(), 2U);
  EXPECT_EQ(facts.chain[0].key_type, "EC P-256");
  EXPECT_EQ(facts.chain[0].key_bits, 256);
  EXPECT_EQ(facts.chain[0].subject, "CN=a.example");
  EXPECT_EQ(facts.chain[0].issuer, "CN=a.example");
  EXPECT_EQ(facts.chain[0].dns_names, Words{"a.example"});
  EXPECT_EQ(facts.chain[0].addresses, Words{"192.0.2.1"});
  EXPECT_EQ(facts.chain[1].not_after, 3 * 86400);
  ASSERT_EQ(facts.problems.size(), 1U);
  EXPECT_TRUE(facts.problems[0].self_signed);
  EXPECT_TRUE(handshake("no-certificate names=a").facts.chain.empty());
  EXPECT_TRUE(handshake("close").facts.chain.empty());
}

TEST(ParseHandshake, ComparesNamesAsAClientDoes) {
  using net::NameCheck;
  const net::TlsPolicy name{.verify_name = "mx.example.org"};
  EXPECT_EQ(name_check("", name), NameCheck::matched);
  EXPECT_EQ(name_check("", {}), NameCheck::not_asked);
  EXPECT_EQ(name_check("names=*.example.org", name), NameCheck::matched);
  EXPECT_EQ(name_check("names=*.org", name), NameCheck::mismatched);
  EXPECT_EQ(name_check("common-name=mx.example.org", name), NameCheck::matched);
  EXPECT_EQ(name_check("name=mismatch", name), NameCheck::mismatched);
  const net::TlsPolicy address{.verify_address =
                                   net::parse_address("192.0.2.1")};
  EXPECT_EQ(name_check("", address), NameCheck::mismatched);
  EXPECT_EQ(name_check("names=192.0.2.1", address), NameCheck::matched);
}

TEST(SplitWords, DoesAsAShellDoes) {
  EXPECT_EQ(split_words("a  'b c' \"d 'e'\" f\\ g '' h'i'"),
            (Words{"a", "b c", "d 'e'", "f g", "", "hi"}));
  EXPECT_THROW(split_words("'a"), std::invalid_argument);
}

TEST(Notation, WritesTheNotation) {
  EXPECT_EQ(notation(std::string("a\r\n\0\xff", 5)), "\"a\\r\\n\\x00\\xff\"");
}

}  // namespace

}  // namespace support
