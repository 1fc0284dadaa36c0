// TLS on the command line: how, with whom, and what a certificate must be.
#include <gtest/gtest.h>

#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

using check::SessionClass;
using check::TlsMode;

// "starttls 587"
std::string channel(const Words& words) {
  const auto settings = settings_of(words);
  const std::string port = " " + std::to_string(settings.port);
  switch (settings.tls) {
    case TlsMode::starttls:
      return "starttls" + port;
    case TlsMode::implicit:
      return "implicit" + port;
    case TlsMode::none:
      break;
  }
  return "clear" + port;
}

// "W C" as ranges.
std::string days(const std::string& value) {
  const auto settings = settings_of({"-D", value});
  const auto text = [](const std::optional<monitor::Range>& range) {
    return range ? range->text : "none";
  };
  return text(settings.days.warning) + " " + text(settings.days.critical);
}

// The name that is asked for and the one that is compared.
std::string names(const Words& words) {
  const auto settings = settings_of(Words{"-S"} + words);
  return settings.server_name + " " + settings.verify_name;
}

std::string hex() {
  return std::string(64, 'a');
}

std::string key_pin() {
  return "sha256//" + std::string(43, 'A') + "=";
}

TEST(TlsMode, IsAskedFor) {
  EXPECT_EQ(channel({"-v"}), "clear 25");
  EXPECT_EQ(channel({"-S"}), "starttls 25");
  EXPECT_EQ(channel({"--starttls"}), "starttls 25");
  EXPECT_EQ(channel({"-s"}), "implicit 465");
  EXPECT_EQ(channel({"--ssl"}), "implicit 465");
  EXPECT_EQ(channel({"--tls"}), "implicit 465");
  EXPECT_EQ(channel({"-s", "-p", "25"}), "implicit 25");
  EXPECT_EQ(channel({"-S", "-L"}), "starttls 24");
  EXPECT_EQ(channel({"-s", "-L"}), "implicit 24");
  expect_refusals({{{"-S", "-s"}, "-S"}, {{"--tls", "-S"}, "-s"}});
}

// RFC 8314 3.3.
TEST(TlsMode, IsThatOfPort465) {
  EXPECT_EQ(channel({"-p", "465"}), "implicit 465");
  EXPECT_EQ(channel({"a.example:465"}), "implicit 465");
  EXPECT_EQ(channel({"-S", "-p", "465"}), "starttls 465");
  EXPECT_EQ(channel({"--submission", "-p", "465"}), "implicit 465");
  EXPECT_EQ(channel({"-D", "30", "-p", "465"}), "implicit 465");
}

TEST(TlsMode, IsImplied) {
  EXPECT_EQ(channel({"-D", "30"}), "starttls 25");
  EXPECT_EQ(channel({"-SD30"}), "starttls 25");
  EXPECT_EQ(channel({"-D", "30", "-p", "587"}), "starttls 587");
  EXPECT_EQ(channel({"-D", "30", "-s"}), "implicit 465");
  EXPECT_EQ(channel({"--pin", hex()}), "starttls 25");
  EXPECT_EQ(channel({"--tls-min", "1.3"}), "starttls 25");
  EXPECT_EQ(channel({"--tls-min", "1.3", "-p", "465"}), "implicit 465");
  EXPECT_EQ(channel({"--sni=a.example"}), "clear 25");
  EXPECT_EQ(channel({"--no-sni"}), "clear 25");
}

TEST(Submission, HasItsPortAndTls) {
  EXPECT_EQ(channel({"--submission"}), "starttls 587");
  EXPECT_EQ(channel({"--submission", "-s"}), "implicit 465");
  EXPECT_EQ(channel({"--submission", "-p", "2525"}), "starttls 2525");
  expect_refusals({{{"--submission", "-L"}, "--submission"}});
}

TEST(Submission, IsTheClassOfASession) {
  const auto submits = [](const Words& words) {
    return settings_of(words).session_class() == SessionClass::submission;
  };
  EXPECT_FALSE(submits({"-v"}));
  EXPECT_FALSE(submits({"-S"}));
  EXPECT_FALSE(submits({"-S", "-L"}));
  EXPECT_TRUE(submits({"-s", "-p", "25"}));
  EXPECT_TRUE(submits({"-p", "587"}));
  EXPECT_TRUE(submits({"-S", "-p", "465"}));
  EXPECT_TRUE(submits({"--submission", "-p", "25"}));
  EXPECT_FALSE(submits({"/run/lmtp"}));
}

TEST(CertificateDays, AlertAtTheDayItself) {
  EXPECT_EQ(days("14"), "15: none");
  EXPECT_EQ(days("14,3"), "15: 4:");
  EXPECT_EQ(days("0"), "1: none");
  const auto range = *settings_of({"-D", "14"}).days.warning;
  EXPECT_TRUE(range.alerts(14));
  EXPECT_FALSE(range.alerts(15));
  EXPECT_FALSE(settings_of({"-S"}).days.warning);
}

