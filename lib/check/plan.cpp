#include "lib/check/stage.h"
#include "lib/check/stages/stages.h"

namespace check {

namespace {

bool always(const Settings&) {
  return true;
}

bool has_name(const Settings& settings) {
  return !settings.local_socket() && !net::parse_address(settings.host);
}

bool has_sender(const Settings& settings) {
  return settings.from.has_value();
}

bool has_commands(const Settings& settings) {
  return !settings.commands.empty();
}

// A session looks its server up, connects, listens, introduces itself, opens
// a transaction if asked to, says what else it was told to say, and parts.
constexpr Stage stages_in_order[] = {
    {StageId::dns, has_name, stages::dns},
    {StageId::connect, always, stages::connect},
    {StageId::banner, always, stages::banner},
    {StageId::ehlo, always, stages::ehlo},
    {StageId::mail, has_sender, stages::mail},
    {StageId::command, has_commands, stages::command},
    {StageId::quit, always, stages::quit},
};

}  // namespace

std::span<const Stage> plan() {
  return stages_in_order;
}

}  // namespace check
