#include "lib/dns/reply.h"

#include <algorithm>
#include <utility>

#include "lib/dns/header.h"
#include "lib/dns/name.h"
#include "lib/dns/packet_records.h"

namespace dns {

namespace {

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(
      names.begin(), names.end(),
      [name](const std::string& one) { return same_name(one, name); });
}

// The name's alias, if it is one.
const std::string* alias_target(const PacketRecords& records,
                                std::string_view name) {
  for (const auto& record : records.answer) {
    if (record.type == Type::cname && same_name(record.owner, name)) {
      return &std::get<Target>(record.data).name;
    }
  }
  return nullptr;
}

// RFC 4034 3.1.5: 32 bits that wrap around, so the nearest time counts.
std::int64_t time_of(std::uint32_t seconds, std::int64_t now) {
  const auto ahead =
      static_cast<std::int32_t>(seconds - static_cast<std::uint32_t>(now));
  return now + ahead;
}

// When the last signature of one record set ends.
std::optional<std::int64_t> last_end(const PacketRecords& records,
                                     std::string_view owner, Type type,
                                     std::int64_t now) {
  std::optional<std::int64_t> last;
  for (const auto& signature : records.signatures) {
    if (signature.covered != type || !same_name(signature.owner, owner)) {
      continue;
    }
    const auto end = time_of(signature.end, now);
    last = std::max(last.value_or(end), end);
  }
  return last;
}

std::string alias_failure(const Answer& answer) {
  if (holds(answer.aliases, answer.name)) {
    return "the aliases of " + answer.aliases.front() + " form a loop";
  }
  if (answer.aliases.size() > most_aliases) {
    return answer.aliases.front() + " has more than " +
           std::to_string(most_aliases) + " aliases";
  }
  return {};
}

void fail(Answer& answer, std::string reason) {
  answer.outcome = Outcome::failed;
  answer.reason = std::move(reason);
  answer.records.clear();
  answer.secure = false;
}

// Follows the aliases within the packet to the canonical name.
Answer follow_aliases(const Question& question, const PacketRecords& records,
                      std::int64_t now) {
  Answer answer{.name = question.name};
  if (answer.name.size() > 1 && answer.name.ends_with('.')) {
    answer.name.pop_back();
  }
  if (question.type == Type::cname) return answer;
  while (const auto* target = alias_target(records, answer.name)) {
    answer.signatures_end =
        earlier_end(answer.signatures_end,
                    last_end(records, answer.name, Type::cname, now));
    answer.aliases.push_back(std::exchange(answer.name, *target));
    answer.reason = alias_failure(answer);
    if (!answer.reason.empty()) break;
  }
  return answer;
}

void take_records(const PacketRecords& records, Type type, std::int64_t now,
                  Answer& answer) {
  for (const auto& record : records.answer) {
    if (record.type == type && same_name(record.owner, answer.name)) {
      answer.records.push_back(record.data);
    }
  }
  if (answer.records.empty()) return;
  answer.signatures_end = earlier_end(
      answer.signatures_end, last_end(records, answer.name, type, now));
}

Outcome outcome_of(const PacketRecords& records, const Answer& answer) {
  if (records.response_code == name_error) return Outcome::nxdomain;
  return answer.records.empty() ? Outcome::no_data : Outcome::records;
}

Reply unusable(std::string reason) {
  return {ReplyKind::unusable, failed(std::move(reason))};
}

// NOERROR and NXDOMAIN.
Reply read_answer(const Question& question, std::string_view packet,
                  const PacketRecords& records, std::int64_t now) {
  const Header header(packet);
  auto answer = follow_aliases(question, records, now);
  if (!answer.reason.empty()) {
    fail(answer, answer.reason);
    return {ReplyKind::answer, std::move(answer)};
  }
  take_records(records, question.type, now, answer);
  answer.outcome = outcome_of(records, answer);
  if (answer.outcome != Outcome::records) answer.records.clear();
  answer.secure = header.validated();
  const bool says_nothing =
      answer.outcome == Outcome::no_data && !records.has_start_of_authority;
  if (says_nothing && !answer.aliases.empty()) {
    return {ReplyKind::alias_only, std::move(answer)};
  }
  // A referral to other servers is not the word that there is nothing.
  if (says_nothing && !header.recursive() && !header.authoritative()) {
    return unusable("it only refers to other servers");
  }
  return {ReplyKind::answer, std::move(answer)};
}

}  // namespace

Answer failed(std::string reason) {
  Answer answer;
  answer.reason = std::move(reason);
  return answer;
}

Reply read_reply(const Question& question, std::string_view packet,
                 std::int64_t now) {
  if (packet.size() < header_size) return unusable("the answer is malformed");
  const Header header(packet);
  if (header.truncated()) return {ReplyKind::truncated, {}};
  // An error tells all; what comes with it need not be readable.
  switch (header.response_code()) {
    case format_error:
      return {ReplyKind::not_understood, failed("FORMERR")};
    case not_implemented:
      return {ReplyKind::not_understood, failed("NOTIMP")};
    case server_failure:
      return {ReplyKind::server_failure, failed("SERVFAIL")};
    case refused:
      return unusable("REFUSED");
    default:
      break;
  }
  const auto records = read_packet(packet);
  if (!records.failure.empty()) return unusable(records.failure);
  switch (records.response_code) {
    case no_error:
    case name_error:
      return read_answer(question, packet, records, now);
    case bad_version:
      return {ReplyKind::not_understood, failed("BADVERS")};
    default:
      return unusable("response code " + std::to_string(records.response_code));
  }
}

Answer join(const Answer& first, Answer rest) {
  rest.aliases.insert(rest.aliases.begin(), first.aliases.begin(),
                      first.aliases.end());
  rest.secure = rest.secure && first.secure;
  rest.signatures_end = earlier_end(first.signatures_end, rest.signatures_end);
  const auto reason = alias_failure(rest);
  if (!reason.empty()) fail(rest, reason);
  return rest;
}

}  // namespace dns
