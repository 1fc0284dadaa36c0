#include "plugin/mail_options.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "lib/smtp/message.h"
#include "plugin/open_file.h"
#include "plugin/secret_source.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

// Servers take 10 to 150 MB; this bounds what a wrong path may cost.
constexpr std::size_t max_message = std::size_t{512} * 1024 * 1024;

std::string read_to_end(int descriptor, const std::string& what,
                        net::Time patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  std::string text;
  std::array<char, 65536> chunk;
  for (;;) {
    if (!wait_readable(descriptor, end)) {
      throw UsageError(what + ": nothing came in time");
    }
    const auto size = read(descriptor, chunk.data(), chunk.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) throw UsageError(what + ": " + std::strerror(errno));
    if (size == 0) return text;
    if (text.size() > max_message) {
      throw UsageError(what + ": is larger than 512 MiB");
    }
    text.append(chunk.data(), static_cast<std::size_t>(size));
  }
}

std::string read_message(const std::string& path, net::Time patience) {
  if (path == "-") return read_to_end(STDIN_FILENO, "--message -", patience);
  const std::string what = "--message " + quoted(path);
  const OpenFile file(path);
  if (file.descriptor() < 0)
    throw UsageError(what + ": " + std::strerror(errno));
  return read_to_end(file.descriptor(), what, patience);
}

void require_send(const Draft& draft) {
  const auto& wishes = draft.settings.message;
  if (wishes.send) return;
  const auto refuse = [](bool given, const std::string& option) {
    if (given) throw UsageError(option + " needs --send");
  };
  refuse(draft.message_file.has_value(), "--message");
  refuse(!wishes.headers.empty(), "--header");
  refuse(wishes.subject.has_value(), "--subject");
  refuse(wishes.body.has_value(), "--body");
}

void settle_message(Draft& draft) {
  auto& wishes = draft.settings.message;
  if (!draft.message_file) return;
  const auto refuse = [](bool given, const std::string& option) {
    if (given) throw UsageError("--message excludes " + option);
  };
  refuse(wishes.subject.has_value(), "--subject");
  refuse(wishes.body.has_value(), "--body");
  auto text = read_message(*draft.message_file, draft.settings.timeout);
  if (const auto defect = smtp::message_defect(text)) {
    throw UsageError("--message " + quoted(*draft.message_file) + ": " +
                     *defect);
  }
  wishes.given = std::make_shared<const std::string>(std::move(text));
}

}  // namespace

void settle_mail(Draft& draft) {
  const auto& settings = draft.settings;
  require_send(draft);
  if (settings.message.send && settings.recipients.empty()) {
    throw UsageError("--send needs a recipient: --to");
  }
  if (settings.size && !settings.has_transaction()) {
    throw UsageError("--size needs a transaction: -f or --to");
  }
  settle_message(draft);
}

}  // namespace plugin
