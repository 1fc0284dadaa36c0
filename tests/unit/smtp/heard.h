// What a ReplyParser makes of a server's bytes, as one line of text to compare
// with, and the same at every fragment size.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/error.h"
#include "lib/smtp/reply_parser.h"

namespace smtp {

inline std::string kind_name(net::ErrorKind kind) {
  switch (kind) {
    case net::ErrorKind::not_smtp:
      return "not_smtp";
    case net::ErrorKind::malformed:
      return "malformed";
    case net::ErrorKind::codes_differ:
      return "codes_differ";
    case net::ErrorKind::too_long:
      return "too_long";
    default:
      return "unexpected kind " + std::to_string(static_cast<int>(kind));
  }
}

inline std::string lint_names(const LintSet& set) {
  struct Name {
    Lint lint;
    std::string_view name;
  };
  constexpr Name names[] = {
      {Lint::bare_lf, "bare_lf"},
      {Lint::stray_cr, "stray_cr"},
      {Lint::nul, "nul"},
      {Lint::control, "control"},
      {Lint::eight_bit, "eight_bit"},
      {Lint::long_line, "long_line"},
      {Lint::second_digit, "second_digit"},
      {Lint::enhanced_class, "enhanced_class"},
      {Lint::unexpected_success, "unexpected_success"},
      {Lint::legacy_auth, "legacy_auth"},
      {Lint::keyword_with_equals, "keyword_with_equals"},
      {Lint::duplicate_keyword, "duplicate_keyword"},
  };
  std::string out;
  for (const auto& known : names) {
    if (!set.has(known.lint)) continue;
    out += (out.empty() ? "" : " ") + std::string(known.name);
  }
  return out;
}

// All replies of `text`, fed in pieces of `fragment` bytes:
// "220 a / 250-b\n250 c [bare_lf] / malformed: xyz", with "..." at the end
// where bytes are left over.
inline std::string heard_in(std::string_view text, std::size_t fragment,
                            bool auth_lines = false) {
  ReplyParser parser;
  parser.allow_auth_lines(auth_lines);
  std::string out;
  const auto note = [&](const std::string& what) {
    out += (out.empty() ? "" : " / ") + what;
  };
  try {
    while (!text.empty()) {
      parser.feed(text.substr(0, fragment));
      text.remove_prefix(std::min(fragment, text.size()));
      while (const auto reply = parser.next()) {
        const auto lint = lint_names(reply->lint);
        note(to_lines(*reply) + (lint.empty() ? "" : " [" + lint + "]"));
      }
    }
  } catch (const net::Error& error) {
    note(kind_name(error.kind()) + ": " + error.said());
    return out;
  }
  if (parser.pending()) note("...");
  return out;
}

// The same whatever the fragments; all sizes for a short text, those around
// powers of two for a long one.
inline std::string heard(std::string_view text, bool auth_lines = false) {
  auto whole =
      heard_in(text, std::max<std::size_t>(text.size(), 1), auth_lines);
  std::vector<std::size_t> sizes = {1, 2, 3, 7, 511, 512, 513, 4095, 4096};
  if (text.size() < 2000) {
    sizes.clear();
    for (std::size_t size = 1; size < text.size(); ++size) {
      sizes.push_back(size);
    }
  }
  for (const auto size : sizes) {
    EXPECT_EQ(heard_in(text, size, auth_lines), whole) << "by " << size;
  }
  return whole;
}

// The one reply that these lines are; line ends are added.
inline Reply reply_of(const std::vector<std::string>& lines) {
  ReplyParser parser;
  for (const auto& line : lines) parser.feed(line + "\r\n");
  auto reply = parser.next();
  EXPECT_TRUE(reply && !parser.pending()) << lines.front();
  return reply ? *std::move(reply) : Reply();
}

}  // namespace smtp
