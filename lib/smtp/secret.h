// A password, a token, or what is made of one, in memory that is wiped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace smtp {

// Overwrites all memory that `text` holds, beyond its size too, and empties it.
void wipe(std::string& text) noexcept;

// Moved, never copied, and never printed: what is sent and what is masked is
// read from view(), which is valid until the secret is moved or ends.
class Secret {
 public:
  Secret() = default;
  // Takes the text over; what a short one would leave where it stood is wiped.
  explicit Secret(std::string&& text) noexcept : text_(std::move(text)) {
    wipe(text);
  }
  // The parts one after the other. The parts stay as they are.
  static Secret joined(std::initializer_list<std::string_view> parts);

  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
    wipe(other.text_);
  }
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(text_); }

  std::string_view view() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

}  // namespace smtp
