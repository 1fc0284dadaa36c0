// A port on which a connection would be noticed, but is never answered.
#pragma once

#include <cstdint>

namespace plugin_test {

class Listener {
 public:
  // Listens on a free port of 127.0.0.1. Throws std::system_error.
  Listener();
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::uint16_t port() const { return port_; }

  // Whether somebody has connected since the start.
  bool touched() const;

 private:
  int socket_;
  std::uint16_t port_;
};

}  // namespace plugin_test
