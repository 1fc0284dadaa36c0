// A hostile or honest server on a real loopback socket, played from the
// dialogue of a conversation (tests/support/conversation.h), for tests of built
// programs. Each connection gets the next script; behind the last one the
// first comes again.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/conversation.h"
#include "tests/support/descriptor.h"

namespace support {

class FakeServer {
 public:
  enum class Judging {
    lenient,  // a C line stands for any line, C-raw for any bytes
    strict,
  };

  // Listens on 127.0.0.1, on a port that the kernel chooses, until it is
  // destroyed. Throws std::system_error, std::invalid_argument.
  explicit FakeServer(std::string_view dialogue,
                      Judging judging = Judging::lenient);
  // The same on another address of the loopback network and on that port, 0
  // for any.
  FakeServer(std::string_view dialogue, const net::Endpoint& at);
  // The same on a UNIX socket, which is removed at the end.
  FakeServer(std::string_view dialogue, const std::string& path,
             Judging judging = Judging::lenient);
  ~FakeServer();
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  // 0 for a UNIX socket.
  std::uint16_t port() const { return port_; }

  // The lines that clients have said so far, without their line ends.
  std::vector<std::string> received() const;
  int connections() const { return connections_; }
  // With `strict`, what a client did otherwise than the script first.
  std::string complaint() const;

 private:
  class Player;

  void start();
  void serve();
  void note(const std::string& line);
  void complain(const std::string& what);

  std::vector<Script> scripts_;
  Judging judging_;
  std::string path_;
  Descriptor listener_;
  Descriptor stop_;  // readable when the server shall end
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;  // of the two below
  std::vector<std::string> received_;
  std::string complaint_;
  std::thread thread_;
};

}  // namespace support
