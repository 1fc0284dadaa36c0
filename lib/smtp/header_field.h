// Header fields of a message (RFC 5322 2.2, 3.6), ready for the wire.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smtp {

// Why "Name: value" cannot be sent as a header field: no colon, a name that
// RFC 5322 3.6.8 does not allow, a line end or another control character but
// TAB, over 998 octets (2.1.1). Nothing where it can.
std::optional<std::string> header_defect(std::string_view line);

// What stands before the colon.
std::string_view header_name(std::string_view line);

// "Name: value" with its CRLF, encoded and folded. Empty where
// header_defect() has something to say: whoever asks checks that first.
std::string header_field(std::string_view line);

// The same of a name that is known to be good. The value may have any length;
// a control character in it becomes a blank, so that no value can end its
// field.
//
// A value that is not ASCII becomes encoded-words (RFC 2047). An address or a
// message-id in it cannot: the field then keeps their UTF-8 and needs SMTPUTF8
// (RFC 6532). Lines have at most 76 octets, which RFC 2047 2 asks for, where
// the value has blanks to fold at.
std::string folded_field(std::string_view name, std::string_view value);

// An address of the envelope as header fields have it: a local part that is
// no dot-atom is quoted, so that "a,b@c" stays one address (RFC 5322 3.4.1),
// and a source route is left out (4.4).
std::string header_address(std::string_view address);

}  // namespace smtp
