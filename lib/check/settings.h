// What the user asked for. Options write it once; afterwards it is only read,
// by all threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/check/finding.h"
#include "lib/check/pattern.h"
#include "lib/check/stage_id.h"
#include "lib/monitor/range.h"
#include "lib/monitor/state.h"
#include "lib/net/deadline.h"
#include "lib/net/network.h"
#include "lib/net/proxy_protocol.h"
#include "lib/smtp/condition.h"
#include "lib/smtp/sasl.h"

namespace check {

enum class Hello { ehlo, helo, lhlo };

// A host name that a server should give: a fixed one, or the target's.
struct ExpectedHost {
  bool automatic = false;
  std::string name{};
};

enum class TlsMode { none, starttls, implicit };

// -D: whole days left. A bare number alerts at that many days or fewer, which
// is the range "N+1:".
struct CertificateDays {
  std::optional<monitor::Range> warning{};
  std::optional<monitor::Range> critical{};
};

// --pin: one of the two is set.
struct Pin {
  std::string certificate_sha256{};  // lower-case hex
  std::string public_key_sha256{};   // base64
};

// -A: one attempt a run.
struct Login {
  const smtp::SaslMechanism* mechanism = nullptr;  // null: the best one offered
  smtp::SaslNeeds kind = smtp::SaslNeeds::password;
  // Shared, since nobody copies a secret; null where there is no login.
  std::shared_ptr<const smtp::SaslCredentials> credentials{};
  bool expect_failure = false;
  bool allow_cleartext = false;

  bool wanted() const { return credentials != nullptr; }
};

// --send and what it sends: a message of ours, or a given one.
struct MessageWishes {
  bool send = false;
  std::optional<std::string> subject{};        // none: ours
  std::optional<std::string> body{};           // none: ours
  std::vector<std::string> headers{};          // "Name: value"
  std::shared_ptr<const std::string> given{};  // --message; null: ours
};

// One -C and the -R that judges its reply.
struct ExtraCommand {
  std::string line;
  bool message_text = false;  // stands between -C DATA and its "."
  std::optional<Pattern> response{};
};

// -w and -c: the range for one stage, or for the whole session.
struct TimeThreshold {
  std::optional<StageId> stage;
  monitor::Range range;  // seconds
};

struct Settings {
  // Where
  std::string host = "127.0.0.1";  // name, address, or path of a UNIX socket
  std::uint16_t port = 25;
  // --mx: the domain whose mail hosts are checked; `host` is then each of them.
  std::string mx{};
  bool all_addresses = false;
  // This address of `host` alone: a session of --all-addresses.
  std::optional<net::Endpoint> address{};
  std::vector<net::Endpoint> resolvers{};  // --resolver; empty: the system's
  bool trust_ad = false;
  net::AddressFamilies families = net::AddressFamilies::both;
  std::optional<net::Endpoint> source_address{};
  net::ProxyProtocol proxy = net::ProxyProtocol::off;

  // The dialogue
  Hello hello = Hello::ehlo;
  std::string ehlo_name{};  // empty: this machine's, see ehlo stage
  Login login{};
  std::optional<std::string> from{};
  std::vector<std::string> recipients{};  // --to: must be accepted
  std::vector<std::string> rejects{};     // --reject: must be refused
  std::optional<std::uint64_t> size{};    // --size, octets
  MessageWishes message{};
  std::vector<ExtraCommand> commands{};
  bool pipelining = true;
  bool ignore_quit = false;
  std::optional<StageId> until{};

  // TLS
  TlsMode tls = TlsMode::none;
  net::TlsTrust trust{};
  bool sni = true;
  std::string server_name{};  // SNI; empty: none is sent
  std::string verify_name{};  // empty: the target is an address without name
  bool insecure = false;
  net::TlsVersion tls_min = net::TlsVersion::tls1_2;
  std::vector<Pin> pins{};
  CertificateDays days{};
  bool submission = false;

  // Identity
  bool check_ptr = false;

  // What is expected
  std::vector<std::string> expect{};  // -e; empty: just a greeting 220
  std::optional<ExpectedHost> banner_hostname{};
  std::optional<ExpectedHost> ehlo_hostname{};
  std::vector<smtp::Condition> required{};
  std::vector<smtp::Condition> forbidden{};

  // Judging
  std::vector<TimeThreshold> warning{};
  std::vector<TimeThreshold> critical{};
  net::Time timeout = std::chrono::seconds(10);
  monitor::State timeout_state = monitor::State::critical;
  std::map<FindingId, monitor::State> states{};  // --state

  // Output
  int verbosity = 0;
  bool quiet = false;
  bool transcript = false;
  bool perfdata = true;

  // Whether a transaction is opened, beside that of --reject.
  bool has_transaction() const {
    return !recipients.empty() || (from && rejects.empty());
  }
  // Whether hosts are looked up by DNS servers, not by the system.
  bool asks_servers() const { return !mx.empty() || !resolvers.empty(); }
  // The null sender where none is given.
  std::string sender() const { return from.value_or(""); }
  bool local_socket() const { return host.starts_with('/'); }
  SessionClass session_class() const;
};

}  // namespace check
