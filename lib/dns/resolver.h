// A stub resolver over net::Network: it asks the configured servers, which do
// the work and the validating, and distrusts what comes from them.
#pragma once

#include <atomic>
#include <cstddef>
#include <vector>

#include "lib/dns/answer.h"
#include "lib/net/network.h"

namespace dns {

struct ResolverOptions {
  bool trust_ad = false;  // believe AD of servers on other machines, too
  net::Time patience = std::chrono::seconds(5);  // for a question to a server
  int attempts = 2;  // datagrams of one question to a server, at least 1
};

// Several threads may use one Resolver. It keeps no answers.
class Resolver {
 public:
  // The network must outlive it. Port 53 stands where a server has port 0.
  Resolver(net::Network& network, std::vector<net::Endpoint> servers,
           ResolverOptions options = {});

  // Asks the servers in turn until one gives an answer. Aliases are followed to
  // their end. A datagram that is lost is sent once more; what does not fit
  // into one comes over TCP; a server that does not understand EDNS is asked
  // without. SERVFAIL where the same question is answered with CD is bogus, and
  // final: the next server may just not validate.
  //
  // What goes wrong is an answer that failed, with the reason of every server.
  // Throws net::Error: timed_out when the deadline passed; local.
  Answer ask(const Question& question, net::Deadline deadline);

  // Whether some answer so far came with AD from a server that may set it;
  // where none did, asks for the SOA of the root, which is signed. Where the
  // answer is no, nothing can be said about DANE. Throws as ask().
  bool validates(net::Deadline deadline);

 private:
  class Round;

  net::Network& network_;
  const std::vector<net::Endpoint> servers_;
  const ResolverOptions options_;
  // A server that was silent is not waited for again by every question.
  std::atomic<std::size_t> first_{0};
  std::atomic<bool> validated_{false};
};

}  // namespace dns
