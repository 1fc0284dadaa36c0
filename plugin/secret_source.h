// Where passwords and tokens come from. All throw UsageError, which names the
// source and never what it holds.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "lib/net/deadline.h"
#include "lib/smtp/secret.h"

namespace plugin {

// Waits until something can be read there, also the end; false when the time
// is over.
bool wait_readable(int descriptor, std::chrono::steady_clock::time_point end);

// A file that holds a secret: a regular one (a link to it is followed) that
// belongs to root or to who runs the check, that others cannot read and neither
// group nor others can write, of at most 64 KiB, without NUL. One line end at
// its end is dropped.
smtp::Secret read_secret_file(const std::string& path);

// The variable is removed from the environment.
smtp::Secret take_secret_from_environment(const std::string& name);

// Reads to the end of what is open there, at most 64 KiB, and waits at most
// that long for it.
smtp::Secret read_secret_descriptor(int descriptor, net::Time patience);

struct CredentialsFile {
  std::optional<std::string> username{};
  std::optional<smtp::Secret> password{};
  std::optional<smtp::Secret> token{};
};

// Lines "username=", "password=" and "token=", comments with '#'.
CredentialsFile read_credentials_file(const std::string& path);

}  // namespace plugin
