// The dialogue as it happened, for people.
#pragma once

#include <string>
#include <vector>

#include "lib/net/deadline.h"

namespace smtp {

// Nobody: a line about the session, such as the beginning of TLS.
enum class Speaker { client, server, nobody };

struct Utterance {
  Speaker speaker;
  net::Time at;      // on the network's clock
  std::string line;  // as it went over the wire, without its line end
};

using Transcript = std::vector<Utterance>;

}  // namespace smtp
