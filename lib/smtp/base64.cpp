#include "lib/smtp/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace smtp {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint8_t none = 64;

constexpr auto value_of_character = [] {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = none;
  for (std::uint8_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = i;
  }
  return values;
}();

// How many '=' end the text: as many as base64 can have.
std::size_t padding(std::string_view text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with('=') ? 1 : 0;
}

// One to three bytes.
void append_group(std::string& out, std::string_view bytes) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    bits <<= 8U;
    if (i < bytes.size()) bits |= static_cast<unsigned char>(bytes[i]);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const auto value = (bits >> (18U - 6U * i)) & 0x3FU;
    out += i <= bytes.size() ? alphabet[value] : '=';
  }
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  while (!bytes.empty()) {
    const auto size = std::min<std::size_t>(bytes.size(), 3);
    append_group(out, bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return out;
}

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  text.remove_suffix(padding(text));
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    const auto value = value_of_character[static_cast<unsigned char>(c)];
    if (value == none) return std::nullopt;
    bits = (bits << 6U | value) & 0xFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFFU);
  }
  // Bits left over that are not zero lose nothing (RFC 4648 3.5 leaves it to
  // the reader), and the clients that people use take them.
  return out;
}

}  // namespace smtp
