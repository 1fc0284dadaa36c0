#include "plugin/option_table.h"

#include <algorithm>
#include <iterator>

#include "lib/monitor/ascii.h"
#include "plugin/usage_error.h"
#include "plugin/values.h"

namespace plugin {

namespace {

using enum Group;
using enum Origin;
using Value = std::optional<std::string>;

template <typename Element>
void add(std::vector<Element>& list, std::vector<Element> more) {
  std::move(more.begin(), more.end(), std::back_inserter(list));
}

bool means_no(const Value& value) {
  if (!value) return false;
  for (const std::string_view no : {"false", "0", "no"}) {
    if (monitor::equal_ignoring_case(*value, no)) return true;
  }
  return false;
}

void set_proxy(Draft& draft, const Value& version) {
  if (*version == "v1") {
    draft.settings.proxy = net::ProxyProtocol::v1;
  } else if (*version == "v2") {
    draft.settings.proxy = net::ProxyProtocol::v2;
  } else {
    throw UsageError("no version of the PROXY protocol: " + quoted(*version) +
                     "; v1 or v2");
  }
}

void set_timeout(Draft& draft, const Value& value) {
  const auto timeout = parse_timeout(*value);
  draft.settings.timeout = timeout.time.value_or(draft.settings.timeout);
  draft.settings.timeout_state =
      timeout.state.value_or(draft.settings.timeout_state);
}

void set_state(Draft& draft, const Value& value) {
  const auto wish = parse_state_wish(*value);
  auto& given = draft.states_given;
  if (std::find(given.begin(), given.end(), wish.finding) != given.end()) {
    throw UsageError("two states for one finding: " + quoted(*value));
  }
  given.push_back(wish.finding);
  draft.settings.states[wish.finding] = wish.state;
}

void ask_for(Draft& draft, Page page) {
  if (draft.page == Page::none || page < draft.page) draft.page = page;
}

void explain(Draft& draft, const Value& value) {
  const auto finding = check::parse_finding(*value);
  if (!finding) {
    throw UsageError("no finding: " + quoted(*value) + ", see --list-findings");
  }
  ask_for(draft, Page::explanation);
  draft.explained = *finding;
}

void set_sni(Draft& draft, const Value& name) {
  draft.tls.sni = Sni{};
  if (name) draft.tls.sni->name = parse_host_name(*name);
}

void set_host(Draft& draft, const Value& value) {
  if (value->empty()) throw UsageError("-H needs a host, got ''");
  draft.host = *value;
  draft.host_source = draft.source;
}

constexpr Option table[] = {
    {"hostname", 'H', Takes::value, "HOST", where, check_smtp_2,
     "name, IPv4 or IPv6 address, HOST:PORT, or the absolute path of a UNIX "
     "socket; also as the first word (default 127.0.0.1)",
     set_host},
    {"port", 'p', Takes::value, "PORT", where, check_smtp_2,
     "port number or service name (default 25; 24 with --lmtp)",
     [](Draft& d, const Value& v) { d.port = parse_port(*v); }},
    {"use-ipv4", '4', Takes::nothing, "", where, check_smtp_2, "IPv4 only",
     [](Draft& d, const Value&) { d.ipv4 = true; }},
    {"use-ipv6", '6', Takes::nothing, "", where, check_smtp_2,
     "IPv6 only; with -4 too: both",
     [](Draft& d, const Value&) { d.ipv6 = true; }},
    {"ipv4-only", 0, Takes::nothing, "", where, own, "the same as -4",
     [](Draft& d, const Value&) { d.ipv4 = true; }},
    {"ipv6-only", 0, Takes::nothing, "", where, own, "the same as -6",
     [](Draft& d, const Value&) { d.ipv6 = true; }},
    {"mx", 0, Takes::value, "DOMAIN", where, own,
     "check every mail host of the domain, side by side",
     [](Draft& d, const Value& v) { d.settings.mx = parse_domain(*v); }},
    {"all-addresses", 0, Takes::nothing, "", where, own,
     "check every address of each host, not just the first that answers",
     [](Draft& d, const Value&) { d.settings.all_addresses = true; }},
    {"resolver", 0, Takes::value, "ADDR[:PORT]", where, own,
     "DNS server to ask (default: those of resolv.conf; -H asks the system); "
     "repeatable",
     [](Draft& d, const Value& v) {
       d.settings.resolvers.push_back(parse_resolver(*v));
     }},
    {"trust-ad", 0, Takes::nothing, "", where, own,
     "believe the AD bit of DNS servers on other machines",
     [](Draft& d, const Value&) { d.settings.trust_ad = true; }},
    {"source-address", 0, Takes::value, "ADDR", where, own,
     "local address to connect from",
     [](Draft& d, const Value& v) {
       d.settings.source_address = parse_source_address(*v);
     }},
    {"proxy", 'r', Takes::nothing, "", where, check_smtp_3,
     "send a PROXY protocol v1 header with the real addresses",
     [](Draft& d, const Value&) { d.proxy = true; }},
    {"proxy-protocol", 0, Takes::value, "v1|v2", where, own,
     "the same in this version", set_proxy},

    {"fqdn", 'F', Takes::value, "NAME", dialogue, check_smtp_2,
     "name to give with EHLO (default: this machine's full name, else its "
     "address literal)",
     [](Draft& d, const Value& v) {
       d.settings.ehlo_name = parse_ehlo_name(*v);
     }},
    {"helo", 0, Takes::nothing, "", dialogue, own, "say HELO, not EHLO",
     [](Draft& d, const Value&) { d.helo = true; }},
    {"lmtp", 'L', Takes::nothing, "", dialogue, check_smtp_2,
     "speak LMTP: LHLO instead of EHLO",
     [](Draft& d, const Value&) { d.lmtp = true; }},
    {"from", 'f', Takes::value, "ADDR", dialogue, check_smtp_2,
     "MAIL FROM:<ADDR>, judged, then RSET; <> or nothing is the null sender",
     [](Draft& d, const Value& v) {
       d.settings.from = parse_mail_address(*v);
     }},
    {"command", 'C', Takes::value, "LINE", dialogue, check_smtp_2,
     "send LINE after EHLO, or within the transaction that -f opens; "
     "repeatable",
     [](Draft& d, const Value& v) {
       d.settings.commands.push_back({.line = parse_line(*v)});
     }},
    {"no-pipelining", 0, Takes::nothing, "", dialogue, own,
     "one command at a time even where the server offers PIPELINING",
     [](Draft& d, const Value&) { d.settings.pipelining = false; }},
    {"ignore-quit-failure", 'q', Takes::yes_or_no, "", dialogue, check_smtp_2,
     "send QUIT, but neither wait for its reply nor judge it",
     [](Draft& d, const Value& v) { d.settings.ignore_quit = !means_no(v); }},
    {"until", 0, Takes::value, "STAGE", dialogue, own,
     "end the session after this stage: dns connect banner ehlo starttls tls "
     "ehlo_tls auth relay mail rcpt command data message quit",
     [](Draft& d, const Value& v) { d.settings.until = parse_stage_name(*v); }},

    {"starttls", 'S', Takes::nothing, "", tls, check_smtp_2,
     "EHLO, STARTTLS, TLS, EHLO again",
     [](Draft& d, const Value&) { d.tls.starttls = true; }},
    {"ssl", 's', Takes::nothing, "", tls, check_smtp_3,
     "TLS from the first byte (default port 465)",
     [](Draft& d, const Value&) { d.tls.implicit = true; }},
    {"tls", 0, Takes::nothing, "", tls, check_smtp_3, "the same as -s",
     [](Draft& d, const Value&) { d.tls.implicit = true; }},
    {"submission", 0, Takes::nothing, "", tls, own,
     "port 587 and -S, or 465 with -s, judged as clients do",
     [](Draft& d, const Value&) { d.settings.submission = true; }},
    {"certificate", 'D', Takes::value, "W[,C]", tls, check_smtp_2,
     "days left: WARNING at W or fewer, CRITICAL at C or fewer, or ranges "
     "(default 14,3); implies TLS",
     [](Draft& d, const Value& v) {
       d.settings.days = parse_certificate_days(*v);
       d.tls.implied = "-D";
     }},
    {"sni", 0, Takes::optional_value, "NAME", tls, check_smtp_3,
     "server name to ask for (default: the target's name)", set_sni},
    {"no-sni", 0, Takes::nothing, "", tls, own, "ask for no server name",
     [](Draft& d, const Value&) { d.tls.sni = Sni{.off = true}; }},
    {"verify-name", 0, Takes::value, "NAME", tls, own,
     "name that the certificate must have",
     [](Draft& d, const Value& v) { d.tls.verify_name = parse_host_name(*v); }},
    {"ca-file", 0, Takes::value, "FILE", tls, own,
     "trust these authorities instead of the system's",
     [](Draft& d, const Value& v) { d.settings.trust.ca_file = *v; }},
    {"ca-path", 0, Takes::value, "FOLDER", tls, own,
     "the same, a folder with hashed names",
     [](Draft& d, const Value& v) { d.settings.trust.ca_path = *v; }},
    {"insecure", 0, Takes::nothing, "", tls, own,
     "trust and name are told, but OK",
     [](Draft& d, const Value&) { d.settings.insecure = true; }},
    {"pin", 0, Takes::value, "HASH", tls, own,
     "SHA-256 of the certificate in hex, or sha256//BASE64 of its key; "
     "repeatable, one must match; implies TLS",
     [](Draft& d, const Value& v) {
       d.settings.pins.push_back(parse_pin(*v));
       d.tls.implied = "--pin";
     }},
    {"tls-min", 0, Takes::value, "VERSION", tls, own,
     "oldest version: 1.0 to 1.3 (default 1.2); implies TLS",
     [](Draft& d, const Value& v) {
       d.settings.tls_min = parse_tls_minimum(*v);
       d.tls.implied = "--tls-min";
     }},
    {"client-certificate", 0, Takes::value, "FILE", tls, own,
     "certificate to show, PEM, with its chain",
     [](Draft& d, const Value& v) {
       d.settings.trust.client_certificate = *v;
     }},
    {"client-key", 0, Takes::value, "FILE", tls, own,
     "its key, if not in the same file",
     [](Draft& d, const Value& v) { d.settings.trust.client_key = *v; }},

    {"authtype", 'A', Takes::value, "MECHANISM", login, check_smtp_2,
     "log in: auto (the best one offered), none, PLAIN, LOGIN, SCRAM-SHA-256, "
     "SCRAM-SHA-1 (both with -PLUS too), OAUTHBEARER, XOAUTH2, CRAM-MD5, "
     "EXTERNAL",
     [](Draft& d, const Value& v) { d.login.mechanism = *v; }},
    {"authuser", 'U', Takes::value, "USER", login, check_smtp_2,
     "whom to log in as",
     [](Draft& d, const Value& v) { d.login.user = parse_user(*v); }},
    {"credentials", 0, Takes::value, "FILE", login, own,
     "file with the lines username=, password= or token=; others must not be "
     "able to read it",
     [](Draft& d, const Value& v) { d.login.credentials_file = *v; }},
    {"password-file", 0, Takes::value, "FILE", login, own,
     "file that holds the password (or token) alone",
     [](Draft& d, const Value& v) { d.login.password_file = *v; }},
    {"password-env", 0, Takes::value, "NAME", login, own,
     "environment variable that holds it",
     [](Draft& d, const Value& v) { d.login.password_variable = *v; }},
    {"password-fd", 0, Takes::value, "N", login, own,
     "open descriptor to read it from",
     [](Draft& d, const Value& v) {
       d.login.password_descriptor = parse_descriptor(*v);
     }},
    {"authpass", 'P', Takes::value, "PASSWORD", login, check_smtp_2,
     "the password itself: others can see it in ps and in logs, use one of the "
     "above",
     [](Draft& d, const Value& v) {
       d.login.password = smtp::Secret::joined({*v});
     }},
    {"expect-auth-failure", 0, Takes::nothing, "", login, own,
     "the login must be refused",
     [](Draft& d, const Value&) { d.settings.login.expect_failure = true; }},
    {"allow-cleartext-auth", 0, Takes::nothing, "", login, own,
     "log in without TLS too",
     [](Draft& d, const Value&) { d.settings.login.allow_cleartext = true; }},

    {"to", 0, Takes::value, "ADDR", mail, own,
     "RCPT TO:<ADDR>, which must be accepted; repeatable",
     [](Draft& d, const Value& v) {
       d.settings.recipients.push_back(parse_recipient(*v));
     }},
    {"reject", 0, Takes::value, "ADDR", mail, own,
     "recipient that must be refused, in a transaction of its own: tests for "
     "open relays and unknown users; repeatable",
     [](Draft& d, const Value& v) {
       d.settings.rejects.push_back(parse_recipient(*v));
     }},
    {"size", 0, Takes::value, "BYTES", mail, own,
     "announce a message of that size with MAIL",
     [](Draft& d, const Value& v) { d.settings.size = parse_size(*v); }},
    {"send", 0, Takes::nothing, "", mail, own,
     "send a message to the recipients of --to",
     [](Draft& d, const Value&) { d.settings.message.send = true; }},
    {"message", 0, Takes::value, "FILE", mail, own,
     "send this one as it is; - is standard input",
     [](Draft& d, const Value& v) { d.message_file = *v; }},
    {"subject", 0, Takes::value, "TEXT", mail, own, "subject of the message",
     [](Draft& d, const Value& v) {
       d.settings.message.subject = parse_subject(*v);
     }},
    {"header", 0, Takes::value, "LINE", mail, own,
     "further header line, 'Name: value'; repeatable",
     [](Draft& d, const Value& v) {
       d.settings.message.headers.push_back(parse_header(*v));
     }},
    {"body", 0, Takes::value, "TEXT", mail, own, "text of the message",
     [](Draft& d, const Value& v) {
       d.settings.message.body = parse_body(*v);
     }},

    {"expect", 'e', Takes::value, "TEXT", expectation, check_smtp_2,
     "text in the greeting or EHLO reply (default: a greeting 220); "
     "repeatable",
     [](Draft& d, const Value& v) { d.settings.expect.push_back(*v); }},
    {"response", 'R', Takes::value, "ERE", expectation, check_smtp_2,
     "extended regular expression that the reply to the n-th -C must match; "
     "repeatable",
     [](Draft& d, const Value& v) { d.responses.push_back(*v); }},
    {"check-ptr", 0, Takes::nothing, "", expectation, own,
     "the server's address must have a name (PTR) that leads back to it",
     [](Draft& d, const Value&) { d.settings.check_ptr = true; }},
    {"banner-hostname", 0, Takes::value, "NAME|auto", expectation, own,
     "host name that the greeting must give; auto: the target's",
     [](Draft& d, const Value& v) {
       d.settings.banner_hostname = parse_expected_host(*v);
     }},
    {"ehlo-hostname", 0, Takes::value, "NAME|auto", expectation, own,
     "host name that the reply to EHLO must give",
     [](Draft& d, const Value& v) {
       d.settings.ehlo_hostname = parse_expected_host(*v);
     }},
    {"require-extension", 0, Takes::value, "EXPR", expectation, own,
     "extension that must be announced: STARTTLS, SIZE>=20M, "
     "AUTH:SCRAM-SHA-256, plain:AUTH; comma list, repeatable",
     [](Draft& d, const Value& v) {
       add(d.settings.required, parse_conditions(*v));
     }},
    {"forbid-extension", 0, Takes::value, "EXPR", expectation, own,
     "extension that must not be announced; comma list, repeatable",
     [](Draft& d, const Value& v) {
       add(d.settings.forbidden, parse_conditions(*v));
     }},

    {"warning", 'w', Takes::value, "RANGE", judging, check_smtp_2,
     "WARNING by time in seconds: RANGE for the session, STAGE=RANGE for a "
     "stage; comma list, repeatable",
     [](Draft& d, const Value& v) {
       add(d.settings.warning, parse_thresholds(*v));
     }},
    {"critical", 'c', Takes::value, "RANGE", judging, check_smtp_2,
     "CRITICAL by time, in the same way",
     [](Draft& d,
        const Value& v) { add(d.settings.critical, parse_thresholds(*v)); }},
    {"timeout", 't', Takes::value, "N[:STATE]", judging, check_smtp_2,
     "time for everything (ms, s, m; default 10 s) and the state when it is "
     "over (default CRITICAL)",
     set_timeout},
    {"state", 0, Takes::value, "FINDING=STATE", judging, own,
     "give a finding another state; repeatable", set_state},

    {"verbose", 'v', Takes::nothing, "", output, check_smtp_2,
     "stages and times; -vv extensions; -vvv the dialogue",
     [](Draft& d, const Value&) { ++d.settings.verbosity; }},
    {"transcript", 0, Takes::nothing, "", output, own,
     "the dialogue, with the seconds since the start",
     [](Draft& d, const Value&) { d.settings.transcript = true; }},
    {"quiet", 0, Takes::nothing, "", output, own,
     "say nothing when all is OK, for cron",
     [](Draft& d, const Value&) { d.settings.quiet = true; }},
    {"no-perfdata", 0, Takes::nothing, "", output, own, "no performance data",
     [](Draft& d, const Value&) { d.settings.perfdata = false; }},

    {"list-findings", 0, Takes::nothing, "", general, own,
     "all findings with their default states",
     [](Draft& d, const Value&) { ask_for(d, Page::findings); }},
    {"explain", 0, Takes::value, "FINDING", general, own,
     "what a finding means and what to do", explain},
    {"extra-opts", 0, Takes::section, "[SECTION][@FILE]", general, own,
     "read options from an ini file; the command line wins",
     [](Draft& d, const Value&) {
       if (d.source == Source::ini_file) {
         throw UsageError("--extra-opts stands in an ini file");
       }
     }},
    {"help", 'h', Takes::nothing, "", general, check_smtp_2, "this page",
     [](Draft& d, const Value&) { ask_for(d, Page::help); }},
    {"version", 'V', Takes::nothing, "", general, check_smtp_2, "the version",
     [](Draft& d, const Value&) { ask_for(d, Page::version); }},
};

// The options that a prefix could mean, of that origin or an older one.
std::vector<const Option*> matches(std::string_view prefix, Origin newest) {
  std::vector<const Option*> found;
  for (const auto& option : table) {
    if (option.origin > newest) continue;
    if (option.name.starts_with(prefix)) found.push_back(&option);
  }
  return found;
}

}  // namespace

std::span<const Option> options() {
  return table;
}

std::string_view title(Group group) {
  switch (group) {
    case where:
      return "Where";
    case dialogue:
      return "What is said";
    case tls:
      return "TLS";
    case login:
      return "Logging in";
    case mail:
      return "Recipients and a message";
    case expectation:
      return "What is expected";
    case judging:
      return "How it is judged";
    case output:
      return "What is shown";
    case general:
      break;
  }
  return "General";
}

const Option* find_option(char letter) {
  const auto found = std::find_if(
      std::begin(table), std::end(table),
      [&](const Option& option) { return option.letter == letter; });
  return found == std::end(table) ? nullptr : found;
}

const Option& find_option(std::string_view name) {
  for (const auto& option : table) {
    if (option.name == name) return option;
  }
  for (const auto newest : {check_smtp_2, check_smtp_3, own}) {
    const auto found = matches(name, newest);
    if (found.size() == 1) return *found.front();
    if (found.empty() || name.empty()) continue;
    throw UsageError("ambiguous option '--" + std::string(name) + "': --" +
                     std::string(found[0]->name) + " or --" +
                     std::string(found[1]->name));
  }
  throw UsageError("unknown option '--" + std::string(name) + "'" +
                   quotes_hint(name));
}

}  // namespace plugin
