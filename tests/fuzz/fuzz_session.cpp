// A whole session, with the scripted network of the conversations as the
// server. The first byte chooses the command line, the second one how the
// bytes arrive; the others are what the server says, where 0x01 is a pause
// after which the client may have spoken.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/app.h"
#include "tests/support/conversation.h"
#include "tests/support/output_rules.h"
#include "tests/support/scripted_network.h"

namespace {

using support::Act;
using support::Script;

constexpr std::string_view command_lines[] = {
    "-H 192.0.2.1",
    "-H 192.0.2.1 -vvv",
    "-H 192.0.2.1 -f a@example.net -e 220 -v",
    "-H 192.0.2.1 -f '' -C 'RCPT TO:<b@example.org>' -C DATA -C .x -C . -vv",
    "-H 192.0.2.1 -C NOOP -R '^250' -C 'AUTH LOGIN' -C eA== -C eQ== -vvv",
    "-H 192.0.2.1 --require-extension SIZE>=20M,AUTH:PLAIN,STARTTLS -vv",
    "-H 192.0.2.1 --forbid-extension VRFY,AUTH --ehlo-hostname mx.example.org",
    "-H 192.0.2.1 --banner-hostname 2001:db8::1 --until banner --transcript",
    "-H 192.0.2.1 -L -q -w 0.05 -c ehlo=0.1 --no-pipelining",
    "-H 192.0.2.1 --helo -t 300ms:WARNING --quiet",
    "-H 192.0.2.1 -A auto -U u -P secret --allow-cleartext-auth -vvv",
    "-H 192.0.2.1 -A SCRAM-SHA-256 -U u -P secret --allow-cleartext-auth -vv",
    "-H 192.0.2.1 -f a@example.net --to b@example.org --to c@example.org "
    "--send -vvv",
    "-H 192.0.2.1 -L --to b@example.org --reject c@example.org --send "
    "--no-pipelining -vv",
};

Act ending(std::uint8_t choice) {
  constexpr Act endings[] = {Act::close, Act::hang, Act::reset};
  return endings[choice % std::size(endings)];
}

Script script_of(std::string_view bytes, Act end) {
  constexpr char pause = 0x01;
  Script script;
  while (!bytes.empty()) {
    const auto size = std::min(bytes.find(pause), bytes.size());
    if (size > 0) {
      script.steps.push_back({.bytes = std::string(bytes.substr(0, size))});
    } else {
      script.steps.push_back(
          {.act = Act::wait, .pause = std::chrono::milliseconds(10)});
    }
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  script.steps.push_back({.act = end});
  script.lenient_from = 0;
  return script;
}

void try_session(std::string_view options, const Script& script,
                 std::size_t fragment) {
  support::ScriptedNetwork network({}, {script}, fragment);
  const auto outcome = plugin::run(support::split_words(options), network);
  const auto broken = support::broken_rule(outcome.exit_code, outcome.out);
  const bool internal =
      outcome.out.starts_with("SMTP UNKNOWN - internal error");
  if (broken.empty() && !internal) return;
  std::fprintf(stderr, "%s\n%s\n", broken.c_str(), outcome.out.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size < 2) return 0;
  const std::string bytes(data + 2, data + size);
  const auto options = command_lines[data[0] % std::size(command_lines)];
  const auto fragment = data[1] < 128U ? support::ScriptedNetwork::whole
                                       : data[1] - std::size_t{127};
  try_session(options, script_of(bytes, ending(data[1])), fragment);
  return 0;
}
