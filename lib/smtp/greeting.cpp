#include "lib/smtp/greeting.h"

#include <algorithm>

#include "lib/monitor/ascii.h"

namespace smtp {

namespace {

using monitor::equal_ignoring_case;
using monitor::is_alnum;
using monitor::take_word;

bool valid_label(std::string_view label) {
  if (label.empty() || label.size() > 63) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) {
    return is_alnum(c) || c == '-' || c == '_';
  });
}

// "[192.0.2.1]" and "[IPv6:2001:db8::1]" as an address.
std::optional<net::Endpoint> parse_literal(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  if (monitor::starts_with_ignoring_case(text, "IPv6:")) text.remove_prefix(5);
  return net::parse_address(text);
}

std::optional<net::Endpoint> parse_any_address(std::string_view text) {
  if (auto literal = parse_literal(text)) return literal;
  return net::parse_address(text);
}

std::string_view without_punctuation(std::string_view word) {
  while (!word.empty() &&
         std::string_view(",;:").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  return word;
}

}  // namespace

std::optional<std::string> host_name(std::string_view text) {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.size() > 255) return std::nullopt;
  if (text.find('.') == std::string_view::npos) return std::nullopt;
  for (std::string_view rest = text;;) {
    const auto dot = std::min(rest.find('.'), rest.size());
    if (!valid_label(rest.substr(0, dot))) return std::nullopt;
    if (dot == rest.size()) break;
    rest.remove_prefix(dot + 1);
  }
  return monitor::to_lower(text);
}

std::optional<std::string> announced_host(const Reply& reply) {
  if (reply.lines.empty()) return std::nullopt;
  std::string_view rest = reply.lines.front();
  std::string_view word = take_word(rest);
  if (parse_enhanced_code(word)) word = take_word(rest);
  if (equal_ignoring_case(word, "SMTP") || equal_ignoring_case(word, "ESMTP")) {
    word = take_word(rest);
  }
  word = without_punctuation(word);
  if (parse_any_address(word)) return std::string(word);
  return host_name(word);
}

bool same_host(std::string_view a, std::string_view b) {
  const auto address_a = parse_any_address(a);
  const auto address_b = parse_any_address(b);
  if (address_a || address_b) return address_a == address_b;
  if (a.ends_with('.')) a.remove_suffix(1);
  if (b.ends_with('.')) b.remove_suffix(1);
  return equal_ignoring_case(a, b);
}

bool is_masked(const Reply& greeting) {
  bool star = false;
  for (const auto& line : greeting.lines) {
    for (const char c : line) {
      if (std::string_view("*20 \t").find(c) == std::string_view::npos) {
        return false;
      }
      star = star || c == '*';
    }
  }
  return star;
}

std::string_view looks_like(std::string_view first_line) {
  struct Mark {
    std::string_view front;
    std::string_view protocol;
  };
  constexpr Mark marks[] = {
      {"HTTP/", "HTTP"},
      {"<!DOCTYPE", "HTTP"},
      {"<html", "HTTP"},
      {"SSH-", "SSH"},
      {"* OK", "IMAP"},
      {"* PREAUTH", "IMAP"},
      {"* BYE", "IMAP"},
      {"+OK", "POP3"},
      {"-ERR", "POP3"},
      {"\x15\x03", "TLS"},
      {"\x16\x03", "TLS"},
      {"RFB ", "VNC"},
      {"\"IMPLEMENTATION\"", "ManageSieve"},
  };
  for (const auto& mark : marks) {
    if (monitor::starts_with_ignoring_case(first_line, mark.front)) {
      return mark.protocol;
    }
  }
  return {};
}

}  // namespace smtp
