// The outside world played from a conversation: no sockets, no threads, no
// waiting. Only the script moves the clock, so that times are exact. What the
// client does otherwise than the script says is kept as a complaint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/error.h"
#include "lib/net/network.h"
#include "tests/support/conversation.h"

namespace support {

class ScriptPlayer;

class ScriptedNetwork : public net::Network {
 public:
  static constexpr auto whole = std::numeric_limits<std::size_t>::max();

  // A read returns at most `fragment` bytes; with `whole` all that the server
  // says without a pause.
  explicit ScriptedNetwork(World world, std::vector<Script> scripts,
                           std::size_t fragment = whole);
  ~ScriptedNetwork() override;

  net::Time now() override { return now_; }
  std::int64_t wall_time() override { return world_.today; }
  std::vector<net::Endpoint> resolve(const std::string& name,
                                     net::AddressFamilies families,
                                     net::Deadline deadline) override;
  net::Connection connect(const net::Endpoint& peer,
                          const std::optional<net::Endpoint>& source,
                          net::Deadline deadline) override;
  std::string exchange_datagram(const net::Endpoint&, std::string_view,
                                const net::DatagramFilter&,
                                net::Deadline) override {
    throw net::Error(net::ErrorKind::refused, "the script has no DNS");
  }
  net::DnsServers dns_servers() override {
    return {{{net::Family::ipv4, "127.0.0.1", 53}}};
  }
  void prepare_tls(const net::TlsTrust& trust) override { prepared_ = trust; }
  std::string unique_token() override { return world_.token; }
  std::string own_name() override { return world_.own_name; }

  // What the client did wrong, with the script's line; the first mistake, since
  // others follow from it. Empty when all went as scripted, to the last C line.
  std::string complaint() const;

  // How often the client spoke and then waited for an answer.
  int round_trips() const;

  // How many bytes of each step the client has read, for every connection.
  std::vector<std::vector<std::size_t>> bytes_read() const;

 private:
  // Throws net::Error after the time that it takes.
  void meet(const Fate* fate, net::Time takes, net::Deadline deadline,
            const std::string& what);
  void complain(const std::string& what);

  World world_;
  std::vector<Script> scripts_;
  std::size_t fragment_;
  net::Time now_ = std::chrono::hours(1);
  net::TlsTrust prepared_{};  // the system's needs no preparation
  std::vector<std::unique_ptr<ScriptPlayer>> players_;
  std::string complaint_;
};

}  // namespace support
