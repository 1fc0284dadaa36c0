#include "tests/support/fake_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace support {

namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

template <typename Address>
Descriptor listen_on(const Address& address, int family) {
  Descriptor listener(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listener.open()) fail("socket");
  // NOLINTNEXTLINE: the socket calls know every address by its common part.
  const auto* common = reinterpret_cast<const sockaddr*>(&address);
  if (bind(listener.fd(), common, sizeof address) != 0) fail("bind");
  if (listen(listener.fd(), SOMAXCONN) != 0) fail("listen");
  return listener;
}

Descriptor listen_at(const std::string& text, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, text.c_str(), &address.sin_addr) != 1) {
    throw std::invalid_argument("no IPv4 address: " + text);
  }
  return listen_on(address, AF_INET);
}

Descriptor listen_on_path(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    throw std::system_error(ENAMETOOLONG, std::generic_category(), path);
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return listen_on(address, AF_UNIX);
}

std::uint16_t port_of(const Descriptor& listener) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  // NOLINTNEXTLINE: as above.
  auto* common = reinterpret_cast<sockaddr*>(&address);
  if (getsockname(listener.fd(), common, &size) != 0) fail("getsockname");
  return ntohs(address.sin_port);
}

constexpr int forever = -1;

}  // namespace

// One connection.
class FakeServer::Player {
 public:
  Player(FakeServer& server, Descriptor socket)
      : server_(server), socket_(std::move(socket)) {
    const int on = 1;
    setsockopt(socket_.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }

  void play(const Script& script) {
    for (const auto& step : script.steps) {
      if (!play(step)) return;
    }
    close_softly();
  }

 private:
  // Returns whether the connection goes on.
  bool play(const Step& step) {
    switch (step.act) {
      case Act::say:
        return say(step);
      case Act::expect:
        return hear(step);
      case Act::wait:
        return rest(step.pause);
      case Act::hang:
        drain();
        return false;
      case Act::close:
        close_softly();
        return false;
      case Act::reset:
        reset();
        return false;
      case Act::tls:
        server_.complain("this server speaks no TLS");
        return false;
    }
    return false;
  }

  // Waits for one of the events; no when the server shall end or the time is
  // over.
  bool await(short events, int milliseconds) const {
    std::array<pollfd, 2> waiting{
        {{socket_.fd(), events, 0}, {server_.stop_.fd(), POLLIN, 0}}};
    const int ready = poll(waiting.data(), waiting.size(), milliseconds);
    return ready > 0 && waiting[1].revents == 0;
  }

  bool rest(net::Time pause) const {
    pollfd stop{server_.stop_.fd(), POLLIN, 0};
    const auto time =
        std::chrono::duration_cast<std::chrono::milliseconds>(pause);
    return poll(&stop, 1, static_cast<int>(time.count())) == 0;
  }

  bool say(const Step& step) const {
    // Not byte by byte: millions of short lines shall not take minutes.
    constexpr std::size_t batch_size = 65536;
    std::string batch;
    for (std::size_t i = 0; i < step.times; ++i) {
      batch += step.bytes;
      if (batch.size() < batch_size && i + 1 < step.times) continue;
      if (!send_all(batch)) return false;
      batch.clear();
    }
    return true;
  }

  bool send_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      if (!await(POLLOUT, forever)) return false;
      const auto sent = send(socket_.fd(), bytes.data(), bytes.size(),
                             MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
      bytes.remove_prefix(static_cast<std::size_t>(std::max<long>(sent, 0)));
    }
    return true;
  }

