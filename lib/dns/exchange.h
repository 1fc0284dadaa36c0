// One question to one server. For the sources of lib/dns only.
#pragma once

#include <string>

#include "lib/dns/query.h"
#include "lib/dns/reply.h"
#include "lib/dns/resolver.h"

namespace dns {

class Exchange {
 public:
  Exchange(net::Network& network, const net::Endpoint& server,
           const ResolverOptions& options, net::Deadline deadline)
      : network_(network),
        server_(server),
        options_(options),
        deadline_(deadline) {}

  // All that one server says, SERVFAIL examined. A server that cannot be
  // reached or is silent gives ReplyKind::unusable. Throws net::Error:
  // timed_out when the deadline passed; local.
  Reply run(const Question& question);

 private:
  Reply ask(const Question& question, QueryStyle style);
  Reply ask_once(const Question& question, QueryStyle style,
                 net::Deadline limit);
  std::string over_udp(const std::string& query, net::Deadline limit);
  std::string over_tcp(const std::string& query, net::Deadline limit);
  std::string silence() const;

  net::Network& network_;
  const net::Endpoint& server_;
  const ResolverOptions& options_;
  net::Deadline deadline_;
  int ignored_ = 0;  // datagrams that answer nothing
};

}  // namespace dns