TEST(CertificateDays, MayBeRanges) {
  EXPECT_EQ(days("30:,10:"), "30: 10:");
  EXPECT_EQ(days("@0:14"), "@0:14 none");
  EXPECT_EQ(days("~:5,3"), "~:5 4:");
  expect_refusals({
      {{"-D", ""}, "''"},
      {{"-D", "soon"}, "'soon'"},
      {{"-D", "-1"}, "'-1'"},
      {{"-D", "1.5"}, "'1.5'"},
      {{"-D", "14,"}, "'14,'"},
      {{"-D", ",3"}, "',3'"},
      {{"-D", "1,2,3"}, "'1,2,3'"},
      {{"-D", "10:5"}, "'10:5'"},
      {{"-D", "99999999999999999999"}, "'99999999999999999999'"},
  });
}

TEST(TlsNames, AreTheTargetsUnlessTold) {
  EXPECT_EQ(names({"a.example"}), "a.example a.example");
  EXPECT_EQ(names({"a.example."}), "a.example a.example");
  EXPECT_EQ(names({"--sni=b.example", "a.example"}), "b.example b.example");
  EXPECT_EQ(names({"--sni", "a.example"}), "a.example a.example");
  EXPECT_EQ(names({"--no-sni", "a.example"}), " a.example");
  EXPECT_EQ(names({"--verify-name", "c.example", "a.example"}),
            "a.example c.example");
  EXPECT_EQ(names({"--verify-name=c.example.", "--sni=b.example"}),
            "b.example c.example");
}

TEST(TlsNames, AreNoneForAddressesAndSockets) {
  EXPECT_EQ(names({"192.0.2.1"}), " ");
  EXPECT_EQ(names({"[2001:db8::1]"}), " ");
  EXPECT_EQ(names({"/run/lmtp"}), " ");
  EXPECT_EQ(names({"192.0.2.1", "--sni=b.example"}), "b.example b.example");
  expect_refusals({
      {{"-S", "--sni=a b"}, "'a b'"},
      {{"-S", "--verify-name="}, "''"},
  });
}

TEST(Pins, AreOfACertificateOrAKey) {
  const auto pins = settings_of({"--pin", hex(), "--pin", key_pin()}).pins;
  ASSERT_EQ(pins.size(), 2U);
  EXPECT_EQ(pins[0].certificate_sha256, hex());
  EXPECT_EQ(pins[1].public_key_sha256, key_pin().substr(8));
  std::string colons = "AA";
  for (int i = 1; i < 32; ++i) colons += ":AA";
  EXPECT_EQ(settings_of({"--pin", colons}).pins[0].certificate_sha256, hex());
  expect_refusals({
      {{"--pin", ""}, "''"},
      {{"--pin", hex() + "a"}, "aaa"},
      {{"--pin", hex().substr(1) + "g"}, "aag"},
      {{"--pin", "sha256//AAAA="}, "'sha256//AAAA='"},
      {{"--pin", key_pin().substr(0, 51)}, "sha256//"},
  });
}

TEST(OldestVersion, IsOneOfTls) {
  using net::TlsVersion;
  EXPECT_EQ(settings_of({"-S"}).tls_min, TlsVersion::tls1_2);
  EXPECT_EQ(settings_of({"--tls-min", "1.0"}).tls_min, TlsVersion::tls1_0);
  EXPECT_EQ(settings_of({"--tls-min", "1.1"}).tls_min, TlsVersion::tls1_1);
  EXPECT_EQ(settings_of({"--tls-min", "1.3"}).tls_min, TlsVersion::tls1_3);
  expect_refusals({{{"--tls-min", "1.4"}, "'1.4'"}, {{"--tls-min="}, "''"}});
}

TEST(TlsOptions, NeedTls) {
  const std::vector<Wrong> rows = {
      {{"--verify-name", "a.example"}, "--verify-name"},
      {{"--insecure"}, "--insecure"},
      {{"--ca-file", "/a.pem"}, "--ca-file"},
      {{"--ca-path", "/a"}, "--ca-path"},
      {{"--client-certificate", "/a.pem"}, "--client-certificate"},
      {{"--require-extension", "tls:AUTH"}, "'tls:AUTH'"},
      {{"--forbid-extension", "tls:AUTH"}, "'tls:AUTH'"},
  };
  expect_refusals(rows);
  for (const auto& row : rows) {
    for (const Words& tls : {Words{"-S"}, Words{"-s"}, Words{"-D", "9"},
                             Words{"-p", "465"}, Words{"--submission"}}) {
      EXPECT_EQ(refusal_of(tls + row.words), "") << spelled(tls + row.words);
    }
  }
}

TEST(TlsOptions, ContradictEachOther) {
  expect_refusals({
      {{"-S", "--client-key", "/a.pem"}, "--client-key"},
      {{"-s", "--require-extension", "plain:AUTH"}, "'plain:AUTH'"},
      {{"-p", "465", "--forbid-extension", "plain:AUTH"}, "'plain:AUTH'"},
      {{"-S", "--until", "ehlo"}, "STARTTLS"},
      {{"-D", "9", "--until", "ehlo"}, "STARTTLS"},
      {{"-S", "--until", "banner"}, "STARTTLS"},
  });
  EXPECT_EQ(refusal_of({"-s", "--until", "banner"}), "");
  EXPECT_EQ(refusal_of({"-S", "--until", "starttls"}), "");
  EXPECT_EQ(refusal_of({"-S", "--require-extension", "plain:AUTH"}), "");
}

}  // namespace
}  // namespace plugin