  // No when the client has closed or the server shall end.
  bool receive() {
    std::array<char, 4096> buffer;
    if (!await(POLLIN, forever)) return false;
    const auto size = recv(socket_.fd(), buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    heard_.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
  }

  bool hear(const Step& step) {
    const bool line = step.bytes.ends_with("\r\n");
    for (;;) {
      const auto end = heard_.find('\n');
      if (line && end != std::string::npos) return take(step, end + 1);
      const bool lenient = server_.judging_ == Judging::lenient;
      const auto enough = lenient ? 1 : step.bytes.size();
      if (!line && heard_.size() >= enough) {
        return take(step, std::min(heard_.size(), step.bytes.size()));
      }
      if (receive()) continue;
      server_.complain("expected " + notation(step.bytes) + ", got only " +
                       notation(heard_));
      return false;
    }
  }

  bool take(const Step& step, std::size_t size) {
    const std::string got = heard_.substr(0, size);
    heard_.erase(0, size);
    server_.note(got);
    if (got != step.bytes) {
      server_.complain("expected " + notation(step.bytes) + ", got " +
                       notation(got));
    }
    return server_.judging_ == Judging::lenient || got == step.bytes;
  }

  // Reads on until the client has closed: bytes that nobody takes would make
  // the kernel answer with a reset.
  void drain() {
    while (receive()) {
    }
    for (auto end = heard_.find('\n'); end != std::string::npos;
         end = heard_.find('\n')) {
      server_.note(heard_.substr(0, end + 1));
      heard_.erase(0, end + 1);
    }
  }

  void close_softly() {
    shutdown(socket_.fd(), SHUT_WR);
    drain();
  }

  void reset() {
    const linger at_once{1, 0};
    setsockopt(socket_.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.reset();
  }

  FakeServer& server_;
  Descriptor socket_;
  std::string heard_;
};

FakeServer::FakeServer(std::string_view dialogue, Judging judging)
    : scripts_(parse_dialogue(dialogue)),
      judging_(judging),
      listener_(listen_at("127.0.0.1", 0)),
      port_(port_of(listener_)) {
  start();
}

FakeServer::FakeServer(std::string_view dialogue, const net::Endpoint& at)
    : scripts_(parse_dialogue(dialogue)),
      judging_(Judging::lenient),
      listener_(listen_at(at.address, at.port)),
      port_(port_of(listener_)) {
  start();
}

FakeServer::FakeServer(std::string_view dialogue, const std::string& path,
                       Judging judging)
    : scripts_(parse_dialogue(dialogue)),
      judging_(judging),
      path_(path),
      listener_(listen_on_path(path)) {
  start();
}

void FakeServer::start() {
  if (scripts_.empty()) scripts_.emplace_back();
  stop_ = Descriptor(eventfd(0, EFD_CLOEXEC));
  if (!stop_.open()) fail("eventfd");
  thread_ = std::thread([this] { serve(); });
}

FakeServer::~FakeServer() {
  eventfd_write(stop_.fd(), 1);
  thread_.join();
  if (!path_.empty()) ::unlink(path_.c_str());
}

void FakeServer::serve() {
  for (;;) {
    std::array<pollfd, 2> waiting{
        {{listener_.fd(), POLLIN, 0}, {stop_.fd(), POLLIN, 0}}};
    poll(waiting.data(), waiting.size(), forever);
    if (waiting[1].revents != 0) return;
    Descriptor socket(accept4(listener_.fd(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket.open()) continue;
    const auto count = static_cast<std::size_t>(connections_++);
    Player(*this, std::move(socket)).play(scripts_[count % scripts_.size()]);
  }
}

void FakeServer::note(const std::string& line) {
  const std::scoped_lock lock(mutex_);
  received_.push_back(line.substr(0, line.find_last_not_of("\r\n") + 1));
}

void FakeServer::complain(const std::string& what) {
  const std::scoped_lock lock(mutex_);
  if (judging_ == Judging::strict && complaint_.empty()) complaint_ = what;
}

std::vector<std::string> FakeServer::received() const {
  const std::scoped_lock lock(mutex_);
  return received_;
}

std::string FakeServer::complaint() const {
  const std::scoped_lock lock(mutex_);
  return complaint_;
}

}  // namespace support
