#include <algorithm>

#include "lib/check/stage.h"
#include "lib/check/stages/stages.h"

namespace check {

namespace {

bool always(const Settings&) {
  return true;
}

bool has_name(const Settings& settings) {
  return !settings.local_socket() && !settings.address &&
         !net::parse_address(settings.host);
}

bool implicit_tls(const Settings& settings) {
  return settings.tls == TlsMode::implicit;
}

bool starttls(const Settings& settings) {
  return settings.tls == TlsMode::starttls;
}

bool has_login(const Settings& settings) {
  return settings.login.wanted();
}

bool has_rejects(const Settings& settings) {
  return !settings.rejects.empty();
}

bool has_transaction(const Settings& settings) {
  return settings.has_transaction();
}

bool has_recipients(const Settings& settings) {
  return !settings.recipients.empty();
}

bool sends(const Settings& settings) {
  return settings.message.send;
}

bool has_commands(const Settings& settings) {
  return !settings.commands.empty();
}

// A session looks its server up, connects, listens, introduces itself, makes
// sure of the channel and introduces itself again, logs in, tries what must be
// refused, opens a transaction with its recipients if asked to, says what else
// it was told to say, sends the message, and parts. TLS from the first byte
// comes before anything is heard.
constexpr Stage stages_in_order[] = {
    {StageId::dns, has_name, stages::dns},
    {StageId::connect, always, stages::connect},
    {StageId::tls, implicit_tls, stages::tls},
    {StageId::banner, always, stages::banner},
    {StageId::ehlo, always, stages::ehlo},
    {StageId::starttls, starttls, stages::starttls},
    {StageId::tls, starttls, stages::tls},
    {StageId::ehlo_tls, starttls, stages::ehlo_tls},
    {StageId::auth, has_login, stages::auth},
    {StageId::relay, has_rejects, stages::relay},
    {StageId::mail, has_transaction, stages::mail},
    {StageId::rcpt, has_recipients, stages::rcpt},
    {StageId::command, has_commands, stages::command},
    {StageId::data, sends, stages::data},
    {StageId::message, sends, stages::message},
    {StageId::quit, always, stages::quit},
};

// TLS stands at two places, of which the settings choose one.
std::size_t position(StageId id, const Settings& settings) {
  for (std::size_t i = 0; i < std::size(stages_in_order); ++i) {
    const auto& stage = stages_in_order[i];
    if (stage.id != id) continue;
    if (id != StageId::tls || stage.wanted(settings)) return i;
  }
  return std::size(stages_in_order);
}

}  // namespace

bool goes_through(StageId id, const Settings& settings) {
  return std::any_of(std::begin(stages_in_order), std::end(stages_in_order),
                     [&](const Stage& stage) {
                       return stage.id == id && stage.wanted(settings);
                     });
}

bool comes_before(StageId a, StageId b, const Settings& settings) {
  return position(a, settings) < position(b, settings);
}

std::span<const Stage> plan() {
  return stages_in_order;
}

}  // namespace check
