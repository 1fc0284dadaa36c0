#include "lib/dns/resolver.h"

#include <algorithm>
#include <utility>

#include "lib/dns/exchange.h"
#include "lib/dns/name.h"
#include "lib/dns/reply.h"
#include "lib/net/error.h"

namespace dns {

namespace {

constexpr std::uint16_t dns_port = 53;

std::vector<net::Endpoint> with_ports(std::vector<net::Endpoint> servers) {
  for (auto& server : servers) {
    if (server.port == 0) server.port = dns_port;
  }
  return servers;
}

bool is_final(ReplyKind kind) {
  return kind == ReplyKind::answer || kind == ReplyKind::alias_only;
}

}  // namespace

// One question that goes to the servers in turn.
class Resolver::Round {
 public:
  Round(Resolver& resolver, net::Deadline deadline)
      : resolver_(resolver), deadline_(deadline) {}

  Reply ask(const Question& question) {
    const auto& servers = resolver_.servers_;
    const auto first = resolver_.first_.load();
    Reply reply{ReplyKind::answer, failed("no server to ask")};
    std::string reasons;
    for (std::size_t i = 0; i < servers.size(); ++i) {
      const auto at = (first + i) % servers.size();
      reply = ask_server(servers[at], question);
      if (is_final(reply.kind)) {
        resolver_.first_ = at;
        return reply;
      }
      reasons += reasons.empty() ? "" : "; ";
      reasons += net::to_string(servers[at]) + ": " + reply.answer.reason;
    }
    if (!reasons.empty()) reply.answer.reason = reasons;
    return reply;
  }

 private:
  Reply ask_server(const net::Endpoint& server, const Question& question) {
    if (deadline_.passed(resolver_.network_.now())) {
      throw net::Error(net::ErrorKind::timed_out, "the DNS did not answer");
    }
    Exchange exchange(resolver_.network_, server, resolver_.options_,
                      deadline_);
    auto reply = exchange.run(question);
    auto& answer = reply.answer;
    answer.server = server;
    if (answer.name.empty()) answer.name = question.name;
    // Anybody on the way can set AD.
    const bool trusted = resolver_.options_.trust_ad || is_loopback(server);
    answer.secure = answer.secure && trusted;
    if (answer.secure) resolver_.validated_ = true;
    return reply;
  }

  Resolver& resolver_;
  net::Deadline deadline_;
};

Resolver::Resolver(net::Network& network, std::vector<net::Endpoint> servers,
                   ResolverOptions options)
    : network_(network),
      servers_(with_ports(std::move(servers))),
      options_(options) {}

Answer Resolver::ask(const Question& question, net::Deadline deadline) {
  Round round(*this, deadline);
  auto reply = round.ask(question);
  auto answer = std::move(reply.answer);
  // A server that is asked for its own zones only stops at their border.
  while (reply.kind == ReplyKind::alias_only && !is_error(answer.outcome)) {
    reply = round.ask({answer.name, question.type});
    answer = join(answer, std::move(reply.answer));
  }
  return answer;
}

bool Resolver::validates(net::Deadline deadline) {
  if (!validated_) ask({".", Type::soa}, deadline);
  return validated_;
}

}  // namespace dns
