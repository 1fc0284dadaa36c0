#include "lib/smtp/redactor.h"

#include <algorithm>
#include <utility>

#include "lib/monitor/ascii.h"
#include "lib/smtp/base64.h"

namespace smtp {

namespace {

constexpr std::string_view mask = "********";
constexpr std::size_t shortest = 4;

// The characters of base64 that stand for `secret` alone where `before` octets
// (modulo 3) precede it: those at its ends hold bits of the neighbours.
Secret base64_core(std::string_view secret, std::size_t before) {
  const auto padded =
      Secret::joined({std::string_view("\0\0", before), secret});
  const Secret encoded(encode_base64(padded.view()));
  const auto begin = (before * 8 + 5) / 6;
  const auto end = padded.view().size() * 8 / 6;
  return Secret::joined({encoded.view().substr(begin, end - begin)});
}

bool is_word(std::string_view text, std::size_t begin, std::size_t end) {
  return (begin == 0 || !monitor::is_alnum(text[begin - 1])) &&
         (end == text.size() || !monitor::is_alnum(text[end]));
}

}  // namespace

void Redactor::add_secret(std::string_view secret) {
  add(secret);
  if (secret.size() < shortest) return;
  for (std::size_t before = 0; before < 3; ++before) {
    add(base64_core(secret, before).view());
  }
}

void Redactor::add_response(std::string_view response) {
  add(Secret(encode_base64(response)).view());
}

void Redactor::add(std::string_view needle) {
  if (needle.empty()) return;
  needles_.push_back(Secret::joined({needle}));
  const auto kept = needles_.back().view();
  const auto size = std::min(kept.size(), piece);
  sizes_.set(size);
  if (size < shortest) {
    words_.insert(kept);
    return;
  }
  for (std::size_t begin = 0; begin + size <= kept.size(); ++begin) {
    pieces_.insert(kept.substr(begin, size));
  }
}

std::size_t Redactor::end_of_match(std::string_view text,
                                   std::size_t begin) const {
  for (auto size = std::min(piece, text.size() - begin); size > 0; --size) {
    if (!sizes_[size]) continue;
    const auto found = text.substr(begin, size);
    const auto end = begin + size;
    if (pieces_.contains(found)) return end;
    if (words_.contains(found) && is_word(text, begin, end)) return end;
  }
  return begin;
}

std::string Redactor::redacted(std::string_view text) const {
  std::string out;
  std::size_t hidden_until = 0;
  bool hiding = false;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    hidden_until = std::max(hidden_until, end_of_match(text, begin));
    const bool hide = begin < hidden_until;
    if (!hide) {
      out += text[begin];
    } else if (!hiding) {
      out += mask;
    }
    hiding = hide;
  }
  return out;
}

}  // namespace smtp
