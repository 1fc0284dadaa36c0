// The settings while options are still coming, and what only their whole can
// tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/check/settings.h"

namespace plugin {

// What is printed instead of a check; of several the first of this list.
enum class Page { none, help, version, findings, explanation };

// Where an option stands: the command line wins over an ini file.
enum class Source { ini_file, command_line };

// --sni and --no-sni: the last one counts.
struct Sni {
  bool off = false;
  std::string name{};  // empty: the target's
};

struct TlsWishes {
  bool starttls = false;       // -S
  bool implicit = false;       // -s
  std::string_view implied{};  // the option that implies TLS, if any
  std::optional<Sni> sni{};
  std::optional<std::string> verify_name{};
};

struct LoginWishes {
  std::optional<std::string> mechanism{};  // -A, in any case
  std::optional<std::string> user{};       // -U
  std::optional<smtp::Secret> password{};  // -P
  std::optional<std::string> credentials_file{};
  std::optional<std::string> password_file{};
  std::optional<std::string> password_variable{};
  std::optional<int> password_descriptor{};
};

struct Draft {
  check::Settings settings{};
  Source source = Source::command_line;

  std::optional<std::string> host{};  // -H
  Source host_source = Source::command_line;
  std::vector<std::string> words{};
  std::optional<std::uint16_t> port{};
  TlsWishes tls{};
  LoginWishes login{};
  std::optional<std::string> message_file{};  // --message
  bool ipv4 = false;
  bool ipv6 = false;
  bool proxy = false;  // -r: v1 where no option names a version
  bool helo = false;
  bool lmtp = false;
  std::vector<std::string> responses{};          // -R
  std::vector<check::FindingId> states_given{};  // by the current source

  Page page = Page::none;
  check::FindingId explained = check::FindingId::plugin_usage;
};

// Takes the settings out of a draft. Throws UsageError for contradictions and
// for what no single option could tell.
check::Settings finish(Draft draft);

}  // namespace plugin
