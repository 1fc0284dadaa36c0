// The program without a world: pages and wrong command lines come out as they
// should, and nothing is looked up or connected.
#include "plugin/app.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "lib/net/error.h"
#include "plugin/pages.h"
#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

// A world that fails at whatever is asked of it.
class NoWorld : public net::Network {
 public:
  net::Time now() override { throw std::runtime_error("asked for the time"); }
  std::int64_t wall_time() override {
    throw std::runtime_error("asked for the date");
  }
  std::vector<net::Endpoint> resolve(const std::string&, net::AddressFamilies,
                                     net::Deadline) override {
    throw std::runtime_error("asked for a name");
  }
  net::Connection connect(const net::Endpoint&,
                          const std::optional<net::Endpoint>&,
                          net::Deadline) override {
    throw std::runtime_error("asked for a connection");
  }
  std::string exchange_datagram(const net::Endpoint&, std::string_view,
                                const net::DatagramFilter&,
                                net::Deadline) override {
    throw std::runtime_error("asked for a datagram");
  }
  net::DnsServers dns_servers() override {
    throw std::runtime_error("asked for the servers of the DNS");
  }
  void prepare_tls(const net::TlsTrust& trust) override {
    throw net::Error(net::ErrorKind::local, "cannot read " + trust.ca_file);
  }
  std::string unique_token() override { return {}; }
  std::string own_name() override {
    throw std::runtime_error("asked for our name");
  }
};

Outcome outcome(const Words& words) {
  NoWorld world;
  return run(words, world);
}

std::string first_line(const Words& words) {
  const auto out = outcome(words).out;
  return out.substr(0, out.find('\n'));
}

TEST(App, PrintsPages) {
  struct Row {
    Words words;
    std::string page;
  };
  const Row rows[] = {
      {{"-h"}, help_page()},
      {{"-V"}, version_page()},
      {{"--list-findings"}, findings_page()},
      {{"--explain", "time.out"}, explanation_page(check::FindingId::time_out)},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(outcome(row.words).exit_code, 3);
    EXPECT_EQ(outcome(row.words).out, row.page);
  }
}

TEST(App, TellsWhatIsWrongInOneLineAndAShortUsage) {
  const auto wrong = outcome({"-H", "a.example", "-p", "99999"});
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_EQ(wrong.out,
            "SMTP UNKNOWN - no port number from 1 to 65535: '99999'\n" +
                short_usage());
  EXPECT_EQ(first_line({}), "SMTP UNKNOWN - no host and no option given");
}

// Before anything is connected.
TEST(App, ReadsTheFilesOfTls) {
  EXPECT_EQ(first_line({"-S", "--ca-file", "/none.pem"}),
            "SMTP UNKNOWN - cannot read /none.pem");
}

// What is echoed of the command line is text from outside.
TEST(App, EchoesWordsHarmlessly) {
  EXPECT_EQ(first_line({"-p", "a|b\n<c>\x1b$`&\xC3\xBC"}),
            "SMTP UNKNOWN - neither a port number nor a known service: "
            "'a\\x7cb\\x0a\\x3cc\\x3e\\x1b\\x24\\x60\\x26\\xc3\\xbc'");
  EXPECT_LT(first_line({"-p", std::string(100000, '|')}).size(), 1000U);
}

TEST(App, MakesEveryOtherFailureUnknown) {
  const auto broken = outcome({"a.example"});
  EXPECT_EQ(broken.exit_code, 3);
  EXPECT_EQ(broken.out, "SMTP UNKNOWN - internal error: asked for the time\n");
}

}  // namespace
}  // namespace plugin
