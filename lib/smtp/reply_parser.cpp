#include "lib/smtp/reply_parser.h"

#include <algorithm>

#include "lib/monitor/ascii.h"

namespace smtp {

namespace {

using monitor::is_digit;

constexpr std::size_t said_limit = 512;
constexpr std::size_t rfc_line = 512;

bool has_code(std::string_view line) {
  return line.size() >= 3 && is_digit(line[0]) && is_digit(line[1]) &&
         is_digit(line[2]);
}

int code_of(std::string_view line) {
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

}  // namespace

void ReplyParser::feed(std::string_view bytes) {
  buffer_.erase(0, consumed_);
  searched_ -= std::min(searched_, consumed_);
  consumed_ = 0;
  buffer_.append(bytes);
}

void ReplyParser::fail(net::ErrorKind kind, const std::string& what,
                       std::string_view line) const {
  throw net::Error(kind, what, std::string(line.substr(0, said_limit)));
}

// A line up to its LF, without it. The view lives until the next feed().
std::optional<std::string_view> ReplyParser::take_line() {
  const auto end = buffer_.find('\n', std::max(searched_, consumed_));
  const std::string_view rest =
      std::string_view(buffer_).substr(consumed_, line_limit_);
  const bool found = end != std::string::npos;
  if (!found) searched_ = buffer_.size();
  const auto length = (found ? end + 1 : buffer_.size()) - consumed_;
  if (length > line_limit_) {
    if (first_line_ && !is_digit(rest.front())) {
      fail(net::ErrorKind::not_smtp, "the first line is no SMTP reply", rest);
    }
    fail(net::ErrorKind::too_long,
         "a line over " + std::to_string(line_limit_) + " octets", rest);
  }
  if (!found) return std::nullopt;
  const auto line = std::string_view(buffer_).substr(consumed_, length - 1);
  consumed_ = end + 1;
  return line;
}

// Whether it can be told if the first bytes are a TLS record. It has no line
// end: its header is waited for, not the deadline (RFC 8446 5.1).
bool ReplyParser::first_bytes_are_enough() const {
  constexpr std::size_t record_header = 5;
  const auto rest = std::string_view(buffer_).substr(consumed_);
  const bool record = first_line_ && !rest.empty() &&
                      (rest[0] == 0x15 || rest[0] == 0x16) &&
                      (rest.size() == 1 || rest[1] == 0x03);
  if (!record) return true;
  if (rest.size() < record_header) return false;
  fail(net::ErrorKind::not_smtp, "the first bytes are a TLS record",
       rest.substr(0, record_header));
}

void ReplyParser::note_lint(std::string_view line) {
  if (line.size() + 2 > rfc_line) reply_.lint.add(Lint::long_line);
  for (const char c : line) {
    if (c == '\0') {
      reply_.lint.add(Lint::nul);
    } else if (c == '\r') {
      reply_.lint.add(Lint::stray_cr);
    } else if (static_cast<unsigned char>(c) >= 128) {
      reply_.lint.add(Lint::eight_bit);
    } else if (monitor::is_control(c) && c != '\t') {
      reply_.lint.add(Lint::control);
    }
  }
}

// Adds a line to the reply and tells whether it was the last one.
bool ReplyParser::add_line(std::string_view line) {
  reply_octets_ += line.size() + 1;
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  } else {
    reply_.lint.add(Lint::bare_lf);
  }
  if (first_line_ && (line.empty() || !is_digit(line.front()))) {
    fail(net::ErrorKind::not_smtp, "the first line is no SMTP reply", line);
  }
  const bool separated =
      line.size() == 3 ||
      (line.size() > 3 && (line[3] == ' ' || line[3] == '-'));
  if (!has_code(line) || !separated || line[0] < '2' || line[0] > '5') {
    fail(net::ErrorKind::malformed, "a line is no SMTP reply", line);
  }
  first_line_ = false;
  const int code = code_of(line);
  if (!reply_.lines.empty() && code != reply_.code) {
    fail(net::ErrorKind::codes_differ,
         "one reply with the codes " + std::to_string(reply_.code) + " and " +
             std::to_string(code),
         line);
  }
  reply_.code = code;
  if (line[1] > '5') reply_.lint.add(Lint::second_digit);
  note_lint(line);
  const bool last = line.size() == 3 || line[3] == ' ';
  // Behind a line that is not the last one there is at least one more.
  const auto lines = reply_.lines.size() + (last ? 1 : 2);
  if (lines > max_lines || reply_octets_ > max_reply) {
    fail(net::ErrorKind::too_long,
         "a reply over " + std::to_string(max_lines) + " lines or " +
             std::to_string(max_reply / 1024) + " KiB",
         line);
  }
  reply_.lines.emplace_back(line.substr(std::min<std::size_t>(4, line.size())));
  return last;
}

std::optional<Reply> ReplyParser::next() {
  if (!first_bytes_are_enough()) return std::nullopt;
  while (const auto line = take_line()) {
    if (!add_line(*line)) continue;
    Reply reply = std::move(reply_);
    reply_ = Reply();
    reply_octets_ = 0;
    return reply;
  }
  buffer_.erase(0, consumed_);
  searched_ -= std::min(searched_, consumed_);
  consumed_ = 0;
  return std::nullopt;
}

std::vector<std::string> ReplyParser::lines_so_far() const {
  std::vector<std::string> lines;
  for (const auto& line : reply_.lines) {
    lines.push_back(std::to_string(reply_.code) + "-" + line);
  }
  return lines;
}

std::string ReplyParser::unfinished_line() const {
  return buffer_.substr(consumed_, said_limit);
}

std::string ReplyParser::partial() const {
  std::string text;
  for (const auto& line : lines_so_far()) text += line + "\n";
  text += std::string_view(buffer_).substr(consumed_);
  if (text.ends_with('\n')) text.pop_back();
  return text.substr(0, said_limit);
}

ReplyParser ReplyParser::fresh() const {
  ReplyParser parser;
  parser.first_line_ = first_line_;
  return parser;
}

std::string ReplyParser::discard() {
  std::string text = partial();
  *this = fresh();
  return text;
}

}  // namespace smtp
