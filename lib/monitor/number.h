// Numbers as text, by the C locale whatever LC_* says.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace monitor {

// A whole, non-negative decimal number; nothing on any other character or on
// overflow.
std::optional<std::uint64_t> parse_unsigned(std::string_view text);

// A finite decimal number without exponent: "3", "-0.5", ".5", "2.".
std::optional<double> parse_decimal(std::string_view text);

// Seconds with at most six decimals, no trailing zeros, never an exponent:
// "0.001234", "3". A negative time is none.
std::string format_seconds(std::chrono::nanoseconds time);

// Seconds for a sentence, three decimals: "0.012".
std::string format_milliseconds_as_seconds(std::chrono::nanoseconds time);

// The day of a time in seconds since 1970, UTC: "2026-11-25".
std::string format_date(std::int64_t seconds);

}  // namespace monitor
