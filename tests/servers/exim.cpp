#include "tests/servers/exim.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace servers {

namespace {

constexpr std::string_view settings = R"(
primary_hostname = mx.example.test
local_interfaces = 127.0.0.1
deliver_drop_privilege = true
never_users =
host_lookup =
keep_environment =
rfc1413_query_timeout = 0s
tls_advertise_hosts = *
acl_smtp_rcpt = check_rcpt
acl_smtp_data = check_data

begin acl
check_rcpt:
  defer message = 4.2.0 Come later
    local_parts = late
  accept authenticated = *
  deny message = 5.7.1 Relay not permitted
    !domains = example.test
  accept local_parts = bob : ann : hole
  deny message = 5.1.1 No such user
check_data:
  deny message = 5.6.0 No probes here
    condition = ${if def:h_X-Probe:}
  accept

begin routers
elsewhere:
  driver = redirect
  domains = ! example.test
  data = :blackhole:
hole:
  driver = redirect
  local_parts = hole
  data = :blackhole:
mailbox:
  driver = accept
  local_parts = bob : ann
  transport = maildir

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{USER}}{eq{$auth3}{PASSWORD}}}}
  server_set_id = $auth2
  server_advertise_condition = ${if def:tls_in_cipher}
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${if and{{eq{$auth1}{USER}}{eq{$auth2}{PASSWORD}}}}
  server_set_id = $auth1
  server_advertise_condition = ${if def:tls_in_cipher}

begin transports
maildir:
  driver = appendfile
  maildir_format
  user = nobody
  group = nogroup
)";

std::string with(std::string text, std::string_view name,
                 std::string_view value) {
  for (auto at = text.find(name); at != std::string::npos;
       at = text.find(name, at)) {
    text.replace(at, name.size(), value);
    at += value.size();
  }
  return text;
}

std::string file_text(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// nobody may not read the tree where it was built.
void copy_program(const std::string& to) {
  std::error_code error;
  if (!std::filesystem::copy_file(EXIM4, to, error)) {
    throw std::runtime_error(std::string("no ") + EXIM4 +
                             ", which tests/run unpacks: " + error.message());
  }
  std::filesystem::permissions(to, std::filesystem::perms(0755));
}

// It wants a user of the name that it was compiled for, whom we do not add to
// the machine.
constexpr const char* as_nobody =
    "mount --bind \"$0/passwd\" /etc/passwd && "
    "mount --bind \"$0/group\" /etc/group && "
    "exec setpriv --reuid 65534 --regid 65534 --clear-groups "
    "\"$0/exim4\" -C \"$0/exim.conf\" -bdf";

}  // namespace

Exim::Exim(const Certificates& certificates) {
  for (const char* name : {"spool", "mail", "log"}) {
    folder_.make_folder(name, "nobody", "nogroup", 0755);
  }
  copy_program(folder_.path() + "/exim4");
  folder_.write("passwd",
                file_text("/etc/passwd") +
                    "Debian-exim:x:65534:65534::/nonexistent:/bin/false\n");
  folder_.write("group", file_text("/etc/group") + "Debian-exim:x:65534:\n");
  // Another program may take the port between our look and Exim's.
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (start(certificates)) return;
  }
  throw std::runtime_error("Exim does not greet:\n" + log() +
                           folder_.read("output"));
}

bool Exim::start(const Certificates& certificates) {
  daemon_.reset();
  port_ = free_ports(1).front();
  folder_.write("exim.conf", configuration(certificates));
  daemon_.emplace(std::vector<std::string>{"/usr/bin/unshare", "-m", "/bin/sh",
                                           "-c", as_nobody, folder_.path()},
                  folder_.path() + "/output");
  const auto ready = [this] { return !daemon_->running() || greets(port_); };
  return wait_until(ready, std::chrono::seconds(10)) && daemon_->running();
}

std::string Exim::configuration(const Certificates& certificates) const {
  const std::string& root = folder_.path();
  return "exim_path = " + root + "/exim4\n" + "spool_directory = " + root +
         "/spool\n" + "pid_file_path = " + root + "/spool/pid\n" +
         "log_file_path = " + root + "/log/%slog\n" +
         "daemon_smtp_ports = " + std::to_string(port_) + "\n" +
         "tls_certificate = " + certificates.chain(Leaf::ecdsa) + "\n" +
         "tls_privatekey = " + certificates.key(Leaf::ecdsa) + "\n" +
         with(with(std::string(settings), "USER", user), "PASSWORD", password) +
         "  directory = " + root + "/mail/$local_part_data\n";
}

std::string Exim::mailbox(const std::string& name) const {
  return folder_.path() + "/mail/" + name;
}

std::string Exim::log() const {
  return folder_.read("log/mainlog") + folder_.read("log/paniclog");
}

}  // namespace servers
