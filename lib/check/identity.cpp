#include "lib/check/identity.h"

#include <future>

#include "lib/dns/lookups.h"

namespace check {

namespace {

PtrFacts failed(const std::string& reason) {
  return {.failed = true, .reason = reason};
}

PtrFacts look_up(dns::Resolver& resolver, const net::Endpoint& peer,
                 net::Deadline deadline) {
  const auto answer = dns::names_of(resolver, peer, deadline);
  if (dns::is_error(answer.outcome)) return failed(answer.reason);
  PtrFacts facts;
  for (const auto& target : dns::records_of<dns::Target>(answer)) {
    facts.names.push_back(target.name);
  }
  if (facts.names.empty()) return facts;
  const auto forward =
      dns::forward_confirmed(resolver, peer, facts.names, deadline);
  facts.confirmed = forward.result == dns::Confirmation::confirmed;
  facts.failed = forward.result == dns::Confirmation::failed;
  facts.reason = forward.reason;
  return facts;
}

// The deadline that falls here ends the question, not the session.
PtrFacts look_up_or_fail(dns::Resolver& resolver, const net::Endpoint& peer,
                         net::Deadline deadline) {
  try {
    return look_up(resolver, peer, deadline);
  } catch (const net::Error& error) {
    return failed(error.what());
  }
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void report(Session& session, FindingId id, std::string sentence) {
  session.find_in(StageId::dns, id, {.sentence = std::move(sentence)});
}

void judge(Session& session, const PtrFacts& facts) {
  const auto& address = session.facts().peer->address;
  if (facts.failed) {
    report(session, FindingId::identity_ptr_lookup_failed,
           "cannot look up the name of " + address + ": " + facts.reason);
  } else if (facts.names.empty()) {
    report(session, FindingId::identity_no_ptr,
           "the address " + address + " of " + session.server() +
               " has no name (PTR record)");
  } else if (!facts.confirmed) {
    report(session, FindingId::identity_ptr_unconfirmed,
           "the address " + address + " of " + session.server() +
               " has the name " + joined(facts.names) +
               ", which does not lead back to it");
  }
}

const PtrFacts* facts_of(Session& session) {
  auto& question = session.identity();
  if (question.valid()) session.facts().ptr = question.get();
  const auto& facts = session.facts().ptr;
  return facts ? &*facts : nullptr;
}

}  // namespace

void begin_identity(Session& session) {
  const auto& peer = session.facts().peer;
  if (!session.settings().check_ptr || session.resolver() == nullptr) return;
  if (peer->family == net::Family::local) return;
  session.identity() =
      std::async(std::launch::async, look_up_or_fail,
                 std::ref(*session.resolver()), *peer, session.deadline());
}

void judge_identity(Session& session) {
  if (const auto* facts = facts_of(session)) judge(session, *facts);
}

std::vector<std::string> ptr_names(Session& session) {
  const auto* facts = facts_of(session);
  return facts == nullptr ? std::vector<std::string>() : facts->names;
}

}  // namespace check
