#include "lib/net/socket_transport.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "lib/net/errno_text.h"
#include "lib/net/error.h"
#include "lib/net/tls_engine.h"

namespace net {

namespace {

// A TLS record and some (RFC 8446 5.1).
constexpr std::size_t tls_chunk = 17 * 1024;

// Session tickets and the like, of up to that many reads in a row.
constexpr int most_empty_records = 64;

void set_option(const Socket& socket, int option) {
  const int on = 1;
  setsockopt(socket.descriptor(), IPPROTO_TCP, option, &on, sizeof on);
}

// Of a connection that was there: however it died, it is gone.
[[noreturn]] void fail_talking(int error) {
  if (error == ENOMEM || error == ENOBUFS) throw_local("no talking", error);
  throw Error(ErrorKind::reset, errno_text(error));
}

class SocketTransport : public Transport {
 public:
  SocketTransport(Socket socket, Family family, TlsContextSource contexts)
      : socket_(std::move(socket)),
        tcp_(family != Family::local),
        contexts_(std::move(contexts)) {
    if (tcp_) set_option(socket_, TCP_NODELAY);
  }

  std::size_t read(std::span<char> buffer, Deadline deadline) override {
    if (!tls_) return receive(buffer, deadline);
    for (bool late = false;;) {
      const auto size = tls_->read(buffer);
      if (size > 0 || tls_->closed_by_peer()) return size;
      // Records that carry no data may never end.
      if (late) throw_timed_out();
      late = deadline.passed(steady_now());
      send_all(tls_->take_output(), deadline);
      if (!feed_tls(deadline)) return 0;
    }
  }

  void write(std::string_view bytes, Deadline deadline) override {
    if (!tls_) {
      send_all(bytes, deadline);
      return;
    }
    tls_->write(bytes);
    send_all(tls_->take_output(), deadline);
  }

  // Inside TLS the socket may hold records that carry no data, such as session
  // tickets.
  bool readable() override {
    if (!tls_) return readable_now(socket_);
    for (int records = 0; records < most_empty_records; ++records) {
      if (tls_->has_data() || tls_->closed_by_peer()) return true;
      if (!readable_now(socket_)) return false;
      if (!feed_tls(Deadline(steady_now()))) return true;
    }
    throw Error(ErrorKind::tls, "the server sends endless TLS without data");
  }

  TlsFacts start_tls(const TlsPolicy& policy, Deadline deadline) override {
    auto engine = std::make_unique<TlsEngine>(contexts_(policy.trust), policy);
    tls_ = std::move(engine);
    std::string failure;
    try {
      shake_hands(deadline);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::timed_out ||
          error.kind() == ErrorKind::local) {
        throw;
      }
      failure = error.what();
      send_quietly(tls_->take_output());
    }
    auto facts = tls_->facts();
    facts.failure = failure;
    return facts;
  }

  std::optional<ChannelBinding> channel_binding() override {
    return tls_ ? tls_->channel_binding() : std::nullopt;
  }

  void finish() override {
    if (!tls_) return;
    tls_->finish();
    send_quietly(tls_->take_output());
  }

 private:
  // What is left to send when the handshake is complete waits for the first
  // command, so that both leave in one segment.
  void shake_hands(Deadline deadline) {
    while (!tls_->handshake()) {
      // What a handshake skips may never end.
      if (deadline.passed(steady_now())) throw_timed_out();
      send_all(tls_->take_output(), deadline);
      if (!feed_tls(deadline)) {
        throw Error(ErrorKind::closed,
                    "the server closed the connection in the handshake");
      }
    }
  }

  // False when the peer has closed.
  bool feed_tls(Deadline deadline) {
    std::array<char, tls_chunk> chunk;
    const auto size = receive(chunk, deadline);
    tls_->feed({chunk.data(), size});
    return size > 0;
  }

  // Bytes that are there have come in time, so they are read after the deadline
  // too; how many there can be is bounded by whoever parses them.
  std::size_t receive(std::span<char> buffer, Deadline deadline) {
    for (;;) {
      const auto size =
          recv(socket_.descriptor(), buffer.data(), buffer.size(), 0);
      if (size >= 0) return static_cast<std::size_t>(size);
      if (errno == EAGAIN || errno == EWOULDBLOCK) {
        wait_for(socket_, POLLIN, deadline);
      } else if (errno != EINTR) {
        fail_talking(errno);
      }
    }
  }

  void send_all(std::string_view bytes, Deadline deadline) {
    if (bytes.empty()) return;
    while (!bytes.empty()) {
      // Nothing leaves after the deadline, however fast the peer reads.
      if (deadline.passed(steady_now())) throw_timed_out();
      bytes.remove_prefix(send_some(bytes, deadline));
    }
    // A server whose Nagle algorithm waits for our acknowledgement would
    // answer 40 ms late; the option does not last.
    if (tcp_) set_option(socket_, TCP_QUICKACK);
  }

  // How much of it the system took; nothing where it could only be waited.
  std::size_t send_some(std::string_view bytes, Deadline deadline) {
    const auto size =
        send(socket_.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno == EPIPE) throw Error(ErrorKind::closed, "the server closed");
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      wait_for(socket_, POLLOUT, deadline);
    } else if (errno != EINTR) {
      fail_talking(errno);
    }
    return 0;
  }

  // A last word that the peer need not hear.
  void send_quietly(const std::string& bytes) {
    if (bytes.empty()) return;
    [[maybe_unused]] const auto sent =
        send(socket_.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  Socket socket_;
  bool tcp_;
  TlsContextSource contexts_;
  std::unique_ptr<TlsEngine> tls_;
};

}  // namespace

std::unique_ptr<Transport> make_socket_transport(Socket socket, Family family,
                                                 TlsContextSource contexts) {
  return std::make_unique<SocketTransport>(std::move(socket), family,
                                           std::move(contexts));
}

}  // namespace net
