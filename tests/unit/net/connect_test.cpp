#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <thread>

#include "lib/net/dial.h"
#include "lib/net/socket_network.h"
#include "tests/unit/net/listener.h"
#include "tests/unit/net/thrown.h"

namespace net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Endpoint peer_of(const support::Descriptor& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getpeername(socket.fd(), reinterpret_cast<sockaddr*>(&address), &size);
  return {Family::ipv4, "", ntohs(address.sin_port)};
}

// Every number below 256 that is a descriptor.
std::vector<int> open_descriptors() {
  std::vector<int> open;
  for (int fd = 0; fd < 256; ++fd) {
    if (fcntl(fd, F_GETFD) >= 0) open.push_back(fd);
  }
  return open;
}

// No descriptor can be had while it lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none{0, before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
};

class Connect : public testing::Test {
 protected:
  Connection connect(const Endpoint& peer, std::string_view source = {},
                     Time within = seconds(5)) {
    return network_.connect(peer, parse_address(source),
                            Deadline(network_.now() + within));
  }

  std::optional<Thrown> failure(const Endpoint& peer,
                                std::string_view source = {},
                                Time within = seconds(5)) {
    return thrown_by([&] { connect(peer, source, within); });
  }

  std::optional<ErrorKind> failure_kind(const Endpoint& peer,
                                        std::string_view source = {}) {
    return kind_thrown_by([&] { connect(peer, source); });
  }

  SocketNetwork network_;
};

TEST_F(Connect, TellsBothEnds) {
  Listener listener("127.0.0.1");
  const auto connection = connect(listener.endpoint());
  const auto server = listener.accept();
  EXPECT_EQ(connection.peer, listener.endpoint());
  EXPECT_EQ(connection.local.family, Family::ipv4);
  EXPECT_EQ(connection.local.address, "127.0.0.1");
  EXPECT_EQ(connection.local.port, peer_of(server).port);
}

TEST_F(Connect, SpeaksIpv6) {
  Listener listener("::1");
  const auto connection = connect(listener.endpoint());
  EXPECT_EQ(connection.peer, listener.endpoint());
  EXPECT_EQ(connection.local.address, "::1");
  EXPECT_NE(connection.local.port, 0);
}

TEST_F(Connect, LeavesAMappedAddressAnIpv6One) {
  Listener listener("127.0.0.1");
  const auto connection =
      connect({Family::ipv6, "::ffff:127.0.0.1", listener.endpoint().port});
  EXPECT_EQ(connection.peer.family, Family::ipv6);
  EXPECT_EQ(connection.peer.address, "::ffff:127.0.0.1");
  EXPECT_EQ(connection.local.address, "::ffff:127.0.0.1");
}

// The kernel takes 0.0.0.0 for this machine: the real peer is told.
TEST_F(Connect, AsksTheSystemForThePeer) {
  Listener listener("127.0.0.1");
  const auto connection =
      connect({Family::ipv4, "0.0.0.0", listener.endpoint().port});
  EXPECT_EQ(connection.peer, listener.endpoint());
}

TEST_F(Connect, SpeaksToUnixSockets) {
  Listener listener(socket_path("stream"));
  const auto connection = connect(listener.endpoint());
  const auto server = listener.accept();
  EXPECT_EQ(connection.peer, listener.endpoint());
  EXPECT_EQ(connection.local.family, Family::local);
  connection.transport->write("LHLO", Deadline(network_.now() + seconds(5)));
  EXPECT_EQ(hear(server, 4), "LHLO");
}

TEST_F(Connect, BindsTheSourceAddress) {
  Listener listener("127.0.0.1");
  const auto connection = connect(listener.endpoint(), "127.0.0.2");
  EXPECT_EQ(connection.local.address, "127.0.0.2");
}

TEST_F(Connect, NamesASourceAddressThatIsNotOurs) {
  Listener listener("127.0.0.1");
  const auto thrown = failure(listener.endpoint(), "198.51.100.7").value();
  EXPECT_EQ(thrown.kind, ErrorKind::local);
  EXPECT_EQ(thrown.what,
            "--source-address 198.51.100.7 is no address of this machine");
}

TEST_F(Connect, HasNoRouteFromTheOtherFamily) {
  Listener ipv4("127.0.0.1");
  Listener ipv6("::1");
  Listener local(socket_path("other-family"));
  EXPECT_EQ(failure_kind(ipv4.endpoint(), "::1"), ErrorKind::no_route);
  EXPECT_EQ(failure_kind(ipv6.endpoint(), "127.0.0.1"), ErrorKind::no_route);
  EXPECT_EQ(failure_kind(local.endpoint(), "127.0.0.1"), ErrorKind::no_route);
  EXPECT_FALSE(ipv4.called() || ipv6.called() || local.called());
}

