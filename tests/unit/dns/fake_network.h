// A Network whose only inhabitants are name servers; its clock moves only
// while somebody waits.
#pragma once

#include <string>
#include <vector>

#include "lib/net/network.h"
#include "tests/unit/dns/packet.h"

namespace dns {

class FakeNetwork : public net::Network {
 public:
  explicit FakeNetwork(Handler handler) : handler_(std::move(handler)) {}

  std::vector<Asked> asked;      // in order
  std::vector<net::Time> times;  // when, since the start
  net::Time latency = std::chrono::milliseconds(10);

  // "192.0.2.1 UDP A example.org", one a question.
  std::vector<std::string> log() const;
  net::Time elapsed() const { return now_ - start; }

  net::Time now() override { return now_; }
  std::int64_t wall_time() override { return today; }
  std::string exchange_datagram(const net::Endpoint& server,
                                std::string_view question,
                                const net::DatagramFilter& fits,
                                net::Deadline deadline) override;
  net::Connection connect(const net::Endpoint& peer,
                          const std::optional<net::Endpoint>& source,
                          net::Deadline deadline) override;

  std::vector<net::Endpoint> resolve(const std::string&, net::AddressFamilies,
                                     net::Deadline) override {
    return {};
  }
  net::DnsServers dns_servers() override { return {}; }
  void prepare_tls(const net::TlsTrust&) override {}
  std::string unique_token() override { return {}; }
  std::string own_name() override { return {}; }

  static constexpr std::int64_t today = 1795600000;  // 2026-11-25

 private:
  friend class FakeConnection;
  static constexpr net::Time start = std::chrono::hours(1);

  std::vector<std::string> hear(std::string_view query, bool tcp,
                                const std::string& server);
  [[noreturn]] void time_out(net::Deadline deadline);

  Handler handler_;
  net::Time now_ = start;
};

}  // namespace dns
