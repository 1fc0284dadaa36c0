#include "lib/monitor/printable.h"

#include <algorithm>

#include "lib/monitor/ascii.h"

namespace monitor {

namespace {

constexpr std::string_view plugin_specials = "|<>&`$";

bool plain_ascii(char c) {
  return static_cast<unsigned char>(c) < 127 && !is_control(c);
}

bool passes_plugin(char c) {
  return plain_ascii(c) && plugin_specials.find(c) == std::string_view::npos;
}

bool continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

struct Lead {
  std::size_t length;  // of the whole sequence, 0 if this byte begins none
  unsigned lowest;     // smallest code point that needs that length
  unsigned bits;       // the byte's share of the code point
};

Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, byte & 0x1FU};
  if (byte >= 0xE0 && byte <= 0xEF) return {3, 0x800, byte & 0x0FU};
  if (byte >= 0xF0 && byte <= 0xF4) return {4, 0x10000, byte & 0x07U};
  return {0, 0, 0};
}

// The length of the well-formed multi-byte UTF-8 character at the front, 0 if
// there is none. C1 controls count as none: terminals act on them.
std::size_t utf8_character(std::string_view text) {
  const Lead lead = lead_of(static_cast<unsigned char>(text.front()));
  if (lead.length == 0 || text.size() < lead.length) return 0;
  unsigned code = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    if (!continuation(text[i])) return 0;
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  // Bidirectional overrides can reorder what a person reads.
  const bool bidi =
      (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  if (code < lead.lowest || code > 0x10FFFF || surrogate || bidi) return 0;
  return code < 0xA0 ? 0 : lead.length;
}

// The same on a terminal for any character that may pass.
std::size_t terminal_character(std::string_view text) {
  if (!plain_ascii(text.front())) return utf8_character(text);
  return text.front() == '|' ? 0 : 1;
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += "\\x";
  out += digits[byte >> 4U];
  out += digits[byte & 0x0FU];
}

}  // namespace

std::string printable(std::string_view text, Medium medium) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char c = text.front();
    const auto length = medium == Medium::plugin
                            ? static_cast<std::size_t>(passes_plugin(c))
                            : terminal_character(text);
    if (length == 0) {
      append_escaped(out, c);
    } else {
      out.append(text.substr(0, length));
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string_view printable_front(std::string_view text, std::size_t width) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    used += passes_plugin(text[i]) ? 1U : 4U;
    if (used > width) return text.substr(0, i);
  }
  return text;
}

}  // namespace monitor
