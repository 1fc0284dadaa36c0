// A name server on a free port of 127.0.0.1, over UDP and TCP, in a thread.
#pragma once

#include <atomic>
#include <thread>

#include "lib/net/endpoint.h"
#include "tests/support/descriptor.h"
#include "tests/unit/dns/packet.h"

namespace dns {

class DnsServer {
 public:
  // The handler runs in the server's thread. Throws std::system_error.
  explicit DnsServer(Handler handler);
  ~DnsServer();
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

  net::Endpoint endpoint() const {
    return {net::Family::ipv4, "127.0.0.1", port_};
  }
  int asked() const { return asked_; }

 private:
  void serve();
  void serve_datagram();
  void serve_connection();

  Handler handler_;
  std::uint16_t port_ = 0;
  support::Descriptor udp_;
  support::Descriptor tcp_;
  support::Descriptor stop_;
  std::atomic<int> asked_{0};
  std::thread thread_;
};

}  // namespace dns
