// The dialogue as it happened, for people.
#pragma once

#include <string>
#include <vector>

#include "lib/net/deadline.h"

namespace smtp {

enum class Speaker { client, server };

struct Utterance {
  Speaker speaker;
  net::Time at;      // on the network's clock
  std::string line;  // as it went over the wire, without its line end
};

using Transcript = std::vector<Utterance>;

}  // namespace smtp
