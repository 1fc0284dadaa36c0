#include "tests/servers/postfix.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace servers {

namespace {

using Service = Postfix::Service;

struct Row {
  Service service;
  const char* program;
  const char* options;
};

// The services that tests talk to; a new one is a new row.
constexpr std::array<Row, 10> services{{
    {Service::plain, "smtpd", ""},
    {Service::postscreen, "postscreen", ""},
    {Service::haproxy, "smtpd",
     "  -o smtpd_upstream_proxy_protocol=haproxy\n"
     "  -o smtpd_upstream_proxy_timeout=1s\n"},
    {Service::bare, "smtpd",
     "  -o { smtpd_discard_ehlo_keywords = pipelining size vrfy etrn starttls"
     " auth enhancedstatuscodes 8bitmime dsn smtputf8 chunking binarymime }\n"},
    {Service::helo_only, "smtpd",
     "  -o { smtpd_command_filter = regexp:{{/^EHLO .*/ UNKNOWN}} }\n"},
    {Service::rate_limited, "smtpd",
     "  -o smtpd_client_connection_rate_limit=1\n"
     "  -o smtpd_client_event_limit_exceptions=\n"},
    {Service::fqdn_helo, "smtpd",
     "  -o smtpd_delay_reject=no\n"
     "  -o smtpd_helo_restrictions=reject_non_fqdn_helo_hostname\n"},
    {Service::rejects_sender, "smtpd",
     "  -o smtpd_delay_reject=no\n"
     "  -o smtpd_sender_restrictions=reject\n"},
    {Service::closed, "smtpd",
     "  -o smtpd_relay_restrictions=reject_unauth_destination\n"},
    {Service::small, "smtpd", "  -o message_size_limit=3000\n"},
}};

struct TlsRow {
  Service service;
  Leaf leaf;
  const char* options = "";
};

constexpr std::array<TlsRow, 20> tls_services{{
    {Service::ecdsa, Leaf::ecdsa},
    {Service::rsa, Leaf::rsa},
    {Service::expired, Leaf::expired},
    {Service::not_yet_valid, Leaf::not_yet_valid},
    {Service::ten_days, Leaf::ten_days},
    {Service::self_signed, Leaf::self_signed},
    {Service::wrong_host, Leaf::wrong_host},
    {Service::wildcard, Leaf::wildcard},
    {Service::common_name, Leaf::common_name},
    {Service::incomplete, Leaf::incomplete},
    {Service::address, Leaf::address},
    {Service::other_root, Leaf::other_root},
    {Service::hostile, Leaf::hostile},
    {Service::short_rsa, Leaf::short_rsa},
    {Service::sha1, Leaf::sha1},
    {Service::smtps, Leaf::ecdsa, "  -o smtpd_tls_wrappermode=yes\n"},
    {Service::tls_required, Leaf::ecdsa,
     "  -o smtpd_tls_security_level=encrypt\n"},
    {Service::tls12, Leaf::ecdsa,
     "  -o { smtpd_tls_protocols = >=TLSv1.2, <=TLSv1.2 }\n"},
    {Service::tls10, Leaf::ecdsa,
     "  -o { smtpd_tls_protocols = >=TLSv1, <=TLSv1 }\n"},
    {Service::wants_client, Leaf::ecdsa,
     "  -o smtpd_tls_security_level=encrypt\n"
     "  -o smtpd_tls_req_ccert=yes\n"},
}};

constexpr std::array<TlsRow, 2> sasl_services{{
    {Service::auth_in_clear, Leaf::ecdsa, ""},
    {Service::auth_in_tls, Leaf::ecdsa, "  -o smtpd_tls_auth_only=yes\n"},
}};

// What the services above need behind them: without proxymap and tlsmgr smtpd
// never greets.
constexpr std::string_view helpers =
    "smtpd pass - - n - - smtpd\n"
    "dnsblog unix - - n - 0 dnsblog\n"
    "tlsproxy unix - - n - 0 tlsproxy\n"
    "cleanup unix n - n - 0 cleanup\n"
    "qmgr unix n - n 300 1 qmgr\n"
    "discard unix - - n - - discard\n"
    "virtual unix - n n - - virtual\n"
    "rewrite unix - - n - - trivial-rewrite\n"
    "proxymap unix - - n - - proxymap\n"
    "tlsmgr unix - - n 1000? 1 tlsmgr\n"
    "anvil unix - - n - 1 anvil\n"
    "bounce unix - - n - 0 bounce\n"
    "postlog unix-dgram n - n - 1 postlogd\n";

constexpr std::string_view settings =
    "compatibility_level = 3.6\n"
    "command_directory = /usr/sbin\n"
    "daemon_directory = /usr/lib/postfix/sbin\n"
    "mail_owner = postfix\n"
    "setgid_group = postdrop\n"
    "myhostname = mx.example.test\n"
    "mydestination = example.test\n"
    "inet_interfaces = loopback-only\n"
    "inet_protocols = all\n"
    "alias_maps =\n"
    "alias_database =\n"
    "local_recipient_maps =\n"
    "message_size_limit = 20971520\n"
    // What is accepted is thrown away; nothing leaves the machine.
    "default_transport = discard:\n"
    "local_transport = discard:\n"
    "relay_transport = discard:\n"
    // But for one domain, whose mail belongs to nobody.
    "virtual_mailbox_domains = mail.test\n"
    "virtual_mailbox_maps = inline:{ bob@mail.test=bob/, ann@mail.test=ann/,"
    " late@mail.test=late/ }\n"
    "virtual_uid_maps = static:65534\n"
    "virtual_gid_maps = static:65534\n"
    // A message arrives as it was sent.
    "local_header_rewrite_clients =\n"
    "smtpd_recipient_restrictions =\n"
    " check_recipient_access inline:{{late@mail.test = DEFER Come later}}\n"
    "header_checks = regexp:{{/^X-Probe: refuse/ REJECT No probes here}}\n"
    // No name service is asked.
    "smtpd_peername_lookup = no\n"
    "disable_dns_lookups = yes\n"
    // postscreen tests every connection anew, loopback too.
    "postscreen_access_list =\n"
    "postscreen_cache_map =\n"
    "postscreen_greet_action = enforce\n"
    "postscreen_greet_wait = 1s\n";

// Old protocols and weak keys are what some services are for; the system's
// OpenSSL would refuse them.
constexpr std::string_view openssl_cnf =
    "openssl_conf = all\n"
    "[all]\nssl_conf = tls\n"
    "[tls]\nsystem_default = anything\n"
    "[anything]\nMinProtocol = TLSv1\n"
    "CipherString = DEFAULT:@SECLEVEL=0\n";

constexpr std::string_view end_of_session = "]: disconnect from ";

std::string listeners(std::uint16_t port, std::string_view program,
                      const std::string& options) {
  // Only one postscreen may own the table of clients.
  const std::string processes = program == "postscreen" ? "1" : "-";
  std::string lines;
  for (const char* address : {"127.0.0.1", "[::1]"}) {
    lines += std::string(address) + ":" + std::to_string(port) +
             " inet n - n - " + processes + " " + std::string(program) + "\n" +
             options;
  }
  return lines;
}

// Of several values of one setting Postfix takes the last.
std::string tls_options(const TlsRow& row, const Certificates& certificates) {
  return "  -o smtpd_tls_security_level=may\n"
         "  -o smtpd_tls_chain_files=" +
         certificates.key(row.leaf) + "," + certificates.chain(row.leaf) +
         "\n  -o smtpd_tls_CAfile=" + certificates.ca_file() + "\n" +
         row.options;
}

std::string sasl_options(const std::string& socket) {
  return "  -o smtpd_sasl_auth_enable=yes\n"
         "  -o smtpd_sasl_type=dovecot\n"
         "  -o smtpd_sasl_path=" +
         socket + "\n";
}

void make_queue(const TempFolder& folder) {
  folder.make_folder("queue", "root", "root", 0755);
  for (const char* name :
       {"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold",
        "incoming", "private", "saved", "trace"}) {
    folder.make_folder("queue/" + std::string(name), "postfix", "postfix",
                       0700);
  }
  folder.make_folder("queue/maildrop", "postfix", "postdrop", 0730);
  folder.make_folder("queue/public", "postfix", "postdrop", 0710);
  folder.make_folder("queue/pid", "root", "root", 0755);
  folder.make_folder("data", "postfix", "postfix", 0700);
  folder.make_folder("mail", "nobody", "nogroup", 0700);
  folder.make_folder("etc", "root", "root", 0755);
}

}  // namespace

