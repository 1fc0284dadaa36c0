#include "lib/check/targets.h"

#include "lib/check/failure.h"
#include "lib/check/remark.h"
#include "lib/dns/mail_hosts.h"
#include "lib/net/error.h"

namespace check {

namespace {

class MailHosts {
 public:
  explicit MailHosts(const Settings& settings) : settings_(settings) {}

  Targets take(const dns::MailHosts& found) {
    switch (found.answer.outcome) {
      case dns::Outcome::nxdomain:
        find(FindingId::dns_not_found,
             "the domain " + settings_.mx + " does not exist");
        return std::move(targets_);
      case dns::Outcome::failed:
        find(FindingId::dns_failed, "cannot look up the MX records of " +
                                        settings_.mx + ": " +
                                        found.answer.reason);
        return std::move(targets_);
      case dns::Outcome::bogus:
        find(FindingId::dns_bogus,
             "the MX records of " + settings_.mx +
                 ": DNSSEC validation fails: " + found.answer.reason);
        return std::move(targets_);
      case dns::Outcome::records:
      case dns::Outcome::no_data:
        break;
    }
    if (found.null_mx) {
      find(FindingId::dns_null_mx,
           settings_.mx + " takes no mail: it has a null MX");
    }
    if (found.implicit) {
      find(FindingId::dns_implicit_mx,
           settings_.mx + " has no MX record, its own address takes its mail");
    }
    for (const auto& host : found.hosts) add(host);
    if (targets_.hosts.empty() && !found.null_mx) {
      find(FindingId::mx_all_down,
           "no MX record of " + settings_.mx + " names a host");
    }
    return std::move(targets_);
  }

 private:
  void add(const dns::MailHost& host) {
    switch (host.kind) {
      case dns::MailHostKind::name:
        targets_.hosts.push_back(host.name);
        return;
      case dns::MailHostKind::literal:
        find(FindingId::dns_mx_literal, "an MX record of " + settings_.mx +
                                            " holds the address " + host.name +
                                            " instead of a name");
        return;
      case dns::MailHostKind::root:
        find(FindingId::dns_mx_unresolvable,
             "an MX record of " + settings_.mx +
                 " names the root, which says \"no mail\" only where it stands "
                 "alone with preference 0");
    }
  }

  void find(FindingId id, std::string sentence) {
    targets_.findings.push_back(
        make_finding(settings_, id, std::nullopt,
                     id == FindingId::mx_all_down ? std::nullopt
                                                  : std::optional(StageId::dns),
                     {.sentence = std::move(sentence)}));
  }

  const Settings& settings_;
  Targets targets_;
};

}  // namespace

Targets find_mail_hosts(const Settings& settings, dns::Resolver& resolver,
                        net::Deadline deadline) {
  try {
    return MailHosts(settings).take(
        dns::mail_hosts(resolver, settings.mx, deadline));
  } catch (const net::Error& error) {
    const bool late = error.kind() == net::ErrorKind::timed_out;
    Targets targets;
    targets.findings.push_back(make_finding(
        settings, late ? FindingId::time_out : FindingId::plugin_internal,
        late ? std::optional(settings.timeout_state) : std::nullopt,
        StageId::dns,
        {.sentence = late ? "Socket timeout after " +
                                seconds_text(settings.timeout) +
                                " seconds in stage dns of " + settings.mx
                          : "cannot look up the MX records of " + settings.mx +
                                ": " + error.what()}));
    return targets;
  }
}

}  // namespace check
