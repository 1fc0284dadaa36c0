#include "lib/check/cause.h"

#include <array>
#include <initializer_list>
#include <optional>
#include <string>

#include "lib/check/contradiction.h"
#include "lib/check/refusal.h"
#include "lib/check/wording.h"
#include "lib/monitor/ascii.h"
#include "lib/smtp/words.h"

namespace check {

namespace {

constexpr std::array<std::string_view, 17> names = {"wrong-credentials",
                                                    "auth-method-disabled",
                                                    "tls-required",
                                                    "auth-required",
                                                    "relay-denied",
                                                    "user-unknown",
                                                    "greylisted",
                                                    "rate-limited",
                                                    "client-identity",
                                                    "sender-identity",
                                                    "blocklisted",
                                                    "mailbox-full",
                                                    "too-big",
                                                    "policy",
                                                    "temporary",
                                                    "shutting-down",
                                                    "other"};
static_assert(names.size() == static_cast<std::size_t>(Cause::other) + 1);

// The enhanced code at the front of `text`, whatever follows it.
std::optional<smtp::EnhancedCode> code_at_front(std::string_view text) {
  const auto end = text.find_first_not_of("0123456789.");
  text = text.substr(0, end);
  // "5.1.1." ends a sentence.
  while (text.ends_with('.')) text.remove_suffix(1);
  return smtp::parse_enhanced_code(text);
}

// RFC 3463 3 knows the subjects 0 to 7: others are a version or an address.
constexpr int last_subject = 7;

// The first enhanced code of class `klass` in a line: many stand behind an
// address ("<user@example.com>: 5.1.1 unknown") or at the end ("(#5.1.1)").
std::optional<smtp::EnhancedCode> code_within(std::string_view line,
                                              int klass) {
  bool inside = false;  // of a word or a number
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!inside) {
      const auto code = code_at_front(line.substr(i));
      if (code && code->klass == klass && code->subject <= last_subject) {
        return code;
      }
    }
    inside = monitor::is_alnum(line[i]) || line[i] == '.';
  }
  return std::nullopt;
}

std::optional<smtp::EnhancedCode> code_of(const smtp::Reply& reply) {
  for (const auto& line : reply.lines) {
    if (auto code = code_within(line, reply.code / 100)) return code;
  }
  return std::nullopt;
}

bool is_one_of(int value, std::initializer_list<int> values) {
  for (const int each : values) {
    if (value == each) return true;
  }
  return false;
}

// Codes that are used for what they are meant for, and for nothing else.
std::optional<Cause> cause_by_certain_code(const Refusal& refusal) {
  if (!refusal.enhanced) return std::nullopt;
  const auto [klass, subject, detail] = *refusal.enhanced;
  const bool in_auth = refusal.stage == StageId::auth;
  if (subject == 2 && detail == 2 && !in_auth) return Cause::mailbox_full;
  if (subject == 3 && detail == 4 && !in_auth) return Cause::too_big;
  if (subject != 7) return std::nullopt;
  // RFC 4954 6; RFC 5248: encryption needed; RFC 7372 3.3; RFC 7372 3.1, 3.4.
  if (detail == 11 || detail == 10) return Cause::tls_required;
  if (detail == 25) return Cause::client_identity;
  if (is_one_of(detail, {20, 21, 22, 26})) return Cause::sender_identity;
  return std::nullopt;
}

std::optional<Cause> cause_by_address_code(const Refusal& refusal) {
  const int detail = refusal.enhanced->detail;
  // RFC 3463 3.2: bad sender's mailbox and system.
  if (detail == 7 || detail == 8) return Cause::sender_identity;
  if (!refusal.permanent()) return std::nullopt;
  // Bad mailbox, bad system, moved, null MX (RFC 7505 4.2); "other address
  // status" means no more than that the address is not taken.
  if (!is_one_of(detail, {0, 1, 2, 6, 10})) return std::nullopt;
  if (refusal.stage == StageId::mail) return Cause::sender_identity;
  // At the data nobody is asked for any more but the recipients.
  const bool of_recipient =
      refusal.stage >= StageId::relay && refusal.stage < StageId::quit;
  return of_recipient ? std::optional(Cause::user_unknown) : std::nullopt;
}

