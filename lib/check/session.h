// A session under way, as the stages see it.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/check/cause.h"
#include "lib/check/facts.h"
#include "lib/check/outgoing.h"
#include "lib/check/remark.h"
#include "lib/check/result.h"
#include "lib/check/settings.h"
#include "lib/dns/resolver.h"
#include "lib/net/network.h"
#include "lib/smtp/chat.h"

namespace check {

class Session {
 public:
  // All must outlive the session. Without a resolver names are looked up by the
  // system.
  Session(const Settings& settings, net::Network& network,
          dns::Resolver* resolver, net::Deadline deadline);

  const Settings& settings() const { return settings_; }
  net::Network& network() { return network_; }
  dns::Resolver* resolver() { return resolver_; }  // null: the system's
  // That of the whole run: a stage may only shorten it.
  net::Deadline deadline() const { return deadline_; }
  Facts& facts() { return facts_; }
  const Facts& facts() const { return facts_; }
  // "mail.example.com:25", or the path of the socket: for sentences.
  const std::string& server() const { return server_; }

  // Makes a finding in its default state, or in another one where it depends
  // on the reply. --state goes over both.
  void find(FindingId id, Remark remark);
  void find(FindingId id, monitor::State state, Remark remark);
  void find_in(std::optional<StageId> stage, FindingId id, Remark remark);

  // What is to be said of a refusal: the server's words, their cause and what
  // to look at then, or `hint` where the cause is not known.
  Remark refusal(std::string sentence, const smtp::Reply& reply,
                 std::string hint = {}) const;

  // The dialogue. A 421 ends the conversation, but for the stages that have a
  // finding of their own for it (banner, ehlo, quit).
  void open(std::unique_ptr<net::Transport> transport);
  // Whether a whole greeting was read and the connection still stands.
  bool greeted() const { return chat_ && facts_.greeting; }
  smtp::Chat& chat() { return *chat_; }
  smtp::Reply command(const smtp::Command& command);
  smtp::Reply read();

  // Sends a group of commands whose replies are read one by one by answer_to()
  // (RFC 2920 3.1). Only where may_pipeline().
  void send_ahead(const std::vector<smtp::Command>& group);
  // The reply to a command: sends it, unless it left in a group before.
  smtp::Reply answer_to(const smtp::Command& command);
  // Whether replies to commands of a group are still to come.
  bool answers_due() const { return ahead_ > 0; }
  // QUIT has left with the message.
  void note_quit_sent() {
    ++ahead_;
    quit_sent_ = true;
  }
  bool quit_sent() const { return quit_sent_; }
  // Reads what is still to come of a group that an earlier reply has made
  // pointless: none of it is judged. A message that the server asks for all the
  // same has no recipients and is ended at once (RFC 2920 3.1).
  void skip_answers();

  // Each kind once a session.
  void note_lint(smtp::LintSet lint);
  // Notes a text that takes back what its code says.
  void note_contradiction(const smtp::Reply& reply);
  // Notes a success that is not the one that RFC 5321 4.3.2 names; throws
  // net::Error, malformed, for a 3xx where none is due.
  void expect_code(const smtp::Reply& reply, int code);

  // Nothing more is said but QUIT.
  void stop() { going_ = false; }
  bool going() const { return going_; }
  // Closes the connection as it is, without a word to SMTP.
  void hang_up();

  // Whether commands may leave in a group: only what the current EHLO offers
  // counts (RFC 2920 3.1).
  bool may_pipeline() const {
    return settings_.pipelining && facts_.extensions.has("PIPELINING");
  }
  bool transaction_open() const { return transaction_open_; }
  void set_transaction_open(bool open) { transaction_open_ = open; }
  // Whether the server waits for the text of a message: it would take QUIT for
  // a line of it.
  bool message_due() const { return message_due_; }
  void set_message_due(bool due) { message_due_ = due; }
  // From here on only the reply to QUIT is missing. It is not judged when an
  // earlier failure made us leave: that would be a second finding for one
  // fault.
  void begin_leaving() { leaving_ = true; }
  bool leaving() const { return leaving_; }
  bool quit_is_judged() const { return going_ && !settings_.ignore_quit; }

  // The message of the transaction; made when it is opened.
  void set_outgoing(Outgoing outgoing) { outgoing_ = std::move(outgoing); }
  const Outgoing& outgoing() const { return *outgoing_; }

  // The look-ups of the peer's name, which run beside the session.
  std::future<PtrFacts>& identity() { return identity_; }

  // For the runner.
  void enter(StageId stage) { stage_ = stage; }
  StageId stage() const { return stage_; }
  SessionResult take_result(std::vector<StageResult> stages, net::Time start);
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  void skip_answer();

  const Settings& settings_;
  net::Network& network_;
  dns::Resolver* resolver_;
  net::Deadline deadline_;
  std::string server_;
  std::unique_ptr<smtp::Chat> chat_;
  smtp::Transcript transcript_;
  Facts facts_;
  std::vector<Finding> findings_;
  smtp::LintSet lint_;
  StageId stage_ = StageId::connect;
  bool going_ = true;
  bool transaction_open_ = false;
  bool message_due_ = false;
  bool quit_sent_ = false;
  bool leaving_ = false;
  std::size_t ahead_ = 0;  // commands that left before their reply is due
  std::optional<Outgoing> outgoing_;
  std::future<PtrFacts> identity_;
};

}  // namespace check
