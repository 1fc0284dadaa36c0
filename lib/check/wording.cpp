#include "lib/check/wording.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "lib/check/phrases_auth.h"
#include "lib/check/phrases_mail.h"
#include "lib/check/phrases_session.h"
#include "lib/smtp/words.h"

namespace check {

namespace {

using Phrases = std::span<const std::string_view>;

// In which replies a row of the table is looked for.

bool in_auth(const Refusal& refusal) {
  return refusal.stage == StageId::auth;
}

bool in_auth_for_good(const Refusal& refusal) {
  return in_auth(refusal) && refusal.permanent();
}

bool in_auth_syntax(const Refusal& refusal) {
  return in_auth(refusal) && (refusal.code == 501 || refusal.code == 503);
}

bool in_tls(const Refusal& refusal) {
  return refusal.stage == StageId::starttls || refusal.stage == StageId::tls;
}

bool talk(const Refusal& refusal) {
  return !in_auth(refusal) && !in_tls(refusal);
}

// RFC 5321 4.2.3: 500, 502 and 503 are about the command, not about the mail.
bool about_the_mail(const Refusal& refusal) {
  return talk(refusal) && refusal.code != 500 && refusal.code != 502 &&
         refusal.code != 503;
}

bool for_now(const Refusal& refusal) {
  return about_the_mail(refusal) && refusal.temporary();
}

bool for_good(const Refusal& refusal) {
  return about_the_mail(refusal) && refusal.permanent();
}

// RFC 5321 3.3: from MAIL on; a command of the user may be any of it.
bool in_transaction(const Refusal& refusal) {
  return about_the_mail(refusal) && refusal.stage >= StageId::relay &&
         refusal.stage != StageId::quit;
}

bool in_transaction_for_good(const Refusal& refusal) {
  return in_transaction(refusal) && refusal.permanent();
}

bool at_hello(const Refusal& refusal) {
  return refusal.permanent() && about_the_mail(refusal) &&
         (refusal.stage == StageId::ehlo || refusal.stage == StageId::ehlo_tls);
}

bool at_mail_for_good(const Refusal& refusal) {
  return for_good(refusal) && refusal.stage == StageId::mail;
}

bool past_mail_for_good(const Refusal& refusal) {
  return in_transaction_for_good(refusal) && refusal.stage != StageId::mail;
}

// RFC 3463 3.5: no answer from host. A server that asks another one for its
// recipients refuses an unknown one so.
bool no_answer_from_host(const Refusal& refusal) {
  return past_mail_for_good(refusal) && refusal.enhanced &&
         refusal.enhanced->subject == 4 && refusal.enhanced->detail == 1;
}

// RFC 3463 3.5: bad connection.
bool connection_for_now(const Refusal& refusal) {
  return for_now(refusal) && refusal.has_subject(4) &&
         refusal.enhanced->detail == 2;
}

bool by_policy_for_now(const Refusal& refusal) {
  return for_now(refusal) && refusal.has_subject(7);
}

// A filter that greylists with few words says: not authorized (x.7.1), and
// that only for now.
bool terse_policy_for_now(const Refusal& refusal) {
  return by_policy_for_now(refusal) && refusal.words.size() <= 4;
}

bool one_word_for_good(const Refusal& refusal) {
  return for_good(refusal) && refusal.words.size() == 1;
}

bool last_words(const Refusal& refusal) {
  return talk(refusal) && refusal.code == 421;
}

struct Row {
  Cause cause;
  bool (*applies)(const Refusal&);
  Phrases phrases;
};

// The first that fits decides. What names something that only one cause has
// (a PTR record, SPF) stands above words that many use (sender, host, blocked).
constexpr Row rows[] = {
    {Cause::other, in_auth, phrases::auth_order},
    {Cause::other, in_auth_syntax, phrases::auth_syntax},
    {Cause::rate_limited, in_auth, phrases::auth_too_often},
    {Cause::blocklisted, in_auth, phrases::auth_blocklisted},
    {Cause::tls_required, in_auth_for_good, phrases::auth_tls},
    {Cause::auth_method_disabled, in_auth_for_good, phrases::auth_method},
    {Cause::other, in_auth_for_good, phrases::auth_unjudged},
    {Cause::other, in_auth_for_good, phrases::auth_account},
    {Cause::wrong_credentials, in_auth_for_good, phrases::auth_credentials},
    {Cause::other, in_tls, phrases::tls_order},
    {Cause::other, talk, phrases::certificate},
    {Cause::tls_required, talk, phrases::tls},
    {Cause::client_identity, about_the_mail, phrases::reverse_dns},
    {Cause::greylisted, for_now, phrases::greylist},
    {Cause::sender_identity, about_the_mail, phrases::sender_proof},
    {Cause::auth_required, talk, phrases::login},
    {Cause::blocklisted, about_the_mail, phrases::open_relay},
    {Cause::relay_denied, in_transaction, phrases::relay},
    {Cause::relay_denied, in_transaction_for_good, phrases::relay_for_good},
    {Cause::rate_limited, talk, phrases::sending_quota},
    {Cause::client_identity, about_the_mail, phrases::helo},
    {Cause::client_identity, at_hello, phrases::helo_argument},
    {Cause::mailbox_full, about_the_mail, phrases::full_by_size},
    {Cause::other, about_the_mail, phrases::not_too_big},
    {Cause::too_big, about_the_mail, phrases::big},
    {Cause::mailbox_full, about_the_mail, phrases::full},
    {Cause::rate_limited, talk, phrases::rate},
    {Cause::rate_limited, by_policy_for_now, phrases::busy},
    {Cause::shutting_down, for_now, phrases::closing},
    {Cause::shutting_down, connection_for_now, phrases::any_timeout},
    {Cause::user_unknown, past_mail_for_good, phrases::directory},
    {Cause::policy, for_good, phrases::own_list},
    {Cause::blocklisted, about_the_mail, phrases::listed},
    {Cause::client_identity, about_the_mail, phrases::client},
    {Cause::sender_identity, about_the_mail, phrases::sender},
    {Cause::temporary, for_now, phrases::storage},
    {Cause::temporary, for_now, phrases::not_greylisted},
    {Cause::greylisted, for_now, phrases::later},
    {Cause::greylisted, terse_policy_for_now, phrases::bare_later},
    {Cause::other, past_mail_for_good, phrases::no_recipients},
    {Cause::policy, about_the_mail, phrases::content},
    {Cause::other, past_mail_for_good, phrases::again_later},
    {Cause::user_unknown, no_answer_from_host, phrases::denied_recipient},
    {Cause::user_unknown, past_mail_for_good, phrases::unknown_user},
    {Cause::sender_identity, at_mail_for_good, phrases::unknown_user},
};

constexpr Row rows_of_little[] = {
    {Cause::policy, for_good, phrases::refused},
    {Cause::policy, one_word_for_good, phrases::bare_refusals},
    {Cause::shutting_down, last_words, phrases::parting},
};

bool holds_any(const Refusal& refusal, Phrases phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](auto phrase) {
    return smtp::holds_phrase(refusal.words, phrase);
  });
}

std::optional<Cause> cause_by(std::span<const Row> table,
                              const Refusal& refusal) {
  const auto row =
      std::find_if(table.begin(), table.end(), [&](const Row& each) {
        return each.applies(refusal) && holds_any(refusal, each.phrases);
      });
  if (row == table.end()) return std::nullopt;
  return row->cause;
}

}  // namespace

std::optional<Cause> cause_by_wording(const Refusal& refusal) {
  return cause_by(rows, refusal);
}

std::optional<Cause> cause_by_little(const Refusal& refusal) {
  return cause_by(rows_of_little, refusal);
}

}  // namespace check
