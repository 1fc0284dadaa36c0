#include "lib/dns/query.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/dns/packet.h"

namespace dns {
namespace {

std::string query_for(const std::string& name, Type type = Type::a,
                      QueryStyle style = {}) {
  return make_query({name, type}, style).value();
}

TEST(Query, SaysWhatItIs) {
  const auto asked = read_query(query_for("Example.org.", Type::tlsa), false);
  EXPECT_EQ(asked.name, "Example.org");
  EXPECT_EQ(asked.type, Type::tlsa);
  EXPECT_TRUE(asked.recursion);
  EXPECT_TRUE(asked.authentic);
  EXPECT_TRUE(asked.edns);
  EXPECT_TRUE(asked.dnssec);
  EXPECT_FALSE(asked.checking_disabled);
}

TEST(Query, CanBeAskedWithoutEdnsAndUnchecked) {
  const auto asked = read_query(
      query_for("a.b", Type::a, {.edns = false, .checking_disabled = true}),
      false);
  EXPECT_FALSE(asked.edns);
  EXPECT_TRUE(asked.authentic);
  EXPECT_TRUE(asked.checking_disabled);
}

// Octet by octet, so that nothing depends on read_query().
TEST(Query, HasTheOctetsOfTheRfcs) {
  const auto query = query_for("a.bc", Type::mx);
  EXPECT_EQ(query.substr(2),
            std::string("\x01\x20\0\1\0\0\0\0\0\1"         // RD AD, 1 OPT
                        "\1a\2bc\0\0\x0f\0\1"              // MX IN
                        "\0\0\x29\x04\xd0\0\0\x80\0\0\0",  // 1232, DO
                        10 + 10 + 11));
}

TEST(Query, HasAnotherIdEachTime) {
  std::vector<std::string> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(query_for("a").substr(0, 2));
  std::sort(ids.begin(), ids.end());
  EXPECT_GT(std::unique(ids.begin(), ids.end()) - ids.begin(), 15);
}

TEST(Query, KnowsWhatIsNoName) {
  const std::string label(63, 'x');
  for (const auto& name :
       {std::string(), std::string("a..b"), std::string(".a"),
        std::string("a b"), std::string("m\xc3\xbcller.example"),
        std::string("a\0b", 3), std::string(64, 'x'),
        label + "." + label + "." + label + "." + label + ".x"}) {
    EXPECT_FALSE(make_query({name, Type::a}, {})) << name;
  }
  EXPECT_TRUE(make_query({".", Type::soa}, {}));
  EXPECT_TRUE(make_query({label, Type::a}, {}));
  EXPECT_TRUE(make_query({"_25._tcp.mx.example.org", Type::tlsa}, {}));
}

class Fits : public testing::Test {
 protected:
  std::string query_ = query_for("mx.example.org");
  std::string packet_ = Packet(query_).bytes();

  bool fits() const { return answers_query(packet_, query_); }
};

TEST_F(Fits, ItsAnswer) {
  EXPECT_TRUE(fits());
}

TEST_F(Fits, WithoutRegardToCase) {
  packet_[13] = 'M';
  EXPECT_TRUE(fits());
  packet_[13] = 'n';
  EXPECT_FALSE(fits());
}

TEST_F(Fits, NoOtherId) {
  packet_[1] = static_cast<char>(packet_[1] + 1);
  EXPECT_FALSE(fits());
}

TEST_F(Fits, NoQuestion) {
  packet_ = query_;
  EXPECT_FALSE(fits());
}

TEST_F(Fits, NoOtherOpcode) {
  packet_[2] = static_cast<char>(packet_[2] | 0x28);
  EXPECT_FALSE(fits());
}

TEST_F(Fits, NoOtherTypeOrClass) {
  auto type = packet_;
  packet_[12 + 16 + 1] = 28;
  EXPECT_FALSE(fits());
  packet_ = type;
  packet_[12 + 16 + 3] = 3;
  EXPECT_FALSE(fits());
}

TEST_F(Fits, NothingThatIsCutShort) {
  const auto whole = packet_;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    packet_ = whole.substr(0, size);
    EXPECT_FALSE(fits()) << size;
  }
}

TEST_F(Fits, AnErrorWithoutTheQuestion) {
  packet_ = Packet(query_).without_question().bytes();
  EXPECT_FALSE(fits());
  packet_ = Packet(query_).without_question().code(1).bytes();
  EXPECT_TRUE(fits());
}

}  // namespace
}  // namespace dns
