// Text that is not plain ASCII, written in ASCII (RFC 2045, 2047).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smtp {

bool is_ascii(std::string_view text);

// "us-ascii", "utf-8", or, for octets that are no UTF-8 and could be anything,
// "unknown-8bit" (RFC 1428).
std::string_view charset_of(std::string_view text);

// Whether at least half of its characters are ASCII. The rest is best written
// octet by octet then, so that people can read it raw (RFC 2045 6.7, 2047 4).
bool is_mostly_ascii(std::string_view text);

// `text` as encoded-words, by Q if it is mostly ASCII, else by B. Each has at
// most 75 octets, the first at most `first_room`, and none divides a character
// (RFC 2047 2, 5). Each holds a character at least, even where `first_room` is
// too small for that.
std::vector<std::string> encoded_words(std::string_view text,
                                       std::size_t first_room);

// Lines of at most 76 octets and their CRLF (RFC 2045 6.7). The lines of
// `text` end with CRLF, the last one too.
std::string quoted_printable(std::string_view text);

// The same by base64 (RFC 2045 6.8); any octets.
std::string base64_lines(std::string_view octets);

}  // namespace smtp
