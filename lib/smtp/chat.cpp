#include "lib/smtp/chat.h"

#include <algorithm>
#include <array>
#include <optional>

namespace smtp {

namespace {

constexpr std::size_t chunk = 4096;

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
    throw net::Error(error.kind(), error.what(),
                     error.said().empty() ? parser_.partial() : error.said());
  }
}

void Chat::note_server(const std::string& line) {
  if (line.empty()) return;
  transcript_.push_back({Speaker::server, clock_.now(), line});
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
  auto said = parser_.discard();
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
    bytes += command.line + "\r\n";
    transcript_.push_back(
        {Speaker::client, clock_.now(),
         command.shown.empty() ? command.line : command.shown});
  }
  transport_->write(bytes, deadline);
}

void Chat::send_raw(std::string_view bytes, net::Deadline deadline) {
  transport_->write(bytes, deadline);
}

}  // namespace smtp
