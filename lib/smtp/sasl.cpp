#include "lib/smtp/sasl.h"

#include <algorithm>
#include <utility>

#include "lib/monitor/ascii.h"
#include "lib/smtp/sasl_mechanisms.h"

namespace smtp {

namespace {

using enum SaslNeeds;
using enum SaslChoice;

// CRAM-MD5 is by name only: it hands a false server what it needs to guess the
// password at leisure, and has no proof from the server to set against that.
constexpr SaslMechanism mechanisms[] = {
    {"SCRAM-SHA-256-PLUS", password, automatic, true, make_scram_sha256_plus},
    {"SCRAM-SHA-1-PLUS", password, automatic, true, make_scram_sha1_plus},
    {"SCRAM-SHA-256", password, automatic, false, make_scram_sha256},
    {"SCRAM-SHA-1", password, automatic, false, make_scram_sha1},
    {"PLAIN", password, automatic, false, make_plain},
    {"LOGIN", password, automatic, false, make_login},
    {"OAUTHBEARER", token, automatic, false, make_oauthbearer},
    {"XOAUTH2", token, automatic, false, make_xoauth2},
    {"CRAM-MD5", password, by_name, false, make_cram_md5},
    {"EXTERNAL", client_certificate, by_name, false, make_external},
};

bool offers(std::span<const std::string> offered,
            const SaslMechanism& mechanism) {
  return std::any_of(offered.begin(), offered.end(), [&](const auto& name) {
    return monitor::equal_ignoring_case(name, mechanism.name);
  });
}

}  // namespace

std::span<const SaslMechanism> sasl_mechanisms() {
  return mechanisms;
}

const SaslMechanism* find_sasl_mechanism(std::string_view name) {
  for (const auto& mechanism : mechanisms) {
    if (monitor::equal_ignoring_case(mechanism.name, name)) return &mechanism;
  }
  return nullptr;
}

const SaslMechanism* choose_sasl_mechanism(std::span<const std::string> offered,
                                           SaslNeeds credentials,
                                           CanBind can_bind) {
  for (const auto& mechanism : mechanisms) {
    if (mechanism.choice != automatic) continue;
    if (mechanism.needs != credentials) continue;
    if (mechanism.binds_channel && can_bind == CanBind::no) continue;
    if (offers(offered, mechanism)) return &mechanism;
  }
  return nullptr;
}

bool offers_channel_binding(std::span<const std::string> offered) {
  // Also those that are not in our table, SCRAM-SHA-512-PLUS say: a server
  // that binds in one of them takes the flag "y" for an attack.
  return std::any_of(offered.begin(), offered.end(), [](const auto& name) {
    return monitor::to_upper(name).ends_with("-PLUS");
  });
}

std::unique_ptr<SaslClient> make_sasl_client(std::string_view mechanism,
                                             const SaslCredentials& credentials,
                                             SaslContext context) {
  const auto* found = find_sasl_mechanism(mechanism);
  if (found == nullptr) {
    throw SaslError(SaslErrorKind::unusable,
                    "the mechanism " + std::string(mechanism) + " is unknown");
  }
  return found->make(credentials, std::move(context));
}

}  // namespace smtp
