// A server program that runs in the foreground while a test lives.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/descriptor.h"

namespace servers {

// Owns a process and all that it starts: they share a process group, which is
// ended with SIGTERM, and with SIGKILL what is left of it after a bound. A
// guard, a process of its own, ends it when the test itself is killed.
class Daemon {
 public:
  // The program's output goes to `log`. Throws std::system_error.
  Daemon(const std::vector<std::string>& argv, const std::string& log);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // Whether the program itself has not ended yet.
  bool running() const;

 private:
  pid_t pid_;
  support::Descriptor alive_;  // while it is open the guard waits
  pid_t guard_;
};

// Asks again and again, with short pauses, until the answer is yes. Returns no
// when the bound has passed.
bool wait_until(const std::function<bool()>& question,
                std::chrono::milliseconds bound);

// How often a word occurs.
std::size_t occurrences(std::string_view text, std::string_view word);

// Ports, all different, that nothing listens on at 127.0.0.1 and ::1. They lie
// below those that the system gives to outgoing connections. Throws
// std::runtime_error when there are none.
std::vector<std::uint16_t> free_ports(std::size_t count);

// Whether a server on 127.0.0.1 greets with 220. The session ends with QUIT,
// so that the server has nothing to complain about.
bool greets(std::uint16_t port);

}  // namespace servers
