#include "lib/dns/lookups.h"

#include <algorithm>

#include "lib/dns/name.h"

namespace dns {

namespace {

using net::AddressFamilies;
using net::Family;

// RFC 8601 3: names beyond these cost more than they can say.
constexpr std::size_t most_names = 10;

bool wants(AddressFamilies families, Family family) {
  switch (families) {
    case AddressFamilies::ipv4_only:
      return family == Family::ipv4;
    case AddressFamilies::ipv6_only:
      return family == Family::ipv6;
    case AddressFamilies::both:
      break;
  }
  return true;
}

HostAddresses numeric(const net::Endpoint& address, AddressFamilies families) {
  HostAddresses found{.outcome = Outcome::no_data, .name = address.address};
  if (wants(families, address.family)) {
    found.outcome = Outcome::records;
    found.endpoints = {address};
  }
  return found;
}

// What an outcome says where the other family gave another one.
int weight(Outcome outcome) {
  switch (outcome) {
    case Outcome::nxdomain:
      return 0;
    case Outcome::no_data:
      return 1;
    case Outcome::failed:
      return 2;
    case Outcome::bogus:
      return 3;
    case Outcome::records:
      break;
  }
  return 4;
}

void add_reason(HostAddresses& found, Type type, const Answer& answer) {
  if (!is_error(answer.outcome)) return;
  if (!found.reason.empty()) found.reason += "; ";
  found.reason += std::string(to_string(type)) + ": " + answer.reason;
}

void add(HostAddresses& found, Type type, const Answer& answer, bool first) {
  add_reason(found, type, answer);
  for (const auto& address : records_of<Address>(answer)) {
    found.endpoints.push_back(address.endpoint);
  }
  // A failed answer knows no aliases.
  if (first || (found.aliases.empty() && !is_error(answer.outcome))) {
    found.name = answer.name;
    found.aliases = answer.aliases;
  }
  if (first || weight(answer.outcome) > weight(found.outcome)) {
    found.outcome = answer.outcome;
  }
  found.secure = answer.secure && (first || found.secure);
  found.signatures_end =
      earlier_end(found.signatures_end, answer.signatures_end);
}

}  // namespace

HostAddresses addresses(Resolver& resolver, const std::string& name,
                        AddressFamilies families, net::Deadline deadline) {
  if (const auto address = net::parse_address(name)) {
    return numeric(*address, families);
  }
  HostAddresses found;
  bool first = true;
  for (const auto type : {Type::aaaa, Type::a}) {
    const auto family = type == Type::a ? Family::ipv4 : Family::ipv6;
    if (!wants(families, family)) continue;
    add(found, type, resolver.ask({name, type}, deadline), first);
    // Not even NXDOMAIN saves the second question: some name servers say so of
    // the type that they do not know (RFC 4074 4.2).
    first = false;
  }
  return found;
}

Answer names_of(Resolver& resolver, const net::Endpoint& address,
                net::Deadline deadline) {
  return resolver.ask({reverse_name(address), Type::ptr}, deadline);
}

ForwardConfirmation forward_confirmed(Resolver& resolver,
                                      const net::Endpoint& address,
                                      const std::vector<std::string>& names,
                                      net::Deadline deadline) {
  auto wanted = unmapped(address);
  wanted.port = 0;
  const auto type = wanted.family == Family::ipv4 ? Type::a : Type::aaaa;
  ForwardConfirmation found;
  for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) {
    const auto answer = resolver.ask({names[i], type}, deadline);
    for (const auto& one : records_of<Address>(answer)) {
      if (one.endpoint == wanted) return {Confirmation::confirmed, names[i]};
    }
    if (is_error(answer.outcome) && found.reason.empty()) {
      found.result = Confirmation::failed;
      found.reason = names[i] + ": " + answer.reason;
    }
  }
  return found;
}

Answer tlsa(Resolver& resolver, const std::string& host, std::uint16_t port,
            net::Deadline deadline) {
  return resolver.ask(
      {"_" + std::to_string(port) + "._tcp." + host, Type::tlsa}, deadline);
}

Answer texts(Resolver& resolver, const std::string& name,
             net::Deadline deadline) {
  return resolver.ask({name, Type::txt}, deadline);
}

}  // namespace dns
