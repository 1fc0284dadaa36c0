// Phrases in replies to AUTH, in the notation of smtp::holds_phrase.
#pragma once

#include <string_view>

namespace check::phrases {

inline constexpr std::string_view auth_order[] = {
    "already auth*|login|logged",
    "helo|ehlo|hello .. first|before",
    "bad|wrong|out sequence",
    "auth*|exchange aborted|cancel*|canceled",
};

inline constexpr std::string_view auth_syntax[] = {
    "base64",
    "syntax",
    "malformed",
    "decode|decoding",
    "argument|arguments|parameter|parameters",
    "line|response|string|data too long",
};

inline constexpr std::string_view auth_too_often[] = {
    "too many",
    "too frequent*|fast|often|quickly",
    "ratelimit*",
    "throttl*",
    "maximum|max .. attempts|logins|failures",
    "attempts|failures .. exceed*|blocked|locked|banned",
    "exceed* .. attempts|logins|failures|limit|rate",
    "limit .. exceed*|reached",
    "multiple|repeated|excessive .. attempts|failures|failed",
    "blocked|locked|banned .. attempts|failures|temporar*",
    "temporar* blocked|locked|banned",
    "brute force",
    "auth|login|logon rate",
};

inline constexpr std::string_view auth_blocklisted[] = {
    "blacklist*",
    "blocklist*",
    "blocked using",
    "rbl|rbls|dnsbl",
    "ip|address|host is|was|been blocked|banned|blacklisted",
    "ip|host blocked|banned|blacklisted",
};

inline constexpr std::string_view auth_tls[] = {
    "starttls .. first|before|required|must|needed",
    "must|please|issue|require|requires|use|need .. starttls",
    "tls|ssl|encryption|encrypted .. required|needed|mandatory|necessary",
    "secure|encrypted connection|channel|session .. required|needed|only",
    "requires|require|required|must|need|needs .. tls|ssl|encryption|encrypted",
    "requires|require|must .. secure connection|channel|session",
    "without .. tls|ssl|encryption",
    "plaintext|cleartext|plain .. secure|ssl|tls|encrypted|encryption",
    "unencrypted|insecure|unsecure|unsecured|nonsecure .. "
    "connection|channel|session|link",
    "non|not secure|encrypted .. connection|channel|session|connections",
    "over|only|when|unless|until .. secure|encrypted "
    "connection|channel|session|connections",
    "over|only|when|unless|until .. tls|ssl|starttls|encrypted",
    "use|enable|activate|start ssl|tls|encryption",
};

inline constexpr std::string_view auth_method[] = {
    "app|application|apps .. password|passwords",
    "authorization|authorisation|auth|authorized code|codes",
    "authcode",
    "basic auth|authentication",
    "legacy|modern auth|authentication",
    "smtpclientauthentication",
    "security defaults",
    "less secure app|apps|application",
    "login|log|logon .. web browser",
    "oauth|oauth2|xoauth2|oauthbearer .. required|only|must|instead",
    "requires|require|must|use .. oauth|oauth2|xoauth2",
    "two|2|second step|factor",
    "2fa|mfa|2sv|multifactor|twofactor",
    "multi factor",
    "unknown|unrecognized|unrecognised|unsupported|unimplemented|invalid|bad|"
    "illegal|no|such|unavailable|wrong .. mechanism|mechanisms|method|type|"
    "scheme",
    "mechanism|mechanisms|method|type|scheme .. not|unknown|unrecognized|"
    "unrecognised|unsupported|unimplemented|invalid|disabled|unavailable|weak",
    "auth|authentication|authenticate|login|plain|ntlm|gssapi not|is|has .. "
    "disabled|enabled|available|supported|allowed|permitted|offered|"
    "advertised|implemented|possible",
    "auth|authentication|login|plain|passwords disabled|unsupported|"
    "unavailable|unimplemented",
    "not support|supporting|offer .. auth|authentication|login",
    "unrecognized|unrecognised|unknown|unsupported|unimplemented|invalid "
    "command|keyword|verb",
    "command .. not|unrecognized|unrecognised|unknown|disabled|unimplemented|"
    "unsupported|unavailable",
    "command used when not advertised",
    "not implemented|recognized|recognised|supported",
    "smtp|imap|pop|pop3 access|service|services .. disabled|not|off|closed",
    "smtp disabled|deactivated",
    "not have|enable|enabled .. access .. service",
    "access .. service not|denied|disabled",
};

// The server could not judge, so the password need not be wrong.
inline constexpr std::string_view auth_unjudged[] = {
    "server|backend|database|system|internal fail*|error|problem|unavailable",
    "internal .. error|failure|problem",
    "service .. unavailable|not available",
    "generic failure",
    "connection|contact lost|refused|failed|timeout",
    "unable|not|failed|failure|fail .. connect|contact|reach",
    "temporar*",
    "again later",
    "no worthy mechs",
    "technical",
};

// A password that is right lets nobody in.
inline constexpr std::string_view auth_account[] = {
    "account|user|mailbox|login is|has|been|was .. disabled|locked|suspended|"
    "inactive|expired|closed|deactivated|blocked|frozen",
    "account disabled|locked|suspended|inactive|expired|closed|deactivated|"
    "blocked|frozen",
    "disabled|locked|suspended|inactive|expired|deactivated|blocked "
    "account|user|mailbox",
};

inline constexpr std::string_view auth_credentials[] = {
    "auth*|login|logon|password|passwd|passphrase|credentials|credential|"
    "username|user|userid|pass|token .. fail*|invalid|incorrect|wrong|bad|"
    "unsuccessful|denied|mismatch|unknown|refused|rejected|error|invalide",
    "auth*|login|logon|password|credentials|credential|username|user|pass|token"
    " .. not|no accept*|match|correct|valid|verified|found|recognized|"
    "recognised|exist|successful|succeed|authenticated",
    "invalid|incorrect|wrong|bad|unknown|failed|no|illegal .. auth*|login|"
    "logon|password|credentials|credential|username|user|pass|token",
    "could|can|was|is|did not|no .. authenticate*|authenticated",
    "unable|failed|failure to .. authenticate|login",
    "password|passwort|mot|contrase* .. incorrect*|falsch|expired",
};

}  // namespace check::phrases
