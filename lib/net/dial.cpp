#include "lib/net/dial.h"

#include <utility>

namespace net {

namespace {

// What says something about one address only.
bool try_the_next(ErrorKind kind) {
  return kind == ErrorKind::refused || kind == ErrorKind::unreachable ||
         kind == ErrorKind::no_route || kind == ErrorKind::timed_out ||
         kind == ErrorKind::reset;
}

Deadline share_of(Deadline whole, Time now, std::size_t addresses_left) {
  const auto share =
      whole.remaining(now) / static_cast<Time::rep>(addresses_left);
  return Deadline(now + share);
}

}  // namespace

Dialled dial(Network& network, const std::vector<Endpoint>& addresses,
             const std::optional<Endpoint>& source, Deadline deadline) {
  Dialled result;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const auto now = network.now();
    if (i > 0 && deadline.passed(now)) break;
    try {
      result.connection = network.connect(
          addresses[i], source, share_of(deadline, now, addresses.size() - i));
      return result;
    } catch (const Error& error) {
      if (!try_the_next(error.kind())) throw;
      result.failures.push_back({addresses[i], error.kind(), error.what()});
    }
  }
  return result;
}

}  // namespace net
