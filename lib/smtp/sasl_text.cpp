#include "lib/smtp/sasl_text.h"

#include <algorithm>

#include "lib/monitor/ascii.h"

namespace smtp {

namespace {

constexpr std::size_t max_told = 200;

[[noreturn]] void refuse(std::string_view mechanism, SaslInput input,
                         std::string_view why, std::string_view advice = {}) {
  throw SaslError(SaslErrorKind::unusable,
                  std::string(input.called) + " " + std::string(why) +
                      ", which " + std::string(mechanism) + " cannot send" +
                      std::string(advice));
}

}  // namespace

void require_some(std::string_view mechanism, SaslInput input) {
  if (input.text.empty()) refuse(mechanism, input, "is empty");
}

void require_no_nul(std::string_view mechanism, SaslInput input) {
  if (input.text.find('\0') != std::string_view::npos) {
    refuse(mechanism, input, "holds a NUL character");
  }
}

void require_no_control(std::string_view mechanism, SaslInput input) {
  if (std::any_of(input.text.begin(), input.text.end(), monitor::is_control)) {
    refuse(mechanism, input, "holds a control character");
  }
}

void require_ascii(std::string_view mechanism, SaslInput input,
                   std::string_view advice) {
  const auto beyond = [](char c) {
    return static_cast<unsigned char>(c) > 127;
  };
  if (std::any_of(input.text.begin(), input.text.end(), beyond)) {
    refuse(mechanism, input, "holds characters other than ASCII", advice);
  }
}

std::string_view identity(const SaslCredentials& credentials) {
  return credentials.authzid.empty() ? credentials.user : credentials.authzid;
}

std::string sasl_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == ',') {
      out += "=2C";
    } else if (c == '=') {
      out += "=3D";
    } else {
      out += c;
    }
  }
  return out;
}

void give_up(const std::string& why) {
  throw SaslError(SaslErrorKind::malformed, why);
}

void refuse_challenge(std::string_view mechanism) {
  give_up("the server asks for more than " + std::string(mechanism) +
          " has to say");
}

std::string bounded(std::string_view told) {
  return std::string(told.substr(0, max_told));
}

}  // namespace smtp
