#include "lib/smtp/condition.h"

#include <algorithm>
#include <limits>

#include "lib/monitor/ascii.h"
#include "lib/monitor/number.h"

namespace smtp {

namespace {

bool valid_keyword(std::string_view keyword) {
  return !keyword.empty() && monitor::is_alnum(keyword.front()) &&
         std::all_of(keyword.begin(), keyword.end(),
                     [](char c) { return monitor::is_alnum(c) || c == '-'; });
}

// RFC 5321 4.1.1.1: ehlo-param = 1*(%d33-126).
bool valid_parameter(std::string_view parameter) {
  return !parameter.empty() &&
         std::all_of(parameter.begin(), parameter.end(),
                     [](char c) { return c > ' ' && c <= '~'; });
}

void take_phase(std::string_view& text, Condition& condition) {
  if (monitor::starts_with_ignoring_case(text, "plain:")) {
    condition.phase = Phase::plain;
    text.remove_prefix(6);
  } else if (monitor::starts_with_ignoring_case(text, "tls:")) {
    condition.phase = Phase::tls;
    text.remove_prefix(4);
  }
}

bool has_parameter(const Extension& extension, const std::string& wanted) {
  return std::any_of(extension.parameters.begin(), extension.parameters.end(),
                     [&](const auto& parameter) {
                       return monitor::equal_ignoring_case(parameter, wanted);
                     });
}

bool reaches(const Extension& extension, std::uint64_t wanted) {
  if (extension.parameters.empty()) return false;
  const auto value = monitor::parse_unsigned(extension.parameters.front());
  if (!value) return false;
  // RFC 1870 4: SIZE 0 is no fixed limit.
  const bool unlimited =
      *value == 0 && monitor::equal_ignoring_case(extension.keyword, "SIZE");
  return unlimited || *value >= wanted;
}

}  // namespace

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  constexpr std::string_view units = "KMG";
  unsigned shift = 0;
  if (!text.empty()) {
    const auto unit = units.find(monitor::upper(text.back()));
    if (unit != std::string_view::npos) {
      shift = static_cast<unsigned>(unit + 1) * 10;
      text.remove_suffix(1);
    }
  }
  const auto number = monitor::parse_unsigned(text);
  if (!number ||
      *number > (std::numeric_limits<std::uint64_t>::max() >> shift)) {
    return std::nullopt;
  }
  return *number << shift;
}

std::optional<Condition> parse_condition(std::string_view text) {
  Condition condition;
  condition.text = text;
  take_phase(text, condition);
  const auto comparison = text.find(">=");
  const auto colon = text.find(':');
  if (comparison != std::string_view::npos) {
    condition.at_least = parse_bytes(text.substr(comparison + 2));
    if (!condition.at_least) return std::nullopt;
    text = text.substr(0, comparison);
  } else if (colon != std::string_view::npos) {
    condition.parameter = text.substr(colon + 1);
    if (!valid_parameter(condition.parameter)) return std::nullopt;
    text = text.substr(0, colon);
  }
  if (!valid_keyword(text)) return std::nullopt;
  condition.keyword = monitor::to_upper(text);
  return condition;
}

std::string in_words(const Condition& condition) {
  if (condition.at_least) {
    const auto number = condition.text.find(">=") + 2;
    return condition.keyword + " of at least " + condition.text.substr(number);
  }
  if (!condition.parameter.empty()) {
    return condition.keyword + " with " + condition.parameter;
  }
  return condition.keyword;
}

Verdict judge(const Condition& condition, const Extensions& extensions) {
  const auto* extension = extensions.find(condition.keyword);
  if (extension == nullptr) return Verdict::missing;
  const bool met =
      (condition.parameter.empty() ||
       has_parameter(*extension, condition.parameter)) &&
      (!condition.at_least || reaches(*extension, *condition.at_least));
  return met ? Verdict::met : Verdict::parameter_unmet;
}

}  // namespace smtp
