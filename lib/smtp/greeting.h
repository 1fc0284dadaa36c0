// What a greeting or the first line of an EHLO reply says about the server.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/net/endpoint.h"
#include "lib/smtp/reply.h"

namespace smtp {

// A fully qualified host name by RFC 1035 2.3.1 (a '_' is tolerated), in lower
// case and without its last dot; nothing where the text is none.
std::optional<std::string> host_name(std::string_view text);

// The host that a greeting or EHLO reply names: a host name, or an address
// literal "[192.0.2.1]" (RFC 5321 4.2, 4.3.1: the first word of the first
// line). An enhanced code or a protocol word that stands before the name, and
// punctuation glued to it, are passed over: real servers send them.
std::optional<std::string> announced_host(const Reply& reply);

// Whether two host names, addresses or literals mean the same.
bool same_host(std::string_view a, std::string_view b);

// A greeting whose text a firewall has overwritten: only '*', '2', '0' and
// blanks, with a '*'.
bool is_masked(const Reply& greeting);

// The protocol that bytes which are no SMTP greeting look like ("HTTP",
// "SSH", "IMAP", "POP3", "TLS", "VNC" ...); empty if unknown.
std::string_view looks_like(std::string_view first_line);

}  // namespace smtp
