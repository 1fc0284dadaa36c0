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

  // Whether TLS can begin here, and its beginning; no where it fails.
  virtual bool can_start_tls() const { return false; }
  virtual bool start_tls() { return false; }
};

class SocketStream : public Stream {
 public:
  SocketStream(support::Descriptor socket, std::chrono::seconds patience);

  bool read(std::string& buffer) override;
  bool write(std::string_view bytes) override;

 protected:
  int descriptor() const { return socket_.fd(); }

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
  // What was said in clear before TLS does not count inside (RFC 3207 4.2).
  bool start_tls();
  bool can_start_tls() const { return stream_.can_start_tls(); }

 private:
  Stream& stream_;
  std::string buffer_;
  std::string replies_;
};

}  // namespace demo
