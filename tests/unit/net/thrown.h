// What an action throws, as a value.
#pragma once

#include <optional>
#include <string>

#include "lib/net/error.h"

namespace net {

struct Thrown {
  ErrorKind kind;
  std::string what;
};

// Nothing if it does not throw a net::Error.
template <typename Action>
std::optional<Thrown> thrown_by(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return Thrown{error.kind(), error.what()};
  }
  return std::nullopt;
}

template <typename Action>
std::optional<ErrorKind> kind_thrown_by(Action action) {
  const auto thrown = thrown_by(action);
  return thrown ? std::optional(thrown->kind) : std::nullopt;
}

}  // namespace net
