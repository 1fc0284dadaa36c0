#include "tests/support/demo_server_session.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "lib/smtp/base64.h"

namespace demo {

namespace {

constexpr std::size_t size_limit = 10485760;
constexpr std::size_t max_recipients = 100;

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return upper(x) == upper(y); });
}

struct Path {
  std::string address;
  std::string_view parameters;
};

// "FROM:<user@example.org> SIZE=5" with `keyword` FROM; nothing where it is
// written otherwise (RFC 5321 3.3: no blank behind the colon).
std::optional<Path> parse_path(std::string_view text,
                               std::string_view keyword) {
  if (text.size() < keyword.size() + 3) return std::nullopt;
  if (!equal_ignoring_case(text.substr(0, keyword.size()), keyword)) {
    return std::nullopt;
  }
  text.remove_prefix(keyword.size());
  if (!text.starts_with(":<")) return std::nullopt;
  const auto end = text.find('>');
  if (end == std::string_view::npos) return std::nullopt;
  Path path{std::string(text.substr(2, end - 2)), text.substr(end + 1)};
  const bool good = path.address.find(' ') == std::string::npos &&
                    (path.parameters.empty() || path.parameters[0] == ' ');
  return good ? std::optional(path) : std::nullopt;
}

// The number of SIZE= (RFC 1870 5), 0 where there is none.
std::size_t declared_size(std::string_view parameters) {
  constexpr std::string_view keyword = " SIZE=";
  std::size_t size = 0;
  for (std::size_t at = 0; at + keyword.size() <= parameters.size(); ++at) {
    const auto rest = parameters.substr(at);
    if (!equal_ignoring_case(rest.substr(0, keyword.size()), keyword)) continue;
    std::from_chars(rest.data() + keyword.size(), rest.data() + rest.size(),
                    size);
  }
  return size;
}

bool local(std::string_view address) {
  constexpr std::string_view domain = "@example.org";
  if (equal_ignoring_case(address, "postmaster")) return true;
  return address.size() > domain.size() &&
         equal_ignoring_case(address.substr(address.size() - domain.size()),
                             domain);
}

}  // namespace

struct Session::Verb {
  std::string_view name;
  void (Session::*run)(std::string_view argument);
  bool needs_hello;
};

const Session::Verb Session::verbs[] = {
    {"EHLO", &Session::ehlo, false},         {"HELO", &Session::helo, false},
    {"MAIL", &Session::mail, true},          {"RCPT", &Session::rcpt, true},
    {"DATA", &Session::data, true},          {"RSET", &Session::rset, false},
    {"NOOP", &Session::noop, false},         {"VRFY", &Session::vrfy, false},
    {"HELP", &Session::help, false},         {"QUIT", &Session::quit, false},
    {"STARTTLS", &Session::starttls, false}, {"AUTH", &Session::auth, true},
};

void Session::run() {
  reply("220 demo.example.org ESMTP demo server");
  while (open_) {
    const auto line = channel_.read_line();
    if (!line) break;
    handle(*line);
  }
  channel_.flush();
}

void Session::reply(std::string_view line) {
  channel_.reply(line);
  channel_.reply("\r\n");
}

void Session::handle(std::string_view line) {
  const auto blank = std::min(line.find(' '), line.size());
  const auto name = line.substr(0, blank);
  line.remove_prefix(std::min(blank + 1, line.size()));
  const auto* verb = std::find_if(
      std::begin(verbs), std::end(verbs),
      [&](const Verb& one) { return equal_ignoring_case(one.name, name); });
  if (verb == std::end(verbs)) {
    reply("500 5.5.2 unknown command");
  } else if (verb->needs_hello && !greeted_) {
    reply("503 5.5.1 EHLO or HELO first");
  } else {
    (this->*verb->run)(line);
  }
}

void Session::reset_transaction() {
  has_sender_ = false;
  message_ = Message();
}

void Session::greet_by(std::string_view name, std::string_view answer) {
  if (name.empty()) {
    reply("501 5.5.4 a name is missing");
    return;
  }
  greeted_ = true;
  reset_transaction();
  channel_.reply(answer);
}

void Session::ehlo(std::string_view name) {
  std::string answer =
      "250-demo.example.org\r\n250-PIPELINING\r\n250-SIZE 10485760\r\n"
      "250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-SMTPUTF8\r\n";
  if (channel_.can_start_tls()) answer += "250-STARTTLS\r\n";
  if (inside_tls_) answer += "250-AUTH PLAIN LOGIN\r\n";
  greet_by(name, answer + "250 HELP\r\n");
}

void Session::helo(std::string_view name) {
  greet_by(name, "250 demo.example.org\r\n");
}

