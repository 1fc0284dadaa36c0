#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "lib/smtp/scram_message.h"
#include "tests/unit/smtp/sasl_exchange.h"

namespace smtp {
namespace {

using namespace std::string_literals;

// RFC 5802 5.
constexpr std::string_view sha1_nonce = "fyko+d2lbbFgONRv9qkxdawL";
constexpr std::string_view sha1_first =
    "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";
constexpr std::string_view sha1_final = "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=";

// RFC 7677 3.
constexpr std::string_view sha256_nonce = "rOprNGfwEbeRWgbNEkqO";
constexpr std::string_view sha256_first =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
    "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

SaslContext with_nonce(std::string_view nonce) {
  return {.client_nonce = std::string(nonce)};
}

Exchange scram(SaslContext context = with_nonce(sha1_nonce)) {
  return {"SCRAM-SHA-1", login_of("user", "pencil"), std::move(context)};
}

// What the client makes of another first message.
std::string error_for(std::string_view first) {
  auto exchange = scram();
  exchange.initial();
  const auto error = sasl_error_of([&] { exchange.respond(first); });
  EXPECT_FALSE(exchange.client().server_proven());
  // Nothing after that can mend it.
  EXPECT_NE(sasl_error_of([&] { exchange.respond(sha1_first); }), "");
  return error;
}

// A first message with these attributes behind a nonce that is right.
std::string error_for_rest(std::string_view rest) {
  return error_for("r=" + std::string(sha1_nonce) + "xyz" + std::string(rest));
}

// What it makes of another final message.
struct Ending {
  std::string error;
  bool proven;
};

Ending ending_of(std::string_view final) {
  auto exchange = scram();
  exchange.initial();
  exchange.respond(sha1_first);
  const auto error = sasl_error_of([&] { exchange.respond(final); });
  return {error, exchange.client().server_proven()};
}

TEST(ScramSha1, IsTheExampleOfTheRfc) {
  auto exchange = scram();
  EXPECT_EQ(exchange.initial64(),
            "biwsbj11c2VyLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdM");
  EXPECT_EQ(
      exchange.respond64(
          "cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1RU1hD"
          "UitRNnNlazhiZjkyLGk9NDA5Ng=="),
      "Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9"
      "djBYOHYzQnoyVDBDSkdiSlF5RjBYK0hJNFRzPQ==");
  EXPECT_FALSE(exchange.client().server_proven());
  EXPECT_EQ(exchange.respond64("dj1ybUY5cHFWOFM3c3VBb1pXamE0ZEpSa0ZzS1E9"), "");
  EXPECT_TRUE(exchange.client().server_proven());
  EXPECT_EQ(exchange.client().remark(), "");
  EXPECT_EQ(exchange.client().server_error(), "");
}

TEST(ScramSha256, IsTheExampleOfTheRfc) {
  Exchange exchange("SCRAM-SHA-256", login_of("user", "pencil"),
                    with_nonce(sha256_nonce));
  EXPECT_EQ(exchange.initial(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  EXPECT_EQ(exchange.respond(sha256_first),
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
            "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  EXPECT_EQ(exchange.respond("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="),
            "");
  EXPECT_TRUE(exchange.client().server_proven());
}

TEST(Scram, MakesANonceOfItsOwn) {
  const auto first = scram({}).initial();
  const auto second = scram({}).initial();
  constexpr std::string_view head = "n,,n=user,r=";
  EXPECT_EQ(first.substr(0, head.size()), head);
  EXPECT_EQ(first.size(), head.size() + 24);
  EXPECT_EQ(first.find(',', head.size()), std::string::npos);
  EXPECT_NE(first, second);
}

// RFC 5802 5.1.
TEST(Scram, EscapesTheName) {
  const auto said = [](std::string_view user, std::string authzid) {
    auto credentials = login_of(user, "p");
    credentials.authzid = std::move(authzid);
    return Exchange("SCRAM-SHA-1", std::move(credentials), with_nonce("x"))
        .initial();
  };
  EXPECT_EQ(said("a,b=c,=", ""), "n,,n=a=2Cb=3Dc=2C=3D,r=x");
  EXPECT_EQ(said("a=2C", ""), "n,,n=a=3D2C,r=x");
  EXPECT_EQ(said("user", "o,e"), "n,a=o=2Ce,n=user,r=x");
}

// With an authzid, the header of the first message is what c= holds.
TEST(Scram, RepeatsTheWholeHeader) {
  auto credentials = login_of("user", "pencil");
  credentials.authzid = "admin";
  Exchange exchange("SCRAM-SHA-1", std::move(credentials),
                    with_nonce(sha1_nonce));
  const auto final = exchange.respond(sha1_first);
  EXPECT_EQ(final.substr(0, final.find(",r=")),
            "c=" + encode_base64("n,a=admin,"));
}

TEST(ScramBinding, IsToldInTheFlag) {
  const net::ChannelBinding exporter{"tls-exporter", "0123456789abcdef"};
  const auto head = [](SaslContext context) {
    context.client_nonce = sha1_nonce;
    auto exchange = scram(std::move(context));
    const auto initial = exchange.initial();
    const auto final = exchange.respond(sha1_first);
    return initial.substr(0, initial.find("n=user")) + " " +
           final.substr(0, final.find(",r="));
  };
  EXPECT_EQ(head({}), "n,, c=biws");
  EXPECT_EQ(head({.server_offers_plus = true}), "n,, c=biws");
  EXPECT_EQ(head({.binding = exporter}), "y,, c=eSws");
  // "y" would be taken for an attack.
  EXPECT_EQ(head({.binding = exporter, .server_offers_plus = true}),
            "n,, c=biws");
}

TEST(ScramPlus, BindsTheChannel) {
  const std::string data(32, '\x7F');
  for (const char* mechanism : {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}) {
    for (const char* type : {"tls-exporter", "tls-unique"}) {
      Exchange exchange(mechanism, login_of("user", "pencil"),
                        {.client_nonce = std::string(sha1_nonce),
                         .binding = net::ChannelBinding{type, data},
                         .server_offers_plus = true});
      const auto header = "p=" + std::string(type) + ",,";
      EXPECT_EQ(exchange.initial(),
                header + "n=user,r=" + std::string(sha1_nonce));
      const auto final = exchange.respond(sha1_first);
      EXPECT_EQ(final.substr(0, final.find(",r=")),
                "c=" + encode_base64(header + data));
    }
  }
}

// Computed apart from this code: user/pencil, 32 octets of 0x7F, the first
// message of RFC 7677 with its nonce.
TEST(ScramPlus, ProvesWhatItBinds) {
  Exchange exchange(
      "SCRAM-SHA-256-PLUS", login_of("user", "pencil"),
      {.client_nonce = std::string(sha256_nonce),
       .binding = net::ChannelBinding{"tls-exporter", std::string(32, '\x7F')},
       .server_offers_plus = true});
  const auto final = exchange.respond(sha256_first);
  EXPECT_EQ(final.substr(final.find(",p=") + 3),
            "9SUIUfwwKc8CUNw9Vvz8Jq3vLnkOOtOuLiRvgsjsae0=");
  EXPECT_EQ(exchange.respond("v=ZzheY8WhG81OvbxSqT1MwU3jaUdxPtj9iJ9QLG6QxVU="),
            "");
  EXPECT_TRUE(exchange.client().server_proven());
}

TEST(ScramPlus, NeedsAChannel) {
  EXPECT_EQ(sasl_error_of([] {
              Exchange("SCRAM-SHA-256-PLUS", login_of("user", "pencil"));
            }),
            "unusable: SCRAM-SHA-256-PLUS needs a TLS connection that it can "
            "bind to");
}

TEST(ScramCredentials, AreAscii) {
  const auto error = [](std::string_view user, std::string_view password) {
    return sasl_error_of(
        [&] { Exchange("SCRAM-SHA-256", login_of(user, password)); });
  };
  EXPECT_EQ(error("user name", " p ~!\\"), "");
  EXPECT_EQ(error("user", ""), "");
  EXPECT_EQ(error("J\xC3\xBCrgen", "p"),
            "unusable: the user name holds characters other than ASCII, which "
            "SCRAM-SHA-256 cannot send here (RFC 4013); PLAIN can");
  EXPECT_EQ(error("user", "p\xE2\x82\xAC"),
            "unusable: the password holds characters other than ASCII, which "
            "SCRAM-SHA-256 cannot send here (RFC 4013); PLAIN can");
  EXPECT_EQ(error("user", "p\tq"),
            "unusable: the password holds a control character, which "
            "SCRAM-SHA-256 cannot send");
  EXPECT_NE(error("user\0"s, "p"), "");
  EXPECT_NE(error("user", "\x7F"), "");
  EXPECT_NE(error("", "p"), "");
}

TEST(ScramFirst, NeedsOurNonceAndMore) {
  EXPECT_EQ(error_for("r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096"),
            "malformed: the server has added nothing to our nonce");
  const auto foreign = "malformed: the server's nonce does not begin with ours";
  EXPECT_EQ(error_for("r=fyko+d2lbbFgONRv9qkxdaw,s=QSXCR+Q6sek8bf92,i=4096"),
            foreign);
  EXPECT_EQ(error_for("r=Fyko+d2lbbFgONRv9qkxdawLxyz,s=QSXCR+Q6,i=4096"),
            foreign);
  EXPECT_EQ(error_for("r=,s=QSXCR+Q6sek8bf92,i=4096"), foreign);
  EXPECT_EQ(error_for("r=xfyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6,i=1"), foreign);
}

TEST(ScramFirst, HasAPrintableNonceOfBoundedLength) {
  const auto with = [](std::string_view more) {
    return error_for("r=" + std::string(sha1_nonce) + std::string(more) +
                     ",s=QSXCR+Q6sek8bf92,i=1");
  };
  EXPECT_EQ(with("~"), "");
  EXPECT_EQ(with(std::string(1000, '!')), "");
  EXPECT_EQ(with(std::string(1001, '!')),
            "malformed: the server's nonce is over 1024 octets long");
  for (const auto& forbidden : {" "s, "\0"s, "\x7F"s, "\x80"s, "\n"s}) {
    EXPECT_EQ(with(forbidden),
              "malformed: the server's nonce holds a character that SCRAM "
              "forbids");
  }
}

TEST(ScramFirst, FailsOnAnUnknownNecessity) {
  const auto unknown =
      "malformed: the server wants an extension of SCRAM that is unknown here";
  EXPECT_EQ(error_for("m=x," + std::string(sha1_first)), unknown);
  EXPECT_EQ(error_for_rest(",s=QSXCR+Q6sek8bf92,i=1,m=x"), unknown);
  EXPECT_EQ(error_for_rest(",m=x,s=QSXCR+Q6sek8bf92,i=1"), unknown);
  const auto ending = ending_of(std::string(sha1_final) + ",m=x");
  EXPECT_EQ(ending.error, unknown);
  EXPECT_FALSE(ending.proven);
}

TEST(ScramFirst, IgnoresFurtherAttributes) {
  EXPECT_EQ(error_for_rest(",s=QSXCR+Q6sek8bf92,i=1,x=y,z"), "");
}

TEST(ScramFirst, NeedsEveryField) {
  const auto missing = [](std::string_view name) {
    return "malformed: the server's message has no " + std::string(name) +
           "= where SCRAM wants it";
  };
  EXPECT_EQ(error_for(""), missing("r"));
  EXPECT_EQ(error_for("r"), missing("r"));
  EXPECT_EQ(error_for("s=QSXCR+Q6sek8bf92,i=4096"), missing("r"));
  EXPECT_EQ(error_for("garbage"), missing("r"));
  EXPECT_EQ(error_for(sha1_final), missing("r"));
  EXPECT_EQ(error_for(std::string(100'000, ',')), missing("r"));
  EXPECT_EQ(error_for("\0\xFF"s), missing("r"));
  EXPECT_EQ(error_for_rest(""), missing("s"));
  EXPECT_EQ(error_for_rest(","), missing("s"));
  EXPECT_EQ(error_for_rest(",i=4096,s=QSXCR+Q6sek8bf92"), missing("s"));
  EXPECT_EQ(error_for_rest(",,s=QSXCR+Q6sek8bf92,i=4096"), missing("s"));
  EXPECT_EQ(error_for_rest(",s=QSXCR+Q6sek8bf92"), missing("i"));
  EXPECT_EQ(error_for_rest(",s=QSXCR+Q6sek8bf92,"), missing("i"));
  EXPECT_EQ(error_for_rest(",s=QSXCR+Q6sek8bf92,x=1,i=1"), missing("i"));
}

TEST(ScramFirst, NeedsASalt) {
  for (const char* salt : {"", "=", "QSX", "QSX!", "Q===", "QSXC R+Q"}) {
    EXPECT_EQ(error_for_rest(",s=" + std::string(salt) + ",i=4096"),
              "malformed: the server's salt is no base64")
        << salt;
  }
  EXPECT_EQ(error_for_rest(",s=" + std::string(100'000, 'A') + ",i=2"), "");
}

TEST(ScramFirst, BoundsTheIterations) {
  const auto with = [](std::string_view count) {
    return error_for_rest(",s=QSXCR+Q6sek8bf92,i=" + std::string(count));
  };
  const auto many =
      "malformed: the server asks for more than 1000000 iterations of PBKDF2, "
      "the most that are computed here";
  for (const auto& count : {"1000001"s, "4294967296"s, "4294967297"s,
                            "18446744073709551616"s, std::string(9000, '9')}) {
    EXPECT_EQ(with(count), many);
  }
  for (const char* count :
       {"", "0", "000", "-1", "+1", "1.5", "4096x", " 4096", "0x10", "1e6"}) {
    EXPECT_EQ(with(count),
              "malformed: the server's iteration count is no positive number")
        << count;
  }
  EXPECT_EQ(parse_scram_challenge("r=ab,s=QSXC,i=1000000", "a").iterations,
            1'000'000U);
}

TEST(ScramFirst, IsRemarkedOnWhereItsIterationsAreFew) {
  const auto remark = [](std::string_view count) {
    auto exchange = scram();
    exchange.respond("r=" + std::string(sha1_nonce) +
                     "x,s=QSXC,i=" + std::string(count));
    return exchange.client().remark();
  };
  EXPECT_EQ(remark("4095"),
            "the server asks for 4095 iterations of PBKDF2, fewer than the "
            "4096 of RFC 5802 and RFC 7677: its passwords are guessed faster");
  EXPECT_NE(remark("1"), "");
  EXPECT_EQ(remark("4096"), "");
}

TEST(ScramFirst, MayBeAnError) {
  auto exchange = scram();
  exchange.initial();
  EXPECT_EQ(exchange.respond("e=unknown-user"), "");
  EXPECT_EQ(exchange.client().server_error(), "unknown-user");
  EXPECT_FALSE(exchange.client().server_proven());
  EXPECT_NE(sasl_error_of([&] { exchange.respond(sha1_first); }), "");
}

TEST(ScramFinal, ProvesTheServer) {
  EXPECT_TRUE(ending_of(sha1_final).proven);
  EXPECT_TRUE(ending_of(std::string(sha1_final) + ",x=y").proven);
}

TEST(ScramFinal, WithAWrongSignatureIsNoProof) {
  const auto wrong =
      "not_proven: the server's signature is wrong: it does not know the "
      "password, or someone stands between";
  for (const char* final :
       {"v=rmF9pqV8S7suAoZWja4dJRkFsKU=", "v=smF9pqV8S7suAoZWja4dJRkFsKQ=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsA==", "v=", "v=AAAA",
        // Our own proof handed back.
        "v=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="}) {
    const auto ending = ending_of(final);
    EXPECT_EQ(ending.error, wrong) << final;
    EXPECT_FALSE(ending.proven);
  }
  EXPECT_FALSE(
      ending_of("v=" + encode_base64(std::string(1'000'000, 'x'))).proven);
}

TEST(ScramFinal, OfAnotherKindIsNoProof) {
  const auto missing =
      "malformed: the server's message has no v= where SCRAM wants it";
  for (const auto& final :
       {""s, "v"s, "V=rmF9pqV8S7suAoZWja4dJRkFsKQ="s, "x=y"s, "garbage"s,
        ",v=rmF9pqV8S7suAoZWja4dJRkFsKQ="s, std::string(sha1_first)}) {
    const auto ending = ending_of(final);
    EXPECT_EQ(ending.error, missing) << final;
    EXPECT_FALSE(ending.proven);
  }
  for (const char* final :
       {"v=rmF9pqV8S7suAoZWja4dJRkFsKQ", "v=!", "v= AAAA"}) {
    EXPECT_EQ(ending_of(final).error,
              "malformed: the server's signature is no base64");
  }
}

TEST(ScramFinal, MayBeAnError) {
  const auto error = [](std::string_view final) {
    auto exchange = scram();
    exchange.respond(sha1_first);
    EXPECT_EQ(exchange.respond(final), "");
    EXPECT_FALSE(exchange.client().server_proven());
    return exchange.client().server_error();
  };
  EXPECT_EQ(error("e=invalid-proof"), "invalid-proof");
  EXPECT_EQ(error("e=invalid-proof,x=y"), "invalid-proof");
  EXPECT_EQ(error("e="), "an error without a name");
  EXPECT_EQ(error("e=" + std::string(9000, 'x')), std::string(200, 'x'));
  EXPECT_EQ(error("e=other-error,v=rmF9pqV8S7suAoZWja4dJRkFsKQ="),
            "other-error");
}

TEST(Scram, HasNothingToSayAfterTheEnd) {
  const auto more =
      "malformed: the server asks for more than SCRAM-SHA-1 has to say";
  auto exchange = scram();
  exchange.initial();
  exchange.respond(sha1_first);
  exchange.respond(sha1_final);
  for (const auto challenge : {sha1_final, sha1_first, std::string_view()}) {
    EXPECT_EQ(sasl_error_of([&] { exchange.respond(challenge); }), more);
  }
  EXPECT_TRUE(exchange.client().server_proven());
}

// A server that skips its proof has none.
TEST(Scram, IsNotProvenBeforeTheEnd) {
  auto exchange = scram();
  EXPECT_FALSE(exchange.client().server_proven());
  exchange.initial();
  EXPECT_FALSE(exchange.client().server_proven());
  exchange.respond(sha1_first);
  EXPECT_FALSE(exchange.client().server_proven());
}

}  // namespace
}  // namespace smtp
