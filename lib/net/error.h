// What ends a conversation. Everything else that a server says is a value.
#pragma once

#include <stdexcept>
#include <string>

namespace net {

enum class ErrorKind {
  not_found,      // the name does not exist or has no address
  lookup_failed,  // the name service gave no usable answer
  bogus,          // DNSSEC validation refuses the answer
  refused,        // connection refused, or the socket file does not exist
  unreachable,    // the network says that no way leads there
  no_route,       // this machine has no route to that address: nothing was sent
  timed_out,      // the deadline fell
  reset,          // the peer reset the connection
  closed,         // the peer closed the connection
  not_smtp,       // the first line does not begin with a digit
  malformed,      // no reply by RFC 5321 4.2
  codes_differ,   // one reply with two codes
  too_long,       // a line or reply over the limits of RFC 5321 4.5.3.1
  unsolicited,    // bytes that nobody asked for
  shutting_down,  // 421 where it is not the answer to a stage of its own
  tls,            // bytes that are no TLS where TLS is spoken
  tls_alert,      // the peer ended TLS and said why (RFC 8446 6.2)
  local,          // our own machine: descriptors, memory, permissions
};

// Says what happened in words (without the stage and the host, which the
// catcher knows) and, apart from them, what the peer had said so far.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& what, std::string said = {})
      : std::runtime_error(what), kind_(kind), said_(std::move(said)) {}

  ErrorKind kind() const { return kind_; }
  // The peer's bytes as they came: bounded in length, not yet printable.
  const std::string& said() const { return said_; }

 private:
  ErrorKind kind_;
  std::string said_;
};

}  // namespace net
