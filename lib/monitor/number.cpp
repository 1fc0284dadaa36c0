#include "lib/monitor/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "lib/monitor/ascii.h"

namespace monitor {

namespace {

std::string fixed(double value, int decimals) {
  std::array<char, 400> buffer{};  // the longest double has 309 digits
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    std::chars_format::fixed, decimals);
  return {buffer.data(), result.ptr};
}

double seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (text.empty() || result.ec != std::errc{} || result.ptr != end) {
    return std::nullopt;
  }
  return value;
}

std::optional<double> parse_decimal(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || c == '.' || c == '-';
  });
  double value = 0;
  const char* end = text.data() + text.size();
  const auto result =
      std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (!plain || text.empty() || result.ec != std::errc{} || result.ptr != end ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::string format_decimal(double value) {
  std::string text = fixed(value, 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string format_seconds(std::chrono::nanoseconds time) {
  return format_decimal(seconds(time));
}

std::string format_milliseconds_as_seconds(std::chrono::nanoseconds time) {
  return fixed(seconds(time), 3);
}

std::string format_date(std::int64_t seconds) {
  using std::chrono::days;
  using std::chrono::floor;
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const std::chrono::year_month_day date{floor<days>(time)};
  const auto two_digits = [](unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two_digits(static_cast<unsigned>(date.month())) + "-" +
         two_digits(static_cast<unsigned>(date.day()));
}

}  // namespace monitor
