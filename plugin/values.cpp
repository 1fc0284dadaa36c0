#include "plugin/values.h"

#include <netdb.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/monitor/ascii.h"
#include "lib/monitor/number.h"
#include "lib/smtp/address.h"
#include "lib/smtp/header_field.h"
#include "lib/smtp/message.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

using std::chrono::duration;

// Longer than any monitoring system waits; keeps the arithmetic safe.
constexpr double max_timeout_seconds = 86400;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

double take_unit(std::string_view& text) {
  struct Unit {
    std::string_view suffix;
    double seconds;
  };
  constexpr Unit units[] = {{"ms", 0.001}, {"s", 1}, {"m", 60}};
  for (const auto& unit : units) {
    if (text.ends_with(unit.suffix)) {
      text.remove_suffix(unit.suffix.size());
      return unit.seconds;
    }
  }
  return 1;
}

bool harmless(char c) {
  return !monitor::is_control(c) && c != ' ';
}

bool valid_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 &&
         std::all_of(host.begin(), host.end(), harmless);
}

}  // namespace

std::uint16_t parse_port(std::string_view text) {
  const auto word = monitor::trim_front(text);
  if (const auto number = monitor::parse_unsigned(word)) {
    if (*number >= 1 && *number <= 65535) {
      return static_cast<std::uint16_t>(*number);
    }
    throw UsageError("no port number from 1 to 65535: " + quoted(text));
  }
  const std::string name(word);
  const auto* service =
      name.empty() ? nullptr : getservbyname(name.c_str(), "tcp");
  if (service == nullptr) {
    throw UsageError("neither a port number nor a known service: " +
                     quoted(text));
  }
  return ntohs(static_cast<std::uint16_t>(service->s_port));
}

Timeout parse_timeout(std::string_view text) {
  Timeout timeout{};
  auto number = text;
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    number = text.substr(0, colon);
    timeout.state = monitor::parse_state(text.substr(colon + 1));
    if (!timeout.state)
      throw UsageError("no state in time-out " + quoted(text));
    if (number.empty()) return timeout;
  }
  number = monitor::trim_front(number);
  const double unit = take_unit(number);
  const auto value = monitor::parse_decimal(number);
  // Under a microsecond is 0 for any purpose.
  if (!value || *value * unit < 1e-6 || *value * unit > max_timeout_seconds) {
    throw UsageError("no time-out above 0 and up to a day: " + quoted(text));
  }
  timeout.time = std::chrono::round<net::Time>(duration<double>(*value * unit));
  return timeout;
}

std::vector<check::TimeThreshold> parse_thresholds(std::string_view text) {
  std::vector<check::TimeThreshold> thresholds;
  for (auto part : split(text, ',')) {
    check::TimeThreshold threshold{};
    const auto equals = part.find('=');
    if (equals != std::string_view::npos) {
      const auto stage = part.substr(0, equals);
      if (stage != "total") threshold.stage = parse_stage_name(stage);
      part.remove_prefix(equals + 1);
    }
    const auto range = monitor::parse_range(part);
    if (!range) throw UsageError("no threshold range: " + quoted(text));
    threshold.range = *range;
    thresholds.push_back(std::move(threshold));
  }
  return thresholds;
}

std::vector<smtp::Condition> parse_conditions(std::string_view text) {
  std::vector<smtp::Condition> conditions;
  for (const auto part : split(text, ',')) {
    auto condition = smtp::parse_condition(part);
    if (!condition) {
      throw UsageError("no extension or condition: " + quoted(part));
    }
    conditions.push_back(*std::move(condition));
  }
  return conditions;
}

