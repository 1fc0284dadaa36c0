// Hides secrets in what a server says: some servers echo what they were sent.
#pragma once

#include <bitset>
#include <list>
#include <string>
#include <string_view>
#include <unordered_set>

#include "lib/smtp/secret.h"

namespace smtp {

// Filled before or while the session talks, asked for every text that is kept.
// Moved, never copied: it holds the secrets, and wipes them.
class Redactor {
 public:
  Redactor() = default;
  Redactor(Redactor&&) = default;
  Redactor& operator=(Redactor&&) = default;

  // A password, a token, a digest made of one: hidden as it is, and within any
  // base64. A secret under four octets is hidden only where it stands as a
  // word of its own: it is a piece of many innocent words, whose holes would
  // tell what it is.
  void add_secret(std::string_view secret);

  // What the client sent in AUTH, before base64: its base64 is hidden, and it
  // itself is not, for the name that LOGIN sends is no secret.
  void add_response(std::string_view response);

  // `text` with "********" for every secret, case-sensitively. Of a secret
  // that is longer than `piece`, any piece of that many octets is hidden
  // too: servers cut what they echo. The time it takes is in proportion to the
  // size of the text, whatever the text.
  std::string redacted(std::string_view text) const;

  static constexpr std::size_t piece = 12;

 private:
  void add(std::string_view needle);
  // `begin` where nothing matches there.
  std::size_t end_of_match(std::string_view text, std::size_t begin) const;

  std::list<Secret> needles_;  // a list: its items never move
  // What to look for, in needles_: up to `piece` octets each.
  std::unordered_set<std::string_view> pieces_;
  std::unordered_set<std::string_view> words_;
  std::bitset<piece + 1> sizes_;  // of pieces_ and words_
};

}  // namespace smtp
