#include "lib/check/cause_hint.h"

#include <string_view>
#include <vector>

#include "lib/monitor/ascii.h"
#include "lib/monitor/number.h"

namespace check {

namespace {

using std::chrono::seconds;

constexpr seconds one_day{86400};

// Words of the text, with digits and letters parted ("300s") and a clock
// ("00:05:00") in one piece.
std::vector<std::string> pieces_of(std::string_view line) {
  std::vector<std::string> pieces(1);
  for (const char c : line) {
    auto& piece = pieces.back();
    const bool digit = monitor::is_digit(c);
    const bool clock = c == ':' && !piece.empty();
    if (!digit && !clock && !monitor::is_alpha(c)) {
      if (!piece.empty()) pieces.emplace_back();
      continue;
    }
    const bool numeric = !piece.empty() && monitor::is_digit(piece.front());
    const bool other_kind = !piece.empty() && !clock && numeric != digit;
    if (other_kind) pieces.emplace_back();
    pieces.back() += monitor::lower(c);
  }
  return pieces;
}

std::optional<seconds> unit_of(std::string_view word) {
  if (word == "s" || word.starts_with("sec")) return seconds(1);
  if (word == "m" || word.starts_with("min")) return seconds(60);
  if (word == "h" || word.starts_with("hour")) return seconds(3600);
  return std::nullopt;
}

std::optional<seconds> bounded(std::uint64_t count, seconds unit) {
  if (count == 0 || count > 86400) return std::nullopt;
  const auto time = static_cast<std::int64_t>(count) * unit;
  if (time > one_day) return std::nullopt;
  return time;
}

// "00:05:00", "5:00" where "in" or "after" stands before it: else it is the
// time of day.
std::optional<seconds> parse_clock(std::string_view text) {
  std::uint64_t total = 0;
  int parts = 0;
  while (true) {
    const auto end = text.find(':');
    const auto part = monitor::parse_unsigned(text.substr(0, end));
    if (!part || *part > 86400 || ++parts > 3) return std::nullopt;
    total = total * 60 + *part;
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  if (parts < 2) return std::nullopt;
  return bounded(total, seconds(1));
}

bool announces_clock(std::string_view word) {
  return word == "in" || word == "after" || word == "for" || word == "wait";
}

std::optional<seconds> time_in(const std::vector<std::string>& pieces) {
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    if (const auto count = monitor::parse_unsigned(pieces[i])) {
      if (const auto unit = unit_of(pieces[i + 1])) {
        return bounded(*count, *unit);
      }
    }
    if (announces_clock(pieces[i])) {
      if (const auto time = parse_clock(pieces[i + 1])) return time;
    }
  }
  return std::nullopt;
}

std::string in_words(seconds time) {
  if (time % seconds(60) != seconds(0)) {
    return std::to_string(time.count()) + " seconds";
  }
  const auto minutes = time.count() / 60;
  return std::to_string(minutes) + (minutes == 1 ? " minute" : " minutes");
}

std::string greylisted_hint(const HintFacts& facts) {
  const auto when =
      facts.retry_after ? "in " + in_words(*facts.retry_after) : "later";
  return "greylisting: senders that come again are let in; try again " + when +
         ", or have this host exempted there";
}

std::string too_big_hint(const HintFacts& facts) {
  // RFC 1870 4: SIZE 0 is no fixed limit.
  const bool known = facts.size_limit && *facts.size_limit > 0;
  return "the message is bigger than the server takes" +
         (known ? ": EHLO announced SIZE " + std::to_string(*facts.size_limit)
                : std::string()) +
         "; send a smaller one or raise the limit there";
}

}  // namespace

std::string hint_for(Cause cause, const HintFacts& facts) {
  switch (cause) {
    case Cause::wrong_credentials:
      return "the user name or password was refused: check both, and whether "
             "the password has been changed or has expired";
    case Cause::auth_method_disabled:
      return "this way to log in is switched off there, so the password was "
             "never judged: an app password, another mechanism, TLS first, or "
             "enabling it for the account may be needed";
    case Cause::tls_required:
      return "the server wants TLS, of a version that it takes, before this: "
             "use -S (STARTTLS) or -s (TLS from the first byte)";
    case Cause::auth_required:
      return "the server wants a login before this: give credentials, or use "
             "the port for mail from other servers (25)";
    case Cause::relay_denied:
      return "the server takes no mail for this recipient's domain from us: "
             "log in, name a recipient of its own, or have this address "
             "allowed to relay";
    case Cause::user_unknown:
      return "the address does not exist there, or takes no mail any more: "
             "check its spelling and the server's list of recipients";
    case Cause::greylisted:
      return greylisted_hint(facts);
    case Cause::rate_limited:
      return "the server limits how often or how much we may send or log in: "
             "check less often, or look for what else uses this address or "
             "account";
    case Cause::client_identity:
      return "the server objects to our EHLO name, PTR record or address: the "
             "name (-F) should resolve to the address that we come from, and "
             "that address back to it";
    case Cause::sender_identity:
      return "the server objects to the sender: check that its domain "
             "resolves, its SPF, DKIM and DMARC records, and that this host or "
             "login may use it";
    case Cause::blocklisted:
      return "this host's address or network is on a blocklist or has a bad "
             "reputation: look it up there, mend the reason and ask for its "
             "removal";
    case Cause::mailbox_full:
      return "the recipient's mailbox is full: empty it or raise its quota";
    case Cause::too_big:
      return too_big_hint(facts);
    case Cause::policy:
      return "a rule or content filter of the server refused it: its log tells "
             "which one";
    case Cause::temporary:
      return "the server cannot do it for now: if it goes on, look at its log, "
             "its disk space and what it depends on";
    case Cause::shutting_down:
      return "the server ended the session: it is stopping, or it waited too "
             "long for us";
    case Cause::other:
      break;
  }
  return {};
}

std::optional<seconds> retry_after(const smtp::Reply& reply) {
  std::string text;
  for (const auto& line : reply.lines) text += line + ' ';
  return time_in(pieces_of(text));
}

}  // namespace check
