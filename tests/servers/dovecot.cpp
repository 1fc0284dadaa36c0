#include "tests/servers/dovecot.h"

#include <chrono>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace servers {

namespace {

// Mail belongs to nobody: the test's own folder is root's.
constexpr std::string_view settings = R"(
hostname = lmtp.example.test
postmaster_address = postmaster@example.test
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_plugins = $mail_plugins quota
plugin {
  quota = maildir:User quota
}
auth_mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256
auth_failure_delay = 0
# Who has failed is not made to wait for it.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
)";

// In the fields of passwd(5) and some of Dovecot's own.
std::string users(const std::string& mail) {
  const std::string owner = ":65534:65534::" + mail;
  return std::string(Dovecot::user) + ":{PLAIN}" + Dovecot::password + owner +
         "/probe\n" + "full@example.test::" + owner.substr(1) +
         "/full::userdb_quota_rule=*:bytes=1\n";
}

std::string socket_section(const std::string& path) {
  return "  unix_listener " + path + " {\n    mode = 0666\n  }\n";
}

std::string port_section(const std::string& name, std::uint16_t port) {
  return "  inet_listener " + name + " {\n    address = 127.0.0.1\n" +
         "    port = " + std::to_string(port) + "\n  }\n";
}

std::string user_databases(const TempFolder& folder) {
  const std::string& root = folder.path();
  const std::string file = folder.write("users", users(root + "/mail"));
  return "passdb {\n  driver = passwd-file\n  args = " + file +
         "\n}\nuserdb {\n  driver = passwd-file\n  args = " + file +
         "\n}\nuserdb {\n  driver = static\n" +
         "  args = uid=nobody gid=nogroup allow_all_users=yes home=" + root +
         "/mail/%n\n}\n";
}

std::string submission_section(const Dovecot::Submission& submission,
                               std::uint16_t port) {
  return "protocols = lmtp submission\nssl = yes\nssl_cert = <" +
         submission.certificates.chain(Leaf::ecdsa) + "\nssl_key = <" +
         submission.certificates.key(Leaf::ecdsa) +
         "\nsubmission_relay_host = 127.0.0.1\nsubmission_relay_port = " +
         std::to_string(submission.relay_port) +
         "\nservice submission-login {\n" + port_section("submission", port) +
         "}\n";
}

std::string common_configuration(const TempFolder& folder, std::uint16_t port) {
  const std::string& root = folder.path();
  return std::string(settings) + "base_dir = " + root + "/run\n" +
         "state_dir = " + root + "/state\n" + "log_path = " + root + "/log\n" +
         user_databases(folder) + "service lmtp {\n" +
         port_section("lmtp", port) + socket_section(root + "/lmtp.sock") +
         "}\nservice auth {\n" + socket_section(root + "/auth.sock") + "}\n";
}

}  // namespace

Dovecot::Dovecot() : Dovecot(nullptr) {}

Dovecot::Dovecot(const Submission& submission) : Dovecot(&submission) {}

Dovecot::Dovecot(const Submission* submission) {
  folder_.make_folder("mail", "nobody", "nogroup", 0700);
  folder_.make_folder("mail/broken", "root", "root", 0700);
  // Another program may take the port between our look and Dovecot's.
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (start(submission)) {
      // The session that found it ready is none of the test's.
      log_of_sessions(1);
      ready_ = log().size();
      return;
    }
  }
  throw std::runtime_error("Dovecot does not greet:\n" + log());
}

bool Dovecot::start(const Submission* submission) {
  master_.reset();
  const auto ports = free_ports(2);
  port_ = ports.front();
  submission_port_ = ports.back();
  const std::string file = folder_.write(
      "dovecot.conf",
      common_configuration(folder_, port_) +
          (submission == nullptr
               ? "protocols = lmtp\nssl = no\n"
               : submission_section(*submission, submission_port_)));
  master_.emplace(
      std::vector<std::string>{"/usr/sbin/dovecot", "-F", "-c", file},
      folder_.path() + "/output");
  const auto ready = [this] { return !master_->running() || greets(port_); };
  return wait_until(ready, std::chrono::seconds(10)) && master_->running();
}

std::string Dovecot::mailbox(const std::string& name) const {
  return folder_.path() + "/mail/" + name + "/Maildir";
}

std::string Dovecot::log() const {
  return folder_.read("log");
}

std::string Dovecot::log_of_sessions(std::size_t sessions) const {
  std::string text;
  const auto ended = [&] {
    text = log().substr(ready_);
    return occurrences(text, ": Disconnect from ") >= sessions;
  };
  wait_until(ended, std::chrono::seconds(3));
  return text;
}

}  // namespace servers