void Session::mail(std::string_view argument) {
  const auto path = parse_path(argument, "FROM");
  if (has_sender_) {
    reply("503 5.5.1 nested MAIL");
  } else if (!path) {
    reply("501 5.5.4 MAIL FROM:<address>");
  } else if (declared_size(path->parameters) > size_limit) {
    reply("552 5.3.4 the message is too big");
  } else {
    has_sender_ = true;
    message_.sender = path->address;
    reply("250 2.1.0 sender is fine");
  }
}

void Session::rcpt(std::string_view argument) {
  const auto path = parse_path(argument, "TO");
  if (!has_sender_) {
    reply("503 5.5.1 MAIL first");
  } else if (!path || path->address.empty()) {
    reply("501 5.5.4 RCPT TO:<address>");
  } else if (!local(path->address) && !logged_in_) {
    reply("550 5.7.1 relaying denied");
  } else if (equal_ignoring_case(path->address, "nobody@example.org")) {
    reply("550 5.1.1 no such user here");
  } else if (message_.recipients.size() >= max_recipients) {
    reply("452 4.5.3 too many recipients");
  } else {
    message_.recipients.push_back(path->address);
    reply("250 2.1.5 recipient is fine");
  }
}

// Returns no when the client went away within the text.
bool Session::read_text() {
  for (;;) {
    auto line = channel_.read_line();
    if (!line) return false;
    if (*line == ".") return true;
    if (line->starts_with('.')) line->erase(0, 1);  // RFC 5321 4.5.2
    if (message_.text.size() > size_limit) continue;
    message_.text += *line + "\n";
  }
}

void Session::data(std::string_view) {
  if (!has_sender_) {
    reply("503 5.5.1 MAIL first");
    return;
  }
  if (message_.recipients.empty()) {
    reply("554 5.5.1 no valid recipients");
    return;
  }
  reply("354 end with a line that holds a dot only");
  if (!read_text()) {
    open_ = false;
    return;
  }
  if (message_.text.size() > size_limit) {
    reply("552 5.3.4 the message is too big");
  } else {
    messages_.push_back(std::move(message_));
    reply("250 2.0.0 queued as DEMO" + std::to_string(messages_.size()));
  }
  reset_transaction();
}

void Session::rset(std::string_view) {
  reset_transaction();
  reply("250 2.0.0 reset");
}

void Session::noop(std::string_view) {
  reply("250 2.0.0 nothing done");
}

void Session::vrfy(std::string_view) {
  reply("252 2.5.0 cannot verify, will try to deliver");
}

void Session::help(std::string_view) {
  reply("214 2.0.0 RFC 5321");
}

void Session::starttls(std::string_view) {
  if (!channel_.can_start_tls()) {
    reply("502 5.5.1 TLS is not possible here");
    return;
  }
  reply("220 2.0.0 begin TLS");
  open_ = channel_.start_tls();
  inside_tls_ = true;
  greeted_ = false;
  reset_transaction();
}

std::optional<std::string> Session::ask(std::string_view challenge) {
  reply("334 " + std::string(challenge));
  const auto line = channel_.read_line();
  return line ? smtp::decode_base64(*line) : std::nullopt;
}

// RFC 4616 2: whom to act as, who, and the password, divided by NUL.
std::optional<std::string> Session::plain_credentials(
    std::string_view initial) {
  auto message = initial.empty() ? ask("") : smtp::decode_base64(initial);
  const auto at = message ? message->find('\0') : std::string::npos;
  if (at == std::string::npos) return std::nullopt;
  return message->substr(at + 1);
}

std::optional<std::string> Session::login_credentials() {
  const auto name = ask("VXNlcm5hbWU6");
  const auto word = name ? ask("UGFzc3dvcmQ6") : std::nullopt;
  if (!word) return std::nullopt;
  return *name + '\0' + *word;
}

void Session::auth(std::string_view argument) {
  const auto blank = std::min(argument.find(' '), argument.size());
  const auto mechanism = argument.substr(0, blank);
  argument.remove_prefix(std::min(blank + 1, argument.size()));
  if (!inside_tls_) {
    reply("538 5.7.11 TLS first");
    return;
  }
  const bool plain = equal_ignoring_case(mechanism, "PLAIN");
  if (!plain && !equal_ignoring_case(mechanism, "LOGIN")) {
    reply("504 5.5.4 PLAIN or LOGIN");
    return;
  }
  const auto given = plain ? plain_credentials(argument) : login_credentials();
  const auto right = std::string(user) + '\0' + std::string(password);
  if (!given) {
    reply("501 5.5.2 cancelled, or no base64");
  } else if (*given != right) {
    reply("535 5.7.8 wrong user or password");
  } else {
    logged_in_ = true;
    reply("235 2.7.0 welcome");
  }
}

void Session::quit(std::string_view) {
  reply("221 2.0.0 bye");
  open_ = false;
}

}  // namespace demo
