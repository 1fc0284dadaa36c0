// A message as DATA carries it (RFC 5321 4.1.1.4, 4.5.2).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smtp {

// Gives a message in chunks that are ready for the wire: every line ends with
// CRLF, a dot at the front of a line is doubled, and after the last line comes
// the line that holds a single dot. A line end is added only where the message
// lacks its last one: an empty line there would be part of the message. The
// empty message is the single dot alone.
//
// LF and CR alone become CRLF too. Some servers take them for line ends and
// others do not, so that "LF . LF" could smuggle a second message in.
class MessageEncoder {
 public:
  static constexpr std::size_t chunk_octets = 65536;

  // The message is the pieces one after the other; lines and even a CRLF may
  // go across their borders. What they view must outlive the encoder: nothing
  // is copied but the chunk in hand. `chunk` is at least 1.
  explicit MessageEncoder(std::vector<std::string_view> pieces,
                          std::size_t chunk = chunk_octets);

  // The next octets, never more than a chunk; empty when all were given. The
  // view lives until the next call.
  std::string_view next();

 private:
  bool advance();
  void end_message();
  void take(std::string_view& rest);
  void take_run(std::string_view& rest);
  void copy_from(std::string_view& source, std::size_t length);

  std::vector<std::string_view> pieces_;
  std::size_t piece_ = 0;
  std::size_t chunk_;
  std::string buffer_;
  std::string_view due_;  // goes out before anything else is looked at
  bool line_start_ = true;
  bool after_cr_ = false;
  bool ended_ = false;
};

}  // namespace smtp
