#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

#include "lib/net/socket_network.h"
#include "plugin/app.h"

namespace {

// One write of the whole text; what nobody reads cannot be helped.
void print(std::string_view text) {
  while (!text.empty()) {
    const auto written = write(STDOUT_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// The words are shown by ps to everybody: "-P SECRET", "-PSECRET" and
// "--authpass=SECRET" become asterisks.
void conceal(char** words, std::string_view secret) {
  for (; *words != nullptr; ++words) {
    const std::string_view word = *words;
    const bool whole = word == secret;
    if (whole || (word.starts_with('-') && word.ends_with(secret))) {
      std::memset(*words + (word.size() - secret.size()), '*', secret.size());
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  // A server that closes early must end the session, not the program.
  std::signal(SIGPIPE, SIG_IGN);
  // A core dump would hold the credentials.
  prctl(PR_SET_DUMPABLE, 0);
  net::SocketNetwork network;
  const auto medium = isatty(STDOUT_FILENO) != 0 ? monitor::Medium::terminal
                                                 : monitor::Medium::plugin;
  const auto outcome =
      plugin::run({argv + 1, argv + argc}, network, medium,
                  [&](std::string_view secret) { conceal(argv + 1, secret); });
  print(outcome.out);
  // A look-up that never answers cannot be cancelled (getaddrinfo).
  if (network.lookup_running()) std::quick_exit(outcome.exit_code);
  return outcome.exit_code;
}
