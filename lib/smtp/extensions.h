// What a server announces in its reply to EHLO or LHLO (RFC 5321 4.1.1.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/smtp/reply.h"

namespace smtp {

struct Extension {
  std::string keyword;                  // as announced
  std::vector<std::string> parameters;  // as announced
};

class Extensions {
 public:
  Extensions() = default;
  // Every line of the reply but the first, which names the server.
  explicit Extensions(const Reply& ehlo);

  // By keyword in any case; null if it is not announced.
  const Extension* find(std::string_view keyword) const;
  bool has(std::string_view keyword) const { return find(keyword) != nullptr; }

  // The mechanisms of AUTH in upper case, each once; those of the legacy form
  // AUTH= are merged in.
  const std::vector<std::string>& mechanisms() const { return mechanisms_; }
  bool offers_mechanism(std::string_view mechanism) const;

  // The number of SIZE (RFC 1870 4): 0 means that there is no fixed limit,
  // nothing that the server does not tell one.
  std::optional<std::uint64_t> size_limit() const;

  // In the order announced; a keyword that comes twice stands once.
  const std::vector<Extension>& all() const { return all_; }
  LintSet lint() const { return lint_; }

 private:
  void add_line(std::string_view line);
  void add(Extension extension);
  void add_mechanisms(std::string_view list);

  std::vector<Extension> all_;
  std::vector<std::string> mechanisms_;
  bool auth_announced_ = false;  // in the standard form
  LintSet lint_;
};

// "AUTH PLAIN LOGIN": as a person reads it.
std::string to_string(const Extension& extension);

}  // namespace smtp