Postfix::Postfix() : Postfix(nullptr, "") {}

Postfix::Postfix(const Certificates& certificates)
    : Postfix(&certificates, "") {}

Postfix::Postfix(const Certificates& certificates, std::string sasl_socket)
    : Postfix(&certificates, std::move(sasl_socket)) {}

Postfix::Postfix(const Certificates* certificates, std::string sasl_socket)
    : certificates_(certificates), sasl_socket_(std::move(sasl_socket)) {
  make_queue(folder_);
  // Another program may take a port between our look and Postfix's.
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (start()) {
      // The session that found it ready is none of the test's.
      log_of_sessions(1);
      ready_ = log().size();
      return;
    }
  }
  throw std::runtime_error("Postfix does not greet:\n" + log());
}

bool Postfix::start() {
  master_.reset();
  const std::vector<std::uint16_t> ports =
      free_ports(services.size() + tls_services.size() + sasl_services.size());
  std::size_t next = 0;
  for (const Row& row : services) ports_[row.service] = ports[next++];
  for (const TlsRow& row : tls_services) ports_[row.service] = ports[next++];
  for (const TlsRow& row : sasl_services) ports_[row.service] = ports[next++];
  write_configuration();
  master_.emplace(std::vector<std::string>{"/usr/lib/postfix/sbin/master", "-d",
                                           "-c", folder_.path() + "/etc"},
                  folder_.path() + "/output");
  // master opens all its ports before it answers on any.
  const auto ready = [this] {
    return !master_->running() || greets(port(Service::plain));
  };
  return wait_until(ready, std::chrono::seconds(10)) && master_->running();
}

