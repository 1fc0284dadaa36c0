// Command and reply over one connection: sends lines, reads whole replies,
// keeps the transcript, and notices bytes that nobody asked for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/network.h"
#include "lib/smtp/dot_stuffing.h"
#include "lib/smtp/redactor.h"
#include "lib/smtp/reply.h"
#include "lib/smtp/reply_parser.h"
#include "lib/smtp/transcript.h"

namespace smtp {

// A line for the server, and how the transcript shows it where it differs
// because it holds a secret.
struct Command {
  std::string line;
  std::string shown{};  // empty: as it is
};

class Chat {
 public:
  // `clock` must outlive the chat.
  Chat(net::Network& clock, std::unique_ptr<net::Transport> transport);

  // Waits for a whole reply. Throws net::Error: what Transport::read and
  // ReplyParser::next throw, and closed; said() is what had come of the reply.
  Reply read(net::Deadline deadline);

  // Sends one line or, in one write, a group of lines (RFC 2920). Throws
  // net::Error: unsolicited where the server spoke unasked before (the bytes
  // are in said() and gone), shutting_down where that was a 421 reply.
  void send(const Command& command, net::Deadline deadline);
  void send(const std::vector<Command>& group, net::Deadline deadline);

  // The same whatever the server has said meanwhile: for the last word of a
  // session that has failed.
  void send_at_once(const std::vector<Command>& group, net::Deadline deadline);

  // Sends a message up to its last dot. A command that may leave with it
  // (RFC 2920 3.1) follows at once. The transcript shows its first lines.
  // Throws net::Error as send() does; where the server broke off, said() is
  // what it had said last.
  void send_message(MessageEncoder message, const std::optional<Command>& last,
                    net::Deadline deadline);

  // Sends bytes that are no SMTP line, such as a proxy header.
  void send_raw(std::string_view bytes, net::Deadline deadline);

  // Throws as send() does if the server has said something unasked.
  void expect_silence();

  // What the server has said unasked, at most a few KiB of it; it is gone then.
  std::string take_unasked();

  // Turns the connection into TLS. What was received in clear before is
  // forgotten (RFC 3207 4.2). Throws net::Error: timed_out, local.
  net::TlsFacts start_tls(const net::TlsPolicy& policy, net::Deadline deadline);

  std::optional<net::ChannelBinding> channel_binding() {
    return transport_->channel_binding();
  }

  // From now on these are hidden in what the server says.
  void hide(std::string_view secret) { redactor_.add_secret(secret); }
  void hide_response(std::string_view response) {
    redactor_.add_response(response);
  }
  std::string redacted(std::string_view text) const {
    return redactor_.redacted(text);
  }
  // The text of the last reply as it came, where that was a challenge (334 and
  // one line): it has our nonce and may have our name or password in it, and
  // what hides them would leave nothing that could be answered.
  const std::optional<std::string>& challenge() const { return challenge_; }

  // Says that we are done, without waiting.
  void finish() { transport_->finish(); }

  const Transcript& transcript() const { return transcript_; }
  ReplyParser& parser() { return parser_; }

 private:
  std::size_t receive(net::Deadline deadline);
  void receive_unasked();
  void note_server(const std::string& line);
  void note_client(const Command& command);
  void keep_challenge(const Reply& reply);
  void record(const Reply& reply);
  void write_message(std::string_view bytes, net::Deadline deadline);
  std::string last_words();

  net::Network& clock_;
  std::unique_ptr<net::Transport> transport_;
  ReplyParser parser_;
  Transcript transcript_;
  Redactor redactor_;
  std::optional<std::string> challenge_;
};

}  // namespace smtp
