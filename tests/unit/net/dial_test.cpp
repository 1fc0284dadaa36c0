#include "lib/net/dial.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "tests/unit/net/thrown.h"

namespace net {
namespace {

using std::chrono::seconds;

class SilentTransport : public Transport {
 public:
  std::size_t read(std::span<char>, Deadline) override { return 0; }
  void write(std::string_view, Deadline) override {}
  bool readable() override { return false; }
  TlsFacts start_tls(const TlsPolicy&, Deadline) override { return {}; }
  std::optional<ChannelBinding> channel_binding() override { return {}; }
  void finish() override {}
};

// What becomes of an attempt.
struct Fate {
  std::optional<ErrorKind> error{};
  Time takes{0};
};

// Its clock moves only while somebody connects.
class FakeNetwork : public Network {
 public:
  struct Attempt {
    std::string address;
    Time begun;
    Time allowed;
    std::optional<Endpoint> source;
  };

  std::map<std::string, Fate> fates;
  std::vector<Attempt> attempts;

  Time now() override { return now_; }
  std::int64_t wall_time() override { return 0; }
  void prepare_tls(const TlsTrust&) override {}

  std::vector<Endpoint> resolve(const std::string&, AddressFamilies,
                                Deadline) override {
    return {};
  }

  Connection connect(const Endpoint& peer,
                     const std::optional<Endpoint>& source,
                     Deadline deadline) override {
    const auto fate = fates.at(peer.address);
    attempts.push_back({peer.address, now_, deadline.at() - now_, source});
    now_ += fate.error == ErrorKind::timed_out ? deadline.remaining(now_)
                                               : fate.takes;
    if (fate.error) throw Error(*fate.error, "scripted");
    return {std::make_unique<SilentTransport>(), {}, peer};
  }

  std::string exchange_datagram(const Endpoint&, std::string_view,
                                const DatagramFilter&, Deadline) override {
    return {};
  }
  DnsServers dns_servers() override { return {}; }
  std::string unique_token() override { return {}; }
  std::string own_name() override { return {}; }

 private:
  Time now_ = std::chrono::hours(1);
};

constexpr Fate answers{};
constexpr Fate hangs{ErrorKind::timed_out};

std::vector<Endpoint> addresses(std::initializer_list<const char*> texts) {
  std::vector<Endpoint> endpoints;
  for (const auto* text : texts) {
    endpoints.push_back(parse_address(text).value());
    endpoints.back().port = 25;
  }
  return endpoints;
}

class Dial : public testing::Test {
 protected:
  Dialled dial_all(std::initializer_list<const char*> texts,
                   Time within = seconds(12)) {
    return dial(network_, addresses(texts), source_,
                Deadline(network_.now() + within));
  }

  std::vector<ErrorKind> failures(const Dialled& dialled) {
    std::vector<ErrorKind> kinds;
    for (const auto& failure : dialled.failures) kinds.push_back(failure.kind);
    return kinds;
  }

