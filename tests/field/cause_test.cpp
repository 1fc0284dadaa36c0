// Refusals as servers of many makes are known to word them, apart from those
// in replies.jsonl, and the cause that a person reads in each.
#include "lib/check/cause.h"

#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "lib/check/stage_id.h"
#include "tests/unit/smtp/heard.h"

namespace check {
namespace {

struct Row {
  StageId stage;
  std::vector<std::string> lines;
};

using Rows = std::vector<Row>;

constexpr auto banner = StageId::banner;
constexpr auto ehlo = StageId::ehlo;
constexpr auto starttls = StageId::starttls;
constexpr auto auth = StageId::auth;
constexpr auto mail = StageId::mail;
constexpr auto rcpt = StageId::rcpt;
constexpr auto data = StageId::data;
constexpr auto message = StageId::message;
constexpr auto command = StageId::command;
constexpr auto quit = StageId::quit;

// Counts what a test asked for. A wrong cause always fails; `other`, which
// helps nobody and misleads nobody, may be one in twenty.
class CauseOfRefusal : public testing::Test {
 protected:
  void judge(const Row& row, Cause expected) {
    const auto reply = smtp::reply_of(row.lines);
    const auto found = cause_of(row.stage, reply);
    ++total_;
    if (found == expected) return;
    ++undecided_;
    const auto sentence = smtp::to_sentence(reply);
    std::cout << "undecided: " << sentence << "\n";
    EXPECT_EQ(found, Cause::other)
        << name(found) << " instead of " << name(expected) << ": " << sentence;
  }

  void expect_all(Cause expected, const Rows& rows) {
    for (const auto& row : rows) judge(row, expected);
  }

  void expect(Cause expected, StageId stage, const char* line) {
    judge({stage, {line}}, expected);
  }

  void TearDown() override {
    std::cout << total_ - undecided_ << " of " << total_ << " causes found\n";
    EXPECT_LE(undecided_ * 20, total_);
  }

