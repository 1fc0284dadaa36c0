#include "lib/smtp/dot_stuffing.h"

#include <algorithm>
#include <utility>

namespace smtp {

MessageEncoder::MessageEncoder(std::vector<std::string_view> pieces,
                               std::size_t chunk)
    : pieces_(std::move(pieces)), chunk_(chunk) {
  buffer_.reserve(chunk_);
}

std::string_view MessageEncoder::next() {
  buffer_.clear();
  while (buffer_.size() < chunk_ && advance()) {
  }
  return buffer_;
}

// One step; false when there is nothing left to do.
bool MessageEncoder::advance() {
  if (!due_.empty()) {
    copy_from(due_, due_.size());
  } else if (ended_) {
    return false;
  } else if (piece_ == pieces_.size()) {
    end_message();
  } else if (pieces_[piece_].empty()) {
    ++piece_;
  } else {
    take(pieces_[piece_]);
  }
  return true;
}

void MessageEncoder::end_message() {
  due_ = line_start_ ? ".\r\n" : "\r\n.\r\n";
  ended_ = true;
}

void MessageEncoder::take(std::string_view& rest) {
  const char c = rest.front();
  if (c != '\r' && c != '\n') {
    take_run(rest);
    return;
  }
  // The LF of a CRLF went out with its CR, which may be a piece behind.
  if (c == '\r' || !after_cr_) due_ = "\r\n";
  after_cr_ = c == '\r';
  line_start_ = true;
  rest.remove_prefix(1);
}

// Text up to a line end, or up to where the chunk is full.
void MessageEncoder::take_run(std::string_view& rest) {
  after_cr_ = false;
  if (std::exchange(line_start_, false) && rest.front() == '.') {
    due_ = ".";
    return;
  }
  copy_from(rest, std::min(rest.find_first_of("\r\n"), rest.size()));
}

void MessageEncoder::copy_from(std::string_view& source, std::size_t length) {
  const auto count = std::min(length, chunk_ - buffer_.size());
  buffer_.append(source.substr(0, count));
  source.remove_prefix(count);
}

}  // namespace smtp
