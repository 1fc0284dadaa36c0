#include "tests/support/scripted_network.h"

#include <algorithm>

namespace support {

using net::Error;
using net::ErrorKind;

namespace {

std::string at_line(const Step& step) {
  return "script line " + std::to_string(step.line) + ": ";
}

[[noreturn]] void time_out(net::Time& now, net::Deadline deadline) {
  now = std::max(now, deadline.at());
  throw Error(ErrorKind::timed_out, "nothing came in time");
}

[[noreturn]] void throw_reset() {
  throw Error(ErrorKind::reset, "Connection reset by peer");
}

}  // namespace

// The server's side of one connection.
class ScriptPlayer {
 public:
  ScriptPlayer(const Script& script, net::Time& now, std::int64_t today,
               const net::TlsTrust& prepared, std::size_t fragment)
      : script_(script),
        now_(now),
        today_(today),
        prepared_(prepared),
        fragment_(fragment),
        bytes_read_(script.steps.size()) {}

  std::size_t read(std::span<char> buffer, net::Deadline deadline) {
    if (spoken_) ++round_trips_;
    spoken_ = false;
    const auto* step = skip_pauses(deadline);
    if (step == nullptr || step->act == Act::close) return 0;
    if (step->act == Act::reset) throw_reset();
    if (step->act != Act::say) time_out(now_, deadline);
    return fill(buffer.first(std::min(buffer.size(), fragment_)));
  }

  void write(std::string_view bytes) {
    spoken_ = true;
    ++writes_;
    const auto* step = current();
    if (step != nullptr && step->act == Act::reset) throw_reset();
    if (nobody_listens()) return;
    heard_ += bytes;
    while (!heard_.empty() && hear()) {
    }
  }

  net::TlsFacts start_tls(const net::TlsPolicy& policy,
                          net::Deadline deadline) {
    ++round_trips_;
    spoken_ = false;
    if (!heard_.empty()) refuse();
    if (prepared_ != policy.trust) mistake("TLS was not prepared");
    const auto* step = skip_pauses(deadline);
    const bool scripted = step != nullptr && step->act == Act::tls;
    if (!scripted && lenient()) return break_off(step, deadline);
    if (!scripted) {
      mistake((step == nullptr ? "behind the script's end: " : at_line(*step)) +
              "the client begins TLS, which the script does not have");
      return {.failure = "no script"};
    }
    ++bytes_read_[at_];
    const auto& handshake = *step->handshake;
    if (handshake.wanted_sni.value_or(policy.server_name) !=
        policy.server_name) {
      mistake(at_line(*step) + "the client asks for the name " +
              notation(policy.server_name));
    }
    if (handshake.hangs) time_out(now_, deadline);
    auto facts = facts_seen(handshake, policy, today_);
    tls_ = facts.failure.empty();
    advance();
    return facts;
  }

  std::optional<net::ChannelBinding> channel_binding() const {
    if (!tls_) return std::nullopt;
    return net::ChannelBinding{"tls-exporter", "of a script"};
  }

  // A pause ends what comes at once.
  bool readable() const {
    const auto* step = current();
    return step == nullptr || step->act == Act::say ||
           step->act == Act::close || step->act == Act::reset;
  }

  void close() { closed_ = true; }

  std::string complaint() const {
    if (!complaint_.empty()) return complaint_;
    for (auto at = at_; at < script_.steps.size(); ++at) {
      const auto& step = script_.steps[at];
      const bool due = step.act == Act::expect ||
                       (step.act == Act::tls && bytes_read_[at] == 0);
      if (!due) continue;
      std::string what =
          at_line(step) + "expected " +
          (step.act == Act::tls ? "TLS to begin" : notation(step.bytes));
      what +=
          closed_ ? ", but the client closed" : ", but the client was silent";
      if (!heard_.empty()) what += " (only " + notation(heard_) + " came)";
      return what;
    }
    return {};
  }

  int round_trips() const { return round_trips_; }
  const std::vector<std::size_t>& bytes_read() const { return bytes_read_; }

 private:
  const Step* current() const {
    return at_ < script_.steps.size() ? &script_.steps[at_] : nullptr;
  }

  void advance() {
    ++at_;
    said_ = 0;
    waited_ = net::Time{0};
  }

  // What a deadline leaves of a pause is waited for by the next read.
  const Step* skip_pauses(net::Deadline deadline) {
    const auto* step = current();
    for (; step != nullptr && step->act == Act::wait; step = current()) {
      const auto left = step->pause - waited_;
      if (now_ + left >= deadline.at()) {
        waited_ += deadline.remaining(now_);
        time_out(now_, deadline);
      }
      now_ += left;
      advance();
    }
    return step;
  }