// None of these lets a packet leave, whatever the machine is connected to: the
// kernel refuses loopback sources, and link-local addresses without a zone.
TEST_F(Connect, HasNoRouteWhereTheKernelKnowsNone) {
  EXPECT_EQ(failure_kind({Family::ipv4, "192.0.2.1", 25}, "127.0.0.2"),
            ErrorKind::no_route);
  EXPECT_EQ(failure_kind({Family::ipv6, "::ffff:127.0.0.1", 25}, "::1"),
            ErrorKind::no_route);
  EXPECT_EQ(failure_kind({Family::ipv6, "fe80::1", 25}), ErrorKind::no_route);
  EXPECT_EQ(failure_kind({Family::ipv6, "fe80::1%no-such", 25}),
            ErrorKind::no_route);
}

TEST_F(Connect, IsRefusedWhereNobodyListens) {
  const auto thrown = failure(deserted("127.0.0.1")).value();
  EXPECT_EQ(thrown.kind, ErrorKind::refused);
  EXPECT_EQ(thrown.what, "Connection refused");
  EXPECT_EQ(failure_kind(deserted("::1")), ErrorKind::refused);
}

class SocketFile : public Connect {
 protected:
  void SetUp() override {
    auto* file = std::fopen(path_.c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fclose(file);
  }
  void TearDown() override { unlink(path_.c_str()); }

  const std::string path_ = socket_path("file");
};

TEST_F(SocketFile, IsRefusedWhereItDoesNotExist) {
  EXPECT_EQ(failure_kind({Family::local, path_ + ".gone", 0}),
            ErrorKind::refused);
  EXPECT_EQ(failure_kind({Family::local, path_ + "/below", 0}),
            ErrorKind::refused);
}

TEST_F(SocketFile, IsRefusedWhereItIsNoStream) {
  EXPECT_EQ(failure_kind({Family::local, path_, 0}), ErrorKind::refused);

  unlink(path_.c_str());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.copy(address.sun_path, sizeof address.sun_path - 1);
  const support::Descriptor datagrams(socket(AF_UNIX, SOCK_DGRAM, 0));
  ASSERT_EQ(bind(datagrams.fd(), reinterpret_cast<sockaddr*>(&address),
                 sizeof address),
            0);
  EXPECT_EQ(failure_kind({Family::local, path_, 0}), ErrorKind::refused);
}

TEST_F(SocketFile, MustHaveAPathThatFits) {
  const auto thrown =
      failure({Family::local, "/" + std::string(107, 'a'), 0}).value();
  EXPECT_EQ(thrown.kind, ErrorKind::local);
  EXPECT_EQ(thrown.what, "the path of the socket is too long");
  EXPECT_EQ(failure_kind({Family::local, "/" + std::string(106, 'a'), 0}),
            ErrorKind::refused);
}

TEST_F(Connect, DoesNothingAfterTheDeadline) {
  Listener listener("127.0.0.1");
  EXPECT_EQ(failure(listener.endpoint(), {}, Time{0})->kind,
            ErrorKind::timed_out);
  EXPECT_EQ(failure(listener.endpoint(), {}, -seconds(1))->kind,
            ErrorKind::timed_out);
  EXPECT_FALSE(listener.called());
}

// With the queue full the kernel drops what asks for a connection.
TEST_F(Connect, EndsAtTheDeadline) {
  Listener listener("127.0.0.1", 0);
  const auto waiting = connect(listener.endpoint());
  const auto start = network_.now();
  EXPECT_EQ(failure(listener.endpoint(), {}, milliseconds(100))->kind,
            ErrorKind::timed_out);
  EXPECT_GE(network_.now() - start, milliseconds(100));
  EXPECT_LT(network_.now() - start, seconds(2));
}

TEST_F(Connect, EndsAtTheDeadlineOnUnixSocketsToo) {
  Listener listener(socket_path("full"), 0);
  const auto waiting = connect(listener.endpoint());
  const auto start = network_.now();
  const auto thrown =
      failure(listener.endpoint(), {}, milliseconds(50)).value();
  EXPECT_EQ(thrown.kind, ErrorKind::timed_out);
  EXPECT_EQ(thrown.what, "the server's listen queue stayed full");
  EXPECT_GE(network_.now() - start, milliseconds(50));
  EXPECT_LT(network_.now() - start, seconds(2));
}

TEST_F(Connect, WaitsInTheQueueOfAUnixSocket) {
  Listener listener(socket_path("queue"), 0);
  const auto waiting = connect(listener.endpoint());
  std::thread server([&] {
    std::this_thread::sleep_for(milliseconds(30));
    listener.accept();
  });
  EXPECT_EQ(failure_kind(listener.endpoint()), std::nullopt);
  server.join();
}

TEST_F(Connect, CallsAMissingDescriptorOurOwnFault) {
  Listener listener("127.0.0.1");
  // UBSan needs descriptors too when it meets a type for the first time.
  ASSERT_TRUE(failure(deserted("127.0.0.1")));
  const auto thrown = [&] {
    const NoDescriptors none;
    return failure(listener.endpoint());
  }();
  ASSERT_TRUE(thrown);
  EXPECT_EQ(thrown->kind, ErrorKind::local);
  EXPECT_EQ(thrown->what, "no socket: Too many open files");
}

TEST_F(Connect, LeaksNoDescriptor) {
  Listener listener("127.0.0.1");
  const auto nobody = deserted("127.0.0.1");
  const auto before = open_descriptors();
  connect(listener.endpoint());
  failure(nobody);
  failure(listener.endpoint(), "198.51.100.7");
  failure({Family::ipv6, "fe80::1", 25});
  EXPECT_EQ(open_descriptors(), before);
}

// A connection of which the test knows the descriptor.
class OwnSocket : public Connect {
 protected:
  OwnSocket() {
    const auto before = open_descriptors();
    connection_ = connect(listener_.endpoint());
    const auto after = open_descriptors();
    for (const int fd : after) {
      if (std::find(before.begin(), before.end(), fd) == before.end()) {
        descriptor_ = fd;
      }
    }
  }

