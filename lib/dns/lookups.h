// The questions that a mail check has. All throw as Resolver::ask() does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/dns/answer.h"
#include "lib/dns/resolver.h"
#include "lib/net/network.h"

namespace dns {

// A host's addresses, from up to two answers.
struct HostAddresses {
  // records if any family has one; else the worst of the answers, for one that
  // failed may hide addresses.
  Outcome outcome = Outcome::failed;
  std::string reason{};  // of each answer that failed, even beside addresses
  std::vector<net::Endpoint> endpoints{};  // IPv6 first; port 0
  std::string name{};                      // canonical
  std::vector<std::string> aliases{};  // an MX must have none (RFC 2181 10.3)
  bool secure = false;                 // all answers are
  std::optional<std::int64_t> signatures_end{};
};

// AAAA and A, as far as the families are wanted. A numeric address is its own
// answer, not secure, and empty of the other family.
HostAddresses addresses(Resolver& resolver, const std::string& name,
                        net::AddressFamilies families, net::Deadline deadline);

// The PTR records of an address, whose names are Targets; aliases on the way
// are delegations by RFC 2317.
Answer names_of(Resolver& resolver, const net::Endpoint& address,
                net::Deadline deadline);

enum class Confirmation {
  confirmed,    // a name leads back to the address
  unconfirmed,  // none does
  failed,       // none does, but not every name could be looked up
};

struct ForwardConfirmation {
  Confirmation result = Confirmation::unconfirmed;
  std::string name{};    // that confirms
  std::string reason{};  // for failed
};

// RFC 8601 3 (iprev): whether one of the first ten names has the address.
ForwardConfirmation forward_confirmed(Resolver& resolver,
                                      const net::Endpoint& address,
                                      const std::vector<std::string>& names,
                                      net::Deadline deadline);

// The TLSA records for TCP port `port` of `host` (RFC 6698 3), none judged.
Answer tlsa(Resolver& resolver, const std::string& host, std::uint16_t port,
            net::Deadline deadline);

// Its records are Texts.
Answer texts(Resolver& resolver, const std::string& name,
             net::Deadline deadline);

}  // namespace dns
