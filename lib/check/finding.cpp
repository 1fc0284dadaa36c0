#include "lib/check/finding.h"

#include <algorithm>

namespace check {

namespace {

using enum monitor::State;
using enum FindingId;

constexpr FindingKind kinds[] = {
    {dns_not_found, "dns.not-found", critical, critical, "",
     "The name of the server does not exist or has no address.",
     "Nobody who uses this name can reach the server.",
     "RFC 1035 4.1.1 (name error); RFC 5321 5.1",
     "Compare with what dig or getent says; look for a typing error, an "
     "expired domain, a missing A or AAAA record."},
    {dns_failed, "dns.failed", critical, critical, "",
     "The name service gave no usable answer: a server failure, a refusal or "
     "a time-out.",
     "Other senders will see the same and defer their mail.",
     "RFC 1035 4.1.1; RFC 2308 7",
     "Look at the resolver of this machine first, then at the name servers of "
     "the domain."},
    {dns_bogus, "dns.bogus", critical, critical, "",
     "The resolver's DNSSEC validation refuses the answer; without validation "
     "there is one.",
     "Whoever validates cannot reach the server: signatures have expired, keys "
     "do not fit, or somebody forges answers.",
     "RFC 4035 4.3, 5.5",
     "Look at the zone with delv or an online DNSSEC analyser; sign it anew."},
    {dns_null_mx, "dns.null-mx", critical, critical, "",
     "The domain says that it takes no mail at all.",
     "Senders give up at once.", "RFC 7505 3",
     "Remove the null MX if the domain should take mail."},
    {dns_mx_alias, "dns.mx-alias", warning, warning, "",
     "An MX record points to an alias (CNAME).",
     "Some senders refuse it, and DANE can become impossible.",
     "RFC 2181 10.3; RFC 5321 5.1", "Let the MX record name the host itself."},
    {dns_mx_literal, "dns.mx-literal", warning, warning, "",
     "An MX record holds an address where a host name should be.",
     "Senders look it up as a name and find nothing.", "RFC 1035 3.3.9",
     "Give the host a name, and let the MX record point to that."},
    {dns_mx_unresolvable, "dns.mx-unresolvable", warning, warning, "",
     "A host of the MX records has no address, or is the root beside others.",
     "Senders lose time on it, or give up.", "RFC 5321 5.1; RFC 7505 3",
     "Repair or remove the record."},
    {dns_mx_private_address, "dns.mx-private-address", warning, warning, "",
     "A host of the MX records has an address that is not reachable from the "
     "Internet.",
     "Other servers cannot deliver to it, or reach somebody else's machine.",
     "RFC 1918; RFC 6890", "Publish a public address only."},
    {dns_implicit_mx, "dns.implicit-mx", ok, ok, "",
     "The domain has no MX record; its own address takes its mail.",
     "It works, but many take such a domain for one without mail.",
     "RFC 5321 5.1", "Publish an MX record, or a null MX (RFC 7505)."},
    {connect_refused, "connect.refused", critical, critical, "",
     "Nothing listens at that address and port, or a firewall answers for it.",
     "The service is down for everybody who comes this way.",
     "RFC 9293 3.10.7.1",
     "Is the mail server running, does it listen on this address and port, "
     "does a firewall reject?"},
    {connect_timed_out, "connect.timed-out", critical, critical,
     "the state of -t",
     "The connection was not established before the deadline.",
     "A firewall that drops packets, a dead host or a full listen queue.",
     "RFC 9293 3.8.3",
     "Try from another network: many providers block port 25 outward."},
    {connect_unreachable, "connect.unreachable", critical, critical, "",
     "The network says that no way leads to the address, or this machine has "
     "no route to any address of the host.",
     "Routing is broken somewhere between here and there.",
     "RFC 792; RFC 4443 3.1",
     "Look at the routes of this machine; -4 or -6 restricts the check to one "
     "family."},
    {connect_reset, "connect.reset", critical, critical, "",
     "The connection was reset before the greeting.",
     "Something accepts connections and drops them: an overloaded server, a "
     "load balancer without a backend, a firewall.",
     "RFC 9293 3.5.3",
     "Look into the server's log; with -r the server may not expect the PROXY "
     "header."},
    {connect_address_failed, "connect.address-failed", ok, ok, "",
     "One address of the host did not answer, another one did.",
     "Senders lose time on the dead address.", "RFC 5321 5.1",
     "Repair or remove the address."},
    {banner_timed_out, "banner.timed-out", critical, critical,
     "the state of -t",
     "The connection stands, but no complete greeting came before the "
     "deadline.",
     "A server that says nothing takes no mail. Some delay the greeting "
     "against spammers; a server that speaks TLS first waits for us.",
     "RFC 5321 3.1, 4.5.3.2.1 (senders wait 5 minutes)",
     "Raise -t for a server that delays on purpose; port 465 needs TLS from "
     "the first byte."},
    {banner_closed, "banner.closed", critical, critical, "",
     "The server closed the connection before its greeting was complete.",
     "It does not talk to us: an access list, a connection limit, or a "
     "service that died.",
     "RFC 5321 3.1", "Look into the server's log for our address."},
    {banner_refused, "banner.refused", critical, critical, "",
     "The greeting is a refusal (5xx or 421).",
     "The server takes no mail, or none from our address.",
     "RFC 5321 3.1, 4.2.1; RFC 7504",
     "Read the server's own words: they usually name a block list or a limit."},
    {banner_temporary, "banner.temporary", warning, warning, "",
     "The greeting is a temporary refusal (4xx).",
     "Senders try again later; mail is delayed.", "RFC 5321 4.2.1",
     "Read the server's own words; look at its load and its limits."},
    {banner_not_smtp, "banner.not-smtp", critical, critical, "",
     "What answers is no SMTP server: its first line does not begin with a "
     "digit.",
     "Another service listens on this port.", "RFC 5321 4.2",
     "Check the port; the sentence names the protocol where it is known."},
    {banner_malformed, "banner.malformed", critical, critical, "",
     "The greeting begins with a digit but is no reply, or its code is none "
     "that a greeting may have.",
     "Senders cannot tell whether they are welcome.", "RFC 5321 4.2, 4.3.2",
     "Look at what stands in front of the server: proxies and filters break "
     "greetings."},
    {banner_hostname_mismatch, "banner.hostname-mismatch", warning, warning, "",
     "The greeting gives another host name than expected.",
     "It may be the wrong server; some receivers compare the names.",
     "RFC 5321 4.3.1",
     "Set the server's name (Postfix: myhostname) or the expectation."},
    {banner_no_hostname, "banner.no-hostname", warning, warning, "",
     "The greeting gives no host name to compare.",
     "The name is the first word of a greeting by the standard.",
     "RFC 5321 4.2, 4.3.1", "Correct the server's banner setting."},
    {banner_masked, "banner.masked", warning, warning, "",
     "The text of the greeting is overwritten with asterisks.",
     "A firewall rewrites SMTP. Such devices also hide STARTTLS.", "RFC 3207 6",
     "Turn SMTP inspection off (Cisco: no fixup protocol smtp, no inspect "
     "esmtp)."},
    {banner_expect_mismatch, "banner.expect-mismatch", warning, warning, "",
     "Text given by -e stands neither in the greeting nor in the reply to "
     "EHLO.",
     "The server is not the one that was expected.", "option -e",
     "Compare with --transcript."},
    {banner_early_data, "banner.early-data", warning, warning, "",
     "The server said more than its greeting before we said anything.",
     "Strict senders break off; replies and commands would get out of step.",
     "RFC 5321 4.3.1",
     "Look at what stands in front of the server; two services may answer on "
     "one port."},
    {identity_no_ptr, "identity.no-ptr", warning, warning, "",
     "The server's address has no name (PTR record).",
     "If it sends mail too, many servers refuse it for that.",
     "RFC 1912 2.1; RFC 8601 3",
     "Ask whoever gave out the address to publish a PTR record."},
    {identity_ptr_unconfirmed, "identity.ptr-unconfirmed", warning, warning, "",
     "The server's address has a name, but the name does not lead back to it.",
     "If it sends mail too, many servers refuse it for that.",
     "RFC 8601 3 (iprev); RFC 1912 2.1",
     "Give the name an A or AAAA record with this address, or the address "
     "another name."},
    {identity_ptr_lookup_failed, "identity.ptr-lookup-failed", warning, warning,
     "", "The name of the server's address could not be looked up.",
     "Other servers see the same and defer its mail.", "RFC 8601 3 (temperror)",
     "Look at the resolver of this machine first, then at the name servers of "
     "the reverse zone."},
    {ehlo_refused, "ehlo.refused", critical, critical,
     "4xx other than 421: WARNING", "The server refuses our introduction.",
     "No mail can be sent to it from here.", "RFC 5321 4.1.1.1, 4.1.4",
     "It may dislike the name: try -F with the full name of this machine, "
     "which should resolve to its address."},
    {ehlo_helo_only, "ehlo.helo-only", warning, warning, "",
     "EHLO is refused, HELO is accepted.",
     "No extensions: no TLS, no AUTH, no size limit known. Often a filter.",
     "RFC 5321 3.2, 4.1.4",
     "Turn SMTP inspection off in front of the server; --helo if this is "
     "intended."},
    {ehlo_extension_missing, "ehlo.extension-missing", critical, critical, "",
     "A required extension is not announced.", "What relies on it will fail.",
     "RFC 5321 2.2; option "
     "--require-extension",
     "Compare with -vv; look at filters and at the server's configuration."},
    {ehlo_extension_forbidden, "ehlo.extension-forbidden", warning, warning, "",
     "An extension is announced that should not be.",
     "It was given with --forbid-extension.",
     "RFC 5321 2.2; option "
     "--forbid-extension",
     "Turn it off at the server (Postfix: smtpd_discard_ehlo_keywords)."},
    {ehlo_parameter_unmet, "ehlo.parameter-unmet", critical, critical, "",
     "A required extension is announced, but not with what was required.",
     "For example a smaller SIZE, or AUTH without the mechanism.",
     "RFC 1870 4; RFC 4954 3; option --require-extension", "Compare with -vv."},
    {ehlo_hostname_mismatch, "ehlo.hostname-mismatch", warning, warning, "",
     "The reply to EHLO gives another host name than expected.",
     "It may be the wrong server.", "RFC 5321 4.1.1.1",
     "Set the server's name or the expectation."},
    {ehlo_auth_in_clear, "ehlo.auth-in-clear", ok, ok, "",
     "AUTH PLAIN or LOGIN is offered on a connection without TLS.",
     "Clients may send passwords that anybody on the way can read.",
     "RFC 4954 4, 9",
     "Offer AUTH after STARTTLS only (Postfix: smtpd_tls_auth_only=yes)."},
    {tls_not_offered, "tls.not-offered", critical, critical, "",
     "TLS was asked for, but the server does not announce STARTTLS.",
     "Mail and passwords would go over the wire in clear.",
     "RFC 3207 4; RFC 8314 3",
     "Turn TLS on at the server (Postfix: smtpd_tls_security_level=may), or "
     "look for a filter that removes the keyword."},
    {tls_refused, "tls.refused", critical, critical, "454: WARNING",
     "STARTTLS is announced and refused.",
     "454 is a server without a usable certificate or entropy for now; "
     "others are a broken configuration.",
     "RFC 3207 4",
     "Look into the server's log: key, certificate, permissions."},
    {tls_stripped, "tls.stripped", critical, critical, "",
     "STARTTLS is missing and the traces of a device that removes it are "
     "there: a masked keyword or greeting.",
     "Somebody between us and the server can read the mail.",
     "RFC 3207 6; RFC 8314 A",
     "Turn SMTP inspection off in the firewall (Cisco: inspect esmtp)."},
    {tls_injected, "tls.injected", critical, critical, "",
     "Bytes in clear came between the reply to STARTTLS and the handshake.",
     "An attacker in between can put replies into the session that clients "
     "take for the server's (CVE-2021-38371 and others).",
     "RFC 3207 4.2, 6",
     "Look at what stands between here and the server before anything else."},
    {tls_handshake_failed, "tls.handshake-failed", critical, critical, "",
     "TLS could not be established.",
     "Clients that want TLS cannot send; others send in clear.",
     "RFC 8446 4, 6; RFC 5246 7",
     "Compare protocol versions and ciphers; is it the right port for TLS "
     "from the first byte?"},
    {tls_version_old, "tls.version-old", warning, critical, "",
     "The version of TLS is below --tls-min (1.2).",
     "TLS 1.0 and 1.1 are deprecated; modern clients refuse them.",
     "RFC 8996; RFC 9325 3.1.1, 5.2", "Enable TLS 1.2 and 1.3 at the server."},
    {tls_offered_again, "tls.offered-again", warning, warning, "",
     "STARTTLS is announced again inside TLS.",
     "The server does not know that it is inside TLS; often a proxy that "
     "ends TLS in front of it.",
     "RFC 3207 4.2", "Let the proxy tell the server, or update it."},
    {certificate_expired, "certificate.expired", critical, critical, "",
     "The server's certificate is past its end date.",
     "Clients refuse it or ask their users.", "RFC 5280 4.1.2.5",
     "Renew it; look at why the renewal did not happen, and restart or reload "
     "the server."},
    {certificate_not_yet_valid, "certificate.not-yet-valid", critical, critical,
     "", "The server's certificate is before its start date.",
     "Clients refuse it; or a clock is wrong.", "RFC 5280 4.1.2.5",
     "Check the clocks of both machines."},
    {certificate_expiring, "certificate.expiring", warning, warning,
     "CRITICAL by the second value of -D",
     "The server's certificate ends within the days of -D (14,3).",
     "Its renewal is late.", "RFC 5280 4.1.2.5; option -D",
     "Look at the renewal job; a renewed file needs a reload of the server."},
    {certificate_untrusted, "certificate.untrusted", warning, critical, "",
     "The chain does not lead to a certification authority that is trusted "
     "here.",
     "Clients cannot tell the server from an impostor.",
     "RFC 5280 6; RFC 8314 3; RFC 7435",
     "Send the intermediate certificates too; for a private authority give "
     "--ca-file."},
    {certificate_name_mismatch, "certificate.name-mismatch", warning, critical,
     "", "The certificate is for other names than the one that was asked for.",
     "Clients cannot tell the server from an impostor.",
     "RFC 6125 6; RFC 7817 3",
     "Get a certificate for the name that clients use, or check under a name "
     "that it has (--verify-name)."},
    {certificate_name_unchecked, "certificate.name-unchecked", ok, warning, "",
     "The target is an address and no name was given, so no name could be "
     "compared.",
     "A certificate for any name would have passed.", "RFC 6125 6",
     "Give the host's name with -H or --verify-name."},
    {certificate_chain_expiring, "certificate.chain-expiring", warning, warning,
     "",
     "Another certificate of the presented chain has ended, or ends within "
     "the days of -D.",
     "Once it has ended the server's own one is worthless.", "RFC 5280 6.1.3",
     "Replace the chain file at the server."},
    {certificate_weak_key, "certificate.weak-key", warning, warning, "",
     "A key is too short, or a signature uses MD5 or SHA-1.",
     "It can be broken or forged; modern clients refuse it.",
     "RFC 9325 4.1, 4.5; RFC 9155",
     "Renew with RSA of 2048 bits or more, or an elliptic curve."},
    {certificate_pin_mismatch, "certificate.pin-mismatch", critical, critical,
     "", "The certificate is none of those given with --pin.",
     "It was renewed with another key, or somebody else answers.",
     "RFC 7469 2.4 (the form of a pin)",
     "Compare with -vv; if the change was intended, give the new pin."},
    {auth_not_offered, "auth.not-offered", critical, critical, "",
     "A login was asked for, but the server announces no AUTH.",
     "Nobody can log in here, or only inside TLS.", "RFC 4954 3",
     "Many servers announce AUTH only inside TLS: -S, or --submission. On port "
     "25 most do not announce it at all."},
    {auth_mechanism_not_offered, "auth.mechanism-not-offered", critical,
     critical, "",
     "The server announces AUTH, but not the mechanism that was asked for, or "
     "none that suits the credentials.",
     "Clients that are set to this mechanism cannot log in.", "RFC 4954 3, 4",
     "Choose one of those that the sentence lists, or -A auto."},
    {auth_rejected, "auth.rejected", critical, critical,
     "OK with --expect-auth-failure", "The server refused the login for good.",
     "Whoever logs in with these credentials cannot send mail.",
     "RFC 4954 4, 6 (535, 534, 538, 504)",
     "Is the password right, the mechanism switched on, the account open? The "
     "server's log knows. Repeated attempts can lock the account."},
    {auth_temporary, "auth.temporary", warning, warning, "",
     "The server cannot judge the login at the moment.",
     "Its password store is away, or too many attempts were made: the "
     "password was not judged.",
     "RFC 4954 6 (454, 432)",
     "Look at the authentication service behind the mail server."},
    {auth_accepted, "auth.accepted", critical, critical, "",
     "A login that should fail was accepted.",
     "The server lets anybody in, or an account is open that should be closed.",
     "option --expect-auth-failure", "Close that account."},
    {auth_server_not_proven, "auth.server-not-proven", critical, critical, "",
     "In a SCRAM exchange the server did not show that it knows the password.",
     "It is a server that accepts everything, or somebody in between.",
     "RFC 5802 3, 5.1 (server signature)",
     "Compare the certificate; look for a proxy or a broken password store."},
    {auth_would_expose, "auth.would-expose", critical, critical, "",
     "The credentials were not sent: there is no TLS, TLS is too old, or the "
     "server's certificate does not show who it is.",
     "Whoever listens, or sits in between, would have the password.",
     "RFC 4954 4; RFC 8314 3",
     "Use -S or -s with a name that the certificate has (--verify-name, "
     "--ca-file, --pin). --insecure trusts any certificate, "
     "--allow-cleartext-auth needs no TLS at all."},
    {mail_refused, "mail.refused", critical, critical, "",
     "The sender address is refused.", "Mail with this sender does not get in.",
     "RFC 5321 3.3, 4.1.1.2",
     "Read the server's own words: it may want TLS or a login first, or the "
     "sender's domain does not resolve."},
    {mail_temporary, "mail.temporary", warning, warning, "",
     "The sender address is refused for now.",
     "Senders try again later; mail is delayed.", "RFC 5321 3.3, 4.2.1",
     "Read the server's own words: full disk, a limit, an unanswered DNS "
     "question."},
    {rcpt_refused, "rcpt.refused", critical, critical, "",
     "A recipient that should be accepted was refused for good.",
     "Mail to this address bounces.", "RFC 5321 4.1.1.3, 4.2.2 (550, 551, 553)",
     "Does the address exist there, is its domain local, must we log in "
     "first?"},
    {rcpt_temporary, "rcpt.temporary", warning, warning, "",
     "The server does not decide about a recipient at the moment; with "
     "--reject it is not known whether it would refuse.",
     "Greylisting, a full mailbox or a back end that is away: mail waits.",
     "RFC 5321 4.2.1 (4yz); RFC 6647",
     "Greylisting passes: exempt the monitor's address. Otherwise look into "
     "the server's log."},
    {rcpt_accepted, "rcpt.accepted", critical, critical, "",
     "A recipient that should be refused (--reject) was accepted.",
     "For a foreign domain the server is an open relay, which spammers find "
     "within hours; for an unknown user it accepts mail that it must bounce.",
     "RFC 5321 3.6.2; option --reject",
     "Look at the relay rules and at the list of valid recipients. Some "
     "servers decide only after the message."},
    {data_refused, "data.refused", critical, critical, "",
     "The server refused DATA for good.", "It takes no message.",
     "RFC 5321 4.1.1.4 (554)", "Look at the server's words and log."},
    {data_temporary, "data.temporary", warning, warning, "",
     "The server refused DATA for now.", "Mail waits.",
     "RFC 5321 4.1.1.4 (451)",
     "Look for a full disk or a filter that is away."},
    {message_refused, "message.refused", critical, critical, "",
     "The server refused the message after its last dot.",
     "It takes no such mail: a filter, its size, its header.",
     "RFC 5321 4.1.1.4 (552, 554)",
     "Look at the server's words; --message sends another one."},
    {message_temporary, "message.temporary", warning, warning, "",
     "The server did not take the message for now.",
     "Mail waits, and is sent again later.", "RFC 5321 4.1.1.4 (451, 452)",
     "Look for a full disk, a full mailbox or a filter that is away."},
    {message_recipient_failed, "message.recipient-failed", critical, critical,
     "", "The message was not delivered to one of its recipients (LMTP).",
     "Mail to this mailbox bounces.", "RFC 2033 4.2",
     "Look at the mailbox: its quota, its permissions, its filters."},
    {command_mismatch, "command.mismatch", warning, warning, "",
     "The reply to a -C does not match its -R.",
     "The server does not answer as expected.", "options -C, -R",
     "Compare with --transcript."},
    {command_refused, "command.refused", warning, warning, "",
     "A -C without -R was answered 4xx or 5xx.",
     "The server does not do what it was asked for.", "options -C, -R",
     "Give -R where the refusal is expected."},
    {quit_failed, "quit.failed", warning, warning, "",
     "QUIT was not answered with 221.",
     "The session worked, but the server does not end it properly.",
     "RFC 5321 4.1.1.10", "-q for a server that is known to do this."},
    {protocol_closed, "protocol.closed", critical, critical, "",
     "The server closed the connection in the middle of the session.",
     "Mail would have been lost on the way.", "RFC 5321 3.8",
     "Look into the server's log at this time."},
    {protocol_reset, "protocol.reset", critical, critical, "",
     "The connection was reset in the middle of the session.",
     "A crash, a load balancer or a firewall ends sessions.", "RFC 9293 3.5.3",
     "Look into the server's log at this time."},
    {protocol_malformed, "protocol.malformed", critical, critical, "",
     "What the server said is no reply, or none that this command may get.",
     "Senders cannot know what it means.", "RFC 5321 4.2, 4.3.2",
     "Look at what stands in front of the server."},
    {protocol_codes_differ, "protocol.codes-differ", critical, critical, "",
     "The lines of one reply carry different codes.",
     "Senders read either the one or the other.", "RFC 5321 4.2.1",
     "Report it to the maker of the server or filter."},
    {protocol_too_long, "protocol.too-long", critical, critical, "",
     "A line or reply is far longer than the standard allows.",
     "It is no mail server, or a broken one.", "RFC 5321 4.5.3.1.5",
     "Compare with --transcript."},
    {protocol_unsolicited, "protocol.unsolicited", critical, critical, "",
     "The server said something that nobody had asked for.",
     "From here on nobody can tell which reply answers which command.",
     "RFC 5321 4.3.1", "Look at what stands in front of the server."},
    {protocol_lint, "protocol.lint", ok, ok, "",
     "The server does something that the standards do not allow and that does "
     "no harm here.",
     "Stricter clients may stumble over it.", "RFC 5321 2.3.8, 4.2, 4.5.3.1",
     "Update or correct the server."},
    {protocol_shutting_down, "protocol.shutting-down", critical, critical, "",
     "The server ended the session with 421.",
     "It shuts down, is overloaded, or has enough of us.",
     "RFC 5321 3.8, 4.2.3", "Read the server's own words; look at its limits."},
    {time_warning, "time.warning", warning, warning, "",
     "A stage or the session took longer than -w allows.",
     "Slow servers are often the next ones to fail.", "option -w",
     "Look at the stage: dns is the resolver, connect the network, banner and "
     "ehlo the server's own look-ups."},
    {time_critical, "time.critical", critical, critical, "",
     "A stage or the session took longer than -c allows.",
     "Slow servers are often the next ones to fail.", "option -c",
     "Look at the stage: dns is the resolver, connect the network, banner and "
     "ehlo the server's own look-ups."},
    {time_out, "time.out", critical, critical, "the state of -t",
     "The session was not complete when the time of -t was over.",
     "The server stopped answering, or answers too slowly.",
     "option -t; RFC 5321 4.5.3.2",
     "The sentence names the stage; raise -t if the server is slow on "
     "purpose."},
    {pool_differs, "pool.differs", warning, warning, "",
     "The addresses of one host answer differently.",
     "Which server a sender reaches is chance: mail works now and then.",
     "option --all-addresses",
     "Compare the versions and settings of the servers behind the name."},
    {mx_host_down, "mx.host-down", warning, warning, "",
     "A mail host of the domain cannot be reached, another one works.",
     "Mail arrives, but with less in reserve.", "RFC 5321 5.1",
     "Repair the host, or take it out of the MX records."},
    {mx_all_down, "mx.all-down", critical, critical, "",
     "No mail host of the domain could be reached.",
     "The domain gets no mail from here.", "RFC 5321 5.1",
     "Is it the servers, the network, or port 25 outward from here?"},
    {plugin_usage, "plugin.usage", unknown, unknown, "",
     "The command line cannot be understood or done.", "Nothing was checked.",
     "check_smtp_session --help", "Correct the command line."},
    {plugin_internal, "plugin.internal", unknown, unknown, "",
     "The machine that runs the check lacks something: descriptors, memory, "
     "permissions, an address.",
     "Nothing is known about the server.", "",
     "Look at the limits of the monitoring system's user."},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kinds); ++i) {
    if (kinds[i].id != static_cast<FindingId>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "the table stands in the order of FindingId");

}  // namespace

std::span<const FindingKind> all_findings() {
  return kinds;
}

const FindingKind& describe(FindingId id) {
  return kinds[static_cast<std::size_t>(id)];
}

monitor::State default_state(FindingId id, SessionClass session_class) {
  const auto& kind = describe(id);
  return session_class == SessionClass::mx ? kind.state : kind.submission;
}

bool tells_cause(FindingId id) {
  switch (id) {
    case banner_refused:
    case banner_temporary:
    case ehlo_refused:
    case tls_refused:
    case auth_rejected:
    case auth_temporary:
    case mail_refused:
    case mail_temporary:
    case rcpt_refused:
    case rcpt_temporary:
    case data_refused:
    case data_temporary:
    case message_refused:
    case message_temporary:
    case message_recipient_failed:
    case command_refused:
    case protocol_shutting_down:
      return true;
    default:
      return false;
  }
}

std::optional<FindingId> parse_finding(std::string_view name) {
  const auto found =
      std::find_if(std::begin(kinds), std::end(kinds),
                   [&](const FindingKind& kind) { return kind.name == name; });
  if (found == std::end(kinds)) return std::nullopt;
  return found->id;
}

}  // namespace check