std::optional<Cause> cause_by_security_code(const Refusal& refusal) {
  const int detail = refusal.enhanced->detail;
  if (refusal.stage == StageId::auth) {
    // RFC 4954 6: credentials invalid, mechanism too weak, transition needed.
    if (!refusal.permanent()) {
      return detail == 12 ? std::optional(Cause::other) : std::nullopt;
    }
    if (detail == 8) return Cause::wrong_credentials;
    if (detail == 9 || detail == 4) return Cause::auth_method_disabled;
    return std::nullopt;
  }
  // RFC 7372 3.2: SPF; RFC 7505 4.1: null MX of the sender.
  if (is_one_of(detail, {23, 24, 27})) return Cause::sender_identity;
  if (detail == 28) return Cause::rate_limited;  // mail flood detected
  return std::nullopt;
}

// Codes that servers also use for other things: their words go first.
std::optional<Cause> cause_by_loose_code(const Refusal& refusal) {
  if (!refusal.enhanced) return std::nullopt;
  const auto [klass, subject, detail] = *refusal.enhanced;
  if (subject == 1) return cause_by_address_code(refusal);
  if (subject == 7) return cause_by_security_code(refusal);
  if (refusal.stage == StageId::auth) return std::nullopt;
  if (subject == 2 && detail == 1 && refusal.stage == StageId::rcpt &&
      refusal.permanent()) {
    return Cause::user_unknown;
  }
  if (subject == 2 && detail == 3) return Cause::too_big;
  if (subject == 5 && detail == 3) return Cause::rate_limited;
  return std::nullopt;
}

// RFC 4954 4, 6.
std::optional<Cause> cause_by_auth_code(int code) {
  switch (code) {
    case 535:
      return Cause::wrong_credentials;
    case 502:
    case 504:
    case 534:
      return Cause::auth_method_disabled;
    case 538:
      return Cause::tls_required;
    default:
      return std::nullopt;
  }
}

std::optional<Cause> cause_by_code(const Refusal& refusal) {
  if (refusal.temporary()) return Cause::temporary;
  if (refusal.stage == StageId::auth) return cause_by_auth_code(refusal.code);
  if (refusal.code == 530) return Cause::auth_required;  // RFC 4954 6
  if (refusal.code == 538) return Cause::tls_required;
  if (refusal.code == 556) return Cause::user_unknown;  // RFC 7504 4
  return std::nullopt;
}

// RFC 7628 3.2.2: a challenge in JSON is the error result, and `{"` in base64
// is "eyJ"; no other mechanism's challenge begins so.
bool refuses_token(StageId stage, const smtp::Reply& reply) {
  return stage == StageId::auth && reply.code == 334 && !reply.lines.empty() &&
         reply.lines.front().starts_with("eyJ");
}

Cause cause_of_acceptance(StageId stage, const smtp::Reply& reply) {
  if (refuses_token(stage, reply)) return Cause::wrong_credentials;
  if (!contradiction(reply)) return Cause::other;
  if (stage == StageId::auth) return Cause::wrong_credentials;
  return stage == StageId::message ? Cause::policy : Cause::other;
}

}  // namespace

std::string_view name(Cause cause) {
  return names.at(static_cast<std::size_t>(cause));
}

Cause cause_of(StageId stage, const smtp::Reply& reply) {
  if (!reply.temporary() && !reply.permanent()) {
    return cause_of_acceptance(stage, reply);
  }
  const Refusal refusal{.stage = stage,
                        .code = reply.code,
                        .enhanced = code_of(reply),
                        .words = smtp::words_of(reply)};
  for (const auto look :
       {cause_by_certain_code, cause_by_wording, cause_by_loose_code,
        cause_by_little, cause_by_code}) {
    if (const auto cause = look(refusal)) return *cause;
  }
  return Cause::other;
}

}  // namespace check