void Postfix::write_configuration() const {
  const std::string& root = folder_.path();
  const std::string cnf =
      folder_.write("openssl.cnf", std::string(openssl_cnf));
  const std::string main_cf = folder_.write(
      "etc/main.cf",
      std::string(settings) + "queue_directory = " + root + "/queue\n" +
          "data_directory = " + root + "/data\n" + "virtual_mailbox_base = " +
          root + "/mail\n" + "maillog_file = " + root + "/log\n" +
          "maillog_file_prefixes = " + root + "\n" +
          "import_environment = MAIL_CONFIG MAIL_LOGTAG OPENSSL_CONF=" + cnf +
          "\n");
  const std::string master_cf =
      folder_.write("etc/master.cf", all_listeners() + std::string(helpers));
  // Postfix waits two seconds where a file looks as if it were being edited.
  for (const std::string& file : {main_cf, master_cf}) {
    std::filesystem::last_write_time(
        file, std::filesystem::file_time_type::clock::now() -
                  std::chrono::minutes(1));
  }
}

std::string Postfix::all_listeners() const {
  std::string lines;
  for (const Row& row : services) {
    lines += listeners(port(row.service), row.program, row.options);
  }
  for (const TlsRow& row : tls_services) {
    if (certificates_ == nullptr) break;
    lines +=
        listeners(port(row.service), "smtpd", tls_options(row, *certificates_));
  }
  for (const TlsRow& row : sasl_services) {
    if (sasl_socket_.empty()) break;
    lines += listeners(
        port(row.service), "smtpd",
        sasl_options(sasl_socket_) + tls_options(row, *certificates_));
  }
  return lines;
}

std::string Postfix::mailbox(const std::string& user) const {
  return folder_.path() + "/mail/" + user;
}

std::string Postfix::log() const {
  return folder_.read("log");
}

std::string Postfix::log_of_sessions(std::size_t sessions) const {
  std::string text;
  const auto ended = [&] {
    text = log().substr(ready_);
    return occurrences(text, end_of_session) >= sessions;
  };
  wait_until(ended, std::chrono::seconds(3));
  return text;
}

}  // namespace servers
