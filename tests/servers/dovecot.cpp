#include "tests/servers/dovecot.h"

#include <chrono>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace servers {

namespace {

// Mail belongs to nobody: the test's own folder is root's.
constexpr std::string_view settings = R"(
protocols = lmtp
ssl = no
hostname = lmtp.example.test
postmaster_address = postmaster@example.test
first_valid_uid = 1
passdb {
  driver = static
  args = password=secret
}
)";

std::string configuration(const TempFolder& folder, std::uint16_t port) {
  const std::string& root = folder.path();
  return std::string(settings) + "base_dir = " + root + "/run\n" +
         "state_dir = " + root + "/state\n" + "log_path = " + root + "/log\n" +
         "mail_location = maildir:~/Maildir\n" +
         "userdb {\n  driver = static\n" +
         "  args = uid=nobody gid=nogroup allow_all_users=yes home=" + root +
         "/mail/%n\n}\n" + "service lmtp {\n  inet_listener lmtp {\n" +
         "    address = 127.0.0.1\n    port = " + std::to_string(port) +
         "\n  }\n  unix_listener " + root + "/lmtp.sock {\n    mode = 0666\n" +
         "  }\n}\n";
}

}  // namespace

Dovecot::Dovecot() {
  folder_.make_folder("mail", "nobody", "nogroup", 0700);
  // Another program may take the port between our look and Dovecot's.
  for (int attempt = 0; attempt < 3; ++attempt) {
    if (start()) {
      // The session that found it ready is none of the test's.
      log_of_sessions(1);
      ready_ = log().size();
      return;
    }
  }
  throw std::runtime_error("Dovecot does not greet:\n" + log());
}

bool Dovecot::start() {
  master_.reset();
  port_ = free_ports(1).front();
  const std::string file =
      folder_.write("dovecot.conf", configuration(folder_, port_));
  master_.emplace(
      std::vector<std::string>{"/usr/sbin/dovecot", "-F", "-c", file},
      folder_.path() + "/output");
  const auto ready = [this] { return !master_->running() || greets(port_); };
  return wait_until(ready, std::chrono::seconds(10)) && master_->running();
}

std::string Dovecot::mailbox(const std::string& user) const {
  return folder_.path() + "/mail/" + user + "/Maildir";
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
