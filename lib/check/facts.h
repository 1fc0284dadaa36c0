// What was seen in a session, apart from what is thought of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/net/dial.h"
#include "lib/net/endpoint.h"
#include "lib/net/tls.h"
#include "lib/smtp/extensions.h"
#include "lib/smtp/reply.h"

namespace check {

// An extra command and what was answered; no reply where none came.
struct Exchange {
  std::string command;  // as the transcript shows it
  std::optional<smtp::Reply> reply;
};

// A recipient and what was answered; no reply where none came.
struct Recipient {
  std::string address;
  std::optional<smtp::Reply> reply;

  bool accepted() const { return reply && reply->success(); }
};

struct LoginFacts {
  std::string mechanism;
  std::optional<smtp::Reply> reply;  // the last one
};

// What the DNS says of the address that we talk to (RFC 8601 3, "iprev").
struct PtrFacts {
  std::vector<std::string> names{};  // of its PTR records
  bool failed = false;               // nobody could say, see `reason`
  bool confirmed = false;            // one of the names leads back to it
  std::string reason{};
};

struct Facts {
  std::vector<net::Endpoint> addresses{};
  std::vector<net::FailedAttempt> failed_addresses{};
  std::optional<net::Endpoint> peer{};
  std::optional<net::Endpoint> local{};

  std::optional<PtrFacts> ptr{};

  std::optional<smtp::Reply> greeting{};
  std::optional<std::string> greeting_host{};

  std::string ehlo_name{};            // as we gave it
  std::optional<smtp::Reply> ehlo{};  // to the last EHLO, LHLO or HELO
  std::optional<std::string> ehlo_host{};
  smtp::Extensions extensions{};            // of the last EHLO
  std::optional<smtp::Reply> clear_ehlo{};  // before TLS, where both were asked
  smtp::Extensions clear_extensions{};      // before TLS, where both were asked

  std::optional<smtp::Reply> starttls{};
  std::optional<net::TlsFacts> tls{};
  std::optional<std::int64_t> days_left{};  // of the server's certificate

  std::optional<LoginFacts> login{};
  std::vector<Recipient> rejects{};  // --reject
  std::optional<smtp::Reply> mail{};
  std::vector<Recipient> recipients{};  // --to
  std::vector<Exchange> commands{};
  std::optional<smtp::Reply> data{};
  std::vector<smtp::Reply> message{};  // LMTP: one for each recipient
  // The reference under which the server knows the message.
  std::optional<std::string> queue_id{};
  std::optional<smtp::Reply> quit{};
};

}  // namespace check
