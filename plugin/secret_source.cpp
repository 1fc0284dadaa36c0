#include "plugin/secret_source.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "plugin/open_file.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

using smtp::Secret;

constexpr std::size_t max_secret = std::size_t{64} * 1024;

[[noreturn]] void refuse(const std::string& what, const std::string& why) {
  throw UsageError(what + ": " + why);
}

void check_permissions(const std::string& what, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) refuse(what, "is no regular file");
  if (status.st_uid != 0 && status.st_uid != geteuid()) {
    refuse(what, "belongs neither to root nor to who runs the check");
  }
  if ((status.st_mode & S_IROTH) != 0) {
    refuse(what, "others can read it; chmod o-r");
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    refuse(what, "group or others can write it; chmod go-w");
  }
}

void check_content(const std::string& what, std::string& text) {
  const bool has_nul = text.find('\0') != std::string::npos;
  const bool too_large = text.size() > max_secret;
  // Which empties it, too.
  if (has_nul || too_large) smtp::wipe(text);
  if (has_nul) refuse(what, "holds a NUL octet");
  if (too_large) refuse(what, "is larger than 64 KiB");
}

Secret read_all(const std::string& what, int descriptor, net::Time patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  // Reserved, so that growing leaves no copies behind.
  std::string text;
  text.reserve(max_secret + 4096);
  std::array<char, 4096> chunk{};
  for (;;) {
    if (!wait_readable(descriptor, end)) refuse(what, "nothing came in time");
    const auto size = read(descriptor, chunk.data(), chunk.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) refuse(what, std::strerror(errno));
    if (size == 0 || text.size() > max_secret) break;
    text.append(chunk.data(), static_cast<std::size_t>(size));
  }
  explicit_bzero(chunk.data(), chunk.size());
  check_content(what, text);
  return Secret(std::move(text));
}

Secret without_line_end(const Secret& secret) {
  auto text = secret.view();
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return Secret::joined({text});
}

Secret read_checked(const std::string& path) {
  const std::string what = "the file " + quoted(path);
  const OpenFile file(path);
  if (file.descriptor() < 0) refuse(what, std::strerror(errno));
  struct stat status {};
  if (fstat(file.descriptor(), &status) != 0)
    refuse(what, std::strerror(errno));
  check_permissions(what, status);
  return read_all(what, file.descriptor(), std::chrono::seconds(10));
}

// Which field of the file a line sets; null where it is none of them.
template <typename Field>
bool take_field(std::string_view line, std::string_view key,
                std::optional<Field>& field) {
  if (!line.starts_with(key)) return false;
  field.emplace(std::string(line.substr(key.size())));
  return true;
}

void read_line(const std::string& what, int number, std::string_view line,
               CredentialsFile& file) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty() || line.starts_with('#')) return;
  const bool two_users = file.username && line.starts_with("username=");
  const bool two_secrets = (file.password && line.starts_with("password=")) ||
                           (file.token && line.starts_with("token="));
  const bool known = take_field(line, "username=", file.username) ||
                     take_field(line, "password=", file.password) ||
                     take_field(line, "token=", file.token);
  if (two_users) refuse(what, "has two users");
  if (two_secrets) refuse(what, "has two passwords or tokens");
  if (!known) {
    refuse(what, "line " + std::to_string(number) +
                     " is none of username=, password=, token=");
  }
}

}  // namespace

bool wait_readable(int descriptor, std::chrono::steady_clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(
      end - std::chrono::steady_clock::now());
  pollfd ready{descriptor, POLLIN, 0};
  return left.count() > 0 &&
         poll(&ready, 1, static_cast<int>(left.count())) > 0;
}

Secret read_secret_file(const std::string& path) {
  return without_line_end(read_checked(path));
}

Secret take_secret_from_environment(const std::string& name) {
  char* value = std::getenv(name.c_str());
  if (value == nullptr) {
    refuse("the variable " + quoted(name), "is not set");
  }
  Secret secret = Secret::joined({value});
  // Its memory can be seen in /proc as long as we run.
  explicit_bzero(value, std::strlen(value));
  unsetenv(name.c_str());
  if (secret.view().size() > max_secret) {
    refuse("the variable " + quoted(name), "is larger than 64 KiB");
  }
  return secret;
}

Secret read_secret_descriptor(int descriptor, net::Time patience) {
  const std::string what = "the descriptor " + std::to_string(descriptor);
  return without_line_end(read_all(what, descriptor, patience));
}

CredentialsFile read_credentials_file(const std::string& path) {
  const Secret content = read_checked(path);
  const std::string what = "the file " + quoted(path);
  CredentialsFile file;
  int number = 0;
  std::string_view rest = content.view();
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    read_line(what, ++number, rest.substr(0, end), file);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return file;
}

}  // namespace plugin
