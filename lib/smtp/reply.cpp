#include "lib/smtp/reply.h"

#include "lib/monitor/ascii.h"
#include "lib/monitor/number.h"

namespace smtp {

namespace {

// The number of one to three digits at the front, which is taken off.
std::optional<int> take_number(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && monitor::is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > 3) return std::nullopt;
  const auto value = monitor::parse_unsigned(text.substr(0, digits));
  text.remove_prefix(digits);
  return static_cast<int>(*value);
}

bool take_dot(std::string_view& text) {
  if (!text.starts_with('.')) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string to_sentence(const Reply& reply) {
  std::string out = std::to_string(reply.code);
  for (const auto& line : reply.lines) {
    if (line.empty()) continue;
    out += ' ';
    out += line;
  }
  return out;
}

std::string to_lines(const Reply& reply) {
  std::string out;
  const std::string code = std::to_string(reply.code);
  for (std::size_t i = 0; i < reply.lines.size(); ++i) {
    const bool last = i + 1 == reply.lines.size();
    if (i > 0) out += '\n';
    out += code;
    if (!last || !reply.lines[i].empty()) out += last ? ' ' : '-';
    out += reply.lines[i];
  }
  return out;
}

std::optional<EnhancedCode> parse_enhanced_code(std::string_view text) {
  if (text.size() < 5 || text[1] != '.') return std::nullopt;
  if (text[0] != '2' && text[0] != '4' && text[0] != '5') return std::nullopt;
  EnhancedCode code{text[0] - '0', 0, 0};
  text.remove_prefix(2);
  const auto subject = take_number(text);
  if (!subject || !take_dot(text)) return std::nullopt;
  const auto detail = take_number(text);
  if (!detail || (!text.empty() && !monitor::is_blank(text.front()))) {
    return std::nullopt;
  }
  code.subject = *subject;
  code.detail = *detail;
  return code;
}

std::optional<EnhancedCode> enhanced_code(const Reply& reply) {
  if (reply.lines.empty()) return std::nullopt;
  auto code = parse_enhanced_code(reply.lines.front());
  if (code && code->klass != reply.code / 100) return std::nullopt;
  return code;
}

}  // namespace smtp
