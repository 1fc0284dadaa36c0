// Network::exchange_datagram() over real sockets on loopback, the server's end
// moved by hand.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include "lib/net/socket_network.h"
#include "tests/support/descriptor.h"
#include "tests/unit/net/thrown.h"

namespace net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// One socket that answers every datagram with those that it is given.
class Peer {
 public:
  explicit Peer(std::vector<std::string> answers)
      : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* common = reinterpret_cast<sockaddr*>(&address);
    bind(socket_.fd(), common, size);
    getsockname(socket_.fd(), common, &size);
    endpoint_ = {Family::ipv4, "127.0.0.1", ntohs(address.sin_port)};
    thread_ = std::thread([this, answers = std::move(answers)] {
      while (answer(answers)) {
      }
    });
  }

  ~Peer() {
    shutdown(socket_.fd(), SHUT_RDWR);
    thread_.join();
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  const Endpoint& endpoint() const { return endpoint_; }
  // Of the clients.
  std::set<int> ports() const {
    const std::lock_guard lock(mutex_);
    return ports_;
  }

 private:
  bool answer(const std::vector<std::string>& answers) {
    char buffer[64];
    sockaddr_in client{};
    socklen_t size = sizeof client;
    auto* common = reinterpret_cast<sockaddr*>(&client);
    const auto got =
        recvfrom(socket_.fd(), buffer, sizeof buffer, 0, common, &size);
    if (got <= 0) return false;
    note(ntohs(client.sin_port));
    for (const auto& one : answers) {
      sendto(socket_.fd(), one.data(), one.size(), 0, common, size);
    }
    return true;
  }

  void note(int port) {
    const std::lock_guard lock(mutex_);
    ports_.insert(port);
  }

  support::Descriptor socket_;
  Endpoint endpoint_;
  mutable std::mutex mutex_;  // of ports_
  std::set<int> ports_;
  std::thread thread_;
};

class Datagram : public testing::Test {
 protected:
  std::string exchange(const Endpoint& server, Time within = seconds(5)) {
    return network_.exchange_datagram(
        server, "question",
        [](std::string_view datagram) { return datagram.starts_with("yes"); },
        Deadline(network_.now() + within));
  }

  std::optional<ErrorKind> failure(const Endpoint& server,
                                   Time within = seconds(5)) {
    return kind_thrown_by([&] { exchange(server, within); });
  }

  SocketNetwork network_;
};

TEST_F(Datagram, IsTheFirstThatFits) {
  Peer peer({"no", "", "yes 1", "yes 2"});
  EXPECT_EQ(exchange(peer.endpoint()), "yes 1");
}

TEST_F(Datagram, MayBeLarge) {
  const auto large = "yes" + std::string(60000, 'x');
  Peer peer({large});
  EXPECT_EQ(exchange(peer.endpoint()), large);
}

TEST_F(Datagram, IsWaitedForUntilTheDeadline) {
  Peer peer({"no"});
  const auto start = network_.now();
  EXPECT_EQ(failure(peer.endpoint(), milliseconds(150)), ErrorKind::timed_out);
  EXPECT_GE(network_.now() - start, milliseconds(150));
  EXPECT_LT(network_.now() - start, seconds(2));
  EXPECT_EQ(failure(peer.endpoint(), seconds(0)), ErrorKind::timed_out);
}

TEST_F(Datagram, IsNotLookedForAmongTooMany) {
  std::vector<std::string> answers(101, "no");
  answers.emplace_back("yes");
  Peer peer(answers);
  EXPECT_EQ(failure(peer.endpoint()), ErrorKind::unsolicited);
}

TEST_F(Datagram, IsLookedForAmongMany) {
  std::vector<std::string> answers(100, "no");
  answers.emplace_back("yes");
  Peer peer(answers);
  EXPECT_EQ(exchange(peer.endpoint()), "yes");
}

TEST_F(Datagram, TellsWhereNobodyListens) {
  const auto nobody = Peer({}).endpoint();
  EXPECT_EQ(failure(nobody), ErrorKind::refused);
}

TEST_F(Datagram, TellsWhereNoWayLeads) {
  EXPECT_EQ(failure({Family::ipv6, "fe80::1", 53}), ErrorKind::no_route);
}

TEST_F(Datagram, ComesFromAnotherPortEachTime) {
  Peer peer({"yes"});
  for (int i = 0; i < 20; ++i) exchange(peer.endpoint());
  const auto ports = peer.ports();
  EXPECT_GT(ports.size(), 15U);
  EXPECT_GT(*ports.rbegin() - *ports.begin(), 1000);
}

// Only what the server itself sends counts.
TEST_F(Datagram, ComesFromTheServer) {
  Peer peer({});
  std::optional<ErrorKind> kind;
  std::thread client(
      [&] { kind = failure(peer.endpoint(), milliseconds(300)); });
  std::this_thread::sleep_for(milliseconds(100));
  const support::Descriptor stranger(::socket(AF_INET, SOCK_DGRAM, 0));
  for (const int port : peer.ports()) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sendto(stranger.fd(), "yes", 3, 0,
           reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  client.join();
  EXPECT_EQ(kind, ErrorKind::timed_out);
}

}  // namespace
}  // namespace net
