#include "lib/check/stages/certificate.h"

#include "lib/check/peer_trust.h"
#include "lib/monitor/number.h"

namespace check {

namespace {

using monitor::State;
using net::Certificate;

std::string days_text(std::int64_t days) {
  return std::to_string(days) + (days == 1 ? " day" : " days");
}

// Whole days, as those that are left.
std::int64_t days_since(std::int64_t end, std::int64_t now) {
  constexpr std::int64_t day = 86400;
  return (now - end) / day;
}

// Several names of a certificate, as many as a person reads.
std::string names_of(const Certificate& certificate) {
  constexpr std::size_t most = 5;
  std::vector<std::string> names = certificate.dns_names;
  names.insert(names.end(), certificate.addresses.begin(),
               certificate.addresses.end());
  if (!certificate.has_alternative_name && !certificate.common_name.empty()) {
    names.push_back(certificate.common_name);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    text += (i > 0 ? ", " : "") + names[i];
  }
  if (names.size() > most) {
    text += " and " + std::to_string(names.size() - most) + " more";
  }
  return text.empty() ? "no name at all" : text;
}

bool alerts(const std::optional<monitor::Range>& range, std::int64_t days) {
  return range && range->alerts(static_cast<double>(days));
}

void judge_dates(Session& session, const Certificate& leaf, std::int64_t now) {
  const auto days = days_left(leaf, now);
  const auto& server = session.server();
  session.facts().days_left = days;
  if (now > leaf.not_after) {
    session.find(
        FindingId::certificate_expired,
        {.sentence = "the certificate of " + server + " expired " +
                     days_text(days_since(leaf.not_after, now)) + " ago, on " +
                     monitor::format_date(leaf.not_after)});
    return;
  }
  if (now < leaf.not_before) {
    session.find(
        FindingId::certificate_not_yet_valid,
        {.sentence = "the certificate of " + server + " is valid only from " +
                     monitor::format_date(leaf.not_before) + " on"});
    return;
  }
  const auto limits = days_or_default(session.settings().days);
  const bool critical = alerts(limits.critical, days);
  if (!critical && !alerts(limits.warning, days)) return;
  session.find(FindingId::certificate_expiring,
               critical ? State::critical : State::warning,
               {.sentence = "the certificate of " + server + " expires in " +
                            days_text(days) + ", on " +
                            monitor::format_date(leaf.not_after)});
}

void judge_chain_dates(Session& session, std::int64_t now) {
  const auto limits = days_or_default(session.settings().days);
  const auto& chain = session.facts().tls->chain;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const auto days = days_left(chain[i], now);
    if (days >= 0 && !alerts(limits.warning, days)) continue;
    session.find(FindingId::certificate_chain_expiring,
                 {.sentence = "certificate " + std::to_string(i + 1) +
                              " of the chain of " + session.server() +
                              (days < 0 ? " expired on " : " expires on ") +
                              monitor::format_date(chain[i].not_after) + ": " +
                              chain[i].subject});
  }
}

// Returns whether the peer is known by a pin.
bool judge_pins(Session& session, const Certificate& leaf) {
  const auto& settings = session.settings();
  if (settings.pins.empty()) return false;
  const bool known = known_by_pin(settings, leaf);
  if (!known) {
    session.find(FindingId::certificate_pin_mismatch,
                 {.sentence = "the certificate of " + session.server() +
                              " is none of those given with --pin: it is " +
                              leaf.sha256});
  }
  return known;
}

void find_or_forgive(Session& session, FindingId id, bool forgiven,
                     Remark remark) {
  if (forgiven) {
    session.find(id, State::ok, std::move(remark));
  } else {
    session.find(id, std::move(remark));
  }
}

void judge_trust(Session& session, const Certificate& leaf, bool forgiven) {
  const auto& problems = session.facts().tls->problems;
  if (problems.empty()) return;
  const auto& first = problems.front();
  std::string why = first.reason;
  std::string hint;
  const bool alone = session.facts().tls->chain.size() == 1;
  if (first.self_signed && first.depth == 0) {
    why = "self-signed";
    hint = "for a certificate of your own: --ca-file or --pin";
  } else if (first.self_signed) {
    why = "its root is not trusted here";
    hint = "for an authority of your own: --ca-file";
  } else if (alone && !leaf.self_issued) {
    why = "incomplete chain or unknown authority, issued by " + leaf.issuer;
    hint = "the server sends no intermediate certificate: it should";
  }
  find_or_forgive(session, FindingId::certificate_untrusted, forgiven,
                  {.sentence = "the certificate of " + session.server() +
                               " is not trusted: " + why,
                   .hint = std::move(hint)});
}

std::string wanted_name(const Settings& settings) {
  return settings.verify_name.empty() ? settings.host : settings.verify_name;
}

// Where the target is an address and nobody named it, a matching IP-ID
// verifies it; otherwise its name is unchecked, not wrong.
void judge_name(Session& session, const Certificate& leaf, bool forgiven) {
  const auto& settings = session.settings();
  if (session.facts().tls->name == net::NameCheck::matched) return;
  if (settings.verify_name.empty()) {
    find_or_forgive(
        session, FindingId::certificate_name_unchecked, forgiven,
        {.sentence = "the name in the certificate of " + session.server() +
                     " is not checked, it is for " + names_of(leaf),
         .hint = "give the name with --verify-name"});
    return;
  }
  find_or_forgive(
      session, FindingId::certificate_name_mismatch, forgiven,
      {.sentence = "the certificate of " + session.server() + " is not for " +
                   wanted_name(settings) + " but for " + names_of(leaf)});
}

void judge_strength(Session& session) {
  const auto& facts = *session.facts().tls;
  const auto& server = session.server();
  constexpr int shortest_exchange = 2048;
  if (facts.exchange_bits > 0 && facts.exchange_bits < shortest_exchange) {
    session.find(
        FindingId::certificate_weak_key,
        {.sentence = "the key exchange with " + server + " has " +
                     std::to_string(facts.exchange_bits) + " bits (DH)"});
  }
  for (std::size_t i = 0; i < facts.chain.size(); ++i) {
    const auto& one = facts.chain[i];
    const std::string which = i == 0 ? "the certificate of " + server
                                     : "certificate " + std::to_string(i + 1) +
                                           " of the chain of " + server;
    if (key_is_weak(one)) {
      session.find(FindingId::certificate_weak_key,
                   {.sentence = which + " has a weak key: " + one.key_type +
                                ", " + std::to_string(one.key_bits) + " bits"});
    }
    // Nobody checks the signature of a root: it is trusted for itself.
    if (one.signature_is_weak && !(one.self_issued && i > 0)) {
      session.find(
          FindingId::certificate_weak_key,
          {.sentence = which + " has a weak signature: " + one.signature});
    }
  }
}

}  // namespace

CertificateDays days_or_default(const CertificateDays& days) {
  if (days.warning || days.critical) return days;
  // 14 days or fewer, 3 days or fewer.
  return {monitor::parse_range("15:"), monitor::parse_range("4:")};
}

void judge_certificates(Session& session) {
  const auto& chain = session.facts().tls->chain;
  const auto now = session.network().wall_time();
  const bool insecure = session.settings().insecure;
  if (chain.empty()) {
    find_or_forgive(
        session, FindingId::certificate_untrusted, insecure,
        {.sentence = session.server() + " shows no certificate at all"});
    return;
  }
  const auto& leaf = chain.front();
  judge_dates(session, leaf, now);
  const bool pinned = judge_pins(session, leaf);
  judge_trust(session, leaf, insecure || pinned);
  judge_name(session, leaf, insecure || pinned);
  judge_chain_dates(session, now);
  judge_strength(session);
}

}  // namespace check
