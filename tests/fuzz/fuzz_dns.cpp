// What a name server says. The first byte chooses the question and the second
// one whether the packet is given the header and the question that belong to
// it, so that what follows is looked at.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lib/dns/lookups.h"
#include "lib/dns/query.h"
#include "lib/dns/reply.h"

namespace {

using dns::Outcome;
using dns::Type;

constexpr Type types[] = {Type::a,   Type::aaaa, Type::mx,   Type::cname,
                          Type::ptr, Type::txt,  Type::tlsa, Type::soa};

constexpr std::size_t header_size = 12;
constexpr std::int64_t today = 1795600000;

// The counts of records stay those of `bytes`.
std::string as_answer(const std::string& bytes, const std::string& query) {
  const std::string_view question =
      std::string_view(query).substr(header_size, query.size() - header_size);
  std::string packet = bytes.substr(0, header_size);
  packet.resize(header_size, '\0');
  packet.replace(0, 2, query, 0, 2);
  packet[2] = static_cast<char>(0x81);
  packet[4] = 0;
  packet[5] = 1;
  packet += question;
  if (bytes.size() > header_size) packet += bytes.substr(header_size);
  return packet;
}

void require(bool condition) {
  if (!condition) std::abort();
}

void examine(const dns::Answer& answer) {
  require((answer.outcome == Outcome::records) == !answer.records.empty());
  require(!dns::is_error(answer.outcome) || !answer.reason.empty());
  require(!dns::is_error(answer.outcome) || !answer.secure);
  for (const char c : answer.name) require(c > ' ' && c <= '~');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size < 2) return 0;
  const dns::Question question{"example.org", types[data[0] % 8U]};
  const auto query = dns::make_query(question, {.edns = false}).value();
  std::string packet(data + 2, data + size);
  if (data[1] % 2U == 0) packet = as_answer(packet, query);
  dns::answers_query(packet, query);
  const auto reply = dns::read_reply(question, packet, today);
  if (reply.kind == dns::ReplyKind::truncated) return 0;
  examine(reply.answer);
  require(reply.answer.aliases.size() <= dns::most_aliases + 1);
  examine(dns::join(reply.answer, reply.answer));
  return 0;
}
