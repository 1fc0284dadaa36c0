// One declaration a stage; each lives in the file of its name.
#pragma once

#include "lib/check/session.h"

namespace check::stages {

// Looks up the addresses of the target.
void dns(Session& session);
// Connects to the first address that answers; sends the PROXY header.
void connect(Session& session);
// Reads and judges the greeting (RFC 5321 4.2, 4.3.1).
void banner(Session& session);
// Says EHLO, HELO or LHLO and judges what is announced (RFC 5321 4.1.1.1).
void ehlo(Session& session);
// Asks for TLS (RFC 3207).
void starttls(Session& session);
// Does the TLS handshake and judges version and certificate.
void tls(Session& session);
// Says EHLO again inside TLS: what was announced in clear no longer counts
// (RFC 3207 4.2).
void ehlo_tls(Session& session);
// Logs in (RFC 4954), unless that would expose the credentials.
void auth(Session& session);
// Tries the recipients that must be refused, in a transaction of their own.
void relay(Session& session);
// Opens a mail transaction (RFC 5321 4.1.1.2).
void mail(Session& session);
// Names the recipients (RFC 5321 4.1.1.3).
void rcpt(Session& session);
// Sends the -C lines and judges their replies.
void command(Session& session);
// Asks for the message (RFC 5321 4.1.1.4).
void data(Session& session);
// Sends the message and judges what becomes of it (RFC 5321 4.1.1.4; RFC 2033
// 4.2).
void message(Session& session);
// Ends an open transaction and the session (RFC 5321 4.1.1.5, 4.1.1.10).
void quit(Session& session);

}  // namespace check::stages
