// Several sessions in one run: the hosts of a domain and the addresses of a
// host, with a name server and mail servers of the test.
#include <gtest/gtest.h>

#include <list>

#include "tests/plugin/run.h"
#include "tests/support/fake_server.h"
#include "tests/support/output_rules.h"
#include "tests/unit/dns/dns_server.h"
#include "tests/unit/dns/zone.h"

namespace plugin_test {

namespace {

using support::FakeServer;

std::string greeting_as(const std::string& name) {
  return "S: 220 " + name + " ESMTP\nC: EHLO\nS: 250 " + name +
         "\nC: QUIT\nS: 221 bye\n";
}

const std::string refusal = "S: 554 no\nC: QUIT\nS: 221 bye\n";

bool has(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}

// Mail servers share a port, each has an address of its own.
class MxTest : public testing::Test {
 protected:
  void serve(const std::string& address, const std::string& script) {
    servers_.emplace_back(script,
                          net::Endpoint{net::Family::ipv4, address, port_});
    port_ = servers_.front().port();
  }

  // A port on which nobody listens, where no server has been started.
  std::uint16_t port() const { return port_ == 0 ? 9 : port_; }

  support::ProcessResult check(const dns::Zone& zone, const Words& words) {
    dns::DnsServer names([&zone](const dns::Asked& asked) {
      return std::vector<std::string>{zone.answer(asked)};
    });
    return check_with(names, words);
  }

  // All servers are on this machine, which is not what the tests are about.
  support::ProcessResult check_with(const dns::DnsServer& names,
                                    const Words& words) {
    auto result =
        run_plugin(Words{"--resolver", net::to_string(names.endpoint()), "-p",
                         std::to_string(port()), "-4", "--state",
                         "dns.mx-private-address=ok"} +
                   words);
    EXPECT_EQ(support::broken_rule(result.exit_code, result.out), "");
    return result;
  }

