#include "lib/smtp/chat.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace smtp {

namespace {

constexpr std::size_t chunk = 4096;

// The lines of a message for the transcript: the first ones, and how many
// there are beside them.
class MessageNotes {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) {
      if (c == '\n') {
        end_line();
      } else if (c != '\r' && lines_.size() < shown) {
        line_ += c;
      }
    }
  }

  std::vector<std::string> take() {
    if (more_ > 1) {
      lines_.push_back("... (" + std::to_string(more_ - 1) + " more lines)");
    }
    if (more_ > 0) lines_.emplace_back(".");
    return std::move(lines_);
  }

 private:
  static constexpr std::size_t shown = 20;

  void end_line() {
    if (lines_.size() < shown) {
      lines_.push_back(std::exchange(line_, {}));
    } else {
      ++more_;
    }
  }

  std::vector<std::string> lines_;
  std::string line_;
  std::size_t more_ = 0;  // the last of them is the dot
};

}  // namespace

Chat::Chat(net::Network& clock, std::unique_ptr<net::Transport> transport)
    : clock_(clock), transport_(std::move(transport)) {}

// Feeds the parser with what the next read brings; returns its size, 0 at the
// end.
std::size_t Chat::receive(net::Deadline deadline) {
  std::array<char, chunk> buffer;
  const auto size = transport_->read(buffer, deadline);
  parser_.feed({buffer.data(), size});
  return size;
}

void Chat::keep_challenge(const Reply& reply) {
  challenge_.reset();
  if (reply.code == 334 && reply.lines.size() == 1) {
    challenge_ = reply.lines.front();
  }
}

void Chat::record(const Reply& reply) {
  const auto now = clock_.now();
  std::string text = to_lines(reply);
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    transcript_.push_back(
        {Speaker::server, now, text.substr(begin, end - begin)});
    begin = end + 1;
  }
}

Reply Chat::read(net::Deadline deadline) {
  try {
    for (;;) {
      if (auto reply = parser_.next()) {
        keep_challenge(*reply);
        for (auto& line : reply->lines) line = redacted(line);
        record(*reply);
        return *std::move(reply);
      }
      if (receive(deadline) == 0) {
        throw net::Error(net::ErrorKind::closed, "the server closed");
      }
    }
  } catch (const net::Error& error) {
    for (const auto& line : parser_.lines_so_far()) note_server(line);
    note_server(error.said().empty() ? parser_.unfinished_line()
                                     : error.said());
    throw net::Error(
        error.kind(), error.what(),
        redacted(error.said().empty() ? parser_.partial() : error.said()));
  }
}

void Chat::note_server(const std::string& line) {
  if (line.empty()) return;
  transcript_.push_back({Speaker::server, clock_.now(), redacted(line)});
}

void Chat::note_client(const Command& command) {
  transcript_.push_back({Speaker::client, clock_.now(),
                         command.shown.empty() ? command.line : command.shown});
}

// What a server says at once is enough to know it; endless talk is not read.
void Chat::receive_unasked() {
  const net::Deadline at_once(clock_.now());
  std::size_t unasked = 0;
  while (unasked < chunk && transport_->readable()) {
    const auto size = receive(at_once);
    if (size == 0) break;
    unasked += size;
  }
}

std::string Chat::take_unasked() {
  receive_unasked();
  if (!parser_.pending()) return {};
  auto said = redacted(parser_.discard());
  note_server(said);
  return said;
}

net::TlsFacts Chat::start_tls(const net::TlsPolicy& policy,
                              net::Deadline deadline) {
  parser_ = parser_.fresh();
  auto facts = transport_->start_tls(policy, deadline);
  const std::string outcome = facts.failure.empty()
                                  ? facts.version_name + " " + facts.cipher
                                  : "no TLS: " + facts.failure;
  transcript_.push_back({Speaker::nobody, clock_.now(), outcome});
  return facts;
}

void Chat::expect_silence() {
  receive_unasked();
  if (!parser_.pending()) return;
  std::optional<Reply> reply;
  std::string said;
  try {
    reply = parser_.next();
    said = reply ? to_sentence(*reply) : parser_.partial();
  } catch (const net::Error& error) {
    // Not even a reply: unasked for all the same.
    said = error.said();
  }
  parser_.discard();
  said = redacted(said);
  note_server(said);
  if (reply && reply->code == 421) {
    throw net::Error(net::ErrorKind::shutting_down,
                     "the server closes the session", said);
  }
  throw net::Error(net::ErrorKind::unsolicited,
                   "the server spoke without being asked", said);
}

void Chat::send(const Command& command, net::Deadline deadline) {
  send(std::vector<Command>{command}, deadline);
}

void Chat::send(const std::vector<Command>& group, net::Deadline deadline) {
  expect_silence();
  send_at_once(group, deadline);
}

void Chat::send_at_once(const std::vector<Command>& group,
                        net::Deadline deadline) {
  std::string bytes;
  for (const auto& command : group) {
    bytes.append(command.line).append("\r\n");
    note_client(command);
  }
  transport_->write(bytes, deadline);
  wipe(bytes);
}

// A server that has enough of a message may say so and close before its end:
// then its words are worth more than the broken connection.
void Chat::write_message(std::string_view bytes, net::Deadline deadline) {
  if (bytes.empty()) return;
  try {
    transport_->write(bytes, deadline);
  } catch (const net::Error& error) {
    if (error.kind() == net::ErrorKind::timed_out) throw;
    throw net::Error(error.kind(), error.what(), last_words());
  }
}

std::string Chat::last_words() {
  try {
    return take_unasked();
  } catch (const net::Error&) {
    return {};  // it was reset
  }
}

void Chat::send_message(MessageEncoder message,
                        const std::optional<Command>& last,
                        net::Deadline deadline) {
  expect_silence();
  MessageNotes notes;
  // The last chunk is held back until it is known to be the last.
  std::string held;
  for (auto chunk = message.next(); !chunk.empty(); chunk = message.next()) {
    notes.add(chunk);
    write_message(held, deadline);
    held = chunk;
  }
  for (auto& line : notes.take()) note_client({.line = std::move(line)});
  if (last) {
    held += last->line + "\r\n";
    note_client(*last);
  }
  write_message(held, deadline);
}

void Chat::send_raw(std::string_view bytes, net::Deadline deadline) {
  transport_->write(bytes, deadline);
}

}  // namespace smtp