  FakeNetwork network_;
  std::optional<Endpoint> source_;
};

TEST_F(Dial, TakesTheFirstThatAnswers) {
  network_.fates = {{"192.0.2.1", answers}, {"192.0.2.2", answers}};
  const auto dialled = dial_all({"192.0.2.1", "192.0.2.2"});
  ASSERT_TRUE(dialled.connection);
  EXPECT_EQ(to_string(dialled.connection->peer), "192.0.2.1:25");
  EXPECT_TRUE(dialled.failures.empty());
  EXPECT_EQ(network_.attempts.size(), 1U);
}

TEST_F(Dial, KeepsTheOrderAndEveryFailure) {
  network_.fates = {{"192.0.2.1", {ErrorKind::refused}},
                    {"2001:db8::1", {ErrorKind::unreachable}},
                    {"192.0.2.2", {ErrorKind::reset}},
                    {"192.0.2.3", answers}};
  const auto dialled =
      dial_all({"192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.3"});
  ASSERT_TRUE(dialled.connection);
  EXPECT_EQ(dialled.connection->peer.address, "192.0.2.3");
  EXPECT_EQ(failures(dialled),
            (std::vector{ErrorKind::refused, ErrorKind::unreachable,
                         ErrorKind::reset}));
  EXPECT_EQ(to_string(dialled.failures.at(1).peer), "[2001:db8::1]:25");
  EXPECT_EQ(dialled.failures.at(1).reason, "scripted");
}

TEST_F(Dial, SharesTheTimeAmongTheAddressesLeft) {
  network_.fates = {
      {"192.0.2.1", hangs}, {"192.0.2.2", hangs}, {"192.0.2.3", hangs}};
  const auto dialled = dial_all({"192.0.2.1", "192.0.2.2", "192.0.2.3"});
  EXPECT_FALSE(dialled.connection);
  EXPECT_EQ(failures(dialled), std::vector(3, ErrorKind::timed_out));
  for (const auto& attempt : network_.attempts) {
    EXPECT_EQ(attempt.allowed, seconds(4)) << attempt.address;
  }
}

TEST_F(Dial, LeavesTheTimeThatAFailureDidNotTake) {
  network_.fates = {{"192.0.2.1", {ErrorKind::refused, seconds(2)}},
                    {"2001:db8::1", {ErrorKind::no_route}},
                    {"192.0.2.2", answers}};
  const auto dialled = dial_all({"192.0.2.1", "2001:db8::1", "192.0.2.2"});
  ASSERT_TRUE(dialled.connection);
  EXPECT_EQ(network_.attempts.at(0).allowed, seconds(4));
  EXPECT_EQ(network_.attempts.at(1).allowed, seconds(5));
  EXPECT_EQ(network_.attempts.at(2).allowed, seconds(10));
}

TEST_F(Dial, NotesAnAddressWithoutARoute) {
  network_.fates = {{"2001:db8::1", {ErrorKind::no_route}}};
  const auto dialled = dial_all({"2001:db8::1"});
  EXPECT_FALSE(dialled.connection);
  EXPECT_EQ(failures(dialled), std::vector{ErrorKind::no_route});
}

// A machine that slept comes back behind the deadline.
TEST_F(Dial, StopsWhenTheWholeTimeIsOver) {
  network_.fates = {{"192.0.2.1", {ErrorKind::refused, seconds(13)}},
                    {"192.0.2.2", answers}};
  const auto dialled = dial_all({"192.0.2.1", "192.0.2.2"});
  EXPECT_FALSE(dialled.connection);
  EXPECT_EQ(failures(dialled), std::vector{ErrorKind::refused});
  EXPECT_EQ(network_.attempts.size(), 1U);
}

// Whoever reports must have a failure to tell.
TEST_F(Dial, TriesOnceWhenTheTimeWasOverBefore) {
  network_.fates = {{"192.0.2.1", hangs}, {"192.0.2.2", answers}};
  const auto dialled = dial_all({"192.0.2.1", "192.0.2.2"}, Time{0});
  EXPECT_FALSE(dialled.connection);
  EXPECT_EQ(failures(dialled), std::vector{ErrorKind::timed_out});
}

TEST_F(Dial, ThrowsWhatIsOurOwnFault) {
  network_.fates = {{"192.0.2.1", {ErrorKind::local}}, {"192.0.2.2", answers}};
  EXPECT_EQ(kind_thrown_by([&] {
              dial_all({"192.0.2.1", "192.0.2.2"});
            }),
            ErrorKind::local);
  EXPECT_EQ(network_.attempts.size(), 1U);
}

TEST_F(Dial, PassesTheSourceAddressOn) {
  source_ = parse_address("192.0.2.9");
  network_.fates = {{"192.0.2.1", answers}};
  dial_all({"192.0.2.1"});
  EXPECT_EQ(network_.attempts.at(0).source, source_);
}

}  // namespace
}  // namespace net
