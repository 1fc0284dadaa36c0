#include "lib/check/contradiction.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "lib/smtp/words.h"

namespace check {

namespace {

using Words = std::vector<std::string>;

constexpr int authenticated = 235;

constexpr std::string_view auth_failed[] = {
    "fail*|unsuccessful|denied|rejected|invalid|incorrect|refused",
};

constexpr std::string_view thrown_away[] = {
    "discarded|rejected|refused|bounced|dropped|blackholed",
};

constexpr std::string_view taken[] = {
    "queued as|for",
    "message|mail queued|accepted",
    "accepted for delivery",
    "authentication|auth success*|succeeded",
};

// "may be rejected", "if it is discarded", "has not been queued": nothing is
// said to have happened.
constexpr std::string_view unreal[] = {
    "may|might|could|would|can|if|not|never|cannot|no|until|unless|before|when|"
    "already|previously|nothing|must|should",
};

bool holds_any(const Words& words, std::span<const std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](auto phrase) {
    return smtp::holds_phrase(words, phrase);
  });
}

bool says(const Words& words, std::span<const std::string_view> phrases) {
  return holds_any(words, phrases) && !holds_any(words, unreal);
}

bool says_failed(const Words& words) {
  return says(words, auth_failed) ||
         smtp::holds_phrase(words, "not authenticated|accepted|successful");
}

bool says_thrown_away(const Words& words) {
  return says(words, thrown_away) ||
         smtp::holds_phrase(words, "message|mail not accepted|delivered");
}

}  // namespace

std::optional<std::string> contradiction(const smtp::Reply& reply) {
  const auto words = smtp::words_of(reply);
  const auto code = std::to_string(reply.code);
  if (reply.code == authenticated) {
    if (!says_failed(words)) return std::nullopt;
    return code + " means that the login was taken, its text that it failed";
  }
  if (reply.success()) {
    if (!says_thrown_away(words)) return std::nullopt;
    return code + " means success, its text that the message was thrown away";
  }
  if (!reply.permanent() || !says(words, taken)) return std::nullopt;
  return code + " means a refusal, its text that it was accepted";
}

}  // namespace check