 private:
  std::list<FakeServer> servers_;
  std::uint16_t port_ = 0;
};

const dns::Zone two_hosts{"example.test. 60 IN MX 20 mx2.example.test.",
                          "example.test. 60 IN MX 10 mx1.example.test.",
                          "mx1.example.test. 60 IN A 127.0.0.2",
                          "mx2.example.test. 60 IN A 127.0.0.3"};

const Words mx{"--mx", "example.test"};

TEST_F(MxTest, every_host_is_checked) {
  serve("127.0.0.2", greeting_as("mx1.example.test"));
  serve("127.0.0.3", greeting_as("mx2.example.test"));
  const auto result =
      check(two_hosts, mx + Words{"-v", "--banner-hostname", "auto"});
  EXPECT_TRUE(ended(result, 0));
  EXPECT_TRUE(has(result.out, "example.test: all of 2 mail hosts fine"));
  EXPECT_TRUE(has(result.out, " targets_ok=2 targets_total=2 ")) << result.out;
  EXPECT_TRUE(has(result.out, "'mx1.example.test_time'=")) << result.out;
  EXPECT_TRUE(has(result.out, "[OK] mx2.example.test:")) << result.out;
  EXPECT_LT(result.out.find("[OK] mx1."), result.out.find("[OK] mx2."));
}

TEST_F(MxTest, one_host_down_is_a_warning) {
  serve("127.0.0.3", greeting_as("mx2.example.test"));
  const auto result = check(two_hosts, mx);
  EXPECT_TRUE(ended(result, 1, "mx.host-down"));
  EXPECT_TRUE(has(result.out, "mx1.example.test")) << result.out;
  EXPECT_FALSE(has(result.out, "connect.refused")) << result.out;
  EXPECT_TRUE(has(result.out, " targets_ok=1 targets_total=2 ")) << result.out;
}

TEST_F(MxTest, all_hosts_down_is_critical) {
  const auto result = check(two_hosts, mx);
  EXPECT_TRUE(ended(result, 2, "mx.all-down"));
  EXPECT_TRUE(has(result.out, " targets_ok=0 targets_total=2 ")) << result.out;
  EXPECT_TRUE(has(result.out, "127.0.0.2")) << result.out;
  EXPECT_TRUE(has(result.out, "127.0.0.3")) << result.out;
}

TEST_F(MxTest, what_a_reached_host_says_keeps_its_finding) {
  serve("127.0.0.2", refusal);
  serve("127.0.0.3", greeting_as("mx2.example.test"));
  const auto result = check(two_hosts, mx);
  EXPECT_TRUE(ended(result, 2, "banner.refused"));
  EXPECT_TRUE(has(result.out, " targets_ok=1 targets_total=2 ")) << result.out;
}

TEST_F(MxTest, each_host_has_its_own_transaction) {
  const std::string script =
      "S: 220 mx ESMTP\nC: EHLO\nS: 250-mx\nS: 250 PIPELINING\n"
      "C: MAIL\nC: RCPT\nC: RSET\nS: 250 ok\nS: 250 ok\nS: 250 ok\n"
      "C: QUIT\nS: 221 bye\n";
  serve("127.0.0.2", script);
  serve("127.0.0.3", script);
  const auto result =
      check(two_hosts, mx + Words{"--reject", "stranger@example.org"});
  EXPECT_TRUE(ended(result, 2, "rcpt.accepted"));
  EXPECT_TRUE(has(result.out, "(+1 more)")) << result.out;
}

// Each waits as long as the others: in a row they would take their sum.
TEST_F(MxTest, hosts_are_checked_side_by_side) {
  const std::string slow = "wait 400\n" + greeting_as("mx");
  const dns::Zone zone{"example.test. 60 IN MX 10 a.example.test.",
                       "example.test. 60 IN MX 10 b.example.test.",
                       "example.test. 60 IN MX 10 c.example.test.",
                       "example.test. 60 IN MX 10 d.example.test.",
                       "a.example.test. 60 IN A 127.0.0.2",
                       "b.example.test. 60 IN A 127.0.0.3",
                       "c.example.test. 60 IN A 127.0.0.4",
                       "d.example.test. 60 IN A 127.0.0.5"};
  for (const char* address :
       {"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"}) {
    serve(address, slow);
  }
  const auto result = check(zone, mx);
  EXPECT_TRUE(ended(result, 0));
  const auto number_behind = [&](const std::string& label) {
    const auto at = result.out.find(label + "=");
    return at == std::string::npos
               ? 0.0
               : std::stod(result.out.substr(at + label.size() + 1));
  };
  double sum = 0;
  for (const char* host : {"a", "b", "c", "d"}) {
    sum += number_behind("'" + std::string(host) + ".example.test_time'");
  }
  EXPECT_GT(sum, 1.6);
  EXPECT_LT(number_behind("| time"), sum) << result.out;
}

TEST_F(MxTest, mail_hosts_that_are_none) {
  struct Row {
    dns::Zone zone;
    int exit_code;
    const char* finding;
  };
  const Row rows[] = {
      {{"example.test. 60 IN MX 0 ."}, 2, "dns.null-mx"},
      {{"other.test. 60 IN A 127.0.0.2"}, 2, "dns.not-found"},
      {{"example.test. 60 IN MX 10 gone.example.test."},
       2,
       "dns.mx-unresolvable"},
      {{"example.test. 60 IN MX 10 192.0.2.1."}, 2, "dns.mx-literal"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.finding);
    EXPECT_TRUE(ended(check(row.zone, mx), row.exit_code, row.finding));
  }
}

TEST_F(MxTest, mail_hosts_beside_good_ones) {
  serve("127.0.0.2", greeting_as("mx1.example.test"));
  const dns::Zone zone{"example.test. 60 IN MX 10 mx1.example.test.",
                       "example.test. 60 IN MX 20 alias.example.test.",
                       "example.test. 60 IN MX 30 gone.example.test.",
                       "example.test. 60 IN MX 40 .",
                       "example.test. 60 IN MX 50 192.0.2.1.",
                       "alias.example.test. 60 IN CNAME mx1.example.test.",
                       "mx1.example.test. 60 IN A 127.0.0.2"};
  const auto result = check(zone, mx);
  EXPECT_TRUE(ended(result, 1, "dns.mx-alias"));
  EXPECT_TRUE(has(result.out, "dns.mx-literal")) << result.out;
  EXPECT_TRUE(has(result.out, "MX host gone.example.test")) << result.out;
  EXPECT_TRUE(has(result.out, "names the root")) << result.out;
}

TEST_F(MxTest, domain_without_mx_records) {
  serve("127.0.0.2", greeting_as("example.test"));
  const dns::Zone zone{"example.test. 60 IN A 127.0.0.2"};
  const auto result = check(zone, mx + Words{"-v"});
  EXPECT_TRUE(ended(result, 0, "dns.implicit-mx"));
}

TEST_F(MxTest, private_address) {
  serve("127.0.0.2", greeting_as("mx1.example.test"));
  const dns::Zone zone{"example.test. 60 IN MX 10 mx1.example.test.",
                       "mx1.example.test. 60 IN A 127.0.0.2"};
  dns::DnsServer names([&zone](const dns::Asked& asked) {
    return std::vector<std::string>{zone.answer(asked)};
  });
  const auto result =
      run_plugin(mx + Words{"--resolver", net::to_string(names.endpoint()),
                            "-p", std::to_string(port()), "-4"});
  EXPECT_TRUE(ended(result, 1, "dns.mx-private-address"));
}

// Another address is no other host.
TEST_F(MxTest, dead_address_of_the_only_host_is_critical) {
  serve("127.0.0.2", greeting_as("mx1.example.test"));
  const dns::Zone zone{"example.test. 60 IN MX 10 mx1.example.test.",
                       "mx1.example.test. 60 IN A 127.0.0.2",
                       "mx1.example.test. 60 IN A 127.0.0.9"};
  EXPECT_TRUE(
      ended(check(zone, mx + Words{"--all-addresses"}), 2, "connect.refused"));
  EXPECT_TRUE(ended(check(zone, mx), 0));
}

TEST_F(MxTest, domain_is_only_looked_up) {
  const auto result = check(two_hosts, mx + Words{"--until", "dns"});
  EXPECT_TRUE(ended(result, 0));
  EXPECT_TRUE(has(result.out, " time_dns=")) << result.out;
}

TEST_F(MxTest, host_in_two_records_is_one) {
  serve("127.0.0.2", greeting_as("mx1.example.test"));
  const dns::Zone zone{"example.test. 60 IN MX 10 mx1.example.test.",
                       "example.test. 60 IN MX 20 MX1.example.test.",
                       "mx1.example.test. 60 IN A 127.0.0.2"};
  const auto result = check(zone, mx);
  EXPECT_TRUE(ended(result, 0));
  EXPECT_TRUE(has(result.out, "targets_total=1")) << result.out;
}

TEST_F(MxTest, address_has_no_other_addresses) {
  const Words words{"-H", "127.0.0.2", "--all-addresses"};
  EXPECT_TRUE(ended(check(two_hosts, words), 2, "connect.refused"));
  serve("127.0.0.2", greeting_as("mx1.example.test"));
  EXPECT_TRUE(ended(check(two_hosts, words), 0));
}

TEST_F(MxTest, every_address_of_a_host) {
  serve("127.0.0.2", greeting_as("a.example.test"));
  serve("127.0.0.3", greeting_as("b.example.test"));
  const dns::Zone zone{"mx.example.test. 60 IN A 127.0.0.2",
                       "mx.example.test. 60 IN A 127.0.0.3"};
  const Words host{"-H", "mx.example.test"};
  EXPECT_TRUE(ended(check(zone, host), 0));
  const auto result = check(zone, host + Words{"--all-addresses"});
  EXPECT_TRUE(ended(result, 1, "pool.differs"));
  EXPECT_TRUE(has(result.out, "'mx.example.test_127.0.0.3_time'="))
      << result.out;
  EXPECT_TRUE(has(result.out, "targets_total=2")) << result.out;
}

TEST_F(MxTest, alike_addresses_are_fine) {
  for (const char* address : {"127.0.0.2", "127.0.0.3", "127.0.0.4"}) {
    serve(address, greeting_as("mx.example.test"));
  }
  const dns::Zone zone{"mx.example.test. 60 IN A 127.0.0.2",
                       "mx.example.test. 60 IN A 127.0.0.3",
                       "mx.example.test. 60 IN A 127.0.0.4"};
  const auto result = check(zone, {"-H", "mx.example.test", "--all-addresses"});
  EXPECT_TRUE(ended(result, 0));
  EXPECT_TRUE(has(result.out, "mx.example.test: all of 3 addresses fine"))
      << result.out;
}

// A run holds 64 sessions; what is beyond is told.
TEST_F(MxTest, sessions_that_are_too_many) {
  dns::DnsServer names([](const dns::Asked& asked) {
    dns::Packet packet(asked.query);
    if (asked.type == dns::Type::a) {
      for (int i = 1; i <= 70; ++i) {
        packet.answer("\xc0\x0c", dns::Type::a,
                      std::string("\x7f\x00\x01", 3) + static_cast<char>(i));
      }
    }
    return std::vector<std::string>{packet.bytes()};
  });
  const auto result = check_with(
      names, {"-H", "mx.example.test", "--all-addresses", "--no-perfdata"});
  EXPECT_TRUE(ended(result, 2, "connect.refused"));
  EXPECT_TRUE(has(result.out, "(+63 more) (6 more sessions")) << result.out;
}

TEST_F(MxTest, host_by_the_resolver) {
  serve("127.0.0.2", greeting_as("mx.example.test"));
  dns::Zone zone{"mx.example.test. 60 IN A 127.0.0.2",
                 "empty.example.test. 60 IN TXT \"x\""};
  EXPECT_TRUE(ended(check(zone, {"-H", "mx.example.test"}), 0));
  EXPECT_TRUE(
      ended(check(zone, {"-H", "no.example.test"}), 2, "dns.not-found"));
  EXPECT_TRUE(
      ended(check(zone, {"-H", "empty.example.test"}), 2, "dns.not-found"));
  zone.broken = {"mx.example.test"};
  EXPECT_TRUE(ended(check(zone, {"-H", "mx.example.test"}), 2, "dns.failed"));
}

TEST_F(MxTest, silent_name_server) {
  dns::DnsServer names(
      [](const dns::Asked&) { return std::vector<std::string>{}; });
  EXPECT_TRUE(ended(check_with(names, mx + Words{"-t", "0.5"}), 2, "time.out"));
  EXPECT_TRUE(ended(check_with(names, {"-H", "mx.example.test", "-t", "0.5"}),
                    2, "time.out"));
}

const dns::Zone named{"mx.example.test. 60 IN A 127.0.0.2",
                      "other.example.test. 60 IN A 127.0.0.3",
                      "2.0.0.127.in-addr.arpa. 60 IN PTR mx.example.test.",
                      "3.0.0.127.in-addr.arpa. 60 IN PTR mx.example.test."};

TEST_F(MxTest, name_of_the_address) {
  serve("127.0.0.2", greeting_as("mx.example.test"));
  serve("127.0.0.3", greeting_as("mx.example.test"));
  serve("127.0.0.4", greeting_as("mx.example.test"));
  EXPECT_TRUE(ended(check(named, {"-H", "mx.example.test", "--check-ptr"}), 0));
  EXPECT_TRUE(ended(check(named, {"-H", "other.example.test", "--check-ptr"}),
                    1, "identity.ptr-unconfirmed"));
  EXPECT_TRUE(ended(check(named, {"-H", "127.0.0.4", "--check-ptr"}), 1,
                    "identity.no-ptr"));
  auto broken = named;
  broken.broken = {"2.0.0.127.in-addr.arpa"};
  EXPECT_TRUE(ended(check(broken, {"-H", "127.0.0.2", "--check-ptr"}), 1,
                    "identity.ptr-lookup-failed"));
  const auto shown = check(named, {"-H", "127.0.0.2", "--check-ptr", "-vv"});
  EXPECT_TRUE(has(shown.out, "PTR of 127.0.0.2: mx.example.test, confirmed"))
      << shown.out;
}

// Where the target is an address, a name of it is what the server should give.
TEST_F(MxTest, automatic_name_by_the_address) {
  serve("127.0.0.2", greeting_as("mx.example.test"));
  serve("127.0.0.3", greeting_as("else.example.test"));
  const Words words{"--banner-hostname", "auto", "--ehlo-hostname", "auto"};
  EXPECT_TRUE(ended(check(named, Words{"-H", "127.0.0.3"} + words), 0));
  EXPECT_TRUE(
      ended(check(named, Words{"-H", "127.0.0.2", "--check-ptr"} + words), 0));
  const auto result =
      check(named, Words{"-H", "127.0.0.3", "--check-ptr"} + words);
  EXPECT_TRUE(ended(result, 1, "banner.hostname-mismatch"));
  EXPECT_TRUE(has(result.out, "ehlo.hostname-mismatch")) << result.out;
  EXPECT_TRUE(has(result.out, "expected was mx.example.test")) << result.out;
}

TEST(MxUsage, what_does_not_go_together) {
  for (const Words& more :
       {Words{"-H", "mx.example.test"}, Words{"host.example.test"}, Words{"-L"},
        Words{"-A", "auto"}, Words{"-U", "u"},
        Words{"--to", "a@b.test", "--send"}}) {
    EXPECT_TRUE(ended(run_plugin(mx + more), 3));
  }
  for (const Words& words :
       {Words{"--mx", "192.0.2.1"}, Words{"--mx", ""},
        Words{"--mx", "/run/socket"}, Words{"--mx", "a.test:25"},
        Words{"-H", "a.test", "--resolver", "ns.example.test"},
        Words{"-H", "a.test", "--resolver", "127.0.0.1:0"},
        Words{"-H", "a.test", "--resolver", "::1:5353x"}}) {
    EXPECT_TRUE(ended(run_plugin(words), 3));
  }
}

}  // namespace

}  // namespace plugin_test
