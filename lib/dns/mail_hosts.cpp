#include "lib/dns/mail_hosts.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "lib/dns/name.h"
#include "lib/monitor/ascii.h"

namespace dns {

namespace {

MailHostKind kind_of(const std::string& name) {
  if (name == ".") return MailHostKind::root;
  if (name.starts_with('[') || net::parse_address(name)) {
    return MailHostKind::literal;
  }
  return MailHostKind::name;
}

// RFC 7505 3: alone, with preference 0.
bool is_null_mx(const std::vector<MailHost>& hosts) {
  return hosts.size() == 1 && hosts[0].preference == 0 &&
         hosts[0].kind == MailHostKind::root;
}

std::vector<MailHost> sorted_hosts(const Answer& answer) {
  std::vector<MailHost> hosts;
  for (const auto& record : records_of<MailExchange>(answer)) {
    hosts.push_back({record.preference, record.host, kind_of(record.host)});
  }
  const auto key = [](const MailHost& host) {
    return std::tuple(host.preference, monitor::to_lower(host.name));
  };
  std::sort(
      hosts.begin(), hosts.end(),
      [&](const MailHost& a, const MailHost& b) { return key(a) < key(b); });
  // A host in several records counts at its best preference.
  std::set<std::string> seen;
  std::erase_if(hosts, [&](const MailHost& host) {
    return host.kind == MailHostKind::name &&
           !seen.insert(monitor::to_lower(host.name)).second;
  });
  return hosts;
}

}  // namespace

MailHosts mail_hosts(Resolver& resolver, const std::string& domain,
                     net::Deadline deadline) {
  MailHosts found;
  found.answer = resolver.ask({domain, Type::mx}, deadline);
  found.hosts = sorted_hosts(found.answer);
  if (is_null_mx(found.hosts)) {
    found.null_mx = true;
    found.hosts.clear();
  }
  if (found.answer.outcome == Outcome::no_data) {
    found.implicit = true;
    found.hosts = {{0, found.answer.name, MailHostKind::name}};
  }
  return found;
}

}  // namespace dns
