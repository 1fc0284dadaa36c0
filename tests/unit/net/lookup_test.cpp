#include "lib/net/lookup.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <thread>

#include "lib/net/socket_network.h"
#include "tests/unit/net/name_service.h"
#include "tests/unit/net/thrown.h"

namespace net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Resolve : public testing::Test {
 protected:
  std::vector<std::string> resolve(
      const std::string& name, AddressFamilies families = AddressFamilies::both,
      Time within = seconds(10)) {
    std::vector<std::string> texts;
    const Deadline deadline(network_.now() + within);
    for (const auto& endpoint : network_.resolve(name, families, deadline)) {
      EXPECT_EQ(endpoint.port, 0);
      texts.push_back(endpoint.address);
    }
    return texts;
  }

  std::optional<Thrown> failure(
      const std::string& name, AddressFamilies families = AddressFamilies::both,
      Time within = seconds(10)) {
    return thrown_by([&] { resolve(name, families, within); });
  }

  // Whether nothing runs any longer within five seconds.
  bool comes_to_rest() const {
    for (int i = 0; i < 500 && network_.lookup_running(); ++i) {
      std::this_thread::sleep_for(milliseconds(10));
    }
    return !network_.lookup_running();
  }

  NameService service_;
  SocketNetwork network_;
};

using Texts = std::vector<std::string>;

TEST_F(Resolve, AsksNobodyForANumericAddress) {
  EXPECT_EQ(resolve("192.0.2.1"), Texts{"192.0.2.1"});
  EXPECT_EQ(resolve("[2001:DB8::1]"), Texts{"2001:db8::1"});
  EXPECT_EQ(resolve("192.0.2.1", AddressFamilies::ipv4_only, Time{0}),
            Texts{"192.0.2.1"});
  EXPECT_EQ(failure("192.0.2.1", AddressFamilies::ipv6_only)->kind,
            ErrorKind::not_found);
  EXPECT_EQ(failure("::1", AddressFamilies::ipv4_only)->kind,
            ErrorKind::not_found);
  EXPECT_EQ(service_.questions(), Texts{});
  EXPECT_FALSE(network_.lookup_running());
}

TEST_F(Resolve, AsksNobodyForWhatCannotBeAName) {
  for (const auto& name :
       {std::string(), std::string("mx example.org"), std::string("mx\n"),
        std::string("mx\0.example.org", 15), std::string(256, 'a')}) {
    EXPECT_EQ(failure(name)->kind, ErrorKind::not_found) << name;
  }
  EXPECT_EQ(service_.questions(), Texts{});
  EXPECT_TRUE(can_be_asked(std::string(255, 'a')));
}

TEST_F(Resolve, AsksNobodyAfterTheDeadline) {
  service_.set("mx.example.org", {.addresses = {"192.0.2.1"}});
  EXPECT_EQ(failure("mx.example.org", AddressFamilies::both, Time{0})->kind,
            ErrorKind::timed_out);
  EXPECT_EQ(service_.questions(), Texts{});
}

TEST_F(Resolve, KeepsTheOrderAndNamesEachAddressOnce) {
  service_.set("mx.example.org.",
               {.addresses = {"2001:db8::2", "192.0.2.1", "2001:db8::1",
                              "192.0.2.1", "2001:db8::2"}});
  EXPECT_EQ(resolve("mx.example.org."),
            (Texts{"2001:db8::2", "192.0.2.1", "2001:db8::1"}));
}

TEST_F(Resolve, AsksForStreamsWhateverTheInterfacesHave) {
  service_.set("mx.example.org", {.addresses = {"192.0.2.1"}});
  resolve("mx.example.org");
  EXPECT_EQ(service_.last_hints().ai_family, AF_UNSPEC);
  EXPECT_EQ(service_.last_hints().ai_socktype, SOCK_STREAM);
  EXPECT_EQ(service_.last_hints().ai_flags, 0);  // no AI_ADDRCONFIG
  resolve("mx.example.org", AddressFamilies::ipv4_only);
  EXPECT_EQ(service_.last_hints().ai_family, AF_INET);
  resolve("mx.example.org", AddressFamilies::ipv6_only);
  EXPECT_EQ(service_.last_hints().ai_family, AF_INET6);
}

