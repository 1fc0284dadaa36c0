// The message that a session sends: one of our own (RFC 5322), or what is to
// be known of one that was given.
//
// Nothing here copies a given message, which may have 50 MB: it stays a list
// of pieces, such as header lines and the file under them, up to the
// MessageEncoder (lib/smtp/dot_stuffing.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smtp {

struct MessageParts {
  std::string from{};             // of the envelope; empty: the null sender
  std::vector<std::string> to{};  // of the envelope
  std::string subject{};
  std::string body{};                  // lines end with LF or CRLF
  std::vector<std::string> headers{};  // "Name: value"
  std::int64_t time = 0;               // seconds since 1970, UTC
  std::string token{};                 // tells this message from all others
  std::string host{};                  // a name or an address literal
};

// A whole message whose lines end with CRLF. Header lines replace generated
// ones of the same name, but Content-Transfer-Encoding only over a body that
// can go as it is: elsewhere it would be wrong. Lines that header_defect()
// speaks against are left out, and what would end a field becomes a blank
// (see folded_field()): the defects below and address_defect() are for telling
// the user before.
//
// It is ASCII, but for addresses that are not: then
// nature_of({message}).utf8_header says that it needs SMTPUTF8.
std::string compose(const MessageParts& parts);

// Why a subject or a body cannot be sent. Nothing where it can: one that is
// not ASCII, or a body line of any length, is encoded.
std::optional<std::string> subject_defect(std::string_view subject);
std::optional<std::string> body_defect(std::string_view body);

// Why a message cannot be sent as it is, with the number of the line: a NUL
// octet, a CR without LF (RFC 5321 2.3.8), over 998 octets (4.5.3.1.6). Nothing
// where it can; an empty one and one without a last line end can.
std::optional<std::string> message_defect(std::string_view raw);

struct MessageNature {
  // An octet over 127 anywhere: needs 8BITMIME (RFC 6152).
  bool eight_bit = false;
  // One before the first empty line: needs SMTPUTF8 (RFC 6531). Headers of
  // MIME parts are not looked at.
  bool utf8_header = false;
  // What SIZE= tells (RFC 1870): octets with CRLF at every line end, the
  // last one too, without doubled dots and the final one.
  std::uint64_t wire_size = 0;

  bool operator==(const MessageNature&) const = default;
};

// Of the message that the pieces make, one after the other.
MessageNature nature_of(const std::vector<std::string_view>& pieces);

}  // namespace smtp