  std::size_t fill(std::span<char> buffer) {
    std::size_t size = 0;
    while (size < buffer.size()) {
      const auto* step = current();
      if (step == nullptr || step->act != Act::say) break;
      const auto total = step->bytes.size() * step->times;
      while (size < buffer.size() && said_ < total) {
        buffer[size++] = step->bytes[said_++ % step->bytes.size()];
        ++bytes_read_[at_];
      }
      if (said_ == total) advance();
    }
    return size;
  }

  bool lenient() const {
    return script_.lenient_from && at_ >= *script_.lenient_from;
  }

  bool nobody_listens() const {
    const auto* step = current();
    return lenient() || (step != nullptr && step->act == Act::close);
  }

  // A handshake that is answered by whatever comes.
  net::TlsFacts break_off(const Step* step, net::Deadline deadline) {
    if (step == nullptr || step->act == Act::close) {
      return {.failure = "the server closed the connection in the handshake"};
    }
    if (step->act == Act::reset) return {.failure = "Connection reset by peer"};
    if (step->act != Act::say) time_out(now_, deadline);
    return {.failure = "the server does not answer in TLS"};
  }

  // Takes one expected piece from what was heard. Returns whether there may be
  // more to take.
  bool hear() {
    const auto* step = current();
    if (step != nullptr && step->act == Act::say && step->times > 1) {
      advance();
      return true;
    }
    if (step == nullptr || step->act != Act::expect) return refuse();
    if (heard_.starts_with(step->bytes)) {
      if (step->same_write && last_write_ != writes_) {
        return mistake(at_line(*step) + notation(step->bytes) +
                       " came in a write of its own");
      }
      last_write_ = writes_;
      heard_.erase(0, step->bytes.size());
      advance();
      return true;
    }
    if (step->bytes.starts_with(heard_)) return false;
    return mistake(at_line(*step) + "expected " + notation(step->bytes) +
                   ", got " + notation(heard_));
  }

  bool refuse() {
    const auto* step = current();
    const std::string where =
        step == nullptr ? "behind the script's end: " : at_line(*step);
    return mistake(where + "the client must be silent here, got " +
                   notation(heard_));
  }

  bool mistake(const std::string& what) {
    if (complaint_.empty()) complaint_ = what;
    heard_.clear();
    at_ = script_.steps.size();  // the script leads nowhere from here
    return false;
  }

  const Script& script_;
  net::Time& now_;
  std::int64_t today_;
  const net::TlsTrust& prepared_;
  std::size_t fragment_;
  std::size_t at_ = 0;    // the step that comes next
  std::size_t said_ = 0;  // bytes of it
  net::Time waited_{0};   // of its pause
  std::string heard_;     // and matches no whole step yet
  int writes_ = 0;
  int last_write_ = 0;  // that completed a step
  bool spoken_ = false;
  bool closed_ = false;
  bool tls_ = false;
  int round_trips_ = 0;
  std::vector<std::size_t> bytes_read_;
  std::string complaint_;
};

namespace {

class ScriptedTransport : public net::Transport {
 public:
  explicit ScriptedTransport(ScriptPlayer& player) : player_(player) {}
  ~ScriptedTransport() override { player_.close(); }
  ScriptedTransport(const ScriptedTransport&) = delete;
  ScriptedTransport& operator=(const ScriptedTransport&) = delete;

  std::size_t read(std::span<char> buffer, net::Deadline deadline) override {
    return player_.read(buffer, deadline);
  }
  void write(std::string_view bytes, net::Deadline) override {
    player_.write(bytes);
  }
  bool readable() override { return player_.readable(); }
  net::TlsFacts start_tls(const net::TlsPolicy& policy,
                          net::Deadline deadline) override {
    return player_.start_tls(policy, deadline);
  }
  std::optional<net::ChannelBinding> channel_binding() override {
    return player_.channel_binding();
  }
  void finish() override {}