 private:
  int total_ = 0;
  int undecided_ = 0;
};

TEST_F(CauseOfRefusal, WrongCredentials) {
  expect_all(
      Cause::wrong_credentials,
      {
          {auth, {"535 5.7.3 Authentication unsuccessful"}},
          {auth,
           {"535 5.7.3 Authentication unsuccessful "
            "[AM0PR0102CA0001.eurprd01.prod.exchangelabs.com]"}},
          {auth, {"535 5.7.8 Error: authentication failed: "}},
          {auth,
           {"535 5.7.8 Error: authentication failed: authentication failure"}},
          {auth, {"535 5.7.8 Authentication failed"}},
          {auth, {"535 5.7.8 Authentication credentials invalid"}},
          {auth, {"535 Authentication credentials invalid"}},
          {auth, {"535 5.7.0 authentication failed"}},
          {auth, {"535 authentication failed (#5.7.1)"}},
          {auth, {"535 auth failure"}},
          {auth, {"535 Incorrect authentication data (set_id=user)"}},
          {auth, {"535 Invalid username or password"}},
          {auth, {"535 5.7.8  Bad username or password"}},
          {auth, {"535 Bad credentials"}},
          {auth, {"535 5.7.0 Error: authentication failed: bad protocol"}},
          {auth,
           {"535 Authentication failed. Restarting authentication process."}},
          {auth, {"535 5.7.8 Sorry, that didn't work. Check your password."}},
          {auth, {"550 5.7.1 Authentication failed"}},
          {auth, {"550 Invalid user or password"}},
          {auth, {"553 Login failed: wrong password"}},
          {auth, {"554 5.7.8 Login incorrect"}},
          {auth, {"501 5.7.8 Authentication failed: invalid credentials"}},
          {auth, {"535 #5.7.8 user not found or password incorrect"}},
          {auth,
           {"535-5.7.8 Username and Password not accepted. For more "
            "information, go to",
            "535 5.7.8  https://support.google.com/mail/?p=BadCredentials "
            "5b1f17b1804b1-42f1e7afsm1234567lfg.12 - gsmtp"}},
      });
}

TEST_F(CauseOfRefusal, AuthMethodDisabled) {
  expect_all(
      Cause::auth_method_disabled,
      {
          {auth,
           {"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication "
            "is disabled for the Tenant. Visit https://aka.ms/smtp_auth_"
            "disabled for more information. [ZR0P278CA0001.CHEP278.PROD."
            "OUTLOOK.COM]"}},
          {auth,
           {"535 5.7.139 Authentication unsuccessful, the user credentials "
            "were incorrect because basic authentication is disabled."}},
          {auth,
           {"535 5.7.139 Authentication unsuccessful, user is locked by your "
            "organization's security defaults policy. Contact your "
            "administrator."}},
          {auth, {"504 5.7.4 Unrecognized authentication type"}},
          {auth,
           {"504 5.7.4 Unrecognized authentication type "
            "[AM6P192CA0001.EURP192.PROD.OUTLOOK.COM]"}},
          {auth, {"504 5.5.4 Unrecognized authentication type."}},
          {auth, {"504 5.3.3 AUTH mechanism LOGIN not available"}},
          {auth,
           {"535 5.7.8 Error: authentication failed: Invalid "
            "authentication mechanism"}},
          {auth,
           {"535 5.7.8 Error: authentication failed: no mechanism "
            "available"}},
          {auth, {"504 Unrecognized authentication type"}},
          {auth, {"504 Authentication mechanism not supported"}},
          {auth, {"503 AUTH command used when not advertised"}},
          {auth, {"502 5.5.1 Command not implemented"}},
          {auth, {"502 5.5.2 Error: command not recognized"}},
          {auth, {"500 5.5.1 Command unrecognized: \"AUTH LOGIN\""}},
          {auth, {"503 5.3.3 AUTH not available"}},
          {auth, {"503 5.5.1 AUTH not enabled"}},
          {auth, {"550 5.7.1 SMTP AUTH is disabled"}},
          {auth, {"534 5.7.9 Authentication mechanism is too weak"}},
          {auth,
           {"534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> "
            "Please",
            "534-5.7.14 log in via your web browser and then try again.",
            "534-5.7.14  Learn more at",
            "534 5.7.14  https://support.google.com/mail/answer/78754 "
            "q12sm1234567edj.34 - gsmtp"}},
          {auth,
           {"534-5.7.9 Please log in with your web browser and then try again. "
            "Learn more",
            "534 5.7.9 at https://support.google.com/mail/?p=WebLoginRequired "
            "a1sm123456wrx.7 - gsmtp"}},
          {auth,
           {"535 5.7.8 Error: authentication failed: This user does not have "
            "access rights to this service"}},
          {auth, {"535 5.7.0 Application password is REQUIRED"}},
          {auth,
           {"535 5.7.8 Error: authentication failed: Two-factor authentication "
            "is enabled, use an app-specific password"}},
          {auth, {"535 Authentication disabled"}},
          {auth, {"550 SMTP access is disabled for this account"}},
      });
}

TEST_F(CauseOfRefusal, TlsRequired) {
  expect_all(
      Cause::tls_required,
      {
          {mail, {"530 5.7.0 Must issue a STARTTLS command first"}},
          {auth, {"530 5.7.0 Must issue a STARTTLS command first"}},
          {rcpt, {"530 Must issue a STARTTLS command first."}},
          {mail,
           {"530-5.7.0 Must issue a STARTTLS command first. For more "
            "information, go to",
            "530 5.7.0  https://support.google.com/a/answer/3221692 and "
            "review RFC 3207 specifications. a1sm123456wrx.7 - gsmtp"}},
          {auth,
           {"538 5.7.11 Encryption required for requested authentication "
            "mechanism"}},
          {auth,
           {"535 5.7.8 Plaintext authentication disallowed on non-secure "
            "(SSL/TLS) connections."}},
          {auth, {"503 5.7.0 TLS required before authentication"}},
          {auth, {"534 Please use SSL/TLS encryption to authenticate"}},
          {auth,
           {"504 5.7.0 Authentication is not allowed over an unencrypted "
            "connection"}},
          {mail,
           {"451 5.7.3 STARTTLS is required to send mail "
            "[AM0EUR02FT001.eop-EUR02.prod.protection.outlook.com]"}},
          {mail, {"550 5.7.1 Encryption required: use STARTTLS"}},
          {mail, {"554 5.7.3 Secure connection required"}},
          {rcpt,
           {"450 4.7.1 <user@example.org>: Recipient address rejected: "
            "TLS required"}},
          {mail, {"530 5.7.10 Encryption needed"}},
          {rcpt,
           {"554 5.7.1 <user@example.org>: Recipient address rejected: "
            "Session encryption is required"}},
          {mail, {"523 Encryption Needed"}},
          {mail, {"530 TLS encryption is required on this server"}},
          {mail,
           {"554 This server does not accept mail over unencrypted "
            "connections"}},
      });
}

TEST_F(CauseOfRefusal, AuthRequired) {
  expect_all(
      Cause::auth_required,
      {
          {mail, {"530 5.7.0 Authentication required"}},
          {mail, {"530 Authentication required"}},
          {mail, {"530 5.5.1 Authentication Required."}},
          {mail,
           {"530 5.7.57 SMTP; Client was not authenticated to send anonymous "
            "mail during MAIL FROM [AM0PR01CA0001.eurprd01.prod.exchangelabs."
            "com]"}},
          {mail,
           {"530 5.7.57 Client not authenticated to send mail. "
            "[AM0PR01CA0001.eurprd01.prod.exchangelabs.com]"}},
          {mail, {"530 5.7.1 Client was not authenticated"}},
          {rcpt,
           {"554 5.7.1 <user@example.org>: Recipient address rejected: "
            "Authentication required"}},
          {mail, {"550 5.7.1 Sender not authenticated."}},
          {rcpt, {"550 Must be authenticated"}},
          {rcpt, {"530 SMTP authentication is required."}},
          {mail, {"503 5.5.1 Authentication required"}},
          {rcpt, {"503 Valid RCPT requires AUTH: please login first"}},
          {mail,
           {"553 Authentication is required to send mail as "
            "<user@example.org>"}},
          {rcpt,
           {"550 5.7.1 Relaying denied. Proper authentication required."}},
          {rcpt,
           {"550-Please check your mail (POP3) before sending, or enable SMTP "
            "authentication",
            "550 in your mail client."}},
          {rcpt, {"550 5.7.0 You must log in first (POP before SMTP)"}},
          {mail, {"550 Unauthenticated senders not allowed"}},
          {mail, {"502 5.7.0 Please authenticate first"}},
          {mail, {"530 5.7.1 Authentication required for anonymous clients"}},
          {rcpt,
           {"535 Authentication required. Refer to "
            "http://support.example.com/relay"}},
          {mail, {"554 5.7.0 Need to authenticate before sending"}},
          {rcpt,
           {"550-5.7.1 Service unavailable: you need to authenticate to use "
            "this service",
            "550 5.7.1 see https://help.example.com/spam"}},
      });
}

TEST_F(CauseOfRefusal, RelayDenied) {
  expect_all(
      Cause::relay_denied,
      {
          {rcpt, {"554 5.7.1 <user@example.org>: Relay access denied"}},
          {rcpt,
           {"550 5.7.54 SMTP; Unable to relay recipient in non-accepted "
            "domain"}},
          {rcpt, {"550 5.7.1 Unable to relay"}},
          {rcpt, {"550 5.7.1 Unable to relay for user@example.org"}},
          {rcpt,
           {"550 5.7.64 TenantAttribution; Relay Access Denied "
            "[AM1FFO11FD001.protection.gbl]"}},
          {rcpt, {"550 5.7.1 <user@example.org>... Relaying denied"}},
          {rcpt,
           {"550 5.7.1 <user@example.org>... Relaying denied. IP name "
            "lookup failed [192.0.2.7]"}},
          {rcpt,
           {"553 sorry, that domain isn't in my list of allowed "
            "rcpthosts (#5.7.1)"}},
          {rcpt,
           {"553 5.7.1 sorry, that domain isn't in my list of allowed "
            "rcpthosts; no valid cert for gatewaying"}},
          {rcpt, {"550 #5.7.1 Unable to relay for user@example.org"}},
          {rcpt, {"550 relay not permitted"}},
          {rcpt,
           {"550-host.example.net [192.0.2.9] is not permitted to relay "
            "through",
            "550 this server"}},
          {rcpt,
           {"550 5.7.1 relaying to <user@example.org> prohibited by "
            "administrator"}},
          {rcpt, {"550 we do not relay"}},
          {rcpt, {"550 5.7.1 This system is not configured to relay mail"}},
          {rcpt,
           {"550 Delivery is not allowed to this address: not a gateway "
            "for example.org."}},
          {rcpt, {"554 Relay operation rejected"}},
          {rcpt, {"550 5.1.2 <user@example.org>: domain is not hosted here"}},
          {rcpt, {"550 not local host example.org, not a gateway"}},
          {rcpt, {"551 5.7.1 Mail relaying is not allowed"}},
          {rcpt,
           {"550 5.7.1 <user@example.org> is not allowed. Relaying is "
            "prohibited"}},
          {rcpt,
           {"553 5.3.0 <user@example.org>... SPAM relay: we do not relay"
            " for strangers"}},
          {rcpt, {"550 5.7.1 Command rejected: Relaying not allowed"}},
          {rcpt,
           {"550-Relaying denied: you are not allowed to send mail",
            "550 to example.org through this server"}},
          {rcpt, {"454 4.7.1 Relay access denied"}},
      });
}

TEST_F(CauseOfRefusal, UserUnknown) {
  expect_all(
      Cause::user_unknown,
      {
          {rcpt, {"550 5.1.1 User unknown"}},
          {rcpt, {"550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"}},
          {rcpt,
           {"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not "
            "found by SMTP address lookup"}},
          {rcpt,
           {"550 5.4.1 Recipient address rejected: Access denied. "
            "AS(201806281) [DB5EUR01FT001.eop-EUR01.prod.protection."
            "outlook.com]"}},
          {rcpt,
           {"550 5.4.1 [user@example.org]: Recipient address rejected: "
            "Access denied"}},
          {rcpt,
           {"550 5.5.0 Requested action not taken: mailbox unavailable "
            "(S2017062302)."}},
          {rcpt,
           {"550 5.1.1 <user@example.org>: Recipient address rejected: "
            "User unknown in virtual mailbox table"}},
          {rcpt,
           {"550 5.1.1 <user@example.org>: Recipient address rejected: "
            "undeliverable address: host mx.example.org said: 550 5.1.1 "
            "User unknown (in reply to RCPT TO command)"}},
          {rcpt, {"550 5.1.0 Address rejected."}},
          {rcpt, {"550 #5.1.0 Address rejected."}},
          {rcpt, {"550 Unrouteable address"}},
          {rcpt, {"550 No Such User Here"}},
          {rcpt, {"550 No such person at this address."}},
          {rcpt, {"550 Mailbox not found"}},
          {rcpt,
           {"550 sorry, no mailbox here by that name (#5.1.1 - chkuser)"}},
          {rcpt, {"550 5.1.1 sorry, no mailbox here by that name"}},
          {rcpt,
           {"511 sorry, no mailbox here by that name (#5.1.1 - chkuser)"}},
          {rcpt, {"550 5.1.1 Mailbox does not exist"}},
          {rcpt, {"550 Unknown user"}},
          {rcpt, {"550 unknown recipient"}},
          {rcpt, {"550 Address unknown"}},
          {rcpt, {"550 5.1.1 recipient unknown"}},
          {rcpt,
           {"550 5.1.1 <user@example.org> User doesn't exist: "
            "user@example.org"}},
          {rcpt, {"553 5.1.1 <user@example.org>... no such user"}},
          {rcpt, {"550 user@example.org is not a valid mailbox"}},
          {rcpt,
           {
               "550 5.2.1 The email account that you tried to reach is "
               "disabled. Learn more at",
           }},
          {rcpt,
           {"550-5.2.1 The email account that you tried to reach is "
            "inactive. For more",
            "550 5.2.1 information, go to "
            "https://support.google.com/mail/?p=DisabledUser "
            "a1si123456wrx.7 - gsmtp"}},
          {rcpt, {"550 5.2.1 Mailbox unavailable"}},
          {rcpt,
           {"554 delivery error: dd Requested mail action aborted, "
            "mailbox not found"}},
          {message,
           {"554 delivery error: dd Sorry your message to "
            "user@example.org cannot be delivered. This mailbox is "
            "disabled (554.30). - mta1.example.com"}},
          {rcpt, {"550 Requested action not taken: mailbox unavailable"}},
          {rcpt,
           {"550 Invalid Recipient - https://community.mimecast.com/docs/"
            "DOC-1369#550 [q9W8e7R6t5Y4u3I2o1P0aS.uk281]"}},
          {rcpt,
           {"550 5.1.1 <user@example.org>: Email address could not be "
            "found, or was misspelled (G8)"}},
          {rcpt, {"550 user not found"}},
          {rcpt, {"550 5.1.6 recipient no longer on server: user@example.org"}},
          {rcpt,
           {"550 We don't know a user by that name; not listed in Domino "
            "Directory"}},
          {rcpt, {"550 Account not available: no such account"}},
          {rcpt, {"550 That user does not live here"}},
          {rcpt, {"551 5.1.1 user not local"}},
          {rcpt, {"556 5.1.10 Recipient address has null MX"}},
          {rcpt, {"550 5.1.1 invalid address"}},
          {rcpt, {"554 No such user - psmtp"}},
          {rcpt, {"550 5.1.1 Recipient address rejected: unlisted"}},
      });
}

TEST_F(CauseOfRefusal, Greylisted) {
  expect_all(
      Cause::greylisted,
      {
          {rcpt,
           {"450 4.2.0 <user@example.org>: Recipient address rejected: "
            "Greylisted, see http://postgrey.schweikert.ch/help/"
            "example.org.html"}},
          {rcpt,
           {"450 4.7.1 <user@example.org>: Recipient address rejected: "
            "Greylisted for 300 seconds"}},
          {rcpt, {"451 4.7.1 Greylisting in action, please come back later"}},
          {rcpt,
           {"451 4.7.1 Greylisting in action, please come back in "
            "00:05:00"}},
          {rcpt, {"451 4.7.1 Please try again in 300 seconds: graylisted"}},
          {rcpt, {"451 Temporarily greylisted, please try again later."}},
          {rcpt, {"450 You are greylisted for 5 minutes"}},
          {rcpt,
           {"451 Resources temporarily unavailable. Please try again "
            "later [#4.16.5]. Grey-listed"}},
          {message, {"451 4.7.1 Please retry in 5 minutes"}},
          {rcpt,
           {"450 4.7.1 Recipient address rejected: Try again in 10 "
            "minutes"}},
          {rcpt,
           {"451-Your message is delayed: we have not seen you before",
            "451 Greylisted. Please try again in 180 seconds."}},
          {rcpt,
           {"451 4.7.1 Unknown sender/host triplet, come back in 5 "
            "minutes"}},
          {rcpt,
           {"421 4.7.1 Gray listing: first time sender, please retry "
            "after 4 minutes"}},
          {message, {"451 4.7.1 Try again later"}},
          {rcpt,
           {"450 4.3.2 <user@example.org>: Recipient address rejected: "
            "Policy: greylisted"}},
          {rcpt, {"451 DEFERRED: greylisted, retry in 1 hour"}},
      });
}

TEST_F(CauseOfRefusal, RateLimited) {
  expect_all(
      Cause::rate_limited,
      {
          {banner,
           {"421 4.7.0 mx.example.org Error: too many connections from "
            "192.0.2.1"}},
          {banner,
           {"421 Too many concurrent SMTP connections; please try again "
            "later."}},
          {banner, {"421 4.3.2 Connection rate limit exceeded."}},
          {banner, {"452 4.3.2 Connection rate limit exceeded."}},
          {banner, {"421 too many connections from your IP"}},
          {banner,
           {"554-mail.example.org",
            "554 Too many connections from your address"}},
          {mail, {"450 4.7.1 Error: too much mail from 192.0.2.1"}},
          {mail, {"421 4.7.0 Too many messages (25), slow down"}},
          {rcpt, {"452 4.5.3 Error: too many recipients"}},
          {rcpt, {"452 4.5.3 Too many recipients"}},
          {rcpt, {"450 4.7.1 Error: too many recipients from 192.0.2.1"}},
          {rcpt, {"452 too many recipients received this hour"}},
          {rcpt,
           {"450-4.2.1 The user you are trying to contact is receiving mail "
            "too quickly.",
            "450-4.2.1 Please resend your message at a later time. If the user "
            "is able to",
            "450 4.2.1 receive mail at that time, your message will be "
            "delivered. a1si123456wrx.7 - gsmtp"}},
          {message,
           {"421-4.7.0 [192.0.2.7      15] Our system has detected an unusual "
            "rate of",
            "421-4.7.0 unsolicited mail originating from your IP address. To "
            "protect our",
            "421-4.7.0 users from spam, mail sent from your IP address has "
            "been temporarily",
            "421-4.7.0 rate limited. Please visit",
            "421 4.7.0 https://support.google.com/mail/?p=UnsolicitedRateLimit"
            "Error a1si123456wrx.7 - gsmtp"}},
          {message,
           {"550 5.4.5 Daily user sending quota exceeded. "
            "a1sm123456wrx.7 - gsmtp"}},
          {message,
           {"550-5.4.5 Daily SMTP relay limit exceeded for user. For more "
            "information on",
            "550 5.4.5 SMTP relay sending limits please contact your "
            "administrator."}},
          {auth,
           {"454 4.7.0 Too many login attempts, please try again later. "
            "a1sm123456wrx.7 - gsmtp"}},
          {auth, {"421 4.7.0 Error: too many errors"}},
          {auth,
           {"535 5.7.8 Error: too many failed login attempts, account "
            "temporarily blocked"}},
          {mail,
           {"451 4.7.500 Server busy. Please try again later from "
            "[192.0.2.7]. (AS77713) [AM6EUR05FT001.eop-eur05.prod."
            "protection.outlook.com]"}},
          {mail,
           {"451 4.7.650 The mail server [192.0.2.7] has been temporarily "
            "rate limited due to IP reputation. For e-mail delivery "
            "information, see https://postmaster.live.com (S775)"}},
          {banner,
           {"421 RP-001 (SNT004-MC1F1) Unfortunately, some messages "
            "from 192.0.2.7 weren't sent. Please try again. We have "
            "limits for how many messages can be sent per hour and per "
            "day."}},
          {message,
           {"550 5.1.90 Your message can't be sent because you've "
            "reached your daily limit for message recipients"}},
          {message,
           {"554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuota"
            "ExceededException; message rate limit exceeded"}},
          {mail,
           {"421 4.7.0 [TS01] Messages from 192.0.2.7 temporarily "
            "deferred due to excessive user complaints - 4.16.55.1; see "
            "http://postmaster.yahoo.com/421-ts01.html"}},
          {mail, {"452 Too many sessions from this host"}},
          {rcpt, {"450 4.7.1 Requested action not taken: sender rate limited"}},
          {message, {"552 5.2.0 sending limit reached: 100 messages per hour"}},
          {banner, {"450 4.4.5 Too many concurrent connections"}},
          {rcpt, {"550 5.7.1 This user has exceeded the hourly message limit"}},
          {mail,
           {"421 4.4.5 Directory harvest attack detected: too many "
            "invalid recipients"}},
          {mail, {"554 5.7.1 You have exceeded your messaging limits"}},
          {rcpt, {"451 4.7.1 Throttled: slow down"}},
          {rcpt, {"450 4.7.1 You are sending too fast"}},
          {banner,
           {"421 Service not available, too many connections, closing "
            "transmission channel"}},
          {ehlo,
           {"421 4.7.28 Gmail has detected an unusual amount of mail; "
            "flood"}},
      });
}

TEST_F(CauseOfRefusal, ClientIdentity) {
  expect_all(
      Cause::client_identity,
      {
          {rcpt,
           {"504 5.5.2 <localhost>: Helo command rejected: need "
            "fully-qualified hostname"}},
          {rcpt,
           {"450 4.7.1 <mon.internal>: Helo command rejected: Host not "
            "found"}},
          {rcpt, {"550 5.7.1 <mon>: Helo command rejected: Access denied"}},
          {rcpt,
           {"450 4.7.25 Client host rejected: cannot find your hostname, "
            "[192.0.2.7]"}},
          {rcpt,
           {"450 4.7.1 Client host rejected: cannot find your reverse "
            "hostname, [192.0.2.7]"}},
          {rcpt,
           {"554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: "
            "cannot find your hostname"}},
          {ehlo, {"501 Syntactically invalid EHLO argument(s)"}},
          {ehlo, {"501 5.5.4 Invalid domain name"}},
          {ehlo, {"501 5.0.0 EHLO requires domain address"}},
          {ehlo,
           {"550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)"}},
          {ehlo, {"501 5.5.2 Invalid domain name in EHLO command."}},
          {mail, {"550 Bad HELO - Host impersonating domain name [localhost]"}},
          {rcpt,
           {"550 \"REJECTED - Bad HELO - Host impersonating "
            "[mail.example.org]\""}},
          {banner,
           {"554-gmx.net (mxgmx014) Nemesis ESMTP Service not available",
            "554-No SMTP service", "554-Bad DNS PTR resource record.",
            "554 For explanation visit "
            "http://postmaster.gmx.com/en/error-messages?ip=192.0.2.7&c=rdns"}},
          {rcpt,
           {"550 5.7.1 Client host rejected: No reverse DNS for "
            "192.0.2.7"}},
          {mail, {"550 5.7.1 Rejected: reverse lookup of 192.0.2.7 failed"}},
          {mail, {"553 5.7.1 [192.0.2.7] PTR record missing"}},
          {mail,
           {"421 4.7.1 : (DNS:NR) http://postmaster.info.aol.com/errors/"
            "421dnsnr.html: no rDNS for your IP"}},
          {rcpt, {"451 Your IP address does not resolve to a hostname"}},
          {message,
           {"421-4.7.23 [192.0.2.7] Your email has been rate limited because "
            "the sending IP",
            "421-4.7.23 address does not have a PTR record or the PTR record's "
            "forward DNS",
            "421 4.7.23 entry does not match the sending IP. - gsmtp"}},
          {rcpt,
           {"554 5.7.1 Dynamic IP address, use your provider's mail "
            "server"}},
          {rcpt, {"550 Your host name looks like a dynamic/generic hostname"}},
          {banner,
           {"554 5.7.1 Access denied: your host has no reverse DNS "
            "entry"}},
          {mail, {"550 HELO hostname does not match your IP address"}},
          {rcpt, {"550 5.7.25 Reverse DNS validation failed"}},
          {ehlo, {"504 5.5.2 host: Helo command rejected: need FQDN"}},
      });
}

TEST_F(CauseOfRefusal, SenderIdentity) {
  expect_all(
      Cause::sender_identity,
      {
          {mail,
           {"553 5.1.8 <probe@example.invalid>... Domain of sender "
            "address probe@example.invalid does not exist"}},
          {mail,
           {"451 4.1.8 Domain of sender address probe@example.invalid "
            "does not resolve"}},
          {mail, {"550 5.1.8 Sender address rejected: Domain not found"}},
          {rcpt,
           {"450 4.1.8 <probe@example.invalid>: Sender address rejected: "
            "Domain not found"}},
          {rcpt,
           {"553 5.7.1 <probe@example.org>: Sender address rejected: not "
            "owned by user monitor"}},
          {rcpt,
           {"504 5.5.2 <root@localhost>: Sender address rejected: need "
            "fully-qualified address"}},
          {rcpt,
           {"550 5.1.1 <probe@example.org>: Sender address rejected: "
            "User unknown in local recipient table"}},
          {rcpt,
           {"550-Verification failed for <probe@example.org>",
            "550-The mail server could not deliver mail to probe@example.org. "
            "The account or domain may not exist, they may be blacklisted, or "
            "missing the proper dns entries.",
            "550 Sender verify failed"}},
          {mail, {"550 Sender verify failed"}},
          {rcpt, {"550-Sender verify failed", "550 Unrouteable address"}},
          {message,
           {"550-5.7.26 This mail has been blocked because the sender "
            "is unauthenticated.",
            "550-5.7.26 Gmail requires all senders to authenticate "
            "with either SPF or DKIM.",
            "550 5.7.26 Authentication results: DKIM = did not pass "
            "SPF [example.org] with ip: [192.0.2.7] = did not pass "
            "a1si123456wrx.7 - gsmtp"}},
          {rcpt,
           {"550 5.7.23 The message was rejected because of Sender "
            "Policy Framework violation -> 550 5.7.23 Message rejected "
            "due to SPF policy - Please check policy for example.org"}},
          {rcpt,
           {"550 5.7.1 SPF check failed: 192.0.2.7 is not allowed to send "
            "mail from example.org"}},
          {message,
           {"550 5.7.509 Access denied, sending domain [example.org] "
            "does not pass DMARC verification and has a DMARC policy "
            "of reject."}},
          {message,
           {"550 5.7.515 Access denied, sending domain example.org "
            "doesn't meet the required authentication level."}},
          {message,
           {"550 5.7.1 Email rejected per DMARC policy for "
            "example.org"}},
          {message,
           {"554 5.7.9 Message not accepted due to domain's DMARC "
            "policy"}},
          {mail, {"553 Mail from must equal authorized user"}},
          {mail, {"501 mail from address must be same as authorization user"}},
          {mail,
           {"550 5.7.1 Client does not have permissions to send as this "
            "sender"}},
          {message,
           {"550 5.7.1 Not authorized to send on behalf of "
            "<probe@example.org>"}},
          {mail, {"553 5.7.1 Sender address not allowed"}},
          {rcpt, {"550 5.7.1 The sender domain has no MX or A record"}},
          {mail, {"550 Sender domain must exist"}},
          {mail,
           {"553 sorry, your envelope sender domain must exist "
            "(#5.7.1)"}},
          {message, {"550 From header sender domain not verified"}},
          {mail, {"550 5.7.27 Sender address has null MX"}},
          {message,
           {"554 5.7.7 Email policy violation detected: DKIM signature "
            "is missing"}},
          {mail, {"550 5.1.7 Invalid address: bad sender"}},
          {rcpt,
           {"550 5.7.1 Rejected: example.org does not designate 192.0.2.7 "
            "as permitted sender (SPF fail)"}},
          {mail, {"550 5.7.501 Access denied, spoofed sender"}},
          {message,
           {"550 The from address does not match a verified Sender "
            "Identity. Mail cannot be sent until this error is "
            "resolved."}},
          {message, {"550 5.7.0 From address is not one of your addresses"}},
      });
}

TEST_F(CauseOfRefusal, Blocklisted) {
  expect_all(
      Cause::blocklisted,
      {
          {rcpt,
           {"554 5.7.1 Service unavailable; Client host [192.0.2.7] "
            "blocked using zen.spamhaus.org; "
            "https://www.spamhaus.org/query/ip/192.0.2.7"}},
          {rcpt,
           {"550-host.example.net [192.0.2.7] is in a black list at "
            "zen.spamhaus.org",
            "550 https://www.spamhaus.org/query/ip/192.0.2.7"}},
          {banner,
           {"554-mx.example.org",
            "554 Your access to this mail system has been rejected due "
            "to the sending MTA's poor reputation. If you believe that "
            "this failure is in error, please contact the intended "
            "recipient via alternate means."}},
          {mail,
           {"550 5.7.1 Unfortunately, messages from [192.0.2.7] weren't "
            "sent. Please contact your Internet service provider since "
            "part of their network is on our block list (S3140). You can "
            "also refer your provider to http://mail.live.com/mail/"
            "troubleshooting.aspx#errors."}},
          {rcpt,
           {"550 5.7.606 Access denied, banned sending IP [192.0.2.7]. To "
            "request removal from this list please visit "
            "https://sender.office.com/"}},
          {rcpt,
           {"550 5.7.511 Access denied, banned sender[192.0.2.7]. To "
            "request removal from this list please forward this message "
            "to delist@messaging.microsoft.com"}},
          {rcpt,
           {"550 5.7.1 Mail from IP 192.0.2.7 was rejected due to listing "
            "in Spamhaus PBL. For details please see "
            "http://www.spamhaus.org/query/bl?ip=192.0.2.7"}},
          {banner, {"554 5.7.1 192.0.2.7 listed at bl.spamcop.net"}},
          {rcpt,
           {"553 5.3.0 <user@example.org>... Spam blocked see: "
            "http://spamcop.net/bl.shtml?192.0.2.7: listed by rbl"}},
          {rcpt,
           {"550 Mail from 192.0.2.7 refused, see RBL server "
            "dnsbl.example.com"}},
          {rcpt, {"554 5.7.1 Your IP address has been blacklisted"}},
          {banner,
           {"554 IP=192.0.2.7 - Bad reputation. (BL) Ask your "
            "postmaster for help or to contact tobr@rx.t-online.de for "
            "a removal."}},
          {banner, {"550 Your IP is blocked: previous spam from your network"}},
          {mail,
           {"550 5.7.1 Your server is an open relay and therefore "
            "blocked"}},
          {rcpt, {"550 Rejected by local blocklist: your host is listed"}},
          {banner,
           {"521 5.7.1 Service unavailable; client [192.0.2.7] blocked "
            "using dnsbl.sorbs.net"}},
          {banner,
           {"550 5.7.1 Blocked - see https://ipcheck.proofpoint.com/"
            "?ip=192.0.2.7; your IP address has been blocked"}},
          {banner,
           {"421 4.7.1 Your IP has been blocked due to low reputation"}},
          {rcpt, {"550 IP 192.0.2.7 found in DNSBL"}},
          {message, {"554 5.7.1 Blocked: domain is on our URIBL blacklist"}},
      });
}

TEST_F(CauseOfRefusal, MailboxFull) {
  expect_all(
      Cause::mailbox_full,
      {
          {rcpt, {"552 5.2.2 Mailbox full"}},
          {rcpt, {"452 4.2.2 Mailbox full"}},
          {rcpt,
           {"452-4.2.2 The email account that you tried to reach is over "
            "quota.",
            "452 4.2.2 Please direct the recipient to "
            "https://support.google.com/mail/?p=OverQuotaTemp "
            "a1si123456wrx.7 - gsmtp"}},
          {message,
           {"554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:Quota"
            "ExceededException.MapiExceptionShutoffQuotaExceeded"}},
          {rcpt,
           {"552 Requested mail action aborted: exceeded storage "
            "allocation"}},
          {rcpt, {"552 <user@example.org> mailbox is full"}},
          {rcpt, {"550 Mailbox quota exceeded"}},
          {rcpt, {"552 user over quota"}},
          {rcpt, {"452 4.2.2 Over quota"}},
          {rcpt, {"550 user@example.org: account is full (quota limit)"}},
          {message,
           {"552-The recipient's mailbox is over its storage limit",
            "552 try again later"}},
          {rcpt, {"422 4.2.2 recipient's mailbox is full"}},
          {rcpt,
           {"554 Recipient's mailbox is full, message returned to "
            "sender. (#5.2.2)"}},
          {message,
           {"452 4.2.2 <user@example.org> Quota exceeded (mailbox for "
            "user is full)"}},
          {rcpt,
           {"450 4.2.2 <user@example.org>: Recipient address rejected: "
            "Mailbox has exceeded the limit"}},
          {rcpt, {"552 Disk quota exceeded"}},
          {message, {"552 sorry, the recipient has exceeded his quota"}},
          {rcpt, {"550 The inbox of this user is full"}},
      });
}

TEST_F(CauseOfRefusal, TooBig) {
  expect_all(
      Cause::too_big,
      {
          {mail, {"552 5.3.4 Message size exceeds fixed limit"}},
          {mail, {"552 Message size exceeds fixed maximum message size"}},
          {mail, {"552 message size exceeds maximum permitted"}},
          {mail, {"552 5.3.4 Error: message file too big"}},
          {message, {"552 5.3.4 Error: message file too big"}},
          {mail, {"552 5.2.3 Message is too large"}},
          {message,
           {"552-5.2.3 Your message exceeded Google's message size limits. For "
            "more",
            "552-5.2.3 information, visit",
            "552 5.2.3 https://support.google.com/mail/?p=MaxSizeError "
            "a1si123456wrx.7 - gsmtp"}},
          {mail, {"552 5.3.4 Message size exceeds fixed maximum message size"}},
          {message,
           {"552 sorry, that message size exceeds my databytes limit "
            "(#5.3.4)"}},
          {message, {"552 Message too large"}},
          {mail, {"523 the message size exceeds 10485760 bytes"}},
          {message, {"554 Message too big, limit is 10 MB"}},
          {mail, {"552 5.3.4 message too big for system"}},
          {mail, {"552 #5.3.4 message size exceeds limit"}},
          {message, {"552 Requested mail action aborted: message too big"}},
          {mail,
           {"550 5.3.4 ROUTING.SizeLimit; message size exceeds fixed "
            "maximum size for route"}},
          {message,
           {"550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large "
            "for this recipient"}},
          {mail, {"552 Maximum message size exceeded"}},
          {message,
           {"550 Your email is larger than the allowed limit of 25 "
            "MB"}},
      });
}

TEST_F(CauseOfRefusal, Policy) {
  expect_all(
      Cause::policy,
      {
          {message,
           {"550 5.7.1 Message rejected as spam by Content "
            "Filtering."}},
          {message, {"550 5.7.1 Blocked by SpamAssassin"}},
          {message, {"554 5.7.1 Spam message rejected"}},
          {message, {"554 5.7.1 Rejected: spam"}},
          {message,
           {"550-5.7.1 [192.0.2.7      12] Our system has detected that this "
            "message is",
            "550-5.7.1 likely unsolicited mail. To reduce the amount of spam "
            "sent to Gmail,",
            "550-5.7.1 this message has been blocked. Please visit",
            "550 5.7.1 https://support.google.com/mail/?p=UnsolicitedMessage"
            "Error a1si123456wrx.7 - gsmtp"}},
          {message,
           {"552-5.7.0 This message was blocked because its content presents a "
            "potential",
            "552 5.7.0 security issue. a1si123456wrx.7 - gsmtp"}},
          {message,
           {"554 5.7.1 The message contains a virus (Eicar-Test-"
            "Signature)"}},
          {message, {"550 This message contains malware (Eicar)"}},
          {message,
           {"554 5.7.0 Reject, id=12345-01 - INFECTED: Eicar-Test-"
            "Signature"}},
          {message,
           {"554 5.7.0 Reject, id=12345-01 - BANNED: .exe,invoice.exe"}},
          {message, {"550 Administrative prohibition"}},
          {rcpt, {"550 Administrative prohibition"}},
          {message, {"550 High spam score"}},
          {message,
           {"554 Email rejected due to security policies - "
            "https://community.mimecast.com/docs/DOC-1369#554 "
            "[q9W8e7R6t5Y4u3I2o1P0aS.uk281]"}},
          {message, {"554 5.7.1 Command rejected"}},
          {message, {"550 5.7.1 Message content rejected"}},
          {message, {"554 Message refused"}},
          {message,
           {"554 5.7.1 Message blocked due to spam content in the "
            "message"}},
          {message, {"554 rejected due to virus"}},
          {message,
           {"550 5.7.1 This message has been rejected by our content "
            "filter"}},
          {rcpt,
           {"554 5.7.1 <user@example.org>: Recipient address rejected: "
            "Policy restrictions"}},
          {mail, {"550 5.7.1 Requested action not taken: message refused"}},
          {message, {"550 Message Refused"}},
          {message, {"554 5.7.1 Message cannot be accepted, spam rejection"}},
          {message, {"554 5.6.0 Message contains suspicious attachment"}},
          {message, {"550 Rejected for policy reasons"}},
          {rcpt, {"550 5.7.1 Delivery not authorized, message refused"}},
          {message, {"550 5.7.1 Rejected due to phishing content"}},
          {message,
           {"550 5.7.350 Message rejected as spam because "
            "'RELAY_COUNTRY' scored 9.1"}},
      });
}

TEST_F(CauseOfRefusal, Temporary) {
  expect_all(
      Cause::temporary,
      {
          {rcpt, {"451 4.3.0 <user@example.org>: Temporary lookup failure"}},
          {message, {"451 4.3.0 Error: queue file write error"}},
          {mail, {"452 4.3.1 Insufficient system storage"}},
          {mail, {"452 4.3.1 Insufficient system resources"}},
          {rcpt, {"451 Temporary local problem - please try later"}},
          {message, {"451 4.7.1 Service unavailable - try again later"}},
          {message,
           {"451 Requested action aborted: local error in "
            "processing"}},
          {rcpt, {"451 4.3.5 Server configuration problem"}},
          {auth, {"435 Unable to authenticate at present"}},
          {auth, {"454 4.7.0 Temporary authentication failure"}},
          {auth, {"454 4.3.0 Try again later"}},
          {message, {"451 4.3.0 Temporary system problem. Try again later."}},
          {rcpt,
           {"450 4.1.1 <user@example.org>: Recipient address rejected: "
            "unverified address: connect to mx.example.org: Connection "
            "refused"}},
          {message,
           {"421-4.3.0 Temporary System Problem.  Try again later (10).",
            "421 4.3.0 Please visit https://support.google.com/ "
            "a1si123456wrx.7 - gsmtp"}},
          {rcpt, {"450 Requested mail action not taken: mailbox unavailable"}},
          {message, {"451 4.4.0 Error: cannot reach the next hop"}},
          {starttls, {"454 4.3.0 TLS not available due to temporary reason"}},
          {rcpt, {"451 4.4.3 Temporary DNS failure"}},
          {message,
           {"451 4.5.0 Error in processing, id=12345-01, virus_scan FAILED: "
            "timed out"}},
          {mail, {"450 4.3.2 System not accepting network messages for now"}},
      });
}

TEST_F(CauseOfRefusal, ShuttingDown) {
  expect_all(
      Cause::shutting_down,
      {
          {mail, {"421 4.3.2 Service shutting down"}},
          {mail,
           {"421 mx.example.org Service not available, closing "
            "transmission channel"}},
          {command, {"421 4.4.2 mx.example.org Error: timeout exceeded"}},
          {command, {"421 4.4.2 Connection dropped: idle too long"}},
          {command,
           {"421 mx.example.org: SMTP command timeout - closing "
            "connection"}},
          {message,
           {"421 4.4.1 mx.example.org: SMTP incoming data timeout - "
            "closing connection."}},
          {command, {"421 4.4.1 mx.example.org Timeout waiting for command"}},
          {rcpt, {"421 4.3.0 System going down for maintenance"}},
          {mail,
           {"421 mx.example.org lost input connection: server shutting "
            "down"}},
          {command, {"451 timeout (#4.4.2)"}},
          {quit, {"421 Server is being shut down"}},
      });
}

TEST_F(CauseOfRefusal, Other) {
  expect_all(
      Cause::other,
      {
          {data, {"554 5.5.1 Error: no valid recipients"}},
          {data, {"503 5.5.1 Error: need RCPT command"}},
          {mail, {"503 5.5.1 Error: nested MAIL command"}},
          {mail, {"503 5.5.1 Error: send HELO/EHLO first"}},
          {mail, {"503 polite people say HELO first"}},
          {rcpt, {"503 Bad sequence of commands"}},
          {rcpt, {"503 sender not yet given"}},
          {data, {"503 valid RCPT command must precede DATA"}},
          {command, {"500 unrecognized command"}},
          {command,
           {"502 5.5.1 Unrecognized command. \"XYZZY\" "
            "d9443c01a7336sm1234567plg.1 - gsmtp"}},
          {mail, {"501 Syntax error in parameters or arguments"}},
          {mail, {"555 5.5.4 Unsupported option: FOO"}},
          {message, {"521 5.5.2 mx.example.org Error: bare <LF> received"}},
          {message, {"554 5.4.6 Too many hops"}},
          {message, {"554 5.4.0 Error: too many hops"}},
          {message,
           {"550 Maximum hop count exceeded. Message probably in a "
            "routing loop."}},
          {auth, {"501 5.5.2 Cannot decode response"}},
          {auth, {"501 Invalid base64 data"}},
          {auth, {"503 5.5.1 Already authenticated"}},
          {auth, {"503 5.5.0 Bad sequence: send EHLO first"}},
          {auth, {"501 Authentication canceled"}},
          {starttls, {"502 5.5.1 Command not implemented"}},
          {starttls, {"501 5.5.4 Syntax error (no parameters allowed)"}},
          {starttls, {"503 5.5.1 TLS already started"}},
          {message, {"554 Transaction failed (code 12)"}},
          {rcpt, {"550 Something odd happened"}},
          {message, {"500 Line too long"}},
          {message, {"554 5.6.0 Lines too long"}},
      });
}

TEST_F(CauseOfRefusal, IsNotMisledByWords) {
  expect(
      Cause::user_unknown, rcpt,
      "550 5.1.1 <spam@example.org>: Recipient address rejected: User unknown");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 <relay-denied@example.org>... User unknown");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 <user@example.org>: Recipient address rejected: User "
         "unknown in relay recipient table");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 no such user; if you are a robot go away");
  expect(Cause::user_unknown, rcpt, "550 This account has been removed");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 Address does not match any account");
  expect(Cause::user_unknown, rcpt, "550 5.1.1 e-mail address does not exist");
  expect(Cause::user_unknown, rcpt, "550 5.1.1 mail address is unknown here");
  expect(Cause::user_unknown, rcpt, "550 5.1.2 unknown host");
  expect(Cause::user_unknown, rcpt,
         "550 5.4.4 Host or domain name not found for this recipient: no such "
         "domain");
  expect(Cause::user_unknown, rcpt,
         "550 Callout verification failed: 550 recipient unknown");
  expect(Cause::user_unknown, rcpt, "550 Account disabled");
  expect(Cause::user_unknown, rcpt,
         "550 Domain example.org does not accept mail (nullMX)");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 relay host rejected recipient: user unknown");
  expect(Cause::user_unknown, command,
         "550 5.1.1 <user@example.org>: User unknown");
  expect(Cause::policy, message,
         "550 5.7.1 Message rejected. See "
         "https://example.com/spf/dmarc/blacklist");
  expect(Cause::policy, message, "550 5.7.1 Suspected spam");
  expect(Cause::policy, message,
         "554 5.7.1 Message rejected: message contains list of blocked URLs");
  expect(
      Cause::policy, message,
      "550 5.7.1 This message is not RFC 5322 compliant: 'From' header is "
      "missing. To reduce the amount of spam, this message has been blocked");
  expect(Cause::policy, rcpt,
         "550 5.7.1 not authorized; contact the administrator first");
  expect(Cause::policy, banner,
         "554 relay.example.com ESMTP not accepting messages");
  expect(Cause::policy, banner, "550 Access denied");
  expect(Cause::policy, banner, "554 5.7.1 You are not allowed to connect");
  expect(Cause::policy, banner, "521 Host does not accept mail");
  expect(Cause::temporary, rcpt,
         "450 4.7.1 Recipient temporarily unavailable, mailbox busy");
  expect(Cause::temporary, message,
         "451 4.7.1 Spam filter temporarily unavailable");
  expect(Cause::temporary, rcpt,
         "450 4.7.1 Recipient address rejected: Policy service unavailable, "
         "try again later");
  expect(Cause::temporary, message, "421 4.3.2 Virus scanner unavailable");
  expect(Cause::temporary, rcpt,
         "451 4.3.2 Please try again later, relay busy");
  expect(Cause::temporary, ehlo, "421 relay.example.com busy, try again later");
  expect(Cause::temporary, rcpt, "451 4.4.1 Unable to connect to relay host");
  expect(Cause::temporary, message, "451 4.4.0 relay host not available");
  expect(Cause::temporary, rcpt, "451 4.7.1 mail relay refused connection");
  expect(Cause::temporary, message,
         "452 4.3.1 Insufficient disk space: queue full");
  expect(Cause::temporary, message, "451 4.7.1 Message temporarily deferred");
  expect(Cause::temporary, rcpt,
         "451 Could not complete recipient verify callout");
  expect(
      Cause::temporary, rcpt,
      "450 <user>: Recipient address rejected: need fully-qualified address");
  expect(Cause::temporary, auth,
         "454 4.7.0 Temporary authentication failure: Connection lost to "
         "authentication server");
  expect(Cause::temporary, starttls,
         "454 4.7.0 TLS required resources unavailable");
  expect(Cause::sender_identity, rcpt,
         "451 Could not complete sender verify callout");
  expect(Cause::sender_identity, rcpt,
         "550 5.7.1 You should authenticate your domain with SPF");
  expect(Cause::sender_identity, mail,
         "501 5.1.7 <foo>: Sender address syntax invalid");
  expect(Cause::sender_identity, mail, "550 5.1.1 unknown user");
  expect(Cause::sender_identity, mail,
         "550 Sender domain is not a valid domain");
  expect(Cause::client_identity, ehlo, "501 not a valid domain name");
  expect(Cause::blocklisted, rcpt,
         "550 5.7.1 Recipient not authorized, your IP has been found on a "
         "block list");
  expect(Cause::blocklisted, banner,
         "554 Connection refused: 192.0.2.7 is listed in our local database");
  expect(Cause::blocklisted, rcpt,
         "554 5.7.1 Client host [192.0.2.7] in dynamic range blocked using "
         "dul.dnsbl.example");
  expect(Cause::rate_limited, rcpt,
         "450 4.7.1 exceeded per-user connection limit");
  expect(Cause::rate_limited, message,
         "550 5.7.1 This account has exceeded the sending limit");
  expect(Cause::rate_limited, rcpt,
         "550 5.7.1 Too many invalid recipients: User unknown");
  expect(Cause::auth_required, rcpt,
         "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required");
  expect(Cause::auth_required, rcpt,
         "550 5.7.1 Permission denied: user must first authenticate");
  expect(
      Cause::wrong_credentials, auth,
      "535 5.7.8 Authentication failed. See https://example.com/app-password");
  expect(Cause::wrong_credentials, auth,
         "535 5.7.8 Sorry, bad user name or password. Please check both and "
         "try again.");
  expect(Cause::wrong_credentials, auth, "535 5.7.8 user unknown");
  expect(Cause::wrong_credentials, auth,
         "550 5.7.0 Code d'authentification invalide");
  expect(Cause::other, auth,
         "535 5.7.8 Error: authentication failed: Connection lost to "
         "authentication server");
  expect(Cause::other, auth,
         "535 5.7.0 authentication rejected: account is suspended");
  expect(Cause::other, auth, "550 5.7.1 Access denied");
  expect(Cause::other, rcpt,
         "504 5.5.2 <user>: Recipient address rejected: need fully-qualified "
         "address");
  expect(Cause::other, rcpt, "550 5.7.1 TLS certificate of client not trusted");
  expect(Cause::other, banner, "554 5.3.2 No SMTP service here");
  expect(Cause::other, message,
         "554 5.6.0 message has 8-bit characters in its header");
  expect(Cause::other, message,
         "554 5.4.14 Hop count exceeded - possible mail loop");
}

// Written down when the table was done, as a test of what it has not seen.
TEST_F(CauseOfRefusal, OfWordingsThatCameLater) {
  expect(Cause::wrong_credentials, auth,
         "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6");
  expect(Cause::wrong_credentials, auth, "535 Authentication failure");
  expect(Cause::wrong_credentials, auth, "535 5.1.1 Invalid login");
  expect(Cause::wrong_credentials, auth, "550 Login denied");
  expect(Cause::wrong_credentials, auth,
         "535 Error: user not found, password error");
  expect(Cause::wrong_credentials, auth,
         "535 5.7.8 Bad user or password (error code 1)");
  expect(Cause::wrong_credentials, auth,
         "535 Login fail. Account is abnormal, service is not open, password "
         "is incorrect, login frequency limited, or system is busy");
  expect(Cause::auth_method_disabled, auth,
         "535 5.7.1 Please use an app password to sign in");
  expect(Cause::auth_method_disabled, auth,
         "504 5.7.4 Unsupported authentication mechanism");
  expect(Cause::auth_method_disabled, auth, "501 5.5.4 Invalid AUTH mechanism");
  expect(Cause::auth_method_disabled, auth,
         "550 5.7.1 Password authentication is disabled; use OAuth2");
  expect(Cause::auth_method_disabled, auth,
         "503 5.5.1 Error: authentication not enabled");
  expect(Cause::auth_method_disabled, auth,
         "554 5.7.3 CRAM-MD5 authentication not supported");
  expect(Cause::tls_required, auth,
         "530 5.7.0 Please use STARTTLS before authentication");
  expect(Cause::tls_required, mail,
         "421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update "
         "your client to support TLS 1.2.");
  expect(Cause::tls_required, auth,
         "503 5.7.11 Secure connection is required for AUTH");
  expect(Cause::tls_required, mail,
         "550 5.7.0 Unencrypted connection refused. Goodbye.");
  expect(Cause::auth_required, rcpt,
         "550 5.7.1 You need to be authenticated to send to this domain");
  expect(Cause::auth_required, mail,
         "530 SMTP AUTH is required for this sender");
  expect(Cause::auth_required, mail, "530 5.7.0 Authentication needed");
  expect(Cause::auth_required, rcpt, "550 authentication required");
  expect(Cause::auth_required, mail,
         "554 5.7.1 Access denied. Please login before sending mail");
  expect(Cause::relay_denied, rcpt,
         "550 5.7.1 <user@example.org>: Relay access denied");
  expect(Cause::relay_denied, rcpt,
         "550 5.7.1 Relaying to <user@example.org> denied (authentication not "
         "given)");
  expect(Cause::relay_denied, rcpt,
         "553 Relaying from this host is not allowed");
  expect(Cause::relay_denied, rcpt,
         "550 5.7.1 Recipient rejected: this server does not relay for "
         "example.org");
  expect(Cause::relay_denied, rcpt,
         "550 SMTP relaying denied by administrator");
  expect(Cause::relay_denied, rcpt,
         "550 We do not accept mail for that domain");
  expect(Cause::relay_denied, rcpt,
         "530 5.7.1 Relaying not allowed - sender domain not local");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 Unknown address error 550-'5.1.1 <user@example.org>'");
  expect(Cause::user_unknown, rcpt, "550 Recipient unknown");
  expect(Cause::user_unknown, rcpt,
         "554 5.1.1 Unable to find recipient user@example.org");
  expect(Cause::user_unknown, rcpt,
         "550 RCPT TO:<user@example.org> User unknown");
  expect(Cause::user_unknown, rcpt, "550 Mailbox is inactive");
  expect(Cause::user_unknown, rcpt, "550 Utilisateur inconnu ! / Unknown user");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid "
         "recipient. OFR204_416 [416]");
  expect(Cause::user_unknown, rcpt,
         "550 #5.1.1 Unknown user: user@example.org");
  expect(Cause::user_unknown, rcpt, "550 Addressee unknown, relay=[192.0.2.7]");
  expect(Cause::other, rcpt,
         "550 permanent failure for one or more recipients "
         "(user@example.org:blocked)");
  expect(Cause::user_unknown, rcpt, "550 5.7.1 No such local user");
  expect(Cause::greylisted, rcpt,
         "450 4.7.0 Greylisting in effect, please come back later");
  expect(Cause::greylisted, rcpt,
         "451 4.7.1 Your message has been deferred for 300 seconds (first "
         "contact)");
  expect(Cause::greylisted, rcpt, "450 4.2.0 Try again in 60 s");
  expect(Cause::greylisted, rcpt,
         "451 4.7.1 temporarily deferred, please retry after 10 minutes");
  expect(Cause::greylisted, rcpt,
         "451 GL - temporary problem. Please try again later. Greylist delay "
         "120 s");
  expect(Cause::rate_limited, banner,
         "421 4.7.0 Connection refused: concurrent connection limit reached");
  expect(Cause::rate_limited, mail,
         "450 4.7.0 Message rate exceeded, try again in 10 minutes");
  expect(Cause::rate_limited, mail, "421 Too many emails per hour");
  expect(Cause::rate_limited, rcpt,
         "450 Requested action aborted: user has reached maximum number of "
         "messages per day");
  expect(Cause::rate_limited, message, "451 4.7.1 Rate limited");
  expect(Cause::rate_limited, mail,
         "421 4.7.1 Intrusion prevention active for [192.0.2.7], too many bad "
         "commands");
  expect(Cause::rate_limited, mail,
         "554 5.7.0 Your message could not be sent. The limit on the number of "
         "allowed outgoing messages was exceeded. Try again later.");
  expect(
      Cause::rate_limited, mail,
      "451 4.7.1 Excessive connections from this address, please retry later");
  expect(Cause::client_identity, mail,
         "550 5.7.1 Your mail server must have a valid PTR record");
  expect(Cause::client_identity, ehlo,
         "550 5.7.1 EHLO with my own name refused");
  expect(
      Cause::client_identity, rcpt,
      "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.7]");
  expect(Cause::client_identity, banner,
         "554 5.7.1 Your IP has an invalid or generic reverse DNS");
  expect(Cause::client_identity, mail,
         "550 Invalid HELO/EHLO: your hostname must be fully qualified");
  expect(Cause::sender_identity, mail, "550 5.1.0 Sender rejected");
  expect(Cause::sender_identity, mail,
         "550 5.7.1 Sender domain does not resolve");
  expect(Cause::sender_identity, mail,
         "553 5.7.1 Sender address rejected: not logged in as its owner");
  expect(Cause::sender_identity, mail,
         "550 You are not allowed to send from that address");
  expect(Cause::sender_identity, message,
         "550 5.7.1 Invalid From header: sender not verified");
  expect(Cause::sender_identity, message,
         "550 DKIM signature verification failed");
  expect(Cause::sender_identity, mail,
         "550 5.7.1 unresolvable domain of MAIL FROM");
  expect(Cause::blocklisted, banner,
         "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using "
         "bl.example; Listed by policy");
  expect(Cause::blocklisted, mail,
         "550 5.7.1 Access denied: 192.0.2.7 is on our black list");
  expect(Cause::blocklisted, rcpt, "550 Your IP has a poor reputation");
  expect(Cause::blocklisted, mail,
         "421 4.7.1 [192.0.2.7] temporarily blocked due to spam from your "
         "network");
  expect(Cause::blocklisted, mail,
         "554 Denied [CSS] 192.0.2.7: see https://check.example/query, listed "
         "in CSS list");
  expect(Cause::mailbox_full, rcpt,
         "452 4.2.2 The recipient's inbox is out of storage space.");
  expect(Cause::mailbox_full, message, "552 5.2.2 Over quota");
  expect(Cause::mailbox_full, rcpt,
         "552 5.7.1 recipient's mailbox has no space left");
  expect(Cause::too_big, mail,
         "552 5.3.4 Message too big for system (10 MB max)");
  expect(Cause::too_big, message, "552 5.7.0 Message exceeds the maximum size");
  expect(Cause::too_big, mail,
         "552 message size 20000000 exceeds size limit 10485760");
  expect(Cause::policy, message,
         "554 5.7.1 [P4] Message blocked due to spam content in the message.");
  expect(Cause::policy, message,
         "550 5.7.1 Your message was rejected as it matched a content rule");
  expect(Cause::policy, message, "554 5.7.1 Rejected by local policy");
  expect(Cause::policy, message,
         "550 Sorry, we do not accept mail with executable attachments. "
         "Message denied");
  expect(Cause::policy, message, "554 5.7.1 Message failed: virus found");
  expect(Cause::temporary, rcpt,
         "451 4.3.0 Mail server temporarily rejected message");
  expect(Cause::temporary, message, "451 qqt failure (#4.3.0)");
  expect(Cause::temporary, rcpt, "451 4.4.1 Cannot connect to LDAP server");
  expect(Cause::temporary, data,
         "451 4.3.0 Unable to accept message: disk failure");
  expect(Cause::shutting_down, command,
         "421 4.4.2 Idle timeout, closing connection");
  expect(Cause::shutting_down, command,
         "421 4.3.2 Server is going down, closing connection");
  expect(Cause::shutting_down, command, "421 You have been idle too long");
  expect(Cause::other, message, "554 5.0.0 Service unavailable");
  expect(Cause::other, rcpt,
         "553 5.1.3 <user@>... Syntax error in mailbox address");
}

