// The bytes between the demo server and a client.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/descriptor.h"

namespace demo {

class Stream {
 public:
  virtual ~Stream() = default;

  // Appends what comes next. Returns no when the client has closed or was
  // silent too long.
  virtual bool read(std::string& buffer) = 0;
  virtual bool write(std::string_view bytes) = 0;
};

class SocketStream : public Stream {
 public:
  SocketStream(support::Descriptor socket, std::chrono::seconds patience);

  bool read(std::string& buffer) override;
  bool write(std::string_view bytes) override;

 private:
  support::Descriptor socket_;
};

// Lines in, replies out. Replies are kept until the client must wait for them,
// so that a pipelined group is answered in one packet (RFC 2920 3.2).
class LineChannel {
 public:
  static constexpr std::size_t max_line = 65536;

  explicit LineChannel(Stream& stream) : stream_(stream) {}

  // The next line without its CRLF; nothing at the end, or when it is endless.
  std::optional<std::string> read_line();
  void reply(std::string_view lines) { replies_ += lines; }
  bool flush();
  // Whether the client has said more than it was answered.
  bool pending() const { return !buffer_.empty(); }

 private:
  Stream& stream_;
  std::string buffer_;
  std::string replies_;
};

}  // namespace demo
