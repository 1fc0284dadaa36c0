#include "plugin/tls_options.h"

#include "lib/net/tls.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

using check::Settings;
using check::TlsMode;

// RFC 8314 3.3: port 465 speaks TLS from the first byte.
constexpr std::uint16_t submissions_port = 465;

TlsMode mode_of(const Draft& draft) {
  const auto& settings = draft.settings;
  if (draft.tls.starttls && draft.tls.implicit) {
    throw UsageError("-S excludes -s: STARTTLS, or TLS from the first byte");
  }
  if (draft.tls.starttls) return TlsMode::starttls;
  const bool port465 =
      !settings.local_socket() && settings.port == submissions_port;
  if (draft.tls.implicit || port465) return TlsMode::implicit;
  const bool wanted = settings.submission || !draft.tls.implied.empty();
  return wanted ? TlsMode::starttls : TlsMode::none;
}

void require_tls(const Draft& draft) {
  const auto& settings = draft.settings;
  if (settings.tls != TlsMode::none) return;
  const auto refuse = [](bool given, const std::string& option) {
    if (given) throw UsageError(option + " needs TLS: -S or -s");
  };
  refuse(draft.tls.verify_name.has_value(), "--verify-name");
  refuse(settings.insecure, "--insecure");
  refuse(!settings.trust.ca_file.empty(), "--ca-file");
  refuse(!settings.trust.ca_path.empty(), "--ca-path");
  refuse(!settings.trust.client_certificate.empty(), "--client-certificate");
}

void check_conditions(const Settings& settings) {
  for (const auto* list : {&settings.required, &settings.forbidden}) {
    for (const auto& condition : *list) {
      if (condition.phase == smtp::Phase::tls &&
          settings.tls == TlsMode::none) {
        throw UsageError(quoted(condition.text) + " needs TLS: -S or -s");
      }
      if (condition.phase == smtp::Phase::plain &&
          settings.tls == TlsMode::implicit) {
        throw UsageError(quoted(condition.text) +
                         " does not go with TLS from the first byte");
      }
    }
  }
}

// The target's name; empty for addresses and sockets, which have none.
std::string target_name(const Settings& settings) {
  if (settings.local_socket() || net::parse_address(settings.host)) return {};
  std::string name = settings.host;
  if (name.ends_with('.')) name.pop_back();
  return name;
}

void settle_names(Draft& draft) {
  auto& settings = draft.settings;
  // With --mx each host has its own name.
  const auto target = settings.mx.empty() ? target_name(settings) : "";
  const auto sni = draft.tls.sni.value_or(Sni{});
  settings.sni = !sni.off;
  if (!sni.off) settings.server_name = sni.name.empty() ? target : sni.name;
  settings.verify_name =
      draft.tls.verify_name.value_or(sni.name.empty() ? target : sni.name);
}

}  // namespace

void settle_tls(Draft& draft) {
  auto& settings = draft.settings;
  if (settings.submission && draft.lmtp) {
    throw UsageError("--submission excludes --lmtp");
  }
  if (!settings.trust.client_key.empty() &&
      settings.trust.client_certificate.empty()) {
    throw UsageError("--client-key needs --client-certificate");
  }
  settings.tls = mode_of(draft);
  require_tls(draft);
  check_conditions(settings);
  if (settings.tls == TlsMode::none) return;
  settle_names(draft);
}

}  // namespace plugin
