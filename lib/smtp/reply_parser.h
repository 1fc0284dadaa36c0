// Takes the server's bytes in pieces of any size and gives whole replies
// (RFC 5321 4.2, 4.2.1). It never guesses: what is no reply ends the
// conversation, since nothing after it could be trusted to answer what we say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/error.h"
#include "lib/smtp/reply.h"

namespace smtp {

class ReplyParser {
 public:
  // RFC 5321 4.5.3.1.5 allows 512 octets a line; real servers send more, and
  // a SASL challenge may have 12,288 (RFC 4954 4).
  static constexpr std::size_t max_line = 4096;
  static constexpr std::size_t max_auth_line = 12288;
  static constexpr std::size_t max_lines = 128;
  static constexpr std::size_t max_reply = 65536;

  // Adds what was read. Nothing is judged before next() is asked.
  void feed(std::string_view bytes);

  // The next whole reply, if its last line is here. Throws net::Error:
  // malformed, not_smtp (a greeting that does not begin with a digit),
  // codes_differ, too_long; its said() is the line in question.
  std::optional<Reply> next();

  // Whether bytes wait that belong to no reply given out so far.
  bool pending() const {
    return !reply_.lines.empty() || buffer_.size() > consumed_;
  }

  // The whole lines that have come of a reply that is not complete.
  std::vector<std::string> lines_so_far() const;

  // What has come of the line that is not complete, at most 512 octets.
  std::string unfinished_line() const;

  // All that has come of it, its lines joined by LF, at most 512 octets.
  std::string partial() const;

  // A parser without any bytes that knows as much of the server: with TLS from
  // the first byte the greeting is still to come.
  ReplyParser fresh() const;

  // Forgets all pending bytes and returns them (at most a line's worth).
  std::string discard();

  // Replies of an AUTH exchange may have longer lines.
  void allow_auth_lines(bool allow) {
    line_limit_ = allow ? max_auth_line : max_line;
  }

 private:
  std::optional<std::string_view> take_line();
  bool first_bytes_are_enough() const;
  bool add_line(std::string_view line);
  void note_lint(std::string_view line);
  [[noreturn]] void fail(net::ErrorKind kind, const std::string& what,
                         std::string_view line) const;

  std::string buffer_;
  std::size_t consumed_ = 0;  // of buffer_
  std::size_t searched_ = 0;  // of buffer_: no LF before this
  std::size_t reply_octets_ = 0;
  std::size_t line_limit_ = max_line;
  bool first_line_ = true;  // nothing was ever received before
  Reply reply_;
};

}  // namespace smtp
