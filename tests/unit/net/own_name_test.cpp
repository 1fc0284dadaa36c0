#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <thread>

#include "lib/net/lookup.h"
#include "lib/net/socket_network.h"
#include "tests/unit/net/name_service.h"

namespace net {
namespace {

using std::chrono::milliseconds;

class OwnName : public testing::Test {
 protected:
  // Asks until the look-up has ended.
  std::string final_name() {
    network_.own_name();
    for (int i = 0; i < 500 && network_.lookup_running(); ++i) {
      std::this_thread::sleep_for(milliseconds(10));
    }
    return network_.own_name();
  }

  // The name that follows from the answer to a look-up of "monitor1".
  std::string name_for(const NameService::Answer& answer) {
    service_.set_host_name("monitor1");
    service_.set("monitor1", answer);
    return final_name();
  }

  NameService service_;
  SocketNetwork network_;
};

TEST_F(OwnName, IsTheHostNameIfThatHasADot) {
  service_.set_host_name("monitor1.example.net");
  EXPECT_EQ(network_.own_name(), "monitor1.example.net");
  EXPECT_TRUE(service_.questions().empty());
  EXPECT_FALSE(network_.lookup_running());
}

TEST_F(OwnName, IsTheCanonicalNameOnceItIsKnown) {
  service_.set_host_name("monitor1");
  service_.set("monitor1", {.addresses = {"192.0.2.9"},
                            .canonical_name = "monitor1.example.net",
                            .hangs = true});
  EXPECT_EQ(network_.own_name(), "");
  EXPECT_EQ(network_.own_name(), "");
  EXPECT_TRUE(network_.lookup_running());
  service_.release();
  EXPECT_EQ(final_name(), "monitor1.example.net");
  EXPECT_EQ(service_.questions(), std::vector<std::string>{"monitor1"});
  EXPECT_NE(service_.last_hints().ai_flags & AI_CANONNAME, 0);
}

TEST_F(OwnName, IsEmptyWhereTheCanonicalNameHasNoDot) {
  EXPECT_EQ(
      name_for({.addresses = {"192.0.2.9"}, .canonical_name = "monitor1"}), "");
}

TEST_F(OwnName, IsEmptyWhereTheLookUpFails) {
  EXPECT_EQ(name_for({.error = EAI_AGAIN}), "");
}

TEST_F(OwnName, IsNeverLocalhost) {
  EXPECT_EQ(name_for({.addresses = {"127.0.0.1"},
                      .canonical_name = "localhost.localdomain"}),
            "");
}

TEST_F(OwnName, MayBeAskedForByManyThreads) {
  service_.set_host_name("monitor1");
  service_.set("monitor1", {.addresses = {"192.0.2.9"},
                            .canonical_name = "monitor1.example.net"});
  std::array<std::thread, 8> threads;
  for (auto& thread : threads) {
    thread = std::thread([&] { network_.own_name(); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(final_name(), "monitor1.example.net");
  EXPECT_EQ(service_.questions().size(), 1U);
}

TEST(FitForEhlo, PassesNamesThatAClientMayUse) {
  EXPECT_EQ(fit_for_ehlo("mx-1.example.org"), "mx-1.example.org");
  EXPECT_EQ(fit_for_ehlo("MX.Example.ORG."), "MX.Example.ORG");
  for (const auto* name :
       {"", ".", "monitor1", "monitor1.", "my_host.example.org", "localhost",
        "localhost.localdomain", "LOCALHOST.example.org", "a b.example.org",
        "a.example.org\r\nQUIT", "m\xC3\xBCller.example.org"}) {
    EXPECT_EQ(fit_for_ehlo(name), "") << name;
  }
}

}  // namespace
}  // namespace net