TEST_F(Resolve, TellsAMissingNameFromAFailingService) {
  struct Case {
    int error;
    int system_error;
    ErrorKind kind;
  };
  for (const auto& [error, system_error, kind] :
       {Case{EAI_NONAME, 0, ErrorKind::not_found},
        Case{EAI_NONAME, ENOENT, ErrorKind::not_found},
        Case{EAI_NODATA, 0, ErrorKind::not_found},
        Case{EAI_ADDRFAMILY, 0, ErrorKind::not_found},
        Case{0, 0, ErrorKind::not_found},  // an empty list
        Case{EAI_AGAIN, 0, ErrorKind::lookup_failed},
        Case{EAI_FAIL, 0, ErrorKind::lookup_failed},
        Case{EAI_SYSTEM, EIO, ErrorKind::lookup_failed},
        Case{EAI_MEMORY, 0, ErrorKind::local},
        Case{EAI_SYSTEM, ENOMEM, ErrorKind::local},
        // What glibc 2.36 says when it cannot open /etc/hosts.
        Case{EAI_NONAME, EMFILE, ErrorKind::local}}) {
    service_.set("mx.example.org",
                 {.error = error, .system_error = system_error});
    EXPECT_EQ(failure("mx.example.org")->kind, kind)
        << error << " " << system_error;
  }
}

TEST_F(Resolve, SaysWhatIsMissing) {
  service_.set("none.example.org", {.error = EAI_NONAME});
  service_.set("empty.example.org", {.error = EAI_NODATA});
  service_.set("full.example.org",
               {.error = EAI_SYSTEM, .system_error = EMFILE});
  EXPECT_EQ(failure("none.example.org")->what, "no such host");
  EXPECT_EQ(failure("empty.example.org")->what, "the name has no address");
  EXPECT_EQ(failure("none.example.org", AddressFamilies::ipv4_only)->what,
            "no IPv4 address is known for this name");
  EXPECT_EQ(failure("empty.example.org", AddressFamilies::ipv6_only)->what,
            "no IPv6 address is known for this name");
  EXPECT_EQ(failure("full.example.org")->what,
            "no look-up: Too many open files");
}

TEST_F(Resolve, LeavesAHangingLookUpBehind) {
  service_.set("mx.example.org", {.addresses = {"192.0.2.1"}, .hangs = true});
  const auto start = network_.now();
  EXPECT_EQ(
      failure("mx.example.org", AddressFamilies::both, milliseconds(50))->kind,
      ErrorKind::timed_out);
  EXPECT_GE(network_.now() - start, milliseconds(50));
  EXPECT_LT(network_.now() - start, seconds(2));
  EXPECT_TRUE(network_.lookup_running());
  service_.release();
  EXPECT_TRUE(comes_to_rest());
}

TEST_F(Resolve, MayBeOutlivedByItsLookUp) {
  service_.set("mx.example.org", {.addresses = {"192.0.2.1"}, .hangs = true});
  {
    SocketNetwork other;
    const Deadline deadline(other.now() + milliseconds(20));
    EXPECT_EQ(kind_thrown_by([&] {
                other.resolve("mx.example.org", AddressFamilies::both,
                              deadline);
              }),
              ErrorKind::timed_out);
  }
  service_.release();
}

TEST_F(Resolve, WaitsForASlowAnswer) {
  service_.set("mx.example.org", {.addresses = {"192.0.2.1"}, .hangs = true});
  std::thread later([&] {
    std::this_thread::sleep_for(milliseconds(30));
    service_.release();
  });
  EXPECT_EQ(resolve("mx.example.org"), Texts{"192.0.2.1"});
  later.join();
}

TEST_F(Resolve, ServesSeveralThreads) {
  service_.set("mx.example.org", {.addresses = {"192.0.2.1"}});
  std::array<std::thread, 8> threads;
  for (auto& thread : threads) {
    thread = std::thread([&] {
      EXPECT_EQ(resolve("mx.example.org"), Texts{"192.0.2.1"});
      network_.lookup_running();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(comes_to_rest());
}

// From here on the real name service answers.
TEST_F(Resolve, FindsLocalhost) {
  for (const auto& address : resolve("localhost")) {
    EXPECT_TRUE(address == "127.0.0.1" || address == "::1") << address;
  }
}

// RFC 6761 6.4: it never exists. Where no server answers glibc gives up later.
TEST_F(Resolve, DoesNotFindAnInvalidName) {
  const auto start = network_.now();
  const auto within = seconds(5);
  const auto thrown =
      failure("name.invalid", AddressFamilies::both, within).value();
  const auto took = network_.now() - start;
  EXPECT_LT(took, within + seconds(2));
  if (thrown.kind == ErrorKind::timed_out) {
    EXPECT_GE(took, within);
  } else {
    EXPECT_TRUE(thrown.kind == ErrorKind::not_found ||
                thrown.kind == ErrorKind::lookup_failed)
        << thrown.what;
  }
}

}  // namespace
}  // namespace net
