#include "lib/monitor/number.h"

#include <algorithm>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdlib>

#include "lib/monitor/ascii.h"

namespace monitor {

namespace {

// std::from_chars for double would load libm at each start, and strtod() goes
// by LC_NUMERIC.
locale_t c_locale() {
  static const locale_t locale = newlocale(LC_ALL_MASK, "C", nullptr);
  return locale;
}

// Seconds, rounded to that many decimals.
std::string fixed(std::chrono::nanoseconds time, unsigned decimals) {
  std::int64_t steps = 1;  // in a second
  for (unsigned i = 0; i < decimals; ++i) steps *= 10;
  const std::int64_t step = 1'000'000'000 / steps;  // in nanoseconds
  const auto count =
      (std::max<std::int64_t>(time.count(), 0) + step / 2) / step;
  const auto fraction = std::to_string(count % steps);
  return std::to_string(count / steps) + "." +
         std::string(decimals - fraction.size(), '0') + fraction;
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
  if (!plain || text.empty()) return std::nullopt;
  const std::string ended(text);
  char* end = nullptr;
  const double value = strtod_l(ended.c_str(), &end, c_locale());
  if (end != ended.c_str() + ended.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::string format_seconds(std::chrono::nanoseconds time) {
  std::string text = fixed(time, 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string format_milliseconds_as_seconds(std::chrono::nanoseconds time) {
  return fixed(time, 3);
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
