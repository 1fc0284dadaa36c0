#include "lib/net/crypto.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <limits>
#include <set>
#include <string>
#include <string_view>

#include "tests/unit/net/thrown.h"

namespace net {
namespace {

using enum HashAlgorithm;

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 0x0FU];
  }
  return out;
}

std::string bytes(std::string_view hexadecimal) {
  std::string out;
  for (; hexadecimal.size() >= 2; hexadecimal.remove_prefix(2)) {
    out += static_cast<char>(
        std::stoi(std::string(hexadecimal.substr(0, 2)), nullptr, 16));
  }
  return out;
}

// FIPS 180-4's own examples.
TEST(Digest, IsThatOfTheStandards) {
  EXPECT_EQ(hex(digest(md5, "abc")), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hex(digest(sha1, "abc")),
            "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(digest(sha256, "abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, OfNothing) {
  EXPECT_EQ(hex(digest(sha1, {})), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(hex(digest(sha256, "")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, MindsNul) {
  EXPECT_NE(digest(sha1, std::string_view("a\0b", 3)), digest(sha1, "a"));
}

// RFC 2195 2.
TEST(Hmac, OfCramMd5) {
  EXPECT_EQ(hex(hmac(md5, "tanstaaftanstaaf",
                     "<1896.697170952@postoffice.reston.mci.net>")),
            "b913a602c7eda7a495b4e6e7334d3890");
}

// RFC 2202 2, test 6.
TEST(Hmac, HashesAKeyOverTheBlockSize) {
  EXPECT_EQ(hex(hmac(md5, std::string(80, '\xAA'),
                     "Test Using Larger Than Block-Size Key - Hash Key First")),
            "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd");
}

// RFC 2202 3 and RFC 4231 4.3, test 2.
TEST(Hmac, OfTheOtherAlgorithms) {
  constexpr std::string_view message = "what do ya want for nothing?";
  EXPECT_EQ(hex(hmac(sha1, "Jefe", message)),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hex(hmac(sha256, "Jefe", message)),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Hmac, WithAnEmptyKey) {
  EXPECT_EQ(hex(hmac(sha1, {}, {})),
            "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d");
  EXPECT_EQ(hex(hmac(sha256, "", "")),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

// RFC 6070 2.
TEST(Pbkdf2, IsThatOfTheStandard) {
  EXPECT_EQ(hex(pbkdf2(sha1, "password", "salt", 1, 20)),
            "0c60c80f961f0e71f3a9b524af6012062fe037a6");
  EXPECT_EQ(hex(pbkdf2(sha1, "password", "salt", 4096, 20)),
            "4b007901b765489abead49d926f721d065a429c1");
  EXPECT_EQ(hex(pbkdf2(sha1, "passwordPASSWORDpassword",
                       "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096, 25)),
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038");
  EXPECT_EQ(hex(pbkdf2(sha1, std::string_view("pass\0word", 9),
                       std::string_view("sa\0lt", 5), 4096, 16)),
            "56fa6aa75548099dcc37d7f03425e0c3");
}

TEST(Pbkdf2, WithAnEmptyPassword) {
  EXPECT_EQ(pbkdf2(sha1, {}, "salt", 1, 20), pbkdf2(sha1, "", "salt", 1, 20));
  EXPECT_EQ(pbkdf2(sha256, {}, "salt", 1, 32).size(), 32U);
}

TEST(Pbkdf2, RefusesWhatDoesNotFit) {
  const auto most = std::numeric_limits<std::uint32_t>::max();
  EXPECT_EQ(kind_thrown_by([&] { pbkdf2(sha1, "p", "s", most, 20); }),
            ErrorKind::local);
  EXPECT_EQ(kind_thrown_by([] { pbkdf2(sha1, "p", "s", 0, 20); }),
            ErrorKind::local);
}

// The keys of SCRAM (RFC 5802 3), step by step.
TEST(Crypto, MakesTheKeysOfScramSha1) {
  const auto salted =
      pbkdf2(sha1, "pencil", bytes("4125c247e43ab1e93c6dff76"), 4096, 20);
  EXPECT_EQ(hex(salted), "1d96ee3a529b5a5f9e47c01f229a2cb8a6e15f7d");
  const auto client_key = hmac(sha1, salted, "Client Key");
  EXPECT_EQ(hex(client_key), "e234c47bf6c36696dd6d852b99aaa2ba26555728");
  EXPECT_EQ(hex(digest(sha1, client_key)),
            "e9d94660c39d65c38fbad91c358f14da0eef2bd6");
  EXPECT_EQ(hex(hmac(sha1, salted, "Server Key")),
            "0fe09258b3ac852ba502cc62ba903eaacdbf7d31");
}

TEST(Crypto, MakesTheSaltedPasswordOfScramSha256) {
  EXPECT_EQ(hex(pbkdf2(sha256, "pencil",
                       bytes("5b6d99689d12358eeca04b141236fa81"), 4096, 32)),
            "c4a49510323ab4f952cac1fa99441939e78ea74d6be81ddf7096e87513dc615d");
}

TEST(RandomBytes, AreAsManyAsAskedForAndNeverTheSame) {
  EXPECT_EQ(random_bytes(0), "");
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(random_bytes(18));
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_EQ(seen.begin()->size(), 18U);
}

TEST(EqualInConstantTime, IsEqual) {
  EXPECT_TRUE(equal_in_constant_time("", {}));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
  EXPECT_FALSE(equal_in_constant_time("abc", ""));
  EXPECT_FALSE(equal_in_constant_time(std::string_view("a\0b", 3),
                                      std::string_view("a\0c", 3)));
}

// OpenSSL in FIPS mode: here without a FIPS provider, so that it has nothing.
class CryptoInFipsMode : public testing::Test {
 protected:
  void SetUp() override { EVP_set_default_properties(nullptr, "fips=yes"); }
  void TearDown() override { EVP_set_default_properties(nullptr, ""); }
};

TEST_F(CryptoInFipsMode, SaysThatThisMachineRefuses) {
  const auto thrown = thrown_by([] { hmac(md5, "key", "data"); });
  ASSERT_TRUE(thrown);
  EXPECT_EQ(thrown->kind, ErrorKind::local);
  EXPECT_EQ(thrown->what,
            "OpenSSL on this machine refuses HMAC with MD5: unsupported");
  EXPECT_EQ(kind_thrown_by([] { digest(md5, "data"); }), ErrorKind::local);
  EXPECT_EQ(kind_thrown_by([] { pbkdf2(sha1, "p", "s", 1, 20); }),
            ErrorKind::local);
}

}  // namespace
}  // namespace net
