// A client by hand on a real loopback connection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/support/descriptor.h"

namespace support {

class Loopback {
 public:
  // Throws std::system_error where nothing listens.
  explicit Loopback(std::uint16_t port);
  explicit Loopback(const std::string& path);

  // Up to the first `count` line ends; less when the server has closed, was
  // silent for five seconds or reset the connection.
  std::string read_lines(std::size_t count);
  void write(std::string_view bytes);
  // Writes a line and reads one.
  std::string ask(const std::string& line);

 private:
  Descriptor socket_;
  std::string buffer_;
};

}  // namespace support
