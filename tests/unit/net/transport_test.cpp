#include <gtest/gtest.h>
#include <sys/time.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <thread>

#include "lib/net/socket_network.h"
#include "tests/unit/net/listener.h"
#include "tests/unit/net/thrown.h"

namespace net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// More than any socket buffers.
const std::string& too_much() {
  static const std::string bytes(64U << 20U, 'x');
  return bytes;
}

// Each test with a client of ours and the server's end of its connection.
class SocketTransport : public testing::TestWithParam<const char*> {
 protected:
  SocketTransport()
      : listener_(address()),
        client_(
            network_.connect(listener_.endpoint(), std::nullopt, in(seconds(5)))
                .transport),
        server_(listener_.accept()) {}

  static std::string address() {
    const std::string name = GetParam();
    return name == "unix" ? socket_path("transport") : name;
  }

  Deadline in(Time time) { return Deadline(network_.now() + time); }

  // One read of at most so many bytes.
  std::string read(Deadline deadline, std::size_t most = 64) {
    std::string bytes(most, '\0');
    bytes.resize(client_->read(bytes, deadline));
    return bytes;
  }

  std::optional<ErrorKind> read_failure(Deadline deadline) {
    return kind_thrown_by([&] { read(deadline); });
  }

  std::optional<ErrorKind> write_failure(std::string_view bytes,
                                         Deadline deadline) {
    return kind_thrown_by([&] { client_->write(bytes, deadline); });
  }

  // What the server did needs a moment to come through the kernel.
  bool becomes_readable() {
    for (int i = 0; i < 500 && !client_->readable(); ++i) {
      std::this_thread::sleep_for(milliseconds(10));
    }
    return client_->readable();
  }

  SocketNetwork network_;
  Listener listener_;
  std::unique_ptr<Transport> client_;
  support::Descriptor server_;
};

INSTANTIATE_TEST_SUITE_P(Over, SocketTransport,
                         testing::Values("127.0.0.1", "::1", "unix"),
                         [](const auto& over) {
                           const std::string name = over.param;
                           if (name == "::1") return std::string("ipv6");
                           return name == "unix" ? name : std::string("ipv4");
                         });

TEST_P(SocketTransport, Echoes) {
  client_->write("EHLO us\r\n", in(seconds(5)));
  EXPECT_EQ(hear(server_, 9), "EHLO us\r\n");
  say(server_, "250 mx\r\n");
  EXPECT_EQ(read(in(seconds(5))), "250 mx\r\n");
}

TEST_P(SocketTransport, ReadsNoMoreThanTheBufferHolds) {
  say(server_, "220 mx");
  EXPECT_EQ(read(in(seconds(5)), 4), "220 ");
  EXPECT_EQ(read(in(seconds(5)), 4), "mx");
}

TEST_P(SocketTransport, ReadsTheRestAndThenTheEnd) {
  say(server_, "bye");
  server_.reset();
  EXPECT_EQ(read(in(seconds(5))), "bye");
  EXPECT_EQ(read(in(seconds(5))), "");
  EXPECT_EQ(read(in(seconds(5))), "");
}

// A write after the peer's close must not end the program by SIGPIPE either.
TEST_P(SocketTransport, NoticesThatThePeerHasClosed) {
  server_.reset();
  std::optional<ErrorKind> failure;
  for (int i = 0; i < 500 && !failure; ++i) {
    failure = write_failure("QUIT\r\n", in(seconds(5)));
    std::this_thread::sleep_for(milliseconds(1));
  }
  ASSERT_TRUE(failure);
  EXPECT_TRUE(failure == ErrorKind::closed || failure == ErrorKind::reset);
}

TEST_P(SocketTransport, EndsAtTheDeadlineThoughThePeerNeverReads) {
  const auto& much = too_much();
  const auto start = network_.now();
  EXPECT_EQ(write_failure(much, in(milliseconds(200))), ErrorKind::timed_out);
  EXPECT_GE(network_.now() - start, milliseconds(200));
  EXPECT_LT(network_.now() - start, seconds(4));
}

TEST_P(SocketTransport, WritesAllToASlowReader) {
  constexpr std::size_t size = 8U << 20U;
  std::string sent(size, '\0');
  for (std::size_t i = 0; i < size; ++i) sent[i] = static_cast<char>(i % 251);
  std::string heard;
  std::thread reader([&] {
    std::this_thread::sleep_for(milliseconds(30));
    heard = hear(server_, size);
  });
  client_->write(sent, in(seconds(20)));
  reader.join();
  EXPECT_TRUE(heard == sent);
}