  int tcp_option(int option) const {
    int value = -1;
    socklen_t size = sizeof value;
    getsockopt(descriptor_, IPPROTO_TCP, option, &value, &size);
    return value;
  }

  Listener listener_{"127.0.0.1"};
  Connection connection_;
  int descriptor_ = -1;
};

TEST_F(OwnSocket, DoesNotReachChildrenAndDoesNotBlock) {
  EXPECT_EQ(fcntl(descriptor_, F_GETFD), FD_CLOEXEC);
  EXPECT_NE(fcntl(descriptor_, F_GETFL) & O_NONBLOCK, 0);
}

// Neither Nagle's algorithm nor a late acknowledgement may cost 40 ms; the
// kernel forgets the latter with each exchange.
TEST_F(OwnSocket, NeverHoldsAnythingBack) {
  const auto server = listener_.accept();
  const Deadline deadline(network_.now() + seconds(5));
  EXPECT_EQ(tcp_option(TCP_NODELAY), 1);
  for (int i = 0; i < 5; ++i) {
    std::array<char, 8> buffer{};
    say(server, "250\r\n");
    EXPECT_EQ(connection_.transport->read(buffer, deadline), 5U);
    connection_.transport->write("NOOP\r\n", deadline);
    EXPECT_EQ(tcp_option(TCP_QUICKACK), 1);
  }
}

TEST_F(Connect, DialsTheNextAddress) {
  Listener second("127.0.0.2");
  const auto port = second.endpoint().port;
  const Endpoint refusing{Family::ipv4, "127.0.0.1", port};
  const Endpoint unroutable{Family::ipv6, "fe80::1", port};
  const auto dialled =
      dial(network_, {refusing, unroutable, second.endpoint()}, std::nullopt,
           Deadline(network_.now() + seconds(5)));
  ASSERT_TRUE(dialled.connection);
  EXPECT_EQ(dialled.connection->peer, second.endpoint());
  ASSERT_EQ(dialled.failures.size(), 2U);
  EXPECT_EQ(dialled.failures[0].kind, ErrorKind::refused);
  EXPECT_EQ(dialled.failures[1].kind, ErrorKind::no_route);
}

TEST_F(Connect, DialsTheNextAddressWhenOneIsSilent) {
  Listener silent("127.0.0.1", 0);
  const auto waiting = connect(silent.endpoint());
  Listener second("127.0.0.2", 16, silent.endpoint().port);
  const auto start = network_.now();
  const auto dialled = dial(network_, {silent.endpoint(), second.endpoint()},
                            std::nullopt, Deadline(start + milliseconds(600)));
  ASSERT_TRUE(dialled.connection);
  EXPECT_EQ(dialled.connection->peer, second.endpoint());
  EXPECT_EQ(dialled.failures.at(0).kind, ErrorKind::timed_out);
  EXPECT_GE(network_.now() - start, milliseconds(300));
}

}  // namespace
}  // namespace net
