#include "lib/smtp/scram_message.h"

#include <algorithm>

#include "lib/monitor/ascii.h"
#include "lib/monitor/number.h"
#include "lib/smtp/base64.h"
#include "lib/smtp/sasl_text.h"

namespace smtp {

namespace {

// Ours has 24 octets, and servers have about as many.
constexpr std::size_t max_nonce = 1024;

// Takes the next attribute off the front of `message`: the value of "n=value"
// where `name` is 'n', and nothing, of an unchanged message, where it is not.
std::optional<std::string_view> take_attribute(std::string_view& message,
                                               char name) {
  if (message.size() < 2 || message[0] != name || message[1] != '=') {
    return std::nullopt;
  }
  const auto comma = std::min(message.find(','), message.size());
  const auto value = message.substr(2, comma - 2);
  message.remove_prefix(std::min(comma + 1, message.size()));
  return value;
}

std::string_view required_attribute(std::string_view& message, char name) {
  const auto value = take_attribute(message, name);
  if (!value) {
    give_up("the server's message has no " + std::string(1, name) +
            "= where SCRAM wants it");
  }
  return *value;
}

// RFC 5802 5.1: m= means what whoever does not know it must fail on, wherever
// it stands. A comma is in no value.
void refuse_extension(std::string_view message) {
  if (message.starts_with("m=") ||
      message.find(",m=") != std::string_view::npos) {
    give_up("the server wants an extension of SCRAM that is unknown here");
  }
}

// RFC 5802 7: printable = %x21-2B / %x2D-7E.
bool is_printable(std::string_view nonce) {
  return std::all_of(nonce.begin(), nonce.end(),
                     [](char c) { return c > ' ' && c <= '~' && c != ','; });
}

void check_nonce(std::string_view nonce, std::string_view client_nonce) {
  if (!nonce.starts_with(client_nonce)) {
    give_up("the server's nonce does not begin with ours");
  }
  if (nonce.size() == client_nonce.size()) {
    give_up("the server has added nothing to our nonce");
  }
  if (nonce.size() > max_nonce) {
    give_up("the server's nonce is over 1024 octets long");
  }
  if (!is_printable(nonce)) {
    give_up("the server's nonce holds a character that SCRAM forbids");
  }
}

std::string decoded_salt(std::string_view text) {
  auto salt = decode_base64(text);
  if (!salt || salt->empty()) give_up("the server's salt is no base64");
  return *std::move(salt);
}

std::uint32_t parse_iterations(std::string_view text) {
  const bool digits =
      !text.empty() && std::all_of(text.begin(), text.end(), monitor::is_digit);
  // Nothing of digits alone: a number that has no place in 64 bits.
  const auto count = monitor::parse_unsigned(text);
  if (!digits || count == 0U) {
    give_up("the server's iteration count is no positive number");
  }
  if (!count || *count > max_scram_iterations) {
    give_up("the server asks for more than " +
            std::to_string(max_scram_iterations) +
            " iterations of PBKDF2, the most that are computed here");
  }
  return static_cast<std::uint32_t>(*count);
}

}  // namespace

ScramChallenge parse_scram_challenge(std::string_view message,
                                     std::string_view client_nonce) {
  refuse_extension(message);
  const auto nonce = required_attribute(message, 'r');
  check_nonce(nonce, client_nonce);
  auto salt = decoded_salt(required_attribute(message, 's'));
  const auto iterations = parse_iterations(required_attribute(message, 'i'));
  // Further attributes are extensions that a client may ignore.
  return {std::string(nonce), std::move(salt), iterations};
}

std::string parse_scram_signature(std::string_view message) {
  refuse_extension(message);
  auto signature = decode_base64(required_attribute(message, 'v'));
  if (!signature) give_up("the server's signature is no base64");
  return *std::move(signature);
}

std::optional<std::string> parse_scram_error(std::string_view message) {
  const auto error = take_attribute(message, 'e');
  if (!error) return std::nullopt;
  return error->empty() ? "an error without a name" : bounded(*error);
}

}  // namespace smtp
