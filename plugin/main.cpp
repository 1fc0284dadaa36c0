#include <unistd.h>

#include <csignal>
#include <cstdlib>

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

}  // namespace

int main(int argc, char** argv) {
  // A server that closes early must end the session, not the program.
  std::signal(SIGPIPE, SIG_IGN);
  net::SocketNetwork network;
  const auto medium = isatty(STDOUT_FILENO) != 0 ? monitor::Medium::terminal
                                                 : monitor::Medium::plugin;
  const auto outcome = plugin::run({argv + 1, argv + argc}, network, medium);
  print(outcome.out);
  // A look-up that never answers cannot be cancelled (getaddrinfo).
  if (network.lookup_running()) std::quick_exit(outcome.exit_code);
  return outcome.exit_code;
}
