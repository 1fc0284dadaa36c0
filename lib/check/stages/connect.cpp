#include "lib/check/identity.h"
#include "lib/check/stages/stages.h"
#include "lib/net/dial.h"
#include "lib/net/error.h"
#include "lib/net/proxy_protocol.h"

namespace check::stages {

namespace {

// An address or a path needs no look-up; a name has been looked up.
std::vector<net::Endpoint> endpoints(Session& session) {
  const auto& settings = session.settings();
  if (settings.local_socket()) {
    return {{net::Family::local, settings.host, 0}};
  }
  auto endpoints = session.facts().addresses;
  if (settings.address) endpoints.push_back(*settings.address);
  if (endpoints.empty()) {
    endpoints.push_back(*net::parse_address(settings.host));
  }
  for (auto& endpoint : endpoints) endpoint.port = settings.port;
  return endpoints;
}

// The failure that a person should look at: the last one of an address which
// could have been reached, if there was one. That attempt had all the time that
// was left, so it alone tells whether -t has fallen.
const net::FailedAttempt& decisive(
    const std::vector<net::FailedAttempt>& failures) {
  for (auto one = failures.rbegin(); one != failures.rend(); ++one) {
    if (one->kind != net::ErrorKind::no_route) return *one;
  }
  return failures.front();
}

// With the address wherever the name of the server does not tell it.
std::string all_reasons(const Session& session,
                        const std::vector<net::FailedAttempt>& failures) {
  std::string text;
  for (const auto& failure : failures) {
    const auto peer = net::to_string(failure.peer);
    if (!text.empty()) text += "; ";
    if (peer != session.server()) text += peer + " ";
    text += failure.reason;
  }
  return text;
}

void report_passed_over(Session& session,
                        const std::vector<net::FailedAttempt>& failures) {
  for (const auto& failure : failures) {
    // A family that this machine has no route to says nothing of the server.
    if (failure.kind == net::ErrorKind::no_route) continue;
    session.find(
        FindingId::connect_address_failed,
        {.sentence = net::to_string(failure.peer) + " of " + session.server() +
                     " did not answer: " + failure.reason});
  }
}

}  // namespace

void connect(Session& session) {
  const auto& settings = session.settings();
  // The look-up of our own name, if one is needed, runs beside all this.
  if (settings.ehlo_name.empty()) session.network().own_name();

  auto dialled = net::dial(session.network(), endpoints(session),
                           settings.source_address, session.deadline());
  session.facts().failed_addresses = dialled.failures;
  if (!dialled.connection) {
    throw net::Error(decisive(dialled.failures).kind,
                     all_reasons(session, dialled.failures));
  }
  auto& connection = *dialled.connection;
  session.facts().peer = connection.peer;
  session.facts().local = connection.local;
  report_passed_over(session, dialled.failures);
  begin_identity(session);

  const auto header =
      net::proxy_header(settings.proxy, connection.local, connection.peer);
  session.open(std::move(connection.transport));
  if (!header.empty()) session.chat().send_raw(header, session.deadline());
}

}  // namespace check::stages
