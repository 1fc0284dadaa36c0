#include "lib/net/certificate.h"

namespace net {

bool key_is_weak(const Certificate& certificate) {
  const std::string& type = certificate.key_type;
  if (type.starts_with("EC")) return certificate.key_bits < 224;
  const bool edwards = type == "ED25519" || type == "ED448";
  return !edwards && certificate.key_bits < 2048;
}

std::int64_t days_left(const Certificate& certificate, std::int64_t now) {
  constexpr std::int64_t day = 86400;
  const auto left = certificate.not_after - now;
  return left >= 0 ? left / day : -((-left + day - 1) / day);
}

}  // namespace net
