#include "lib/check/session.h"

#include "lib/check/cause_hint.h"
#include "lib/check/contradiction.h"
#include "lib/net/error.h"

namespace check {

namespace {

std::string server_name(const Settings& settings) {
  if (settings.address) {
    return settings.host + " " + net::to_string(*settings.address);
  }
  if (settings.local_socket()) return settings.host;
  if (auto address = net::parse_address(settings.host)) {
    address->port = settings.port;
    return net::to_string(*address);
  }
  return settings.host + ":" + std::to_string(settings.port);
}

}  // namespace

Session::Session(const Settings& settings, net::Network& network,
                 dns::Resolver* resolver, net::Deadline deadline)
    : settings_(settings),
      network_(network),
      resolver_(resolver),
      deadline_(deadline),
      server_(server_name(settings)) {}

void Session::find(FindingId id, Remark remark) {
  findings_.push_back(
      make_finding(settings_, id, std::nullopt, stage_, std::move(remark)));
}

void Session::find(FindingId id, monitor::State state, Remark remark) {
  findings_.push_back(
      make_finding(settings_, id, state, stage_, std::move(remark)));
}

void Session::find_in(std::optional<StageId> stage, FindingId id,
                      Remark remark) {
  find(id, std::move(remark));
  findings_.back().stage = stage;
}

Remark Session::refusal(std::string sentence, const smtp::Reply& reply,
                        std::string hint) const {
  const auto cause = cause_of(stage_, reply);
  auto advice = hint_for(cause, {.retry_after = retry_after(reply),
                                 .size_limit = facts_.extensions.size_limit()});
  return {.sentence = std::move(sentence),
          .said = to_sentence(reply),
          .hint = advice.empty() ? std::move(hint) : std::move(advice),
          .cause = cause};
}

void Session::note_contradiction(const smtp::Reply& reply) {
  // Greetings, announcements and farewells are free text.
  if (stage_ < StageId::auth || stage_ == StageId::quit) return;
  const auto what = contradiction(reply);
  if (!what) return;
  find(FindingId::protocol_lint,
       {.sentence = server_ + ": " + *what, .said = to_sentence(reply)});
}

void Session::open(std::unique_ptr<net::Transport> transport) {
  chat_ = std::make_unique<smtp::Chat>(network_, std::move(transport));
}

smtp::Reply Session::read() {
  smtp::Reply reply = chat_->read(deadline_);
  note_lint(reply.lint);
  note_contradiction(reply);
  const bool own_answer = stage_ == StageId::banner ||
                          stage_ == StageId::ehlo ||
                          stage_ == StageId::ehlo_tls || leaving_;
  if (reply.code == 421 && !own_answer) {
    throw net::Error(net::ErrorKind::shutting_down,
                     "the server closes the session", to_sentence(reply));
  }
  return reply;
}

smtp::Reply Session::command(const smtp::Command& command) {
  chat_->send(command, deadline_);
  return read();
}

void Session::send_ahead(const std::vector<smtp::Command>& group) {
  chat_->send(group, deadline_);
  ahead_ = group.size();
}

smtp::Reply Session::answer_to(const smtp::Command& command) {
  if (ahead_ == 0) chat_->send(command, deadline_);
  if (ahead_ > 0) --ahead_;
  return read();
}

void Session::skip_answers() {
  try {
    while (ahead_ > 0) skip_answer();
  } catch (const net::Error& error) {
    // A server may close behind a refusal that ended the session anyway.
    const bool gone = error.kind() == net::ErrorKind::closed ||
                      error.kind() == net::ErrorKind::reset;
    if (going_ || !gone) throw;
    hang_up();
  }
}

void Session::skip_answer() {
  --ahead_;
  if (read().code != 354) return;
  set_message_due(true);
  chat_->send({.line = "."}, deadline_);
  set_message_due(false);
  // LMTP answers for each recipient (RFC 2033 4.2), and there is none.
  if (settings_.hello != Hello::lhlo) read();
}

void Session::expect_code(const smtp::Reply& reply, int code) {
  if (reply.success() && reply.code != code) {
    smtp::LintSet lint;
    lint.add(smtp::Lint::unexpected_success);
    note_lint(lint);
  }
  if (reply.intermediate()) {
    throw net::Error(
        net::ErrorKind::malformed,
        "a reply " + std::to_string(reply.code) + " where none of 3xx is due",
        to_sentence(reply));
  }
}

void Session::note_lint(smtp::LintSet lint) {
  const auto fresh = lint.without(lint_);
  lint_.add(lint);
  for (const auto& known : smtp::lint_words) {
    if (!fresh.has(known.lint)) continue;
    find(FindingId::protocol_lint,
         {.sentence = server_ + ": " + std::string(known.words)});
  }
}

void Session::hang_up() {
  if (!chat_) return;
  chat_->finish();
  transcript_ = chat_->transcript();
  chat_.reset();
}

SessionResult Session::take_result(std::vector<StageResult> stages,
                                   net::Time start) {
  hang_up();
  return {.down = false,
          .target = server_,
          .host = settings_.host,
          .address = facts_.peer
                         ? facts_.peer->address
                         : (settings_.address ? settings_.address->address
                                              : std::string()),
          .start = start,
          .duration = network_.now() - start,
          .stages = std::move(stages),
          .findings = std::move(findings_),
          .facts = std::move(facts_),
          .transcript = std::move(transcript_)};
}

}  // namespace check
