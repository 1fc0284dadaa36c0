// Look-ups in the system's name service. getaddrinfo() cannot be cancelled, so
// each runs in a thread of its own that may outlive whoever asked.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/net/network.h"

namespace net {

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
