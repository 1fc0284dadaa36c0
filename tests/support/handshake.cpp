#include "tests/support/handshake.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>

namespace support {

namespace {

using net::Certificate;

constexpr std::int64_t day = 86400;

int number(std::string_view text) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) {
    throw std::invalid_argument("no number: '" + std::string(text) + "'");
  }
  return value;
}

Certificate& leaf(Handshake& handshake) {
  return handshake.facts.chain.front();
}

void set_names(Handshake& handshake, std::string_view value) {
  auto& certificate = leaf(handshake);
  certificate.dns_names.clear();
  certificate.addresses.clear();
  certificate.has_alternative_name = !value.empty();
  while (!value.empty()) {
    const auto size = std::min(value.find(','), value.size());
    const std::string name(value.substr(0, size));
    const bool is_address = net::parse_address(name).has_value();
    (is_address ? certificate.addresses : certificate.dns_names)
        .push_back(name);
    value.remove_prefix(std::min(size + 1, value.size()));
  }
}

void set_version(Handshake& handshake, std::string_view value) {
  const auto version = net::parse_tls_version(value);
  if (!version) throw std::invalid_argument("no version of TLS");
  handshake.facts.version = *version;
  handshake.facts.version_name = value;
}

// "TYPE BITS", where the type may have a blank: "EC P-256 256".
void set_key(Handshake& handshake, std::string_view value) {
  const auto blank = value.rfind(' ');
  if (blank == std::string_view::npos) {
    throw std::invalid_argument("key=\"TYPE BITS\"");
  }
  leaf(handshake).key_type = value.substr(0, blank);
  leaf(handshake).key_bits = number(value.substr(blank + 1));
}

void set_match(Handshake& handshake, std::string_view value) {
  if (value != "match" && value != "mismatch") {
    throw std::invalid_argument("name=match or name=mismatch");
  }
  handshake.name_matches = value == "match";
}

// The numbers are OpenSSL's (x509_vfy.h).
void distrust(Handshake& handshake, std::string_view reason) {
  if (reason.empty()) reason = "unable to get local issuer certificate";
  handshake.facts.problems.push_back({20, 0, std::string(reason), false});
}

void sign_by_itself(Handshake& handshake, std::string_view) {
  leaf(handshake).self_issued = true;
  handshake.facts.problems.push_back({18, 0, "self-signed certificate", true});
}

void distrust_root(Handshake& handshake, std::string_view) {
  handshake.facts.problems.push_back(
      {19, static_cast<int>(handshake.facts.chain.size()) - 1,
       "self-signed certificate in certificate chain", true});
}

void lengthen(Handshake& handshake, std::string_view value) {
  const std::string subject =
      "CN=Authority " + std::to_string(handshake.facts.chain.size());
  Certificate authority;
  authority.subject = subject;
  authority.issuer = "CN=Root";
  authority.key_type = "RSA";
  authority.key_bits = 4096;
  authority.signature = "sha256WithRSAEncryption";
  authority.not_before = -day;
  authority.not_after = number(value) * day;
  handshake.facts.chain.push_back(std::move(authority));
}

// A handshake that does not come as far as the certificate.
void fail(Handshake& handshake, std::string_view reason) {
  handshake.facts.failure = reason;
  handshake.facts.problems.clear();
  handshake.facts.chain.clear();
}

struct Word {
  std::string_view key;
  void (*apply)(Handshake&, std::string_view value);
  bool last = false;  // takes away what other words are about
};

constexpr Word words_known[] = {
    {"version", set_version},
    {"cipher",
     [](Handshake& h, std::string_view value) { h.facts.cipher = value; }},
    {"group",
     [](Handshake& h, std::string_view value) { h.facts.group = value; }},
    {"exchange-bits",
     [](Handshake& h, std::string_view value) {
       h.facts.exchange_bits = number(value);
     }},
    {"hang", [](Handshake& h, std::string_view) { h.hangs = true; }},
    {"close",
     [](Handshake& h, std::string_view) {
       fail(h, "the server closed the connection in the handshake");
     },
     true},
    {"reset",
     [](Handshake& h, std::string_view) {
       fail(h, "Connection reset by peer");
     },
     true},
    {"fail", fail, true},
    {"fail-late",
     [](Handshake& h, std::string_view value) { h.facts.failure = value; }},
    {"sni", [](Handshake& h, std::string_view value) { h.wanted_sni = value; }},
    {"names", set_names},
    {"common-name",
     [](Handshake& h, std::string_view value) {
       set_names(h, "");
       leaf(h).common_name = value;
     }},
    {"days",
     [](Handshake& h, std::string_view value) {
       leaf(h).not_after = number(value) * day;
     }},
    {"not-yet",
     [](Handshake& h, std::string_view) { leaf(h).not_before = day; }},
    {"issuer",
     [](Handshake& h, std::string_view value) { leaf(h).issuer = value; }},
    {"key", set_key},
    {"weak-signature",
     [](Handshake& h, std::string_view) {
       leaf(h).signature = "sha1WithRSAEncryption";
       leaf(h).signature_is_weak = true;
     }},
    {"sha256",
     [](Handshake& h, std::string_view value) { leaf(h).sha256 = value; }},
    {"public-key",
     [](Handshake& h, std::string_view value) {
       leaf(h).public_key_sha256 = value;
     }},
    {"no-certificate",
     [](Handshake& h, std::string_view) { h.facts.chain.clear(); }, true},
    {"untrusted", distrust},
    {"untrusted-root", distrust_root},
    {"self-signed", sign_by_itself},
    {"name", set_match},
    {"chain-days", lengthen},
};

