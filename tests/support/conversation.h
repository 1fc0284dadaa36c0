// A conversation as data: what a server says, what the client must say, and
// what must come of it. Files of this kind end in .conv.
//
//   about: a quitting server must say 221 (RFC 5321 4.1.1.10)
//   options: -H 192.0.2.1 -F us.example.net
//   ---
//   S: 220 mx.example.org ESMTP
//   C: EHLO us.example.net
//   S: 250 mx.example.org
//   C: QUIT
//   wait 1500
//   S: 250 bye
//   ---
//   exit: 1
//   out-has: quit.failed
//
// Empty lines, and lines that begin with '#', are for readers.
//
// Head
//   about: SENTENCE          what it proves, with the rule
//   options: WORDS           the command line, quoted as for a shell
//   host: NAME ADDR...       what the name service answers; or instead of
//                            addresses: not-found, lookup-failed, hang
//   lookup-takes: MS         what a look-up takes
//   own-name: NAME           of this machine; empty: it has none with a dot
//   connect-takes: MS        what a connection takes
//   refuse: ADDR             also unreachable: no-route: connect-hang:
//   date: YYYY-MM-DD         the day, for certificates; else 2026-11-25
//   token: TEXT              what never comes twice: of message ids and nonces
//   cuts-ok-at: TEXT         a server that breaks off at its line that begins
//                            so may be OK; elsewhere it never is
//
// Dialogue. Text knows the escapes \r \n \t \\ and \xNN.
//   S: text                  the server's line; the client's line must follow
//   C: text                  exactly. Lines of one side may share a packet.
//   C+: text                 as C, and in one write with the line before it
//   S-lf: text               a line that ends in LF alone
//   S-raw: C-raw: text       without a line end
//   S-repeat N: text         the line N times; S-repeat-raw N: without its end.
//                            What the client has not read of it when it speaks
//                            is lost.
//   wait MS                  the clock moves before the server goes on
//   tls WORDS                the client must begin TLS, and this is what it
//                            sees: see handshake.h; one round trip
//   hang                     nothing more comes
//   close, reset             the server ends the connection; what the client
//                            says from then on is not looked at
//   connection [ADDR]        the next connection (to that address) begins
// Behind the last line the server has closed and must not be spoken to.
//
// Expectation
//   exit: N
//   out: text                a line of the output; all of them must be given
//   out-has: out-has-not:    text within the output
//   out-empty                no output at all
//   round-trips: N           times that the client spoke and then waited
//
// Each kind of line is one row of a table in conversation.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/error.h"
#include "lib/net/network.h"
#include "tests/support/handshake.h"

namespace support {

enum class Act { say, expect, wait, hang, close, reset, tls };

// One line of a dialogue.
struct Step {
  Act act = Act::say;
  int line = 0;             // in the file
  std::string bytes{};      // said, or expected
  std::size_t times = 1;    // that they are said
  bool same_write = false;  // expected in one write with the step before
  net::Time pause{0};
  std::optional<Handshake> handshake{};  // of Act::tls
};

// One connection.
struct Script {
  std::string address{};  // that the client must have connected to, if any
  std::vector<Step> steps{};
  // From this step on what the client says is not looked at.
  std::optional<std::size_t> lenient_from{};
};

// What a name or an address comes to: an error, hanging, or being there.
struct Fate {
  std::optional<net::ErrorKind> error{};  // timed_out: it hangs
  std::vector<std::string> addresses{};   // of a name
};

struct World {
  std::map<std::string, Fate> names{};
  std::map<std::string, Fate> addresses{};
  std::string own_name = "monitor.example.net";
  std::string token = "0123456789abcdefTOKEN-_x";
  net::Time lookup_takes{0};
  net::Time connect_takes{0};
  std::int64_t today =  // seconds since 1970
      std::chrono::seconds(
          std::chrono::sys_days(std::chrono::November / 25 / 2026)
              .time_since_epoch())
          .count();
};

struct Expectation {
  std::optional<int> exit_code{};
  std::vector<std::string> out{};
  std::vector<std::string> out_has{};
  std::vector<std::string> out_has_not{};
  bool out_empty = false;
  std::optional<int> round_trips{};
};

struct Conversation {
  std::string about{};
  std::vector<std::string> options{};
  World world{};
  std::string cuts_ok_at{};  // empty: nowhere
  std::vector<Script> scripts{};
  Expectation expectation{};
};

// All throw std::invalid_argument with the number of the offending line.
Conversation parse_conversation(std::string_view text);
Conversation load_conversation(const std::string& path);
// The dialogue alone.
std::vector<Script> parse_dialogue(std::string_view text);

// Cuts a command line as a shell does: blanks, '...', "...", backslash.
std::vector<std::string> split_words(std::string_view text);

// Bytes as the notation writes them, for messages.
std::string notation(std::string_view bytes);

}  // namespace support