 private:
  ScriptPlayer& player_;
};

std::string words_for(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
      return "the name does not exist";
    case ErrorKind::lookup_failed:
      return "the name service failed";
    case ErrorKind::refused:
      return "Connection refused";
    case ErrorKind::unreachable:
      return "No route to host";
    case ErrorKind::no_route:
      return "Network is unreachable";
    default:
      return "scripted failure";
  }
}

bool wanted(net::Family family, net::AddressFamilies families) {
  if (families == net::AddressFamilies::both) return true;
  const bool only4 = families == net::AddressFamilies::ipv4_only;
  return only4 == (family == net::Family::ipv4);
}

net::Endpoint local_end(const net::Endpoint& peer,
                        const std::optional<net::Endpoint>& source) {
  constexpr std::uint16_t port = 40000;
  if (peer.family == net::Family::local) return {peer.family, "", 0};
  if (source) return {source->family, source->address, port};
  const bool ipv4 = peer.family == net::Family::ipv4;
  return {peer.family, ipv4 ? "192.0.2.200" : "2001:db8::200", port};
}

const Fate* find_fate(const std::map<std::string, Fate>& fates,
                      const std::string& key) {
  const auto found = fates.find(key);
  return found == fates.end() ? nullptr : &found->second;
}

}  // namespace

ScriptedNetwork::ScriptedNetwork(World world, std::vector<Script> scripts,
                                 std::size_t fragment)
    : world_(std::move(world)),
      scripts_(std::move(scripts)),
      fragment_(fragment) {}

ScriptedNetwork::~ScriptedNetwork() = default;

void ScriptedNetwork::meet(const Fate* fate, net::Time takes,
                           net::Deadline deadline, const std::string& what) {
  const bool hangs = fate != nullptr && fate->error == ErrorKind::timed_out;
  if (hangs || now_ + takes >= deadline.at()) {
    now_ = std::max(now_, deadline.at());
    throw Error(ErrorKind::timed_out, what + " timed out");
  }
  now_ += takes;
  if (fate != nullptr && fate->error) {
    throw Error(*fate->error, words_for(*fate->error));
  }
}

void ScriptedNetwork::complain(const std::string& what) {
  if (complaint_.empty()) complaint_ = what;
}

std::vector<net::Endpoint> ScriptedNetwork::resolve(
    const std::string& name, net::AddressFamilies families,
    net::Deadline deadline) {
  if (const auto address = net::parse_address(name)) return {*address};
  const auto* fate = find_fate(world_.names, name);
  if (fate == nullptr) {
    complain("the client looks up " + notation(name) +
             ", which the script does not know");
    throw Error(ErrorKind::not_found, words_for(ErrorKind::not_found));
  }
  meet(fate, world_.lookup_takes, deadline, "look-up");
  std::vector<net::Endpoint> endpoints;
  for (const auto& text : fate->addresses) {
    const auto address = net::parse_address(text).value();
    if (wanted(address.family, families)) endpoints.push_back(address);
  }
  if (endpoints.empty()) {
    throw Error(ErrorKind::not_found, "the name has no address of that family");
  }
  return endpoints;
}

net::Connection ScriptedNetwork::connect(
    const net::Endpoint& peer, const std::optional<net::Endpoint>& source,
    net::Deadline deadline) {
  const auto* fate = find_fate(world_.addresses, peer.address);
  // To refuse takes no time, to be without a route even less.
  const auto takes = fate == nullptr ? world_.connect_takes : net::Time{0};
  meet(fate, takes, deadline, "connecting");
  if (players_.size() == scripts_.size()) {
    complain("a connection to " + net::to_string(peer) +
             " that the script does not have");
    throw Error(ErrorKind::refused, words_for(ErrorKind::refused));
  }
  const auto& script = scripts_[players_.size()];
  if (!script.address.empty() && script.address != peer.address) {
    complain("connected to " + peer.address + " instead of " + script.address);
  }
  players_.push_back(std::make_unique<ScriptPlayer>(script, now_, world_.today,
                                                    prepared_, fragment_));
  return {std::make_unique<ScriptedTransport>(*players_.back()),
          local_end(peer, source), peer};
}

std::string ScriptedNetwork::complaint() const {
  if (!complaint_.empty()) return complaint_;
  for (const auto& player : players_) {
    if (auto complaint = player->complaint(); !complaint.empty()) {
      return complaint;
    }
  }
  if (players_.size() < scripts_.size()) {
    return std::to_string(scripts_.size()) + " connections expected, " +
           std::to_string(players_.size()) + " made";
  }
  return {};
}

int ScriptedNetwork::round_trips() const {
  int sum = 0;
  for (const auto& player : players_) sum += player->round_trips();
  return sum;
}

std::vector<std::vector<std::size_t>> ScriptedNetwork::bytes_read() const {
  std::vector<std::vector<std::size_t>> all;
  all.reserve(players_.size());
  for (const auto& player : players_) all.push_back(player->bytes_read());
  return all;
}

}  // namespace support
