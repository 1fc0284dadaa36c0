#include "lib/smtp/mime.h"

#include <algorithm>

#include "lib/monitor/ascii.h"
#include "lib/smtp/base64.h"

namespace smtp {

namespace {

constexpr std::size_t max_word = 75;  // RFC 2047 2
constexpr std::size_t max_line = 76;  // RFC 2045 6.7, 6.8

unsigned octet(char c) {
  return static_cast<unsigned char>(c);
}

struct Lead {
  std::size_t length;  // of the whole character, 0 if this octet begins none
  unsigned lowest;     // second octet: below it the form is over-long
  unsigned highest;    // second octet: above it no character is assigned
};

// RFC 3629 4.
Lead lead_of(unsigned byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2 || byte > 0xF4) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};  // the rest are surrogates
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  return {4, 0x80, byte == 0xF4 ? 0x8FU : 0xBFU};
}

bool continuation(char c) {
  return (octet(c) & 0xC0U) == 0x80U;
}

// The length of the UTF-8 character at the front of `text`, 0 if there is none.
std::size_t utf8_character(std::string_view text) {
  const auto lead = lead_of(octet(text.front()));
  if (lead.length < 2) return lead.length;
  const auto rest = text.substr(1, lead.length - 1);
  const bool valid = rest.size() + 1 == lead.length &&
                     octet(rest.front()) >= lead.lowest &&
                     octet(rest.front()) <= lead.highest &&
                     std::all_of(rest.begin(), rest.end(), continuation);
  return valid ? lead.length : 0;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_character(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void append_hex(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += '=';
  out += digits[octet(c) >> 4U];
  out += digits[octet(c) & 0x0FU];
}

// What Q leaves as it is everywhere, within a phrase too (RFC 2047 5 (3)).
bool plain_in_q(char c) {
  constexpr std::string_view marks = "!*+-/";
  return monitor::is_alnum(c) || marks.find(c) != std::string_view::npos;
}

std::string q_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') {
      out += '_';
    } else if (plain_in_q(c)) {
      out += c;
    } else {
      append_hex(out, c);
    }
  }
  return out;
}

struct WordStyle {
  std::string_view charset;
  char encoding;  // Q or B
};

std::string encoded_text(std::string_view text, WordStyle style) {
  return style.encoding == 'Q' ? q_text(text) : encode_base64(text);
}

std::string encoded_word(std::string_view text, WordStyle style) {
  return std::string("=?").append(style.charset) + '?' + style.encoding + '?' +
         encoded_text(text, style) + "?=";
}

// How much of `text` makes an encoded-word of at most `room` octets.
std::size_t fitting(std::string_view text, WordStyle style, std::size_t room) {
  std::size_t end = 0;
  while (end < text.size()) {
    const auto character = utf8_character(text.substr(end));
    const auto next = end + std::max<std::size_t>(character, 1);
    const auto word = encoded_word(text.substr(0, next), style);
    if (end > 0 && word.size() > room) break;
    end = next;
  }
  return end;
}

bool plain_in_quoted_printable(char c) {
  return c >= '!' && c <= '~' && c != '=';
}

void append_quoted_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    // A blank at the end of a line may be lost on the way (RFC 2045 6.7 (3)).
    const bool inner_blank = monitor::is_blank(c) && i + 1 < line.size();
    const bool plain = plain_in_quoted_printable(c) || inner_blank;
    const std::size_t width = plain ? 1 : 3;
    if (column + width > max_line - 1) {
      out += "=\r\n";
      column = 0;
    }
    column += width;
    if (plain) {
      out += c;
    } else {
      append_hex(out, c);
    }
  }
  out += "\r\n";
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return octet(c) < 128; });
}

bool is_mostly_ascii(std::string_view text) {
  std::size_t ascii = 0;
  std::size_t others = 0;
  for (const char c : text) {
    if (octet(c) < 128) {
      ++ascii;
    } else if (!continuation(c)) {
      ++others;
    }
  }
  return ascii >= others;
}

std::string_view charset_of(std::string_view text) {
  if (is_ascii(text)) return "us-ascii";
  return is_utf8(text) ? "utf-8" : "unknown-8bit";
}

std::vector<std::string> encoded_words(std::string_view text,
                                       std::size_t first_room) {
  const WordStyle style{charset_of(text), is_mostly_ascii(text) ? 'Q' : 'B'};
  std::vector<std::string> words;
  auto room = std::min(first_room, max_word);
  while (!text.empty()) {
    const auto length = fitting(text, style, room);
    words.push_back(encoded_word(text.substr(0, length), style));
    text.remove_prefix(length);
    room = max_word;
  }
  return words;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find("\r\n"), text.size());
    append_quoted_line(out, text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

std::string base64_lines(std::string_view octets) {
  constexpr std::size_t octets_of_line = max_line / 4 * 3;
  std::string out;
  while (!octets.empty()) {
    out += encode_base64(octets.substr(0, octets_of_line)) + "\r\n";
    octets.remove_prefix(std::min(octets_of_line, octets.size()));
  }
  return out;
}

}  // namespace smtp