Handshake usual_handshake() {
  Handshake handshake;
  set_version(handshake, "TLSv1.3");
  handshake.facts.cipher = "TLS_AES_256_GCM_SHA384";
  handshake.facts.group = "X25519";
  auto& certificate = handshake.facts.chain.emplace_back();
  certificate.issuer = "CN=Authority 1";
  certificate.key_type = "EC P-256";
  certificate.key_bits = 256;
  certificate.signature = "ecdsa-with-SHA256";
  certificate.not_before = -day;
  certificate.not_after = 90 * day;
  certificate.sha256 = std::string(64, 'a');
  certificate.public_key_sha256 = std::string(43, 'L') + "=";
  set_names(handshake, "mx.example.org");
  return handshake;
}

void name_subject(Certificate& certificate) {
  if (certificate.common_name.empty() && !certificate.dns_names.empty()) {
    certificate.common_name = certificate.dns_names.front();
  }
  certificate.subject = "CN=" + certificate.common_name;
  if (certificate.self_issued) certificate.issuer = certificate.subject;
}

bool matches(std::string_view pattern, std::string_view name) {
  if (!pattern.starts_with("*.")) return pattern == name;
  const auto dot = name.find('.');
  return dot != std::string_view::npos && dot > 0 &&
         name.substr(dot) == pattern.substr(1);
}

bool names_match(const Certificate& certificate, const net::TlsPolicy& policy) {
  if (policy.verify_address) {
    const auto& all = certificate.addresses;
    return std::find(all.begin(), all.end(), policy.verify_address->address) !=
           all.end();
  }
  auto names = certificate.dns_names;
  if (!certificate.has_alternative_name) {
    names.push_back(certificate.common_name);
  }
  return std::any_of(names.begin(), names.end(), [&](const auto& name) {
    return matches(name, policy.verify_name);
  });
}

net::NameCheck check_name(const Handshake& handshake,
                          const net::TlsPolicy& policy) {
  const bool asked = policy.verify_address || !policy.verify_name.empty();
  if (!asked || handshake.facts.chain.empty()) {
    return net::NameCheck::not_asked;
  }
  const bool matched = handshake.name_matches.value_or(
      names_match(handshake.facts.chain.front(), policy));
  return matched ? net::NameCheck::matched : net::NameCheck::mismatched;
}

}  // namespace

Handshake parse_handshake(const std::vector<std::string>& words) {
  auto handshake = usual_handshake();
  for (const bool last : {false, true}) {
    if (last) name_subject(leaf(handshake));
    for (const std::string_view word : words) {
      const auto size = std::min(word.find('='), word.size());
      const auto key = word.substr(0, size);
      const auto* known =
          std::find_if(std::begin(words_known), std::end(words_known),
                       [&](const Word& one) { return one.key == key; });
      if (known == std::end(words_known)) {
        throw std::invalid_argument("unknown: '" + std::string(key) + "'");
      }
      const auto value = word.substr(std::min(size + 1, word.size()));
      if (known->last == last) known->apply(handshake, value);
    }
  }
  return handshake;
}

net::TlsFacts facts_seen(const Handshake& handshake,
                         const net::TlsPolicy& policy, std::int64_t now) {
  auto facts = handshake.facts;
  facts.sni = policy.server_name;
  facts.name = check_name(handshake, policy);
  for (auto& certificate : facts.chain) {
    certificate.not_before += now;
    certificate.not_after += now;
  }
  if (!facts.failure.empty()) {
    facts.version = net::TlsVersion::unknown;
    facts.version_name.clear();
    facts.cipher.clear();
    facts.group.clear();
  }
  return facts;
}

}  // namespace support
