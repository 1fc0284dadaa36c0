// Phrases about the session and who holds it: the connection, TLS, the login,
// how often, and who may come at all. Notation: smtp::holds_phrase.
#pragma once

#include <string_view>

namespace check::phrases {

inline constexpr std::string_view tls_order[] = {
    "already",
    "tls|ssl .. active",
    "not permitted|allowed",
};

inline constexpr std::string_view closing[] = {
    "shutting|going|shut|coming down",
    "shutdown",
    "timeout .. waiting|exceed*|closing|client|connection|input|idle|command|"
    "data|bye|goodbye|disconnecting|expired",
    "timeout on|while|reading",
    "exceeded|idle|inactivity|command|input|session|connection|smtp|read|data "
    "timeout",
    "idle|inactive too|for .. long",
    "idle|inactivity closing|disconnect*",
    "inactivity",
    "waited too long",
    "being|is|server|system|service restarted|rebooted|restarting|rebooting|"
    "stopping|terminating|stopped",
    "about|going to stop|restart|reboot",
};

inline constexpr std::string_view any_timeout[] = {
    "timeout",
};

inline constexpr std::string_view parting[] = {
    "closing",
    "bye|goodbye",
    "disconnecting",
    "service|server not available|unavailable",
};

inline constexpr std::string_view certificate[] = {
    "client certificate",
    "valid certificate",
};

inline constexpr std::string_view tls[] = {
    "starttls .. first|before|required|must|needed|mandatory",
    "must|issue|require|requires|use|need .. starttls",
    "tls|ssl|encryption .. required|needed|mandatory|necessary",
    "encrypted|secure connection|channel|session|transport .. "
    "required|needed|mandatory|only|must",
    "requires|require|must|need|needs|demands .. "
    "tls|ssl|encryption|encrypted",
    "requires|require|must|needs|need .. secure connection|channel|session",
    "without .. tls|ssl|encryption|encrypted",
    "unencrypted|insecure .. connection|connections|session|sessions|channel|"
    "smtp|not|mail|transport",
    "not|only .. over|via|through|using|use .. tls|ssl|encrypted",
    "plaintext|cleartext connection|connections|session|sessions",
    "tls v1|version|versions .. not supported|required|upgrade|old|unsupported",
    "tls .. are|is not supported .. update|upgrade",
    "only .. tls|ssl|encrypted connections",
};

inline constexpr std::string_view login[] = {
    "authentication|auth|authenticate|login|logon .. required|needed|necessary|"
    "mandatory|first|before",
    "must|please|need|needs|should|have .. auth|authenticate|authenticated|"
    "authentication|login|logged|logon",
    "requires|require|requiring .. authentication|auth|authenticate|login|"
    "authenticated",
    "required .. smtp auth|authentication",
    "required authentication",
    "without .. auth|authentication|authenticating|login|logging|credentials",
    "turn|switch|enable|activate|use .. smtp auth|authentication",
    "not|never authenticated|logged",
    "not been|yet authenticated|logged",
    "unauthenticated senders|client|clients|connection|connections|session|"
    "user|users|relay|relaying|access|smtp|sending|hosts",
    "anonymous .. not|denied|mail|relay",
    "only|for .. authenticated users|clients|senders|sessions",
    "pop|pop3|imap .. first|before",
    "check|read|get|receive|fetch|collect .. mail first|before",
    "login to send|relay",
};

inline constexpr std::string_view reverse_dns[] = {
    "reverse dns|lookup|lookups|ptr|hostname|hostnames|record|resolution|"
    "mapping|delegation|address|name|entry",
    "reverse dnss|map",
    "rdns",
    "fcrdns",
    "ptr",
    "find your hostname|host|name",
    "in addr arpa",
    "forward confirmed|dns",
};

inline constexpr std::string_view helo[] = {
    "helo|ehlo|lhlo .. rejected|invalid|bad|denied|mismatch|not|unknown|forged|"
    "fake|must|refused|syntax|illegal|malformed|resolve*|fqdn|fully|require*|"
    "impersonat*|blocked|blacklisted|incorrect|unacceptable|literal|ip|spoof*|"
    "localhost|should",
    "invalid|bad|fake|forged|bogus|illegal|unacceptable|wrong|incorrect|"
    "malformed|dubious|suspicious|unresolvable|improper|generic|dynamic .. "
    "helo|ehlo|lhlo",
    "in|of|with|your|my|valid|proper|correct|fix helo|ehlo|lhlo",
    "helo|ehlo name|hostname|argument|domain|string|greeting|identity|check|"
    "restriction*|command",
};

inline constexpr std::string_view helo_argument[] = {
    "invalid|bad|illegal|syntactically|malformed|incorrect|unknown|unqualified "
    "domain|hostname|host|name|address|argument|arguments|fqdn",
    "fqdn",
    "fully qualified",
    "domain|hostname|host|name .. invalid|required|not|unknown|denied|"
    "rejected|mismatch|literal",
    "requires .. domain|hostname|name",
    "valid|real|proper domain|hostname|host|name|address",
};

inline constexpr std::string_view client[] = {
    "fully qualified hostname",
    "client host|hostname|name .. not resolve*|find|match*|verified",
    "host|client|ip|hostname|mta does|did|could not .. resolve*|resolvable|map|"
    "match*",
    "ip address does|did|could not .. resolve*|resolvable|map|match*",
    "ip|hostname|client unresolvable|mismatch|unverified",
    "not resolve* .. ip|client|connecting|your",
    "no|missing dns .. hostname|ip|host",
    "ip|host|hostname|client .. has|have no .. hostname|dns|name|entry",
    "generic|dynamic|residential|consumer|dialup|dhcp|dsl|dynamically|broadband"
    " .. ip|dns|hostname|host|hosts|address|addresses|range|ranges|pool|client|"
    "clients|assigned|space|network|networks",
    "dialup",
    "dial up",
    "ip address|addresses is|are|was not allowed|permitted|authorized|"
    "authorised|trusted|registered|whitelisted|recognized|configured|known|in",
    "ip|host|client|server is|are|was not allowed|permitted|authorized|"
    "authorised|trusted|registered|configured .. send|connect|submit|use|"
    "access|deliver|here|this",
    "ip|client not allowed|permitted|authorized|authorised|whitelisted",
    "ip .. is|are|was not allowed|permitted|authorized|authorised",
    "unauthorized|unauthorised|unknown|unregistered ip|client",
};

inline constexpr std::string_view sending_quota[] = {
    "sending|daily|hourly|message|messages|outgoing|outbound|send|smtp|email|"
    "relay|monthly|recipient|recipients|submission|sender .. quota|quotas .. "
    "exceed*|reached|used|over|limit",
    "exceed* .. sending|daily|hourly|outgoing|outbound|monthly|message|"
    "messages|recipient|recipients|connection|submission .. quota|quotas",
    "daily|hourly|sending|monthly quota|limit",
    "quota .. sending|outgoing|outbound|hour|day|daily|hourly|messages",
};

inline constexpr std::string_view rate[] = {
    "too many connections|sessions|messages|mails|emails|recipients|rcpts|rcpt|"
    "errors|requests|commands|failed|invalid|bad|unknown|unrecognized|"
    "concurrent|simultaneous|attempts|logins|auth*|deliveries|smtp|syntax|"
    "protocol|users|parallel|spam|junk|wrong|open|incoming|active|mail|email|"
    "outgoing|consecutive|transactions|unauthenticated|per|different|new|hosts|"
    "rejected|rejections|envelope|threads|processes|nonexistent|user|msgs|"
    "complaints|deliver*",
    "too much mail|email|traffic|messages",
    "user complaints",
    "excessive connections|messages|mails|emails|recipients|errors",
    "too many .. connections|sessions|messages|recipients|errors|requests|"
    "emails",
    "as|so many messages|mails|emails",
    "many .. recipients|messages|emails .. hour|day|minute|time",
    "ratelimit*",
    "rate .. limit*|exceed*|high|reached|control",
    "exceed* .. rate",
    "limit* .. rate",
    "throttl*",
    "exceed* .. connections|connection|recipients|messages|emails|hourly|daily|"
    "concurrent|outgoing|outbound|sessions|smtp|mails|requests",
    "exceed* .. limit|maximum|number .. per|hour|day|minute|for today",
    "exceed* .. per hour|day|minute|second",
    "exceed* .. messaging|sending limit|limits",
    "sending|hourly|daily|connection|connections|session|sessions|recipient|"
    "recipients|messages|emails|mails|outgoing|outbound|concurrent|concurrency|"
    "sender|smtp|requests|usage .. limit|limits|maximum .. exceed*|reached|hit|"
    "over",
    "sending|hourly|daily|connection|connections|session|recipient|"
    "recipients|messages|outgoing|outbound|concurrent|concurrency|sender|"
    "usage|frequency limit|limits|limited|limitation",
    "limit|limits|maximum|max .. connections|sessions|messages|recipients|"
    "emails|mails|concurrent|concurrency|rcpts|requests|parallel|simultaneous",
    "limit|limits .. per hour|day|minute|second",
    "messages|emails|mails|connections|recipients|mail .. per|this|an|a|each "
    "hour|day|minute|second .. exceed*|limit*|reached|many|maximum",
    "per hour|day|minute|second limit|exceed*|reached",
    "concurrent|simultaneous|parallel connections|connection|sessions",
    "connection|message|mail|sending|recipient frequency|rate",
    "slow down",
    "too fast|quickly|frequent*|often|rapid*",
    "unusual|unexpected|excessive|high|large|abnormal|increased|unusually .. "
    "rate|volume|traffic|amount|number|activity|quantity",
    "flood*",
    "user|recipient|receiving complaints|mail too|at .. rate",
    "limits for how many",
    "sent|sending too much|many",
    "temporar* .. limited",
    "reached|over|hit .. limit .. messages|hour|day|sending|emails|mails",
};

inline constexpr std::string_view busy[] = {
    "server|system|service|too|is busy",
};

inline constexpr std::string_view open_relay[] = {
    "open proxy|relay|relays|proxies",
};

inline constexpr std::string_view listed[] = {
    "blacklist*",
    "blocklist*",
    "dnsbl*",
    "rbl|rbls|rhsbl|drbl|bl|sbl|xbl|pbl|cbl|uribl|ipbl",
    "blocked|rejected|denied|refused|listed|found|block|reject using|via",
    "is|are|was|been|currently|host|ip|address|client|domain|server|sender|"
    "which|network listed",
    "listed in|at|on|by|with .. list|lists|database|bl|rbl|org|com|net|de",
    "listed at|by|with",
    "reputation",
    "banned ip|host|sender|sending|server|network|client",
    "ip|host|client|server|you|network is|are|was|has|been|have "
    "banned|blacklisted|blocked",
    "ip|ips|host|client|server|network|netblock|subnet|range|mta is|are|was|has"
    "|been|temporarily|permanently|currently|have .. "
    "banned|blocked|blacklisted",
    "ip|host|client|network|netblock|subnet|mta banned|blocked|blacklisted",
    "ip|host|network|server address|addresses .. banned|blocked|blacklisted",
    "blocked|rejected|refused|deferred|denied|block|blocking|banned|bans .. "
    "your|this|sending|source|connecting|from ip|network|host|server|"
    "netblock|subnet|range|isp|provider",
    "all messages|mail|mails|emails from .. deferred|rejected|blocked|refused",
    "part .. network",
    "spam source|sources|origin|originat*|sender|sending|host|hosts|server|"
    "network",
    "known|suspected|confirmed|a spammer|spammers",
    "botnet|bot|hijacked|zombie",
    "delist*",
    "removal from|of|request|requests",
    "removed from .. list",
    "abuse|spam .. from|by your|this ip|host|network|server",
    "spam|junk|abuse received|seen|sent|reported|coming from",
};

}  // namespace check::phrases
