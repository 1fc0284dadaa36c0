// Phrases about the mail: its sender, its recipients, its size, its content.
// Notation: smtp::holds_phrase.
#pragma once

#include <string_view>

namespace check::phrases {

inline constexpr std::string_view sender_proof[] = {
    "spf",
    "dkim",
    "dmarc",
    "sender policy framework",
    "senderid",
    "sender id",
    "authentication level",
    "unauthenticated email|mail|message|messages",
    "message|email|mail|domain is|are not authenticated",
    "sender is unauthenticated",
    "send as",
    "sendas*",
    "send|sending .. on behalf",
    "not owned by",
    "spoof*",
    "sender address rejected",
    "sender verify|verification|callout",
    "domain of|of the sender",
    "domain of|in mail from",
    "from|sender address does|must|is not",
};

inline constexpr std::string_view relay[] = {
    "relay|relaying access denied",
    "relay|relaying|relays denied|prohibited|disallowed|forbidden|disabled|"
    "unauthorized",
    "relay|relaying is|are|was|has|access|mail|to|for|from|of|through .. "
    "denied|"
    "prohibited|disallowed|forbidden|unauthorized",
    "relay|relaying|relays .. not|never permitted|allowed|authorized|"
    "authorised|granted",
    "unable|not|never|refuse|refuses|permitted|allowed|authorized|configured "
    "to relay",
    "not relay|relaying|relayed|relays",
    "no relay|relaying|relays",
    "prohibited|forbidden|unauthorized|illegal relay|relaying",
    "use me .. relay",
    "rcpthosts",
    "not accept|handle|deliver|receive|take mail|email|messages for",
    "not a gateway",
    "not|no .. local|hosted|our|served|serviced domain|domains|host",
    "domain .. not hosted|local|served|here|handled|serviced",
    "recipient domain .. not accepted|allowed",
    "non local domain|recipient|mail|domains",
    "mail for .. not accepted",
};

// In a temporary refusal these may be about a relay that is in trouble itself.
inline constexpr std::string_view relay_for_good[] = {
    "relay|relaying|relays rejected|refused|blocked|restricted|impossible",
    "relay|relaying operation|access|attempt|mail|to|is|was .. "
    "rejected|refused|"
    "blocked",
    "relay|relaying is|are not possible|available|supported|enabled|accepted",
    "relaying not possible|available|supported|enabled|accepted",
};

// Words that name the sender; what other causes say of it goes first.
inline constexpr std::string_view sender[] = {
    "sender|from|originator address|domain .. rejected|refused|denied|invalid|"
    "blocked|not|unknown|unresolvable|unverified|must|does|unroutable",
    "sender|senders|originator|from is|was|are|has|been|does|could|can not|"
    "rejected|refused|denied|invalid|blocked|unknown|blacklisted|forged|"
    "unverified|prohibited",
    "sender rejected|refused|denied|invalid|blocked|unknown|verify|"
    "verification|validation|callout|unverified|address|domain|not|host|"
    "nonexistent|must|mismatch|disallowed|unauthorized",
    "sender name .. not|invalid",
    "invalid|unknown|unverified|unresolvable|illegal|forged|bad|nonexistent|"
    "unauthorized|wrong|disallowed|no|verify|verifying|validate|checking "
    "sender|senders|originator|return",
    "invalid|unknown|unverified|unresolvable|illegal|forged|bad "
    "from address|domain|header|field",
    "invalid|bad|illegal|unverified|unknown mail from",
    "verif* .. sender|from address",
    "sending|sender|senders|from|envelope|return|originating|"
    "originator domain|address|path|email .. not|no|invalid|unknown|"
    "unresolvable|does|must|unable|non*|cannot|mismatch|reject*|fail*",
    "sending domain|domains .. not|verif*|unverified",
    "domain|identity|identities .. not verified|confirmed|validated",
    "email address|addresses is|are|was|has not verified|confirmed|validated",
    "domain|identity unverified",
    "identities|identity failed",
    "not|un|neither|no permitted|allowed|authorized|authorised|entitled|"
    "permissions|permission|permit|right .. send .. from|as|using|behalf|"
    "sender|domain",
    "not|nor allowed|permitted|authorized|authorised|allow .. use .. "
    "from|sender|address|domain",
    "not|nor|un allowed|permitted|authorized|authorised sender|from",
    "mail from must|does|is",
    "mail from address .. must|not",
    "from .. must|not|does|should .. match*|equal|same|authorized|belong|"
    "authenticated|owned|login|account",
    "sender .. not|must|does .. match*|equal|same|authorized|belong|"
    "authenticated|owned|login|account|exist",
    "not match* .. authenticated|login|sender|envelope|username",
    "not belong .. login|you|authenticated",
    "not one of your addresses",
    "header from|sender .. not|invalid|missing|must",
    "return path|address .. not|invalid|unknown|does|unresolv*|reject*",
    "fake|faked sender|from|address",
};

inline constexpr std::string_view full_by_size[] = {
    "mailbox|inbox|maildir size|limit|quota|storage .. exceed*|reached|full|"
    "limit",
    "mailbox|inbox|maildir has|would exceed* .. size|limit|quota",
};

inline constexpr std::string_view full[] = {
    "mailbox|inbox|maildir|box|account|folder|mailboxes .. "
    "full|overquota|quota",
    "mailbox|inbox|maildir .. over|exceed* .. limit|size|allocation",
    "mailbox|inbox|maildir|account .. over|exceed* .. storage|space|allocation",
    "mailbox|inbox|maildir .. limit|size .. exceed*|reached",
    "exceed* .. mailbox|inbox|maildir|storage|disk .. limit|size|allocation|"
    "space",
    "storage .. limit|allocation .. exceed*|reached",
    "overquota",
    "quota",
    "out|lack of storage|space .. mailbox|user|recipient|account",
    "full mailbox|inbox",
    "mailbox|inbox|account .. has|have no space|room|storage",
    "recipient|user|mailbox|account|inbox .. not .. enough|sufficient|any .. "
    "space|storage|room",
    "insufficient|not|no|enough|sufficient|storage|disk|free "
    "space|storage|room "
    ".. mailbox|user|recipient|account|inbox",
    "voll|pleine|plein|lleno|llena|piena|volle",
};

inline constexpr std::string_view storage[] = {
    "insufficient|not|out|low|no .. system|disk|server|spool|queue .. "
    "space|storage|resources",
    "insufficient system|disk|storage|space|resources",
    "disk|filesystem|spool|system|queue full",
};

inline constexpr std::string_view not_too_big[] = {
    "line|lines|hops|header|headers|command|domain|path|local|username|string|"
    "name too long|large",
    "line|lines|header|headers|command|name|path .. is|are too long|large",
    "too many hops|received|lines|loops|links|urls|attachments|redirects",
    "too long|large line|lines|header|headers|command|number",
    "hop count",
    "mail|message loop*|looping",
    "loop detected|back",
    "routing loop",
};

inline constexpr std::string_view big[] = {
    "message|mail|email|content|data|body|attachment|attachments|it|file|"
    "msg|letter .. too big|large",
    "message|mail|email|it is|was too long",
    "message|mail|email too long",
    "too big|large .. message|mail|email|system|server|accept*",
    "message|mail|email|data|body|content|maximum|max|fixed|msg|attachment|"
    "transaction|header size .. exceed*|limit|maximum|too|over|larger|greater|"
    "violat*|restriction*|above",
    "size .. exceeded|exceeds|exceed",
    "exceed* .. size .. limit|maximum|allowed",
    "exceed* .. message|mail|email|maximum|max|fixed|allowed|limit|"
    "administrative|allowable|permitted|acceptable size",
    "message|mail|email .. exceed* .. bytes|kb|mb|kbytes|mbytes|megabytes",
    "message|mail|email .. larger|bigger than",
    "larger|bigger than .. limit|maximum|allowed|accept|size",
    "oversize|oversized",
    "message|mail length exceed*",
};

inline constexpr std::string_view not_greylisted[] = {
    "error|errors|lookup|internal|configuration",
    "temporary|temporarily|local|server|resource|resources|system "
    "problem|failure|unavailable|fault|difficulties",
    "filter|scanner|daemon|backend|scan|milter .. unavailable|timeout|down|"
    "failed|fail|failure",
    "policy service|server .. unavailable|timeout|not",
    "filter|scanner|daemon|backend not available|responding|reachable",
    "load|overload*",
    "verif*",
};

inline constexpr std::string_view greylist[] = {
    "greylist*",
    "triplet",
};

inline constexpr std::string_view later[] = {
    "first "
    "time|contact|attempt|seen|encounter|connection|message|delivery|mail",
    "try|retry|resend|back|come|delay|wait|return .. in|after|for|least|until "
    ".. minutes|seconds|minute|second|min|mins|sec|secs|hour|hours|s|m",
    "again|retry|back|resend|retried in|after "
    "minutes|seconds|minute|second|min|"
    "mins|sec|secs|hour|hours|s|m",
    "come back",
    "not yet|known|seen authorized|authorised|known|before|whitelisted",
    "early talker|retry|to",
    "too early|soon",
    "minutes|seconds remaining|left|until|before",
    "delayed|deferred|postponed for minutes|seconds",
};

inline constexpr std::string_view directory[] = {
    "not .. listed|found .. directory|address|names|name",
};

inline constexpr std::string_view own_list[] = {
    "blocked senders|sender list",
};

// A transaction that failed before names no user.
inline constexpr std::string_view no_recipients[] = {
    "no|need|must|without valid|recipient|recipients|have|rcpt|specify "
    "recipients|recipient|rcpt|specified|accepted|given|first",
    "recipient|sender|rcpt|mail first|before",
};

inline constexpr std::string_view again_later[] = {
    "again|retry later|shortly|soon",
};

inline constexpr std::string_view unknown_user[] = {
    "user|recipient|account|mailbox|address|addressee|person|customer|alias|"
    "box|rcpt|email|member|subscriber|inbox|destination|username|recip|domain|"
    "part|adresse|utilisateur|usuario .. unknown|nonexistent|invalid|"
    "undeliverable|unrouteable|unroutable|inexistent|inconnu|inconnue|"
    "unbekannt|desconocido|inexistant",
    "unknown|invalid|nonexistent|unrouteable|unroutable|inexistent|bad|"
    "undeliverable|unresolvable|wrong|incorrect|inactive "
    "user|recipient|account|mailbox|address|addressee|local|rcpt|email|"
    "username|alias|destination|recipients|to|customer|users|mailboxes|mail",
    "user|recipient|account|mailbox|address|addressee|person|customer|alias|"
    "box|rcpt|email|member|subscriber|inbox|destination|username|recip|domain "
    ".. not|no|never exist|exists|existing|found|known|valid|recognized|"
    "recognised|active|available|longer|listed|locate|located|local|exsist|"
    "hosted|there|defined|registered|here|our|live|lives",
    "user|recipient|account|mailbox|address|addressee|email .. not be "
    "found|located|identified|resolved",
    "is|are|not not|a valid|known|registered|active|local|current|existing .. "
    "mailbox|recipient|user|address|account|customer|addressee",
    "no|not|any such|mailbox|account|valid|existing|known|local|user|recipient|"
    "customer|matching user|recipient|account|mailbox|address|person|customer|"
    "addressee|by|here|alias|local|name|with|found|known|email|exist|exists|"
    "subscriber|member|users|at|for|on|domain",
    "no|not such|that|this user|recipient|account|mailbox|address|person|"
    "customer|addressee|email|local|one|domain|name",
    "no mailbox|mailboxes|account|user|users|recipient",
    "not our customer|user|client|member|subscriber",
    "not have .. account|mailbox",
    "not|no|never find|locate|know|recognize|recognise|identify .. "
    "user|recipient|account|mailbox|address|person|addressee",
    "mailbox|account|user|recipient|address|email .. disabled|inactive|"
    "suspended|closed|deactivated|discontinued|expired|deleted|cancelled|"
    "canceled|terminated|abandoned|removed|frozen",
    "disabled|inactive|suspended|closed|deactivated|discontinued|expired "
    "mailbox|account|user|recipient|address",
    "recipnotfound|recipientnotfound",
    "mailbox unavailable|nonexistent",
    "recipient|user|mailbox verify|verification|callout fail*",
    "no one|body .. name|here",
    "mailbox|account|user|address|addressee has|have moved|left",
    "not exist|exists|existing",
    "no longer .. exist*|valid|available|active|here|use|work*|employed",
    "nosuchuser|unknownuser|userunknown",
    "null mx",
    "nullmx",
    "existe pas",
    "no existe",
    "existiert nicht",
};

inline constexpr std::string_view denied_recipient[] = {
    "recipient address rejected access denied",
};

inline constexpr std::string_view content[] = {
    "spam",
    "spamassassin",
    "spammy|spamming|spams|antispam",
    "virus|viruses|malware|trojan|worm|infected|ransomware",
    "phish*",
    "unsolicited|ube|uce|uce|scam",
    "junk",
    "policy|policies|polic*",
    "administrative|administratively",
    "administrator|admin prohib*|denied|blocked|rejected",
    "prohib*",
    "content|attachment|attachments|url|urls|link|links|subject|file|body .. "
    "rejected|blocked|denied|unacceptable|banned|filter*|refused|"
    "suspicious|disallowed|forbidden|prohibited",
    "rejected|blocked|denied|banned|forbidden|disallowed|refused|unacceptable|"
    "suspicious|restricted|dangerous|illegal|bad .. content|attachment|"
    "attachments|url|urls|link|links|subject|file|extension|words|filter",
    "suspicious|suspected|objectionable|undesirable|unwanted|offensive|harmful",
    "bulk mail|email",
    "banned",
};

inline constexpr std::string_view refused[] = {
    "message|mail|email|connection|command|access|content|transaction|delivery|"
    "data|session|your .. rejected|refused|denied|blocked|discarded|"
    "forbidden|declined|dropped|bounced|quarantined|unwelcome",
    "rejected|refused|denied|blocked|reject|refusing|rejecting|declined|block|"
    "deny|refuse message|mail|email|connection|access|delivery|by|your|due|"
    "because|this|it|as|the|for",
    "not accepted|welcome|acceptable|accept|accepting|want .. message|mail|"
    "email|connection|connections|here|this|from|you|your",
    "message|mail|email|connection|connections|messages not|is|was|are "
    "accepted|not|unacceptable|welcome|wanted",
    "not|un allowed|permitted|authorized|authorised",
    "unauthorized|unauthorised|forbidden",
    "go away",
    "access denied",
    "no thanks|thank",
};

// A text of nothing but this.
inline constexpr std::string_view bare_refusals[] = {
    "blocked|rejected|denied|refused|reject|forbidden|discarded|declined",
};

inline constexpr std::string_view bare_later[] = {
    "try|retry|again later",
};

}  // namespace check::phrases
