// Base64 (RFC 4648 4) as AUTH sends it: one line, no white space.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smtp {

// Padded. Never grows its memory on the way, so that a secret leaves no copy
// behind; the result of one belongs into a Secret.
std::string encode_base64(std::string_view bytes);

// Nothing on any other character, on '=' before the end and on missing or
// surplus padding; the empty text is no bytes.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace smtp