Target parse_target(std::string_view text) {
  if (text.starts_with('/')) return {std::string(parse_line(text)), {}};
  if (const auto address = net::parse_address(text)) {
    return {address->address, {}};
  }
  Target target{std::string(text), {}};
  const bool one_colon = std::count(text.begin(), text.end(), ':') == 1;
  const auto bracket = text.rfind("]:");
  if (one_colon || (text.starts_with('[') && bracket != std::string::npos)) {
    const auto colon = text.rfind(':');
    target.port = parse_port(text.substr(colon + 1));
    target.host = text.substr(0, colon);
    if (const auto address = net::parse_address(target.host)) {
      target.host = address->address;
      return target;
    }
  }
  if (!valid_host(target.host) ||
      target.host.find_first_of(":[]/") != std::string::npos) {
    throw UsageError("no host name or address: " + quoted(text) +
                     quotes_hint(text));
  }
  return target;
}

check::StageId parse_stage_name(std::string_view text) {
  const auto stage = check::parse_stage(text);
  if (stage) return *stage;
  std::string known;
  for (const auto name : check::stage_names) known += " " + std::string(name);
  throw UsageError("no stage: " + quoted(text) + "; there are" + known);
}

std::string parse_mail_address(std::string_view text) {
  const auto address = smtp::without_brackets(text);
  if (const auto defect = smtp::address_defect(address)) {
    throw UsageError("no mail address: " + quoted(text) + ", " + *defect);
  }
  return std::string(address);
}

std::string parse_recipient(std::string_view text) {
  auto address = parse_mail_address(text);
  if (address.empty()) throw UsageError("no recipient: " + quoted(text));
  return address;
}

std::string parse_user(std::string_view text) {
  if (text.empty()) throw UsageError("-U needs a user, got ''");
  if (std::any_of(text.begin(), text.end(), monitor::is_control)) {
    throw UsageError("a control character in the user " + quoted(text));
  }
  return std::string(text);
}

int parse_descriptor(std::string_view text) {
  constexpr std::uint64_t highest = std::numeric_limits<int>::max();
  const auto number = monitor::parse_unsigned(text);
  if (!number || *number > highest) {
    throw UsageError("no descriptor: " + quoted(text));
  }
  return static_cast<int>(*number);
}

std::uint64_t parse_size(std::string_view text) {
  const auto number = monitor::parse_unsigned(text);
  if (!number) throw UsageError("no size in octets: " + quoted(text));
  return *number;
}

std::string parse_subject(std::string_view text) {
  if (const auto defect = smtp::subject_defect(text)) {
    throw UsageError("--subject " + quoted(text) + ": " + *defect);
  }
  return std::string(text);
}

std::string parse_header(std::string_view text) {
  if (const auto defect = smtp::header_defect(text)) {
    throw UsageError("--header " + quoted(text) + ": " + *defect);
  }
  return std::string(text);
}

std::string parse_body(std::string_view text) {
  if (const auto defect = smtp::body_defect(text)) {
    throw UsageError("--body: " + *defect);
  }
  return std::string(text);
}

std::string parse_ehlo_name(std::string_view text) {
  if (!valid_host(text)) throw UsageError("no name for EHLO: " + quoted(text));
  return std::string(text);
}

check::ExpectedHost parse_expected_host(std::string_view text) {
  if (text == "auto") return {.automatic = true};
  if (!valid_host(text)) throw UsageError("no host name: " + quoted(text));
  return {.automatic = false, .name = std::string(text)};
}

std::string parse_domain(std::string_view text) {
  const auto name = parse_host_name(text);
  if (net::parse_address(name)) {
    throw UsageError("--mx needs a domain, got the address " + quoted(text));
  }
  if (name.find_first_of(":/[]") != std::string::npos) {
    throw UsageError("--mx needs a domain, got " + quoted(text));
  }
  return name;
}

net::Endpoint parse_resolver(std::string_view text) {
  if (auto address = net::parse_address(text)) {
    address->port = 53;
    return *address;
  }
  const auto colon = text.rfind(':');
  const auto host = text.substr(0, colon);
  auto address =
      colon == std::string_view::npos ? std::nullopt : net::parse_address(host);
  // "::1:53" is an address; a port needs brackets there.
  const bool six = address && address->family == net::Family::ipv6;
  if (!address || (six && !host.starts_with('['))) {
    throw UsageError("no address of a DNS server: " + quoted(text));
  }
  address->port = parse_port(text.substr(colon + 1));
  return *address;
}

