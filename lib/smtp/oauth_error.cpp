#include "lib/smtp/oauth_error.h"

#include <nlohmann/json.hpp>

#include "lib/smtp/sasl_text.h"

namespace smtp {

namespace {

using nlohmann::json;

// A challenge has 12,288 octets at most (RFC 4954 4); what is longer is no
// JSON that is worth the time.
constexpr std::size_t max_json = 12288;

// Text and numbers; RFC 7628 has text alone, but a status invites a number.
std::string value_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() ? value.dump() : std::string();
}

std::string in_words(const json& object) {
  std::string out;
  for (const char* member :
       {"status", "schemes", "scope", "openid-configuration"}) {
    const auto found = object.find(member);
    if (found == object.end()) continue;
    const auto value = value_of(*found);
    if (value.empty()) continue;
    out += (out.empty() ? "" : ", ") + std::string(member) + " " + value;
  }
  return out;
}

}  // namespace

std::string oauth_error(std::string_view challenge) {
  if (challenge.size() > max_json) return bounded(challenge);
  const auto parsed = json::parse(challenge, nullptr, false);
  const auto words = parsed.is_object() ? in_words(parsed) : std::string();
  return bounded(words.empty() ? challenge : words);
}

}  // namespace smtp
