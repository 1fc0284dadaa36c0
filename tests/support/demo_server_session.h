// One session of a small, honest SMTP server (RFC 5321, RFC 2920): it takes
// mail for example.org and for postmaster, from who has logged in for everybody
// (RFC 4954, only inside TLS), and forgets it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/demo_server_stream.h"

namespace demo {

struct Message {
  std::string sender;
  std::vector<std::string> recipients;
  std::string text;  // without the dots that SMTP adds, lines end in LF
};

// Who may log in.
inline constexpr std::string_view user = "probe";
inline constexpr std::string_view password = "open sesame";

class Session {
 public:
  explicit Session(Stream& stream, bool inside_tls = false)
      : channel_(stream), inside_tls_(inside_tls) {}

  // From the greeting to the end of the connection.
  void run();

  const std::vector<Message>& messages() const { return messages_; }

 private:
  // A verb, how it is answered, and what must have come before.
  struct Verb;
  static const Verb verbs[];

  void handle(std::string_view line);
  void reply(std::string_view line);

  void ehlo(std::string_view name);
  void helo(std::string_view name);
  void mail(std::string_view argument);
  void rcpt(std::string_view argument);
  void data(std::string_view argument);
  void rset(std::string_view argument);
  void noop(std::string_view argument);
  void vrfy(std::string_view argument);
  void help(std::string_view argument);
  void quit(std::string_view argument);
  void starttls(std::string_view argument);
  void auth(std::string_view argument);

  // The client's answer to a challenge, decoded; nothing where it gave up.
  std::optional<std::string> ask(std::string_view challenge);
  std::optional<std::string> plain_credentials(std::string_view initial);
  std::optional<std::string> login_credentials();
  void greet_by(std::string_view name, std::string_view reply);
  bool read_text();
  void reset_transaction();

  LineChannel channel_;
  bool open_ = true;
  bool greeted_ = false;
  bool inside_tls_ = false;
  bool logged_in_ = false;
  bool has_sender_ = false;
  Message message_;
  std::vector<Message> messages_;
};

}  // namespace demo
