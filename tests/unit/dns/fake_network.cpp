#include "tests/unit/dns/fake_network.h"

#include <algorithm>

#include "lib/net/error.h"

namespace dns {

using net::Error;
using net::ErrorKind;

class FakeConnection : public net::Transport {
 public:
  FakeConnection(FakeNetwork& network, std::string server)
      : network_(network), server_(std::move(server)) {}

  // Two octets at a time, so that nothing comes in one piece.
  std::size_t read(std::span<char> buffer, net::Deadline) override {
    const auto size = std::min({buffer.size(), out_.size(), std::size_t{2}});
    out_.copy(buffer.data(), size);
    out_.erase(0, size);
    return size;
  }

  void write(std::string_view bytes, net::Deadline) override {
    for (const auto& message : network_.hear(bytes.substr(2), true, server_)) {
      out_ += two_octets(static_cast<unsigned>(message.size())) + message;
    }
  }

  bool readable() override { return true; }
  net::TlsFacts start_tls(const net::TlsPolicy&, net::Deadline) override {
    return {};
  }
  std::optional<net::ChannelBinding> channel_binding() override { return {}; }
  void finish() override {}

 private:
  FakeNetwork& network_;
  std::string server_;
  std::string out_;
};

std::vector<std::string> FakeNetwork::log() const {
  std::vector<std::string> lines;
  for (const auto& one : asked) {
    lines.push_back(one.server + (one.tcp ? " TCP " : " UDP ") +
                    std::string(to_string(one.type)) + " " + one.name);
  }
  return lines;
}

void FakeNetwork::time_out(net::Deadline deadline) {
  now_ = std::max(now_, deadline.at());
  throw Error(ErrorKind::timed_out, "timed out");
}

std::vector<std::string> FakeNetwork::hear(std::string_view query, bool tcp,
                                           const std::string& server) {
  times.push_back(elapsed());
  asked.push_back(read_query(query, tcp, server));
  return handler_(asked.back());
}

std::string FakeNetwork::exchange_datagram(const net::Endpoint& server,
                                           std::string_view question,
                                           const net::DatagramFilter& fits,
                                           net::Deadline deadline) {
  if (deadline.passed(now_)) time_out(deadline);
  for (const auto& packet : hear(question, false, server.address)) {
    if (!fits(packet)) continue;
    if (now_ + latency >= deadline.at()) break;
    now_ += latency;
    return packet;
  }
  time_out(deadline);
}

net::Connection FakeNetwork::connect(const net::Endpoint& peer,
                                     const std::optional<net::Endpoint>&,
                                     net::Deadline deadline) {
  if (deadline.passed(now_)) time_out(deadline);
  now_ += latency;
  return {std::make_unique<FakeConnection>(*this, peer.address), {}, peer};
}

}  // namespace dns
