// What a server of OAUTHBEARER (RFC 7628 3.2.2) or XOAUTH2 tells where it
// refuses a token.
#pragma once

#include <string>
#include <string_view>

namespace smtp {

// "status 401, schemes bearer, scope https://mail.example.org/" of JSON with
// any of these members; any other text as it is. At most 200 octets.
std::string oauth_error(std::string_view challenge);

}  // namespace smtp
