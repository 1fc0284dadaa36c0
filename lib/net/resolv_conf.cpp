#include "lib/net/resolv_conf.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

namespace net {

namespace {

constexpr std::size_t most_servers = 3;  // as the C library
constexpr std::uint16_t dns_port = 53;
constexpr Time most_patience = std::chrono::seconds(5);
constexpr std::size_t largest_file = 65536;

constexpr std::string_view blanks = " \t\r";

// Cuts `text` at its first blank and returns what was before it.
std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  const auto word = text.substr(0, text.find_first_of(blanks));
  text.remove_prefix(word.size());
  return word;
}

// "timeout:3" has the value 3; nothing for another option or no number.
std::optional<int> value_of(std::string_view option, std::string_view name) {
  if (!option.starts_with(name)) return std::nullopt;
  option.remove_prefix(name.size());
  int value = 0;
  const auto end = option.data() + option.size();
  const auto [rest, error] = std::from_chars(option.data(), end, value);
  if (error != std::errc() || rest != end) return std::nullopt;
  return value;
}

class Reader {
 public:
  void read(std::string_view line) {
    line = line.substr(0, line.find_first_of("#;"));
    // The C library knows no keyword behind blanks.
    if (line.empty() || blanks.find(line.front()) != std::string_view::npos) {
      return;
    }
    const auto keyword = take_word(line);
    if (keyword == "nameserver") read_server(take_word(line));
    if (keyword == "options") read_options(line);
  }

  DnsServers servers() && {
    if (servers_.endpoints.empty()) {
      servers_.endpoints = {{Family::ipv4, "127.0.0.1", dns_port}};
    }
    if (timeout_) {
      const Time all = std::chrono::seconds(*timeout_) * servers_.attempts;
      servers_.patience = std::min(most_patience, all);
    }
    return std::move(servers_);
  }

 private:
  void read_server(std::string_view word) {
    auto server = parse_address(word);
    if (!server || servers_.endpoints.size() == most_servers) return;
    server->port = dns_port;
    servers_.endpoints.push_back(*std::move(server));
  }

  void read_options(std::string_view line) {
    for (auto word = take_word(line); !word.empty(); word = take_word(line)) {
      if (const auto timeout = value_of(word, "timeout:")) {
        timeout_ = std::clamp(*timeout, 1, 5);
      } else if (const auto attempts = value_of(word, "attempts:")) {
        servers_.attempts = std::clamp(*attempts, 1, 5);
      }
    }
  }

  DnsServers servers_;
  std::optional<int> timeout_;  // of one datagram, in seconds
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

DnsServers parse_resolv_conf(std::string_view text) {
  Reader reader;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    reader.read(line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return std::move(reader).servers();
}

DnsServers read_resolv_conf(const std::string& path) {
  const std::unique_ptr<std::FILE, CloseFile> file(
      std::fopen(path.c_str(), "re"));
  std::string text;
  if (file) {
    text.resize(largest_file);
    text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  }
  return parse_resolv_conf(text);
}

}  // namespace net
