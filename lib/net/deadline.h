// Time as the whole program counts it: nanoseconds on the monotonic clock of
// the net::Network in use. Only net::Network::now() reads a clock.
#pragma once

#include <algorithm>
#include <chrono>

namespace net {

using Time = std::chrono::nanoseconds;

// The point at which waiting ends. It is passed by value down to the socket,
// so that a peer that drips bytes can never move it.
class Deadline {
 public:
  explicit Deadline(Time at) : at_(at) {}

  Time at() const { return at_; }
  bool passed(Time now) const { return now >= at_; }
  // Never negative.
  Time remaining(Time now) const { return std::max(at_ - now, Time{0}); }
  Deadline earlier(Deadline other) const {
    return Deadline(std::min(at_, other.at_));
  }
  bool operator==(const Deadline&) const = default;

 private:
  Time at_;
};

}  // namespace net
