// Which hosts a run is about.
#pragma once

#include <string>
#include <vector>

#include "lib/check/result.h"
#include "lib/check/settings.h"
#include "lib/dns/resolver.h"

namespace check {

struct Targets {
  std::vector<std::string> hosts{};  // in the order in which mail tries them
  std::vector<Finding> findings{};
};

// The mail hosts of the domain of --mx (RFC 5321 5.1, RFC 7505), with what is
// wrong about its MX records. Where there are none a finding says why.
Targets find_mail_hosts(const Settings& settings, dns::Resolver& resolver,
                        net::Deadline deadline);

}  // namespace check