// The same again, after the table had been mended.
TEST_F(CauseOfRefusal, OfWordingsThatCameLast) {
  expect(Cause::blocklisted, banner,
         "550 5.7.708 Access denied, traffic not accepted from this IP");
  expect(Cause::auth_required, rcpt,
         "550 5.7.1 Anonymous clients do not have permission to relay");
  expect(Cause::auth_required, mail, "530 5.7.1 Client was not authenticated");
  expect(Cause::relay_denied, rcpt,
         "550 5.7.367 Remote server returned not permitted to relay");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.351 Remote server returned unknown recipient or mailbox "
         "unavailable");
  expect(Cause::user_unknown, rcpt,
         "550 5.7.129 RESOLVER.RST.RestrictedToRecipientsPermission; not "
         "authorized, no such recipient");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 The email account that you tried to reach does not exist");
  expect(Cause::user_unknown, rcpt,
         "550 5.2.1 This mailbox has been blocked due to inactivity");
  expect(Cause::user_unknown, rcpt,
         "554 30 Sorry, your message to user@example.com cannot be delivered. "
         "This mailbox is disabled");
  expect(Cause::user_unknown, rcpt,
         "550 user@example.org... No such user in this domain");
  expect(Cause::user_unknown, rcpt,
         "550 5.1.1 <user@example.org> is not a known user");
  expect(Cause::user_unknown, rcpt,
         "550 Requested action not taken: user account inactive");
  expect(Cause::user_unknown, rcpt,
         "553 5.1.2 We weren't able to find the recipient domain");
  expect(Cause::mailbox_full, rcpt,
         "452 4.2.2 The email account that you tried to reach is over quota");
  expect(Cause::mailbox_full, rcpt,
         "552 5.2.2 This message is larger than the current system limit or "
         "the recipient's mailbox is full");
  expect(Cause::mailbox_full, rcpt,
         "550 5.2.2 user mail box exceeds allowed size");
  expect(Cause::mailbox_full, message, "550 Mailbox size limit exceeded");
  expect(Cause::rate_limited, rcpt,
         "421 4.7.0 too many recipients in this session");
  expect(Cause::rate_limited, mail,
         "550 5.1.8 Access denied, bad outbound sender. Outbound message limit "
         "exceeded");
  expect(Cause::rate_limited, banner, "421 ucarp: Too many sessions open");
  expect(Cause::rate_limited, message,
         "550 5.7.232 Your message can't be sent because your trial tenant has "
         "exceeded its daily limit for sending email");
  expect(Cause::rate_limited, rcpt,
         "550 5.7.233 Tenant has exceeded the tenant external recipient rate "
         "limit");
  expect(Cause::rate_limited, mail,
         "421 DY-001 (SNT) Throttled due to IP warmup");
  expect(Cause::rate_limited, banner,
         "421 4.4.5 Server busy, too many connections");
  expect(Cause::greylisted, rcpt,
         "450 4.7.1 Recipient is greylisted. Please retry");
  expect(Cause::greylisted, rcpt,
         "421 Deferred by greylist policy; come back later");
  expect(Cause::blocklisted, banner,
         "554 Blocked - see https://www.spamcop.net/bl.shtml?192.0.2.7: your "
         "IP is on a DNS blacklist");
  expect(Cause::blocklisted, rcpt,
         "550 OU-001 (SNT) Unfortunately, messages from 192.0.2.7 weren't "
         "sent; the IP is on our blocklist");
  expect(Cause::blocklisted, mail,
         "553 Message from 192.0.2.7 blocked: bad IP reputation");
  expect(Cause::blocklisted, mail,
         "550 5.7.1 Spammer network: 192.0.2.0/24 is blocked");
  expect(Cause::client_identity, mail,
         "550 5.7.1 The IP you're using to send mail is not authorized to send "
         "email directly to our servers");
  expect(Cause::client_identity, rcpt,
         "550 rejected because 192.0.2.7 is a dynamic IP");
  expect(Cause::client_identity, ehlo, "550 Your HELO name is not acceptable");
  expect(Cause::client_identity, mail,
         "554 5.7.1 Host name has no reverse mapping");
  expect(Cause::sender_identity, mail,
         "550 5.7.1 Sender ID (PRA) not permitted");
  expect(Cause::sender_identity, mail,
         "517 Domain does not exist: sender example.invalid");
  expect(Cause::sender_identity, mail,
         "550 <probe@example.org> Sender unknown");
  expect(Cause::sender_identity, mail,
         "550 5.1.8 Access denied, bad outbound sender");
  expect(Cause::sender_identity, mail, "501 5.1.8 Sender domain must resolve");
  expect(Cause::sender_identity, message,
         "550 5.7.1 The messages violates the DMARC policy of example.org");
  expect(Cause::policy, message,
         "550 5.7.1 Message rejected due to content restrictions");
  expect(Cause::policy, message,
         "554 5.7.1 Message contains restricted attachment types");
  expect(
      Cause::policy, message,
      "550 5.7.1 Transport rule rejected the message; delivery not authorized");
  expect(Cause::policy, message, "552 5.2.0 Message identified as SPAM");
  expect(Cause::policy, message,
         "554 Message not allowed - UP Email not accepted for policy reasons");
  expect(Cause::temporary, message, "451 4.3.2 Please try again later");
  expect(Cause::temporary, rcpt,
         "451 4.1.1 Temporary recipient validation error");
  expect(Cause::temporary, rcpt,
         "432 4.2.0 STOREDRV; mailbox logon failure; server is temporarily "
         "unavailable");
  expect(Cause::temporary, auth,
         "451 4.3.0 Authentication service temporarily unavailable");
  expect(Cause::wrong_credentials, auth,
         "535 5.7.8 authentication failed: password mismatch");
  expect(Cause::wrong_credentials, auth, "535 Authentication unsuccessful");
  expect(Cause::auth_method_disabled, auth,
         "535 5.7.8 Error: authentication failed: Password login disabled, use "
         "an application password");
  expect(Cause::too_big, message,
         "552 5.3.4 Your message is too big to be accepted");
  expect(Cause::too_big, mail, "552 Channel size limit exceeded");
  expect(Cause::too_big, message,
         "554 5.3.4 Message size 30 MB exceeds the maximum of 25 MB");
  expect(Cause::shutting_down, command, "421 4.4.1 Connection timed out");
  expect(Cause::shutting_down, command,
         "421 4.3.0 mx.example.org Shutting down, please reconnect");
  expect(Cause::other, mail,
         "550 5.6.7 SMTPUTF8 is required but was not offered");
  expect(Cause::other, message, "550 5.4.300 Message expired");
}

}  // namespace
}  // namespace check
