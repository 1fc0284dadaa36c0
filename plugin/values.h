// From the words of the command line to values. All throw UsageError with the
// offending word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/check/settings.h"

namespace plugin {

// 1..65535, or a service name; leading blanks do not count.
std::uint16_t parse_port(std::string_view text);

struct Timeout {
  std::optional<net::Time> time;  // none: only the state was given
  std::optional<monitor::State> state;
};

// N[ms|s|m][:STATE] or :STATE.
Timeout parse_timeout(std::string_view text);

// A comma list of RANGE and STAGE=RANGE, in seconds.
std::vector<check::TimeThreshold> parse_thresholds(std::string_view text);

// A comma list of conditions on extensions.
std::vector<smtp::Condition> parse_conditions(std::string_view text);

struct Target {
  std::string host;
  std::optional<std::uint16_t> port;
};

// A name, an address with or without brackets, HOST:PORT where there is
// exactly one colon, or the absolute path of a UNIX socket.
Target parse_target(std::string_view text);

check::StageId parse_stage_name(std::string_view text);

// For MAIL and RCPT; "<>" and the empty string are the null sender.
std::string parse_mail_address(std::string_view text);

// The same, but not the null sender.
std::string parse_recipient(std::string_view text);

// For AUTH: no control character.
std::string parse_user(std::string_view text);

// The number of an open descriptor.
int parse_descriptor(std::string_view text);

// Octets.
std::uint64_t parse_size(std::string_view text);

std::string parse_subject(std::string_view text);
std::string parse_header(std::string_view text);
std::string parse_body(std::string_view text);

// The name of EHLO: no blank, no control character, at most 255 octets.
std::string parse_ehlo_name(std::string_view text);

// NAME or "auto".
check::ExpectedHost parse_expected_host(std::string_view text);

// The name of a domain, without its trailing dot.
std::string parse_domain(std::string_view text);

// ADDR, ADDR:PORT, [ADDR]:PORT; port 53 where none is given.
net::Endpoint parse_resolver(std::string_view text);

net::Endpoint parse_source_address(std::string_view text);

// A host name for SNI or for the comparison with a certificate, without its
// trailing dot.
std::string parse_host_name(std::string_view text);

// W[,C]: whole days left, or threshold ranges of them.
check::CertificateDays parse_certificate_days(std::string_view text);

// SHA-256 of a certificate in hex, with or without colons, or "sha256//" and
// the base64 of that of its public key.
check::Pin parse_pin(std::string_view text);

net::TlsVersion parse_tls_minimum(std::string_view text);

struct StateWish {
  check::FindingId finding;
  monitor::State state;
};

// FINDING=STATE.
StateWish parse_state_wish(std::string_view text);

// A line that is sent as it is: no CR, LF or NUL.
std::string parse_line(std::string_view text);

}  // namespace plugin
