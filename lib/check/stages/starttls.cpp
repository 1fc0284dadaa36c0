#include <algorithm>

#include "lib/check/stages/stages.h"
#include "lib/smtp/greeting.h"

namespace check::stages {

namespace {

// "XXXXXXXA": some firewalls overwrite the keywords that they do not want.
bool is_masked_keyword(const std::string& keyword) {
  constexpr std::size_t shortest = 4;
  if (keyword.size() < shortest) return false;
  return std::all_of(keyword.begin(), keyword.end() - 1,
                     [](char c) { return c == 'X'; });
}

// Traces of a device that removes STARTTLS; empty if there are none.
std::string masking_traces(const Facts& facts) {
  for (const auto& extension : facts.extensions.all()) {
    if (is_masked_keyword(extension.keyword)) return extension.keyword;
  }
  return smtp::is_masked(*facts.greeting) ? to_sentence(*facts.greeting)
                                          : std::string();
}

void report_missing(Session& session) {
  const auto traces = masking_traces(session.facts());
  if (traces.empty()) {
    session.find(
        FindingId::tls_not_offered,
        {.sentence = session.server() + " does not announce STARTTLS"});
  } else {
    session.find(FindingId::tls_stripped,
                 {.sentence = "STARTTLS of " + session.server() +
                              " is removed on the way, a firewall masks "
                              "keywords or greeting",
                  .said = traces});
  }
  session.stop();
}

void report_refusal(Session& session, const smtp::Reply& reply) {
  // 454 is "TLS not available due to temporary reason" (RFC 3207 4).
  const auto state =
      reply.code == 454 ? monitor::State::warning : monitor::State::critical;
  session.find(FindingId::tls_refused, state,
               session.refusal(session.server() + " refuses STARTTLS", reply));
  session.stop();
}

}  // namespace

void starttls(Session& session) {
  auto& facts = session.facts();
  if (!facts.extensions.has("STARTTLS")) {
    report_missing(session);
    return;
  }
  const auto reply = session.command({.line = "STARTTLS"});
  facts.starttls = reply;
  if (reply.temporary() || reply.permanent()) {
    report_refusal(session, reply);
    return;
  }
  if (reply.code != 220) {
    throw net::Error(net::ErrorKind::malformed,
                     "STARTTLS is not answered with 220", to_sentence(reply));
  }
  // A server that means 220 waits for us (RFC 3207 4): what follows in clear
  // is somebody else's.
  const auto injected = session.chat().take_unasked();
  if (!injected.empty()) {
    session.find(FindingId::tls_injected,
                 {.sentence = "bytes in clear between the 220 of " +
                              session.server() + " and the TLS handshake",
                  .said = injected});
    session.stop();
  }
  // From 220 on the server waits for TLS: QUIT would be a broken handshake.
  if (!session.going() || session.settings().until == StageId::starttls) {
    session.hang_up();
  }
}

}  // namespace check::stages
