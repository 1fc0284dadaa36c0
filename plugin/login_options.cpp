#include "plugin/login_options.h"

#include "lib/monitor/ascii.h"
#include "plugin/secret_source.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

using smtp::SaslNeeds;
using smtp::Secret;

// What the sources gave, all together.
struct Given {
  std::optional<std::string> user{};
  std::optional<Secret> secret{};
  bool token = false;  // the credentials file calls it so
};

void refuse_second(bool given, const std::string& option) {
  if (given) throw UsageError(option + ": two sources for the password");
}

void take_from_file(const std::string& path, Given& given) {
  auto file = read_credentials_file(path);
  if (file.password && file.token) {
    throw UsageError("the file " + quoted(path) +
                     " has a password and a token");
  }
  if (file.username && given.user) {
    throw UsageError("-U: two users, the file " + quoted(path) +
                     " has one too");
  }
  if (file.username) given.user = std::move(file.username);
  given.token = file.token.has_value();
  given.secret = std::move(file.token ? file.token : file.password);
}

Given collect(LoginWishes& wishes, net::Time patience) {
  Given given;
  given.user = wishes.user;
  if (wishes.credentials_file) {
    take_from_file(*wishes.credentials_file, given);
  }
  if (wishes.password) {
    refuse_second(given.secret.has_value(), "-P");
    given.secret = std::move(wishes.password);
  }
  if (wishes.password_file) {
    refuse_second(given.secret.has_value(), "--password-file");
    given.secret = read_secret_file(*wishes.password_file);
  }
  if (wishes.password_variable) {
    refuse_second(given.secret.has_value(), "--password-env");
    given.secret = take_secret_from_environment(*wishes.password_variable);
  }
  if (wishes.password_descriptor) {
    refuse_second(given.secret.has_value(), "--password-fd");
    given.secret =
        read_secret_descriptor(*wishes.password_descriptor, patience);
  }
  return given;
}

// The option that only a login has a use for; empty if there is none.
std::string_view option_without_login(const Draft& draft) {
  const auto& wishes = draft.login;
  if (wishes.user) return "-U";
  if (wishes.password) return "-P";
  if (wishes.credentials_file) return "--credentials";
  if (wishes.password_file) return "--password-file";
  if (wishes.password_variable) return "--password-env";
  if (wishes.password_descriptor) return "--password-fd";
  if (draft.settings.login.expect_failure) return "--expect-auth-failure";
  if (draft.settings.login.allow_cleartext) return "--allow-cleartext-auth";
  return {};
}

const smtp::SaslMechanism* mechanism_of(const std::string& name) {
  if (monitor::equal_ignoring_case(name, "auto")) return nullptr;
  const auto* mechanism = smtp::find_sasl_mechanism(name);
  if (mechanism != nullptr) return mechanism;
  std::string known;
  for (const auto& one : smtp::sasl_mechanisms()) {
    known += std::string(one.name) + " ";
  }
  throw UsageError("no mechanism: " + quoted(name) + "; " + known +
                   "auto none");
}

void require_credentials(const check::Settings& settings, const Given& given) {
  const auto* mechanism = settings.login.mechanism;
  if (mechanism != nullptr &&
      mechanism->needs == SaslNeeds::client_certificate) {
    if (given.secret) {
      throw UsageError(
          "-A EXTERNAL takes no password but a client certificate");
    }
    if (settings.trust.client_certificate.empty()) {
      throw UsageError("-A EXTERNAL needs --client-certificate");
    }
    return;
  }
  if (!given.secret || given.secret->empty()) {
    throw UsageError(
        "-A needs a password: --credentials, --password-file, "
        "--password-env, --password-fd or -P");
  }
  if (!given.user || given.user->empty())
    throw UsageError("-A needs a user: -U");
  if (given.token && mechanism != nullptr &&
      mechanism->needs == SaslNeeds::password) {
    throw UsageError("-A " + std::string(mechanism->name) +
                     " takes a password, the credentials hold a token");
  }
}

// What the mechanism cannot take is better known now than in the session.
void try_out(const check::Login& login) {
  if (login.mechanism == nullptr) return;
  try {
    // Any binding: only the credentials are tried here.
    smtp::make_sasl_client(
        login.mechanism->name, *login.credentials,
        {.binding = net::ChannelBinding{"tls-exporter", {}}});
  } catch (const smtp::SaslError& error) {
    throw UsageError("-A " + std::string(login.mechanism->name) + ": " +
                     error.what());
  }
}

}  // namespace

void settle_login(Draft& draft) {
  auto& settings = draft.settings;
  const auto& wanted = draft.login.mechanism;
  if (!wanted) {
    const auto option = option_without_login(draft);
    if (option.empty()) return;
    throw UsageError(std::string(option) + " needs -A");
  }
  if (monitor::equal_ignoring_case(*wanted, "none")) {
    if (!settings.login.expect_failure) return;
    throw UsageError("--expect-auth-failure needs -A, and none is no login");
  }
  settings.login.mechanism = mechanism_of(*wanted);
  auto given = collect(draft.login, settings.timeout);
  require_credentials(settings, given);
  if (settings.login.expect_failure && settings.message.send) {
    throw UsageError("--expect-auth-failure excludes --send");
  }
  settings.login.kind = given.token ? SaslNeeds::token : SaslNeeds::password;
  settings.login.credentials =
      std::make_shared<const smtp::SaslCredentials>(smtp::SaslCredentials{
          .user = given.user.value_or(""),
          .secret = given.secret ? *std::move(given.secret) : Secret()});
  try_out(settings.login);
}

}  // namespace plugin
