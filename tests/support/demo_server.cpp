// demo_smtp_server [OPTION VALUE]...: a small, honest SMTP server on 127.0.0.1
// for tests and measurements. Prints "listening on 127.0.0.1 PORT", ends on
// SIGTERM, with its parent, or when nobody came for the idle time.
//   --port PORT       instead of a free one
//   --idle SECONDS    instead of 300
//   --ca-file FILE    offers STARTTLS, writes to FILE whom to trust for that,
//                     and prints a second line, "TLS on 127.0.0.1 PORT", where
//                     TLS comes first
//   --tickets NUMBER  session tickets in TLS 1.3, instead of 2
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
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include "tests/support/demo_server_session.h"
#include "tests/support/demo_server_tls.h"
#include "tests/support/descriptor.h"

namespace {

using support::Descriptor;

constexpr std::chrono::seconds patience{30};  // for a silent client

struct Options {
  std::uint16_t port = 0;
  int idle_seconds = 300;
  std::string ca_file{};
  std::size_t tickets = 2;
};

template <typename Number>
bool parse(std::string_view text, Number& value) {
  const auto* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  return result.ec == std::errc() && result.ptr == end;
}

bool set(Options& options, std::string_view name, std::string_view value) {
  if (name == "--port") return parse(value, options.port);
  if (name == "--idle") return parse(value, options.idle_seconds);
  if (name == "--tickets") return parse(value, options.tickets);
  if (name != "--ca-file") return false;
  options.ca_file = value;
  return true;
}

std::optional<Options> parse_options(int argc, char** argv) {
  Options options;
  if (argc % 2 == 0) return std::nullopt;
  for (int i = 1; i < argc; i += 2) {
    if (!set(options, argv[i], argv[i + 1])) return std::nullopt;
  }
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

using Serve = std::function<void(Descriptor)>;

// A port and what is done with those who come.
struct Door {
  Descriptor listener;
  Serve serve;
};

Door clear_door(std::uint16_t port, const demo::TlsIdentity* identity) {
  if (identity == nullptr) {
    return {listen_on(port), [](Descriptor socket) {
              demo::SocketStream stream(std::move(socket), patience);
              demo::Session(stream).run();
            }};
  }
  return {listen_on(port), [identity](Descriptor socket) {
            demo::TlsStream stream(std::move(socket), patience, *identity);
            demo::Session(stream).run();
          }};
}

Door tls_door(const demo::TlsIdentity& identity) {
  return {listen_on(0), [&identity](Descriptor socket) {
            demo::TlsStream stream(std::move(socket), patience, identity);
            if (stream.start_tls()) demo::Session(stream, true).run();
          }};
}

void serve(const std::vector<Door>& doors, int idle_seconds) {
  std::atomic<int> active = 0;
  std::vector<pollfd> waiting;
  for (const auto& door : doors) {
    waiting.push_back({door.listener.fd(), POLLIN, 0});
  }
  for (;;) {
    const int ready = poll(waiting.data(), waiting.size(), idle_seconds * 1000);
    if (ready == 0 && active == 0) return;
    for (std::size_t i = 0; ready > 0 && i < doors.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      Descriptor socket(accept4(waiting[i].fd, nullptr, nullptr, SOCK_CLOEXEC));
      if (!socket.open()) continue;
      ++active;
      std::thread([&active, &door = doors[i],
                   client = std::move(socket)]() mutable {
        door.serve(std::move(client));
        --active;
      }).detach();
    }
  }
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  return file.flush().good();
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = parse_options(argc, argv);
  if (!options) {
    say(STDERR_FILENO,
        "usage: demo_smtp_server [--port PORT] [--idle SECONDS]"
        " [--ca-file FILE] [--tickets NUMBER]\n");
    return 2;
  }
  end_with_parent();
  signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to clients that may have left
  std::optional<demo::TlsIdentity> identity;
  if (!options->ca_file.empty()) {
    identity.emplace(options->tickets);
    if (!write_file(options->ca_file, identity->authority())) {
      say(STDERR_FILENO, "cannot write " + options->ca_file + "\n");
      return 1;
    }
  }
  std::vector<Door> doors;
  doors.push_back(clear_door(options->port, identity ? &*identity : nullptr));
  if (identity) doors.push_back(tls_door(*identity));
  for (const auto& door : doors) {
    if (door.listener.open()) continue;
    say(STDERR_FILENO, "cannot listen\n");
    return 1;
  }
  say(STDOUT_FILENO, "listening on 127.0.0.1 " +
                         std::to_string(port_of(doors[0].listener)) + "\n");
  if (identity) {
    say(STDOUT_FILENO, "TLS on 127.0.0.1 " +
                           std::to_string(port_of(doors[1].listener)) + "\n");
  }
  serve(doors, options->idle_seconds);
  return 0;
}
