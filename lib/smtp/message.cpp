#include "lib/smtp/message.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "lib/monitor/ascii.h"
#include "lib/smtp/header_field.h"
#include "lib/smtp/mime.h"

namespace smtp {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t max_line = 998;  // RFC 5322 2.1.1

constexpr std::string_view transfer_encoding = "Content-Transfer-Encoding";

// In English whatever the locale says (RFC 5322 3.3).
constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string padded(std::int64_t number, std::size_t width) {
  const auto digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string date(std::int64_t time) {
  using std::chrono::floor;
  const std::chrono::sys_seconds moment{std::chrono::seconds(time)};
  const auto midnight = floor<std::chrono::days>(moment);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss clock(moment - midnight);
  std::string text(day_names[std::chrono::weekday(midnight).c_encoding()]);
  text.append(", ").append(std::to_string(unsigned{day.day()}));
  text.append(" ").append(month_names[unsigned{day.month()} - 1]);
  text.append(" ").append(padded(int{day.year()}, 4));
  text.append(" ").append(padded(clock.hours().count(), 2));
  text.append(":").append(padded(clock.minutes().count(), 2));
  text.append(":").append(padded(clock.seconds().count(), 2));
  return text + " +0000";
}

// The null sender has no mailbox, but From must have one (RFC 5322 3.6.2);
// swaks leaves it empty, which filters refuse. MAILER-DAEMON of this host is
// what MTAs write over their own reports, and it is true. The recipient's
// address would be a forgery in the eyes of its domain's DMARC policy. A
// sender without a domain is a mailbox of this host.
std::string author(const MessageParts& parts) {
  if (parts.from.empty()) return "MAILER-DAEMON@" + parts.host;
  if (parts.from.find('@') != npos) return header_address(parts.from);
  return header_address(parts.from + "@" + parts.host);
}

// An address without a domain is one of the server's, which completes it.
std::string recipients(const MessageParts& parts) {
  std::string list;
  for (const auto& address : parts.to) {
    if (!list.empty()) list += ", ";
    list += header_address(address);
  }
  return list;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  bool after_cr = false;
  for (const char c : text) {
    const bool ends = c == '\r' || (c == '\n' && !after_cr);
    if (ends) out += "\r\n";
    if (c != '\r' && c != '\n') out += c;
    after_cr = c == '\r';
  }
  if (!out.empty() && !out.ends_with("\r\n")) out += "\r\n";
  return out;
}

bool has_long_line(std::string_view text) {
  while (text.size() > max_line) {
    const auto end = std::min(text.find("\r\n"), text.size());
    if (end > max_line) return true;
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return false;
}

struct Body {
  std::string_view charset;
  std::string_view encoding;
  std::string text;
};

Body encoded_body(std::string_view body) {
  auto text = with_crlf(body);
  const auto charset = charset_of(text);
  if (is_ascii(text) && !has_long_line(text) && text.find('\0') == npos) {
    return {charset, "7bit", std::move(text)};
  }
  if (is_mostly_ascii(text)) {
    return {charset, "quoted-printable", quoted_printable(text)};
  }
  return {charset, "base64", base64_lines(text)};
}

struct Field {
  std::string_view name;
  std::string value;
};

std::vector<Field> generated_fields(const MessageParts& parts,
                                    const Body& body) {
  std::vector<Field> fields{{"Date", date(parts.time)},
                            {"From", author(parts)}};
  if (!parts.to.empty()) fields.push_back({"To", recipients(parts)});
  fields.push_back({"Subject", parts.subject});
  fields.push_back({"Message-ID", "<" + parts.token + "@" + parts.host + ">"});
  fields.push_back({"MIME-Version", "1.0"});
  fields.push_back(
      {"Content-Type", "text/plain; charset=" + std::string(body.charset)});
  fields.push_back({transfer_encoding, std::string(body.encoding)});
  // Keeps vacation programs from answering (RFC 3834 5).
  fields.push_back({"Auto-Submitted", "auto-generated"});
  fields.push_back({"X-Check-Smtp-Session", parts.token});
  return fields;
}

bool is_named(std::string_view line, std::string_view name) {
  return monitor::equal_ignoring_case(header_name(line), name);
}

std::vector<std::string_view> usable_headers(const MessageParts& parts,
                                             const Body& body) {
  std::vector<std::string_view> lines;
  for (const auto& line : parts.headers) {
    const bool wrong =
        body.encoding != "7bit" && is_named(line, transfer_encoding);
    if (!wrong && !header_defect(line)) lines.emplace_back(line);
  }
  return lines;
}

std::string in_line(std::size_t number, const std::string& defect) {
  return "line " + std::to_string(number) + " " + defect;
}

std::optional<std::string> line_defect(std::string_view line) {
  if (line.find('\0') != npos) return "holds a NUL octet";
  if (line.find('\r') != npos) return "holds a CR without LF";
  if (line.size() > max_line) return "is over 998 octets long";
  return std::nullopt;
}

// Takes a line and its LF or CRLF off the front of `text`. Only a CR before
// an LF belongs to the line end.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == npos ? text.size() : end + 1);
  if (end != npos && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

class NatureFinder {
 public:
  void add(char c) {
    // The LF of a CRLF was counted with its CR.
    if (c == '\n' && last_ == '\r') {
      last_ = '\n';
      return;
    }
    if (c == '\r' || c == '\n') {
      if (line_start_) in_header_ = false;
      nature_.wire_size += 2;
    } else {
      note_octet(c);
    }
    line_start_ = c == '\r' || c == '\n';
    last_ = c;
  }

  MessageNature finish() {
    if (!line_start_) nature_.wire_size += 2;
    return nature_;
  }

 private:
  void note_octet(char c) {
    ++nature_.wire_size;
    if (static_cast<unsigned char>(c) < 128) return;
    nature_.eight_bit = true;
    nature_.utf8_header = nature_.utf8_header || in_header_;
  }

  MessageNature nature_;
  bool in_header_ = true;
  bool line_start_ = true;
  char last_ = '\0';
};

}  // namespace

std::string compose(const MessageParts& parts) {
  const auto body = encoded_body(parts.body);
  const auto headers = usable_headers(parts, body);
  std::string message;
  for (const auto& [name, value] : generated_fields(parts, body)) {
    const bool replaced = std::any_of(headers.begin(), headers.end(),
                                      [&field = name](std::string_view line) {
                                        return is_named(line, field);
                                      });
    if (!replaced) message += folded_field(name, value);
  }
  for (const auto line : headers) message += header_field(line);
  return message + "\r\n" + body.text;
}

std::optional<std::string> subject_defect(std::string_view subject) {
  return header_defect(std::string("Subject: ").append(subject));
}

std::optional<std::string> body_defect(std::string_view body) {
  if (body.find('\0') != npos) return "it holds a NUL octet";
  while (!body.empty()) {
    if (take_line(body).find('\r') != npos) return "it holds a CR without LF";
  }
  return std::nullopt;
}

std::optional<std::string> message_defect(std::string_view raw) {
  for (std::size_t number = 1; !raw.empty(); ++number) {
    const auto defect = line_defect(take_line(raw));
    if (defect) return in_line(number, *defect);
  }
  return std::nullopt;
}

MessageNature nature_of(const std::vector<std::string_view>& pieces) {
  NatureFinder finder;
  for (const auto piece : pieces) {
    for (const char c : piece) finder.add(c);
  }
  return finder.finish();
}

}  // namespace smtp
