#include "tests/servers/daemon.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <random>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace servers {

namespace {

using std::chrono::milliseconds;
using support::Descriptor;

sockaddr_in loopback4(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

sockaddr_in6 loopback6(std::uint16_t port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  address.sin6_addr = in6addr_loopback;
  return address;
}

// The socket calls take every address through the type of its common part.
template <typename Address>
const sockaddr* common(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

template <typename Address>
bool can_listen(const Address& address) {
  const Descriptor probe(
      socket(common(address)->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (probe.fd() < 0) return errno == EAFNOSUPPORT;
  const int on = 1;
  setsockopt(probe.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(probe.fd(), common(address), sizeof address) != 0) {
    return errno == EADDRNOTAVAIL;
  }
  return listen(probe.fd(), 1) == 0;
}

// Reads one reply of one line. Empty when none comes within five seconds.
std::string read_line(int fd) {
  std::string line;
  for (char byte = 0; byte != '\n';) {
    pollfd ready{fd, POLLIN, 0};
    if (poll(&ready, 1, 5000) <= 0 || read(fd, &byte, 1) <= 0) return {};
    line += byte;
  }
  return line;
}

[[noreturn]] void become(const std::vector<char*>& argv, int log) {
  setpgid(0, 0);
  dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execv(argv[0], argv.data());
  _exit(127);
}

// Waits for the end of the test, which holds the other end of the pipe. The
// kernel's parent-death signal is no way: it is lost when a server changes its
// user.
[[noreturn]] void guard(int pipe_end, pid_t group) {
  char nothing = 0;
  while (read(pipe_end, &nothing, 1) < 0 && errno == EINTR) {
  }
  kill(-group, SIGTERM);
  sleep(1);
  kill(-group, SIGKILL);
  _exit(0);
}

pid_t fork_or_throw() {
  const pid_t pid = fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  return pid;
}

}  // namespace

Daemon::Daemon(const std::vector<std::string>& argv, const std::string& log) {
  std::vector<char*> words;
  words.reserve(argv.size() + 1);
  for (const std::string& word : argv) {
    words.push_back(const_cast<char*>(word.c_str()));  // execv does not write
  }
  words.push_back(nullptr);
  const Descriptor out(
      open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe2");
  }
  const Descriptor watched(ends[0]);
  alive_ = Descriptor(ends[1]);
  pid_ = fork_or_throw();
  if (pid_ == 0) become(words, out.fd());
  setpgid(pid_, pid_);  // here too: whoever comes first
  guard_ = fork_or_throw();
  if (guard_ == 0) {
    close(alive_.fd());
    guard(watched.fd(), pid_);
  }
}

Daemon::~Daemon() {
  kill(guard_, SIGKILL);
  waitpid(guard_, nullptr, 0);
  kill(-pid_, SIGTERM);
  wait_until([this] { return !running(); }, milliseconds(3000));
  // The ended leader is not reaped yet, so that the group is still ours.
  kill(-pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

bool Daemon::running() const {
  siginfo_t info{};
  const int result = waitid(P_PID, static_cast<id_t>(pid_), &info,
                            WEXITED | WNOHANG | WNOWAIT);
  return result == 0 && info.si_pid == 0;
}

bool wait_until(const std::function<bool()>& question, milliseconds bound) {
  const auto end = std::chrono::steady_clock::now() + bound;
  while (!question()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return true;
}

std::size_t occurrences(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + word.size())) {
    ++found;
  }
  return found;
}

std::vector<std::uint16_t> free_ports(std::size_t count) {
  std::random_device random;
  std::uniform_int_distribution<int> candidates(20000, 32000);
  std::vector<std::uint16_t> ports;
  for (int attempt = 0; attempt < 1000 && ports.size() < count; ++attempt) {
    const auto port = static_cast<std::uint16_t>(candidates(random));
    const bool taken =
        std::find(ports.begin(), ports.end(), port) != ports.end();
    if (!taken && can_listen(loopback4(port)) && can_listen(loopback6(port))) {
      ports.push_back(port);
    }
  }
  if (ports.size() < count) throw std::runtime_error("no free ports");
  return ports;
}

bool greets(std::uint16_t port) {
  const Descriptor peer(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback4(port);
  if (connect(peer.fd(), common(address), sizeof address) != 0) return false;
  const bool greeted = read_line(peer.fd()).starts_with("220 ");
  constexpr std::string_view quit = "QUIT\r\n";
  return send(peer.fd(), quit.data(), quit.size(), MSG_NOSIGNAL) > 0 &&
         greeted && read_line(peer.fd()).starts_with("221 ");
}

}  // namespace servers
