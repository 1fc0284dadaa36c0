#include "tests/support/demo_server_stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace demo {

SocketStream::SocketStream(support::Descriptor socket,
                           std::chrono::seconds patience)
    : socket_(std::move(socket)) {
  const timeval time{patience.count(), 0};
  const int on = 1;
  setsockopt(socket_.fd(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  setsockopt(socket_.fd(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
  setsockopt(socket_.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool SocketStream::read(std::string& buffer) {
  std::array<char, 4096> chunk;
  ssize_t size = 0;
  do {
    size = recv(socket_.fd(), chunk.data(), chunk.size(), 0);
  } while (size < 0 && errno == EINTR);
  if (size <= 0) return false;
  buffer.append(chunk.data(), static_cast<std::size_t>(size));
  return true;
}

bool SocketStream::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size =
        send(socket_.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size < 0 && errno != EINTR) return false;
    if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool LineChannel::flush() {
  const bool sent = replies_.empty() || stream_.write(replies_);
  replies_.clear();
  return sent;
}

bool LineChannel::start_tls() {
  const bool started = flush() && stream_.start_tls();
  buffer_.clear();
  return started;
}

std::optional<std::string> LineChannel::read_line() {
  auto end = buffer_.find('\n');
  while (end == std::string::npos) {
    if (buffer_.size() > max_line) return std::nullopt;
    if (!flush() || !stream_.read(buffer_)) return std::nullopt;
    end = buffer_.find('\n');
  }
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace demo
