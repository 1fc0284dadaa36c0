#include "lib/smtp/address.h"

#include <algorithm>

#include "lib/monitor/ascii.h"

namespace smtp {

namespace {

// RFC 5321 4.5.3.1: local part, domain, and the path with its brackets.
constexpr std::size_t max_local = 64;
constexpr std::size_t max_domain = 255;
constexpr std::size_t max_path = 254;

// Finds the '@' that ends the local part; npos if there is none.
std::size_t end_of_local_part(std::string_view address) {
  bool quoted = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == '\\' && quoted) {
      ++i;
    } else if (address[i] == '"') {
      quoted = !quoted;
    } else if (address[i] == '@' && !quoted && i > 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::optional<std::string> forbidden_character(std::string_view address) {
  bool quoted = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (monitor::is_control(c)) return "a control character";
    if (quoted && c == '\\') {
      ++i;
      if (i == address.size() || monitor::is_control(address[i])) {
        return "a backslash without a character";
      }
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ' ' || c == '<' || c == '>')) {
      return c == ' ' ? "a blank" : std::string("a '") + c + "'";
    }
  }
  if (quoted) return "a quote that does not end";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> address_defect(std::string_view address) {
  if (auto found = forbidden_character(address)) return "it holds " + *found;
  if (address.size() > max_path) return "it is over 254 octets long";
  // A source route ("@a,@b:user@c") has no local part of its own at the front.
  if (address.starts_with('@')) return std::nullopt;
  const auto at = std::min(end_of_local_part(address), address.size());
  if (at > max_local) return "its local part is over 64 octets long";
  if (address.size() - at > max_domain + 1) {
    return "its domain is over 255 octets long";
  }
  if (at + 1 == address.size()) return "its domain is empty";
  return std::nullopt;
}

std::string_view without_brackets(std::string_view address) {
  const bool both =
      address.size() >= 2 && address.starts_with('<') && address.ends_with('>');
  return both ? address.substr(1, address.size() - 2) : address;
}

}  // namespace smtp
