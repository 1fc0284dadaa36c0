#include "lib/check/stages/certificate.h"
#include "lib/check/stages/stages.h"

namespace check::stages {

namespace {

net::TlsPolicy policy_for(const Settings& settings) {
  net::TlsPolicy policy{.trust = settings.trust,
                        .server_name = settings.server_name,
                        .verify_name = settings.verify_name};
  // An address, the target's or a given one, is verified by an IP-ID (RFC 9525
  // 3); the path of a socket is none.
  policy.verify_address = net::parse_address(
      settings.verify_name.empty() ? settings.host : settings.verify_name);
  return policy;
}

void report_no_tls(Session& session, const std::string& reason) {
  session.find(FindingId::tls_handshake_failed,
               {.sentence = "no TLS with " + session.server() + ": " + reason});
  session.stop();
  session.hang_up();
}

void judge_version(Session& session) {
  const auto& facts = *session.facts().tls;
  const auto& settings = session.settings();
  if (facts.version >= settings.tls_min) return;
  session.find(
      FindingId::tls_version_old,
      {.sentence = session.server() + " speaks only " + facts.version_name +
                   ", wanted is TLSv" +
                   std::string(version_text(settings.tls_min)) + " or newer"});
}

}  // namespace

void tls(Session& session) {
  auto& facts = session.facts();
  facts.tls = session.chat().start_tls(policy_for(session.settings()),
                                       session.deadline());
  if (!facts.tls->failure.empty()) {
    report_no_tls(session, facts.tls->failure);
    // Certificate facts may be there all the same, and tell why.
    if (!facts.tls->chain.empty()) judge_certificates(session);
    return;
  }
  judge_version(session);
  judge_certificates(session);
}

}  // namespace check::stages
