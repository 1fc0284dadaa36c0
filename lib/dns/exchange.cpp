#include "lib/dns/exchange.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <span>

#include "lib/dns/header.h"
#include "lib/monitor/number.h"
#include "lib/net/error.h"

namespace dns {

namespace {

using net::Deadline;
using net::Error;
using net::ErrorKind;

// A datagram that is not answered by then is taken for lost.
constexpr net::Time lost_after = std::chrono::seconds(2);

// A message over TCP has its size in front (RFC 1035 4.2.2).
std::string framed(const std::string& message) {
  const auto size = static_cast<std::uint16_t>(message.size());
  return std::string{static_cast<char>(size >> 8U),
                     static_cast<char>(size & 0xffU)} +
         message;
}

std::string read_exactly(net::Transport& transport, std::size_t size,
                         Deadline limit) {
  std::string bytes(size, '\0');
  std::span<char> left(bytes);
  while (!left.empty()) {
    const auto got = transport.read(left, limit);
    if (got == 0) {
      throw Error(ErrorKind::closed, "it closed the TCP connection");
    }
    left = left.subspan(got);
  }
  return bytes;
}

std::size_t size_of_frame(std::string_view prefix) {
  return static_cast<std::size_t>(static_cast<unsigned char>(prefix[0])) << 8U |
         static_cast<unsigned char>(prefix[1]);
}

}  // namespace

Reply Exchange::run(const Question& question) {
  auto reply = ask(question, {});
  if (reply.kind != ReplyKind::server_failure) return reply;
  // A question of its own, with time of its own.
  const auto unchecked = ask(question, {.checking_disabled = true});
  if (unchecked.kind != ReplyKind::answer &&
      unchecked.kind != ReplyKind::alias_only) {
    return reply;
  }
  reply.kind = ReplyKind::answer;
  reply.answer.outcome = Outcome::bogus;
  reply.answer.reason = "the answer fails the validation of its signatures";
  return reply;
}

Reply Exchange::ask(const Question& question, QueryStyle style) {
  const Deadline limit =
      deadline_.earlier(Deadline(network_.now() + options_.patience));
  try {
    auto reply = ask_once(question, style, limit);
    if (reply.kind != ReplyKind::not_understood) return reply;
    style.edns = false;
    return ask_once(question, style, limit);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::local) throw;
    if (error.kind() != ErrorKind::timed_out) {
      return {ReplyKind::unusable, failed(error.what())};
    }
    if (deadline_.passed(network_.now())) throw;
    return {ReplyKind::unusable, failed(silence())};
  }
}

Reply Exchange::ask_once(const Question& question, QueryStyle style,
                         Deadline limit) {
  const auto query = make_query(question, style);
  if (!query) {
    return {ReplyKind::answer, failed("this cannot be a name of the DNS")};
  }
  const auto now = network_.wall_time();
  auto reply = read_reply(question, over_udp(*query, limit), now);
  if (reply.kind != ReplyKind::truncated) return reply;
  const auto whole = over_tcp(*query, limit);
  if (!answers_query(whole, *query)) {
    return {ReplyKind::unusable, failed("it answers another question")};
  }
  reply = read_reply(question, whole, now);
  if (reply.kind != ReplyKind::truncated) return reply;
  return {ReplyKind::unusable, failed("the answer over TCP is truncated")};
}

std::string Exchange::over_udp(const std::string& query, Deadline limit) {
  const auto fits = [&](std::string_view packet) {
    const bool answers = answers_query(packet, query);
    if (!answers) ++ignored_;
    return answers;
  };
  const auto share = options_.patience / std::max(options_.attempts, 1);
  const auto pause = std::min(lost_after, share);
  for (int left = options_.attempts - 1; left > 0; --left) {
    const Deadline until = limit.earlier(Deadline(network_.now() + pause));
    try {
      return network_.exchange_datagram(server_, query, fits, until);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::unsolicited) {
        // Somebody guesses: a connection cannot be guessed.
        return over_tcp(query, limit);
      }
      if (error.kind() != ErrorKind::timed_out) throw;
      if (limit.passed(network_.now())) throw;
    }
  }
  return network_.exchange_datagram(server_, query, fits, limit);
}

std::string Exchange::over_tcp(const std::string& query, Deadline limit) {
  const auto connection = network_.connect(server_, std::nullopt, limit);
  auto& transport = *connection.transport;
  transport.write(framed(query), limit);
  const auto prefix = read_exactly(transport, 2, limit);
  return read_exactly(transport, size_of_frame(prefix), limit);
}

std::string Exchange::silence() const {
  auto text =
      "no answer within " + monitor::format_seconds(options_.patience) + " s";
  if (ignored_ == 0) return text;
  return text + ", only " + std::to_string(ignored_) +
         " packet(s) that do not answer the question";
}

}  // namespace dns
