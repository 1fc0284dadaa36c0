// What resolv.conf(5) says about the servers of the DNS. For the sources of
// lib/net only.
#pragma once

#include <string>
#include <string_view>

#include "lib/net/network.h"

namespace net {

// Understands nameserver, options timeout and options attempts as the C
// library does; the options only within bounds, for a check has no minutes to
// wait. With no usable nameserver it is the one on this machine.
DnsServers parse_resolv_conf(std::string_view text);

// The same of a file; one that cannot be read says nothing.
DnsServers read_resolv_conf(const std::string& path);

}  // namespace net
