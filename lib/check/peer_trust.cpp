#include "lib/check/peer_trust.h"

#include <algorithm>

namespace check {

bool known_by_pin(const Settings& settings, const net::Certificate& leaf) {
  return std::any_of(
      settings.pins.begin(), settings.pins.end(), [&](const Pin& pin) {
        return pin.certificate_sha256.empty()
                   ? pin.public_key_sha256 == leaf.public_key_sha256
                   : pin.certificate_sha256 == leaf.sha256;
      });
}

std::string why_not_trusted(Session& session) {
  const auto& settings = session.settings();
  const auto& tls = session.facts().tls;
  if (!tls) return "there is no TLS";
  if (tls->version < settings.tls_min) {
    return tls->version_name + " is older than what is wanted";
  }
  if (settings.insecure) return {};
  if (tls->chain.empty()) return "the server shows no certificate";
  const auto& leaf = tls->chain.front();
  if (!settings.pins.empty()) {
    return known_by_pin(settings, leaf) ? "" : "no pin names its certificate";
  }
  if (!tls->problems.empty()) return "its certificate is not trusted";
  if (tls->name != net::NameCheck::matched) {
    return "its certificate does not show that it is the right server";
  }
  const auto now = session.network().wall_time();
  if (now > leaf.not_after || now < leaf.not_before) {
    return "its certificate is not valid today";
  }
  return {};
}

}  // namespace check