TEST_P(SocketTransport, IsNotKeptByAServerThatDrips) {
  std::atomic<bool> stop = false;
  std::thread dripping([&] {
    while (!stop) {
      say(server_, "x");
      std::this_thread::sleep_for(milliseconds(10));
    }
  });
  const auto start = network_.now();
  const auto deadline = in(milliseconds(200));
  std::size_t bytes = 0;
  EXPECT_EQ(kind_thrown_by([&] {
              for (;;) bytes += read(deadline).size();
            }),
            ErrorKind::timed_out);
  EXPECT_GT(bytes, 0U);
  EXPECT_GE(network_.now() - start, milliseconds(200));
  EXPECT_LT(network_.now() - start, seconds(2));
  stop = true;
  dripping.join();
}

TEST_P(SocketTransport, ReadsAfterTheDeadlineOnlyWhatIsThere) {
  EXPECT_EQ(read_failure(in(Time{0})), ErrorKind::timed_out);
  EXPECT_EQ(read_failure(in(-seconds(1))), ErrorKind::timed_out);
  say(server_, "220 mx");
  ASSERT_TRUE(becomes_readable());
  EXPECT_EQ(read(in(-seconds(1))), "220 mx");
  EXPECT_EQ(read_failure(in(-seconds(1))), ErrorKind::timed_out);
}

TEST_P(SocketTransport, WritesNothingAfterTheDeadline) {
  EXPECT_EQ(write_failure("MAIL", in(Time{0})), ErrorKind::timed_out);
  client_->write("QUIT", in(seconds(5)));
  EXPECT_EQ(hear(server_, 4), "QUIT");
}

TEST_P(SocketTransport, KnowsWhetherAReadWouldReturn) {
  EXPECT_FALSE(client_->readable());
  say(server_, "220");
  EXPECT_TRUE(becomes_readable());
  read(in(seconds(5)));
  EXPECT_FALSE(client_->readable());
  server_.reset();
  EXPECT_TRUE(becomes_readable());
}

std::chrono::nanoseconds processor_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// poll(2) counts milliseconds: the fraction that is left must not be spun away.
TEST_P(SocketTransport, WaitsWithoutSpinning) {
  const auto start = network_.now();
  const auto before = processor_time();
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(read_failure(in(std::chrono::microseconds(900))),
              ErrorKind::timed_out);
  }
  EXPECT_GE(network_.now() - start, milliseconds(270));
  EXPECT_LT(processor_time() - before, milliseconds(135));
}

// Interrupts every other millisecond, without restarting system calls.
class Interruptions {
 public:
  Interruptions() {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    sigaction(SIGALRM, &action, &before_);
    arm(2000);
  }
  ~Interruptions() {
    arm(0);
    sigaction(SIGALRM, &before_, nullptr);
  }
  Interruptions(const Interruptions&) = delete;
  Interruptions& operator=(const Interruptions&) = delete;

 private:
  static void arm(suseconds_t microseconds) {
    const itimerval timer{{0, microseconds}, {0, microseconds}};
    setitimer(ITIMER_REAL, &timer, nullptr);
  }

  struct sigaction before_ {};
};

TEST_P(SocketTransport, IsNotDisturbedByInterruptions) {
  const auto& much = too_much();
  const Interruptions interruptions;
  const auto start = network_.now();
  EXPECT_EQ(read_failure(in(milliseconds(100))), ErrorKind::timed_out);
  EXPECT_GE(network_.now() - start, milliseconds(100));
  EXPECT_LT(network_.now() - start, seconds(2));
  EXPECT_EQ(write_failure(much, in(milliseconds(100))), ErrorKind::timed_out);
}

// RST is TCP's alone.
class TcpTransport : public SocketTransport {};

INSTANTIATE_TEST_SUITE_P(Over, TcpTransport,
                         testing::Values("127.0.0.1", "::1"),
                         [](const auto& over) {
                           return std::string(over.param) == "::1" ? "ipv6"
                                                                   : "ipv4";
                         });

TEST_P(TcpTransport, TellsAReset) {
  reset(server_);
  EXPECT_EQ(read_failure(in(seconds(5))), ErrorKind::reset);
}

TEST_P(TcpTransport, TellsAResetWhileItWaits) {
  std::thread server([&] {
    std::this_thread::sleep_for(milliseconds(30));
    reset(server_);
  });
  EXPECT_EQ(read_failure(in(seconds(5))), ErrorKind::reset);
  server.join();
}

TEST_P(TcpTransport, TellsAResetWhenItWrites) {
  reset(server_);
  ASSERT_TRUE(becomes_readable());
  EXPECT_EQ(write_failure("QUIT\r\n", in(seconds(5))), ErrorKind::reset);
}

TEST_P(TcpTransport, CountsAResetAsReadable) {
  EXPECT_FALSE(client_->readable());
  reset(server_);
  EXPECT_TRUE(becomes_readable());
}

}  // namespace
}  // namespace net
