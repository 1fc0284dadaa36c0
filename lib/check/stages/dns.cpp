#include <algorithm>

#include "lib/check/stages/stages.h"
#include "lib/dns/lookups.h"

namespace check::stages {

namespace {

[[noreturn]] void fail(const dns::HostAddresses& found) {
  switch (found.outcome) {
    case dns::Outcome::nxdomain:
      throw net::Error(net::ErrorKind::not_found, "no such name");
    case dns::Outcome::no_data:
      throw net::Error(net::ErrorKind::not_found, "the name has no address");
    case dns::Outcome::bogus:
      throw net::Error(net::ErrorKind::bogus,
                       "DNSSEC validation fails: " + found.reason);
    case dns::Outcome::failed:
    case dns::Outcome::records:
      break;
  }
  throw net::Error(net::ErrorKind::lookup_failed, found.reason);
}

bool has_none(dns::Outcome outcome) {
  return outcome == dns::Outcome::nxdomain || outcome == dns::Outcome::no_data;
}

// What is wrong with a host only because an MX record names it.
void judge_mail_host(Session& session, const dns::HostAddresses& found) {
  const auto& host = session.settings().host;
  const auto& domain = session.settings().mx;
  if (!found.aliases.empty()) {
    session.find(FindingId::dns_mx_alias,
                 {.sentence = "the MX host " + host + " of " + domain +
                              " is an alias of " + found.name});
  }
  for (const auto& address : found.endpoints) {
    if (!net::is_private(address)) continue;
    session.find(FindingId::dns_mx_private_address,
                 {.sentence = "the MX host " + host + " of " + domain +
                              " has the address " + address.address +
                              ", which the Internet cannot reach"});
  }
}

void report_unresolvable(Session& session) {
  session.find(FindingId::dns_mx_unresolvable,
               {.sentence = "the MX host " + session.settings().host + " of " +
                            session.settings().mx + " has no address"});
  session.stop();
}

void ask_servers(Session& session) {
  const auto& settings = session.settings();
  const auto found = dns::addresses(*session.resolver(), settings.host,
                                    settings.families, session.deadline());
  const bool mail_host = !settings.mx.empty();
  if (mail_host && has_none(found.outcome)) {
    report_unresolvable(session);
    return;
  }
  if (found.outcome != dns::Outcome::records) fail(found);
  session.facts().addresses = found.endpoints;
  if (mail_host) judge_mail_host(session, found);
}

}  // namespace

void dns(Session& session) {
  const auto& settings = session.settings();
  if (settings.asks_servers()) {
    ask_servers(session);
    return;
  }
  session.facts().addresses = session.network().resolve(
      settings.host, settings.families, session.deadline());
}

}  // namespace check::stages
