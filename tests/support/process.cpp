#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>
#include <thread>

#include "tests/support/descriptor.h"

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace support {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

struct Pipe {
  Descriptor read;
  Descriptor write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "pipe2");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (auto& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

// The test's environment with `more` over it.
std::vector<std::string> environment_with(
    const std::vector<std::string>& more) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const bool replaced =
        std::any_of(more.begin(), more.end(), [&](const std::string& one) {
          return name_of(one) == name_of(*variable);
        });
    if (!replaced) all.emplace_back(*variable);
  }
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

// What the child does between fork and exec.
class SpawnPlan {
 public:
  SpawnPlan() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    // A test runner may ignore signals; the program starts with the usual ones.
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void give(const Descriptor& from, int to) {
    posix_spawn_file_actions_adddup2(&actions_, from.fd(), to);
  }

  pid_t start(const Program& program) {
    auto words = program.argv;
    auto environment = environment_with(program.environment);
    pid_t pid = 0;
    const int error =
        posix_spawnp(&pid, words.at(0).c_str(), &actions_, &attributes_,
                     pointers(words).data(), pointers(environment).data());
    if (error != 0) fail(error, words[0].c_str());
    return pid;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// Our ends of the program's three streams.
class Streams {
 public:
  Streams(Descriptor in, Descriptor out, Descriptor err, std::string_view input)
      : in_(std::move(in)),
        out_(std::move(out)),
        err_(std::move(err)),
        input_(input) {
    fcntl(in_.fd(), F_SETFL, O_NONBLOCK);
    if (input_.empty()) in_.reset();
  }

  bool open() const { return out_.open() || err_.open(); }

  // Moves bytes until something happened or the time is over.
  void pump(Clock::time_point until, ProcessResult& result) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    std::array<pollfd, 3> waiting{{{in_.fd(), POLLOUT, 0},
                                   {out_.fd(), POLLIN, 0},
                                   {err_.fd(), POLLIN, 0}}};
    poll(waiting.data(), waiting.size(),
         static_cast<int>(std::max<long>(left.count(), 0)));
    if (waiting[0].revents != 0) write_some();
    if (waiting[1].revents != 0) read_some(out_, result.out);
    if (waiting[2].revents != 0) read_some(err_, result.err);
  }

 private:
  void write_some() {
    const auto size = ::write(in_.fd(), input_.data(), input_.size());
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size > 0) input_.remove_prefix(static_cast<std::size_t>(size));
    if (size < 0 || input_.empty()) in_.reset();
  }

  static void read_some(Descriptor& from, std::string& text) {
    std::array<char, 65536> buffer;
    const auto size = ::read(from.fd(), buffer.data(), buffer.size());
    if (size > 0) text.append(buffer.data(), static_cast<std::size_t>(size));
    if (size == 0 || (size < 0 && errno != EINTR)) from.reset();
  }

  Descriptor in_;
  Descriptor out_;
  Descriptor err_;
  std::string_view input_;
};

// A program can close its output and go on.
void await_end(pid_t pid, Clock::time_point end, ProcessResult& result) {
  int status = 0;
  rusage usage{};
  pid_t ended = 0;
  while (ended != pid) {
    ended = wait4(pid, &status, result.killed ? 0 : WNOHANG, &usage);
    if (ended < 0 && errno != EINTR) fail(errno, "wait4");
    if (ended == 0 && Clock::now() >= end) {
      result.killed = true;
      kill(pid, SIGKILL);
    } else if (ended == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  result.peak_rss_kib = usage.ru_maxrss;
}

// A program that dies early must not take the test with it.
class IgnoredSigpipe {
 public:
  IgnoredSigpipe() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
  ~IgnoredSigpipe() { std::signal(SIGPIPE, before_); }
  IgnoredSigpipe(const IgnoredSigpipe&) = delete;
  IgnoredSigpipe& operator=(const IgnoredSigpipe&) = delete;

 private:
  void (*before_)(int);
};

}  // namespace

ProcessResult run_process(const Program& program) {
  const IgnoredSigpipe ignored;
  ProcessResult result;
  const auto start = Clock::now();
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  SpawnPlan plan;
  plan.give(in.read, STDIN_FILENO);
  plan.give(out.write, STDOUT_FILENO);
  plan.give(err.write, STDERR_FILENO);
  const pid_t pid = plan.start(program);
  in.read.reset();
  out.write.reset();
  err.write.reset();

  Streams streams(std::move(in.write), std::move(out.read), std::move(err.read),
                  program.input);
  const auto end = start + program.bound;
  while (streams.open() && !result.killed) {
    streams.pump(end, result);
    if (Clock::now() >= end) {
      result.killed = true;
      kill(pid, SIGKILL);
    }
  }
  await_end(pid, end, result);
  result.wall = std::chrono::duration_cast<std::chrono::milliseconds>(
      Clock::now() - start);
  return result;
}

}  // namespace support
