#include "lib/smtp/sasl.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/smtp/sasl_exchange.h"

namespace smtp {
namespace {

using Names = std::vector<std::string>;

std::string chosen(const Names& offered,
                   SaslNeeds credentials = SaslNeeds::password,
                   CanBind can_bind = CanBind::no) {
  const auto* mechanism = choose_sasl_mechanism(offered, credentials, can_bind);
  return mechanism == nullptr ? "none" : std::string(mechanism->name);
}

TEST(SaslMechanisms, AreFoundByNameInAnyCase) {
  for (const auto& mechanism : sasl_mechanisms()) {
    EXPECT_EQ(find_sasl_mechanism(mechanism.name), &mechanism);
    EXPECT_EQ(mechanism.binds_channel, mechanism.name.ends_with("-PLUS"));
  }
  ASSERT_NE(find_sasl_mechanism("scram-Sha-256"), nullptr);
  EXPECT_EQ(find_sasl_mechanism("scram-Sha-256")->name, "SCRAM-SHA-256");
  for (const char* unknown : {"", "SCRAM", "SCRAM-SHA-512", "PLAINX", "auto"}) {
    EXPECT_EQ(find_sasl_mechanism(unknown), nullptr) << unknown;
  }
}

TEST(SaslMechanisms, MakeAClientOfTheirOwn) {
  for (const auto& mechanism : sasl_mechanisms()) {
    const auto login = login_of("user", "pencil");
    EXPECT_NE(
        make_sasl_client(mechanism.name, login,
                         {.binding = net::ChannelBinding{"tls-exporter", ""}}),
        nullptr);
  }
  EXPECT_EQ(sasl_error_of([] { Exchange("NTLM", login_of("u", "p")); }),
            "unusable: the mechanism NTLM is unknown");
}

TEST(SaslChoice, PrefersTheStrongest) {
  Names offered = {"LOGIN",
                   "PLAIN",
                   "CRAM-MD5",
                   "SCRAM-SHA-1",
                   "SCRAM-SHA-256",
                   "SCRAM-SHA-1-PLUS",
                   "EXTERNAL",
                   "OAUTHBEARER",
                   "XOAUTH2",
                   "SCRAM-SHA-512",
                   "SCRAM-SHA-256-PLUS"};
  const auto next = [&] {
    const auto name = chosen(offered, SaslNeeds::password, CanBind::yes);
    std::erase(offered, name);
    return name;
  };
  EXPECT_EQ(next(), "SCRAM-SHA-256-PLUS");
  EXPECT_EQ(next(), "SCRAM-SHA-1-PLUS");
  EXPECT_EQ(next(), "SCRAM-SHA-256");
  EXPECT_EQ(next(), "SCRAM-SHA-1");
  EXPECT_EQ(next(), "PLAIN");
  EXPECT_EQ(next(), "LOGIN");
  EXPECT_EQ(next(), "none");
}

TEST(SaslChoice, BindsOnlyWhereTheConnectionCan) {
  const Names offered = {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-1"};
  EXPECT_EQ(chosen(offered), "SCRAM-SHA-1");
  EXPECT_EQ(chosen({"SCRAM-SHA-256-PLUS"}), "none");
}

TEST(SaslChoice, WithATokenTakesMechanismsForTokens) {
  EXPECT_EQ(chosen({"PLAIN", "XOAUTH2", "OAUTHBEARER"}, SaslNeeds::token),
            "OAUTHBEARER");
  EXPECT_EQ(chosen({"PLAIN", "xoauth2"}, SaslNeeds::token), "XOAUTH2");
  EXPECT_EQ(chosen({"PLAIN"}, SaslNeeds::token), "none");
  EXPECT_EQ(chosen({"XOAUTH2", "OAUTHBEARER"}), "none");
}

TEST(SaslChoice, NeverTakesSomeUnasked) {
  EXPECT_EQ(chosen({"CRAM-MD5", "EXTERNAL"}), "none");
  EXPECT_EQ(chosen({"EXTERNAL"}, SaslNeeds::client_certificate), "none");
  EXPECT_EQ(chosen({}), "none");
}

TEST(SaslOffer, BindsWithAnyMechanismThatDoes) {
  EXPECT_FALSE(offers_channel_binding({}));
  EXPECT_FALSE(offers_channel_binding(Names{"PLAIN", "SCRAM-SHA-256"}));
  EXPECT_TRUE(offers_channel_binding(Names{"PLAIN", "scram-sha-1-plus"}));
  EXPECT_TRUE(offers_channel_binding(Names{"SCRAM-SHA-512-PLUS"}));
}

}  // namespace
}  // namespace smtp
