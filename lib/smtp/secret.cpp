#include "lib/smtp/secret.h"

#include <string.h>  // explicit_bzero is in no C++ header

namespace smtp {

void wipe(std::string& text) noexcept {
  // Within the capacity: allocates nothing, and makes all of it ours to write.
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

Secret Secret::joined(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const auto part : parts) size += part.size();
  std::string text;
  // At once, for a string that grows leaves copies behind.
  text.reserve(size);
  for (const auto part : parts) text += part;
  return Secret(std::move(text));
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  // Before the move, which may hand our memory over to `other`.
  wipe(text_);
  text_ = std::move(other.text_);
  wipe(other.text_);
  return *this;
}

}  // namespace smtp
