#include "lib/smtp/extensions.h"

#include <algorithm>

#include "lib/monitor/ascii.h"
#include "lib/monitor/number.h"

namespace smtp {

namespace {

using monitor::equal_ignoring_case;
using monitor::take_word;

bool has_number(const Extension& extension) {
  return !extension.parameters.empty() &&
         monitor::parse_unsigned(extension.parameters.front());
}

}  // namespace

Extensions::Extensions(const Reply& ehlo) {
  for (std::size_t i = 1; i < ehlo.lines.size(); ++i) add_line(ehlo.lines[i]);
}

void Extensions::add_line(std::string_view line) {
  // "AUTH=LOGIN PLAIN" is what clients of the nineties understood; in any
  // other keyword a '=' has no meaning (RFC 5321 4.1.1.1).
  line = monitor::trim_front(line);
  if (monitor::starts_with_ignoring_case(line, "AUTH=")) {
    lint_.add(Lint::legacy_auth);
    add_mechanisms(line.substr(5));
    return;
  }
  std::string_view rest = line;
  const auto keyword = take_word(rest);
  if (keyword.empty()) return;
  if (keyword.find('=') != std::string_view::npos) {
    lint_.add(Lint::keyword_with_equals);
  }
  if (equal_ignoring_case(keyword, "AUTH")) {
    // Beside AUTH= it is no duplicate: both forms were sent for old clients.
    if (auth_announced_) lint_.add(Lint::duplicate_keyword);
    auth_announced_ = true;
    add_mechanisms(rest);
    return;
  }
  Extension extension{std::string(keyword), {}};
  while (!rest.empty()) extension.parameters.emplace_back(take_word(rest));
  add(std::move(extension));
}

void Extensions::add(Extension extension) {
  const auto known =
      std::find_if(all_.begin(), all_.end(), [&](const Extension& other) {
        return equal_ignoring_case(other.keyword, extension.keyword);
      });
  if (known == all_.end()) {
    all_.push_back(std::move(extension));
    return;
  }
  lint_.add(Lint::duplicate_keyword);
  // Of several SIZE the first with a number counts.
  if (!has_number(*known) && has_number(extension)) {
    *known = std::move(extension);
  }
}

void Extensions::add_mechanisms(std::string_view list) {
  auto auth = std::find_if(all_.begin(), all_.end(), [](const Extension& e) {
    return equal_ignoring_case(e.keyword, "AUTH");
  });
  if (auth == all_.end()) {
    all_.push_back({"AUTH", {}});
    auth = all_.end() - 1;
  }
  while (!list.empty()) {
    const std::string mechanism = monitor::to_upper(take_word(list));
    if (mechanism.empty() || offers_mechanism(mechanism)) continue;
    mechanisms_.push_back(mechanism);
    auth->parameters.push_back(mechanism);
  }
}

const Extension* Extensions::find(std::string_view keyword) const {
  for (const auto& extension : all_) {
    if (equal_ignoring_case(extension.keyword, keyword)) return &extension;
  }
  return nullptr;
}

bool Extensions::offers_mechanism(std::string_view mechanism) const {
  return std::any_of(
      mechanisms_.begin(), mechanisms_.end(),
      [&](const auto& m) { return equal_ignoring_case(m, mechanism); });
}

std::optional<std::uint64_t> Extensions::size_limit() const {
  const auto* size = find("SIZE");
  if (size == nullptr || size->parameters.empty()) return std::nullopt;
  return monitor::parse_unsigned(size->parameters.front());
}

std::string to_string(const Extension& extension) {
  std::string out = extension.keyword;
  for (const auto& parameter : extension.parameters) out += " " + parameter;
  return out;
}

}  // namespace smtp