net::Endpoint parse_source_address(std::string_view text) {
  const auto address = net::parse_address(text);
  if (!address) throw UsageError("no source address: " + quoted(text));
  return *address;
}

std::string parse_host_name(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (!valid_host(text)) throw UsageError("no host name: " + quoted(text));
  return std::string(text);
}

namespace {

// A bare N alerts at N whole days left or fewer, as check_smtp does.
monitor::Range parse_days(std::string_view text, std::string_view whole) {
  if (const auto days = monitor::parse_unsigned(text)) {
    constexpr std::uint64_t millennium = 366000;
    if (*days <= millennium) {
      return *monitor::parse_range(std::to_string(*days + 1) + ":");
    }
  }
  const bool is_range = text.find_first_of(":@~") != std::string_view::npos;
  const auto range = is_range ? monitor::parse_range(text) : std::nullopt;
  if (!range) throw UsageError("no days for -D: " + quoted(whole));
  return *range;
}

bool is_hex(char c) {
  return monitor::is_digit(c) || (c >= 'a' && c <= 'f');
}

bool is_base64(char c) {
  return monitor::is_alnum(c) || c == '+' || c == '/';
}

}  // namespace

check::CertificateDays parse_certificate_days(std::string_view text) {
  const auto parts = split(text, ',');
  if (parts.size() > 2) throw UsageError("no days for -D: " + quoted(text));
  check::CertificateDays days{.warning = parse_days(parts[0], text)};
  if (parts.size() == 2) days.critical = parse_days(parts[1], text);
  return days;
}

check::Pin parse_pin(std::string_view text) {
  constexpr std::string_view key_mark = "sha256//";
  constexpr std::size_t hex_digits = 64;
  constexpr std::size_t base64_digits = 43;
  if (text.starts_with(key_mark)) {
    const auto digest = text.substr(key_mark.size());
    if (digest.size() == base64_digits + 1 && digest.ends_with('=') &&
        std::all_of(digest.begin(), digest.end() - 1, is_base64)) {
      return {.public_key_sha256 = std::string(digest)};
    }
  } else {
    std::string digest = monitor::to_lower(text);
    std::erase(digest, ':');
    if (digest.size() == hex_digits &&
        std::all_of(digest.begin(), digest.end(), is_hex)) {
      return {.certificate_sha256 = std::move(digest)};
    }
  }
  throw UsageError("no pin: " + quoted(text) +
                   "; 64 hex digits or sha256//BASE64");
}

net::TlsVersion parse_tls_minimum(std::string_view text) {
  const auto version = net::parse_tls_version(text);
  if (!version) {
    throw UsageError("no version of TLS: " + quoted(text) + "; 1.0 to 1.3");
  }
  return *version;
}

StateWish parse_state_wish(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) {
    throw UsageError("no FINDING=STATE: " + quoted(text));
  }
  const auto name = text.substr(0, equals);
  const auto finding = check::parse_finding(name);
  const auto state = monitor::parse_state(text.substr(equals + 1));
  if (!finding) {
    throw UsageError("no finding: " + quoted(name) + ", see --list-findings");
  }
  if (name.starts_with("plugin.")) {
    throw UsageError("the state of " + quoted(name) + " cannot be changed");
  }
  if (!state) throw UsageError("no state: " + quoted(text));
  return {*finding, *state};
}

std::string parse_line(std::string_view text) {
  if (text.find_first_of(std::string_view("\r\n\0", 3)) !=
      std::string_view::npos) {
    throw UsageError("a line break or NUL in " + quoted(text));
  }
  return std::string(text);
}

}  // namespace plugin
