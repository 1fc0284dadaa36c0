// The real world: sockets driven by poll(2), the system's name service, the
// monotonic clock.
#pragma once

#include <memory>

#include "lib/net/network.h"

namespace net {

class SocketNetwork : public Network {
 public:
  SocketNetwork();
  ~SocketNetwork() override;

  Time now() override;
  std::int64_t wall_time() override;
  std::vector<Endpoint> resolve(const std::string& name,
                                AddressFamilies families,
                                Deadline deadline) override;
  Connection connect(const Endpoint& peer,
                     const std::optional<Endpoint>& source,
                     Deadline deadline) override;
  std::string exchange_datagram(const Endpoint& server,
                                std::string_view question,
                                const DatagramFilter& fits,
                                Deadline deadline) override;
  DnsServers dns_servers() override;
  void prepare_tls(const TlsTrust& trust) override;
  std::string unique_token() override;
  std::string own_name() override;

  // Whether a look-up that nobody waits for any longer still runs. It cannot
  // be cancelled: the program must then leave by std::quick_exit, since the
  // ordinary end would run destructors under the feet of that thread.
  bool lookup_running() const;

 private:
  class Lookups;
  class SharedTls;
  std::unique_ptr<Lookups> lookups_;
  std::unique_ptr<SharedTls> tls_;
};

}  // namespace net
