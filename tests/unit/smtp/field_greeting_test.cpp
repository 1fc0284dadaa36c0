// Greetings that real servers sent, names of private hosts replaced: each is a
// reply, and names the host that a person would read in it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/smtp/greeting.h"
#include "tests/unit/smtp/heard.h"

namespace smtp {
namespace {

struct Row {
  std::string host;
  std::vector<std::string> lines;
};

const std::vector<Row> rows = {
    {"none",
     {"220 X1 NT-ESMTP Server mail.example.com (IMail 6.06 EVAL 11347-1)"}},
    {"192.0.2.1", {"220 192.0.2.1 SMTP AnalogX Proxy 4.15 (Release) ready"}},
    {"none", {"220 ArGoSoft Mail Server, Version 1.4 (1.4.0.7)"}},
    {"mail.example.com",
     {"220 mail.example.com AppleShare IP Mail Server 6.2.1 SMTP Server "
      "Ready"}},
    {"none", {"220 CheckPoint FireWall-1 secure SMTP server"}},
    {"none", {"220 ***************************"}},
    {"mail.example.com",
     {"220 mail.example.com running Eudora Internet Mail Server 3.0.2"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Server (Microsoft Exchange Internet Mail "
      "Service 5.5.2653.13) ready"}},
    {"mail.example.com",
     {"220 mail.example.com Microsoft Exchange Internet Mail Service "
      "5.0.1460.8 ready"}},
    {"none",
     {"220  Microsoft ESMTP MAIL Service, Version: 5.0.2195.5329 ready Thu, 30 "
      "Nov 2017 11:40:25 +0200"}},
    {"none",
     {"220 foo Microsoft ESMTP MAIL Service, Version: 6.0.3790.4675 ready at "
      "Wed, 21 Jul 2010 19:04:24 -0700"}},
    {"none", {"220  ESMTP Exim 4.82 Thu, 16 Nov 2017 11:41:41 +0300"}},
    {"mail.example.com", {"220 mail.example.com ESMTP Exim 4.84_2 "}},
    {"mail.example.com", {"220 mail.example.com ESMTP Exim 4.89 \""}},
    {"mail.example.com", {"220 mail.example.com, ESMTP EXIM 4.83"}},
    {"mail.example.com",
     {"220 mail.example.com FTGate server ready -attitude [C.o.r.E]"}},
    {"mail.example.com", {"220 mail.example.com SMTP/smap Ready."}},
    {"mail.example.com",
     {"220 mail.example.com GroupWise Internet Agent 5.5.1 Ready (C)1993, 1998 "
      "Novell, Inc."}},
    {"mail.example.com",
     {"220 mail.example.com GroupWise Internet Agent 14.2.1  Copyright "
      "1993-2016 Novell, Inc., a Micro Focus Company. All rights reserved. "
      "Ready"}},
    {"mail.example.com",
     {"220 mail.example.com running IBM VM SMTP Level 640 on Thu, 30 Nov 2017 "
      "01:08:59 PDT"}},
    {"192.0.2.1",
     {"220 192.0.2.1 (IntraStore TurboSendmail) ESMTP Service ready"}},
    {"mail.example.com",
     {"220 mail.example.com SMTP Server (JAMES SMTP Server 2.3.2) ready Tue, "
      "19 May 2015 00:36:13 +0200 (CEST)"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP MailEnable Service, Version: 9.53-9.53- "
      "ready at 11/30/17 00:57:37"}},
    {"mail.example.com",
     {"220 mail.example.com (Mail-Max Version 3.073, Thu, 30 Nov 2017 17:24:59 "
      "+0800 ) ESMTP Mail Server Ready."}},
    {"none", {"220  MailSite ESMTP Receiver Version 10.2.0.0 Ready"}},
    {"mail.example.com",
     {"220 mail.example.com MAILsweeper ESMTP Receiver Version 4.2.1.0 Ready"}},
    {"none",
     {"220 MERCUR SMTP-Server (v3.30.09 SA-0000005) for Windows NT ready at "
      "Thu, 30 Nov 2017  10:01:06 +0100"}},
    {"mail.example.com",
     {"220 mail.example.com Mercury/32 v3.01a SMTP/ESMTP server ready."}},
    {"mail.example.com",
     {"220 mail.example.com SMTP NAVIEG 2.0.1; Sun, 29 Jul 2001 22:02:16 -0500 "
      "http://www.symantec.com"}},
    {"mail.example.com",
     {"220 mail.example.com NTMail (v7.02.3037/NU1319.01.5b000000) ready for "
      "ESMTP transfer   "}},
    {"mail.example.com",
     {"220 mail.example.com V5.7-ECO4, OpenVMS V8.4 IA64 ready at Wed, 20 May "
      "2015 01:22:32 +0100 (BST)"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP PMailServer 1.78; Fri,  6 Apr 2018 "
      "04:34:11"}},
    {"mail.example.com", {"220 mail.example.com ESMTP Postfix (lol)"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Hi, I'm a Mail-in-a-Box (Ubuntu/Postfix; see "
      "https://mailinabox.email/)"}},
    {"mail.example.com", {"220 mail.example.com Generic SMTP handler"}},
    {"mail.example.com",
     {"220 mail.example.com SAP 8.04(53) ESMTP service ready"}},
    {"none", {"220 Sendmail ESMTP ready"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Sendmail AIX5.1/8.11.6p2/8.11.0; Fri, 28 Aug "
      "1970 19:42:05 -0800"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Sendmail @(#)Sendmail version 8.13.3 - "
      "Revision 1.004:: HP-UX11.31 - 03rd February,2010/8.11.1; Wed, 20 May "
      "2015 23:35:38 GMT"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Sendmail 8.12.10/8.12.10;"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Sendmail 8.14.4/8.14.4/Debian-4+wheezy1; "
      "Thu, 30 Nov 2017 10:33:05 +0100; (No UCE/UBE) logging access from: "
      "client.example.net(OK)-client.example.net [192.0.2.10]"}},
    {"mail.example.com",
     {"220 mail.example.com -- Server ESMTP (Sun Internet Mail Server "
      "sims.4.0.2000.10.12.16.25.p8)"}},
    {"mail.example.com",
     {"220 2.0.0 mail.example.com ESMTP ecelerity 4.0.0.43760 "
      "r(Platform:4.0.0.1) Thu, 30 Nov 2017 05:11:00 -0500"}},
    {"mail.example.com",
     {"220 mail.example.com SMTP Server SLmail 5.5.0.4433 Ready ESMTP spoken "
      "here"}},
    {"mail.example.com", {"220 mail.example.com ESMTP Symantec Mail Security"}},
    {"mail.example.com", {"220 mail.example.com ESMTP SonicWall (9.1.1.3113)"}},
    {"mail.example.com", {"220 mail.example.com VPOP3 ESMTP Server Ready"}},
    {"mail.example.com",
     {"220 mail.example.com WebShield SMTP V4.5 MR1a Network Associates, Inc. "
      "Ready at Thu Nov 30 09:15:32 2017"}},
    {"mail.example.com",
     {"220 mail.example.com McAfee WebShield ASaP v1.0.1: Sun, 29 Jul 2001 "
      "22:46:18 -0700"}},
    {"mail.example.com",
     {"220 mail.example.com Kerio Connect 9.2.5 patch 3 ESMTP ready"}},
    {"mail.example.com", {"220 mail.example.com ESMTP CommuniGate Pro 6.2c3"}},
    {"mail.example.com",
     {"220 mail.example.com NO UCE NO UBE NO RELAY PROBES ESMTP"}},
    {"none",
     {"220 ESMTP on WinWebMail [3.9.0.7] ready.  http://www.winwebmail.com"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Lyris ListManager service ready"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP MDaemon 20.0.3; Tue, 19 Jan 2021 17:52:35 "
      "-0700"}},
    {"none", {"220 ESMTP IMSVA"}},
    {"mail.example.com",
     {"220 mail.example.com Microsoft ESMTP MAIL Service, Version: "
      "8.0.9200.16384 ready at  Tue, 7 Mar 2023 04:33:01 -0800"}},
    {"none", {"220 smtp sendmail v8.12.11 (IBM AIX 4.3)"}},
    {"mail.example.com",
     {"220 mail.example.com IBM PROFs ESMTP gateway AIX 4.3.3 Fri, 11 Jan 2019 "
      "11:38:14 +0300"}},
    {"emailsec.example.com",
     {"220 emailsec.example.com ESMTP SonicWall (10.0.4.2749)"}},
    {"example.com", {"220 example.com Kerio MailServer 6.5.2 ESMTP ready"}},
    {"mail01.example.com",
     {"220 mail01.example.com Microsoft ESMTP MAIL Service ready at Thu, 11 "
      "Sep 2025 03:30:31 +00"}},
    {"none",
     {"220 C34495-51701 Microsoft ESMTP MAIL Service, Version: 6.0.3790.3959 "
      "ready at Fri, 25 Sep 2009 14:27:48 +0200"}},
    {"yqxpr0101ca0058.outlook.office365.com",
     {"220 YQXPR0101CA0058.outlook.office365.com Microsoft ESMTP MAIL Service "
      "ready at Wed, 13 Mar 2024 13:35:04 +0000"}},
    {"dm3nam03ft051.mail.protection.outlook.com",
     {"220 DM3NAM03FT051.mail.protection.outlook.com Microsoft ESMTP MAIL "
      "Service ready at Fri, 19 Apr 2019 20:03:00 +0000"}},
    {"mx.google.com", {"220 mx.google.com ESMTP c32si1909532plj.38 - gsmtp"}},
    {"smtpin127.mac.com",
     {"220 smtpin127.mac.com -- Server ESMTP (Oracle Communications Messaging "
      "Server 7u4-23.01(7.0.4.23.0) 64bit (built Aug 10 2011))"}},
    {"smtp.qq.com", {"220 smtp.qq.com Esmtp QQ Mail Server"}},
    {"smtp.strato.de", {"220 smtp.strato.de ESMTP RZmta 37.4 ready (mo11)"}},
    {"none",
     {"220 ecbuild-14 ESMTP ecelerity HEAD r(9610M) Wed, 08 Mar 2006 16:21:51 "
      "-0500"}},
    {"mx0b-00000000.pphosted.com",
     {"220 mx0b-00000000.pphosted.com ESMTP mfa-m0214089"}},
    {"mx.example.net.pph5a.pphosted.com",
     {"554 mx.example.net.pph5a.pphosted.com ESMTP Blocked - see "
      "https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.142"}},
    {"m1pismtp01-024.prod.mesa1.secureserver.net",
     {"554-m1pismtp01-024.prod.mesa1.secureserver.net",
      "554 Your access to this mail system has been rejected due to the "
      "sending MTA's poor reputation. If you believe that this failure is in "
      "error, please contact the intended recipient via alternate means."}},
    {"[192.0.2.69]",
     {"220 [192.0.2.69] ESMTP Smtpd; Sat, 25 Oct 2008 14:45:38 -0400"}},
    {"none",
     {"421 Cannot connect to SMTP server 192.0.2.25 (192.0.2.25:25), connect "
      "error 10060"}},
    {"none", {"421 concurrent connections limit in avast exceeded"}},
    {"none", {"421 too many connections"}},
    {"example.com",
     {"530 example.com ESMTP MailEnable Service, Version: 9.00--9.00 denied "
      "access at 01/01/17 17:00:00"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP MailEnable Service, Version: 10.27-- ready "
      "at 05/14/20 14:53:12"}},
    {"postal.example.com", {"220 postal.example.com ESMTP Postal/NXHLAH"}},
    {"host.local", {"220 host.local ESMTP SubEthaSMTP null"}},
    {"none", {"220 hello"}},
    {"size.does.matter.af.mil",
     {"220 size.does.matter.af.MIL (More ESMTP than Crappysoft!)"}},
    {"none", {"220 tucson ESMTP OpenSMTPD"}},
    {"example.com",
     {"220-example.com ESMTP Sat, 26 Jul 2014 12:58:47 +0200", "220-*",
      "220-* This site does not authorise the use of its proprietary computers",
      ("220-* and computer network to accept, transmit or distribute "
       "unsolicited"),
      "220-* bulk email, phishing or malware from the Internet.", "220-*",
      ("220-* Failure to abide by the above statement will result in your "
       "server"),
      "220-* being permanently banned from connecting in the future. ", "220-*",
      "220-* Please report any other problems to postmaster@example.com",
      "220 *"}},
    {"none", {"220-laposte", "220 lpn-prd-vrin019 ESMTP Postfix (Ubuntu)"}},
    {"host6.example.com",
     {"220-host6.example.com ESMTP Exim 4.52 #1 Wed, 03 May 2006 19:33:34 "
      "-0400",
      "220-We do not authorize the use of this system to transport "
      "unsolicited,",
      "220 and/or bulk e-mail."}},
    {"none", {"421 user-PC You talk too soon"}},
    {"mail-tester.com", {"220 mail-tester.com ESMTP Postfix (Ubuntu)"}},
    {"none",
     {"421 4.7.1 : (DYN:T1) "
      "http://postmaster.info.aol.com/errors/421dynt1.html"}},
    {"none",
     {"421 Message from (192.0.2.178) temporarily deferred - 4.16.50. Please "
      "refer to http://help.yahoo.com/help/us/mail/defer/defer-06.html"}},
    {"none", {"421 Server Temporarily unavailable"}},
    {"none",
     {"421 Refused. Your reverse DNS entry does not resolve to an IP."}},
    {"none",
     {"550 mwinf5c14 ME Adresse IP source bloquee pour incident de spam. "
      "Client host blocked for spamming issues. OFR006_102 Ref "
      "http://csi.cloudmark.com/reset-request/?ip=192.0.2.20 [102]"}},
    {"njbrspamp3.vtext.com", {"554 njbrspamp3.vtext.com"}},
    {"none",
     {"554 5.7.1 POL-P1 http://www.spamhaus.org/query/bl?ip=192.0.2.77"}},
    {"none", {"550 [S10] Blocked"}},
    {"eu-smtp-outbound-1.mimecast.com",
     {"220 eu-smtp-outbound-1.mimecast.com ESMTP; Sat, 27 Jul 2024 09:26:38 "
      "+0100"}},
    {"eu-smtp-inbound-1.mimecast.com",
     {"220 eu-smtp-inbound-1.mimecast.com ESMTP"}},
    {"none",
     {"451-The server has reached its limit for processing requests from your "
      "host.",
      "451 Please try again later. "}},
    {"none",
     {"554 5.7.1 <unknown[192.0.2.11]:52491>: Client host rejected: Access "
      "denied"}},
    {"none", {"220 spamd IP-based SPAM blocker"}},
    {"mail.example.com", {"220 mail.example.com Axigen ESMTP ready"}},
    {"none", {"220 ubuntu Axigen ESMTP ready"}},
    {"none", {"220 MAILSRV1 ESMTP"}},
    {"none", {"220 BRICK-MAIL ESMTP"}},
    {"none", {"220 ESMTP MAIL Service ready (EXCHANGE.HTB.LOCAL)"}},
    {"none", {"220 Bienvenue sur user@localhost"}},
    {"none",
     {"220 mta ESMTP Service (Lotus Domino Release 9.0.0) ready at Mon, 11 Jul "
      "2011 03:53:30 +0200"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP Service (HCL Domino Release 11.0.1) ready at "
      "Wed, 16 Sep 2020 00:36:55 -0400"}},
    {"example.com",
     {"220 example.com  ESMTP Service (IBM Domino Release 9.0.1FP10 HF383) "
      "ready at Wed, 16 Sep 2020 11:40:58 +0530"}},
    {"mail01.example.com",
     {"220 mail01.example.com ESMTP Service (Lotus Domino Release 8.5.3FP1) "
      "ready at Mon, 26 Aug 2013 21:02:25 -0400"}},
    {"testdrive.mirapoint.com",
     {"220 testdrive.mirapoint.com ESMTP Mirapoint 1.1.0; Wed, 28 Feb 2001 "
      "04:23:27 -0500 (EST)"}},
    {"mailgw01.example.com",
     {"220 mailgw01.example.com ESMTP Service (NPlex 2.0.119) ready"}},
    {"none",
     {"220 solidstate SMTP Server (JAMES SMTP Server 2.3.2) ready Thu, 23 Feb "
      "2023 08:21:29 -0500 (EST)"}},
    {"mail-nwsmtp-smtp-production-main-88.klg.yp-c.yandex.net",
     {"220 mail-nwsmtp-smtp-production-main-88.klg.yp-c.yandex.net Ok ..."}},
    {"mail.example.com",
     {"220 mail.example.com WebSTAR Mail Simple Mail Transfer Service Ready"}},
    {"none", {"554 SMTP service not available"}},
    {"mx1.example.com", {"554-mx1.example.com", "554 Access denied"}},
    {"none", {"220 eSafe@mail.example.com Service ready"}},
    {"mail.example.com",
     {"220 mail.example.com ESMTP CommuniGate Pro 4.1.3 is glad to see you!"}},
    {"none", {"220 Trend Micro ESMTP 1.0 ready."}},
    {"gmx.com", {"220 gmx.com (mrgmx001) Nemesis ESMTP Service ready"}},
    {"am5eur03ft021.mail.protection.outlook.com",
     {"220 AM5EUR03FT021.mail.protection.outlook.com Microsoft ESMTP MAIL "
      "Service ready at Wed, 15 Jul 2020 11:50:29 +0000"}},
    {"none",
     {"220-This server is protected by",
      "220-the devil himself.  Abuse will not be tolerated.", "220"}},
    {"none", {"220"}},
    {"gateway.example.com", {"220 gateway.example.com SMTP Service ready"}},
    {"none", {"550 black ip. (\xB7\xA2\xD0\xC5IP\xB1\xBB\xBD\xFB\xD6\xB9)"}},
    {"none", {"220 EventMachine SMTP Server"}},
    {"example.com", {"220 SMTP example.com (Surgemail Version 3.7b6-6)"}},
    {"example.com",
     {"220 example.com SurgeSMTP (Version 7.1f-15) http://surgemail.com"}},
    {"barracuda.test.local",
     {"220 barracuda.test.local ESMTP (09678d23bc13369ca0f4a4c15ae7f1d4)"}},
    {"none",
     {"550 opmta1mti37nd1 smtp.orange.fr xZBIwcGuCj51b Service refuse. Service "
      "refused. OFR006_103 - please visit: https://postmaster.orange.fr/ "
      "[103]"}},
    {"smtp.gmail.com",
     {"220 smtp.gmail.com ESMTP a640c23a62f3a-aa20df263bcsm696223666b.11 - "
      "gsmtp"}},
    {"smtp-out.flockmail.com", {"220 smtp-out.flockmail.com ESMTP Postfix"}},
};

TEST(FieldGreeting, NamesItsHost) {
  for (const auto& row : rows) {
    const auto host = announced_host(reply_of(row.lines));
    EXPECT_EQ(host.value_or("none"), row.host) << row.lines[0];
  }
}

TEST(FieldGreeting, ReadsTheSameAtEveryFragmentSize) {
  for (const auto& row : rows) {
    std::string text;
    for (const auto& line : row.lines) text += line + "\r\n";
    const auto code = row.lines[0].substr(0, 3);
    EXPECT_EQ(heard(text).substr(0, 3), code) << row.lines[0];
  }
}

TEST(FieldGreeting, IsMaskedByTheFirewallOnly) {
  for (const auto& row : rows) {
    EXPECT_EQ(is_masked(reply_of(row.lines)),
              row.lines[0].starts_with("220 **"))
        << row.lines[0];
  }
}

// What is left over belongs to the next reply, or is still to come.
TEST(FieldGreeting, EndsWhereItsLastLineEnds) {
  EXPECT_EQ(
      heard("220 axigen.example.com Axigen ESMTP ready\r\n"
            "421 axigen.example.com timeout expired waiting for data\r\n"),
      "220 axigen.example.com Axigen ESMTP ready / "
      "421 axigen.example.com timeout expired waiting for data");
  EXPECT_EQ(heard("220-mailcow ESMTP Postcow\r\n"), "...");
}

}  // namespace
}  // namespace smtp
