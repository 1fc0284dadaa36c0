// Look-ups in the system's name service. getaddrinfo() cannot be cancelled, so
// each runs in a thread of its own that may outlive whoever asked.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/network.h"

namespace net {

// Whether there is any sense in a look-up: no name is longer than 255 octets
// (RFC 1035 2.3.4), and none has a blank or a NUL.
bool can_be_asked(std::string_view name);

// The name without a dot at its end, if a client may call itself so: with a
// dot inside, only a host name's characters (a look-up can answer anything),
// and not localhost, which every machine has. Else empty.
std::string fit_for_ehlo(std::string name);

class Lookup {
 public:
  enum class Wanted { addresses, canonical_name };

  // Begins at once. Throws Error: local where no thread can be had.
  Lookup(const std::string& name, AddressFamilies families, Wanted wanted);

  // Waits for the answer until `deadline`, a point on std::chrono's steady
  // clock. Throws Error: not_found, lookup_failed, local, timed_out.
  std::vector<Endpoint> addresses(Deadline deadline) const;

  // The canonical name if it has come; empty while it has not, or if there is
  // none.
  std::string canonical_name() const;

  bool running() const;

 private:
  struct Answer;
  // The thread holds it too: it may answer when nobody listens any longer.
  std::shared_ptr<Answer> answer_;
};

}  // namespace net
