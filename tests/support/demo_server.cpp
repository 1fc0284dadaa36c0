// demo_smtp_server [PORT [IDLE-SECONDS]]: a small, honest SMTP server on
// 127.0.0.1 for tests and measurements. Prints "listening on 127.0.0.1 PORT",
// ends on SIGTERM, with its parent, or when nobody came for the idle time.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

#include "tests/support/demo_server_session.h"
#include "tests/support/descriptor.h"

namespace {

using support::Descriptor;

constexpr std::chrono::seconds patience{30};  // for a silent client

struct Options {
  std::uint16_t port = 0;
  int idle_seconds = 300;
};

template <typename Number>
bool parse(std::string_view text, Number& value) {
  const auto* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  return result.ec == std::errc() && result.ptr == end;
}

std::optional<Options> parse_options(int argc, char** argv) {
  Options options;
  if (argc > 3) return std::nullopt;
  if (argc > 1 && !parse(argv[1], options.port)) return std::nullopt;
  if (argc > 2 && !parse(argv[2], options.idle_seconds)) return std::nullopt;
  return options;
}

// Nothing outlives the test that started it, even if that is killed.
void end_with_parent() {
  const auto parent = getppid();
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);
}

Descriptor listen_on(std::uint16_t port) {
  Descriptor listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  setsockopt(listener.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // NOLINTNEXTLINE: the socket calls know every address by its common part.
  const auto* common = reinterpret_cast<const sockaddr*>(&address);
  if (bind(listener.fd(), common, sizeof address) != 0 ||
      listen(listener.fd(), SOMAXCONN) != 0) {
    return {};
  }
  return listener;
}

std::uint16_t port_of(const Descriptor& listener) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  // NOLINTNEXTLINE: as above.
  getsockname(listener.fd(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

void say(int to, const std::string& line) {
  const auto written = write(to, line.data(), line.size());
  if (written < 0) _exit(1);  // nobody is there to read it
}

void serve(const Descriptor& listener, int idle_seconds) {
  std::atomic<int> active = 0;
  for (;;) {
    pollfd waiting{listener.fd(), POLLIN, 0};
    const int ready = poll(&waiting, 1, idle_seconds * 1000);
    if (ready == 0 && active == 0) return;
    if (ready <= 0) continue;
    Descriptor socket(accept4(listener.fd(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!socket.open()) continue;
    ++active;
    std::thread([&active, client = std::move(socket)]() mutable {
      demo::SocketStream stream(std::move(client), patience);
      demo::Session(stream).run();
      --active;
    }).detach();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = parse_options(argc, argv);
  if (!options) {
    say(STDERR_FILENO, "usage: demo_smtp_server [PORT [IDLE-SECONDS]]\n");
    return 2;
  }
  end_with_parent();
  const auto listener = listen_on(options->port);
  if (!listener.open()) {
    say(STDERR_FILENO, "cannot listen\n");
    return 1;
  }
  say(STDOUT_FILENO,
      "listening on 127.0.0.1 " + std::to_string(port_of(listener)) + "\n");
  serve(listener, options->idle_seconds);
  return 0;
}
