// Who takes the mail of a domain (RFC 5321 5.1, RFC 7505).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/dns/answer.h"
#include "lib/dns/resolver.h"

namespace dns {

enum class MailHostKind {
  name,     // of a host; whether it is an alias its addresses tell
  literal,  // an address where a name should be: never to be connected to
  root,     // ".", which says "no mail" only where it stands alone
};

struct MailHost {
  std::uint16_t preference = 0;
  std::string name;
  MailHostKind kind = MailHostKind::name;
  bool operator==(const MailHost&) const = default;
};

struct MailHosts {
  // By preference, then by name, each once; empty with a null MX.
  std::vector<MailHost> hosts{};
  // There is no MX record: the domain itself, where its aliases end.
  bool implicit = false;
  bool null_mx = false;  // the domain takes no mail
  // What the DNS said: no_data where implicit. With nxdomain, failed and bogus
  // there are no hosts.
  Answer answer{};
};

// Throws as Resolver::ask().
MailHosts mail_hosts(Resolver& resolver, const std::string& domain,
                     net::Deadline deadline);

}  // namespace dns
