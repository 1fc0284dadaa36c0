// Debian's check_smtp and the plugin with the same words against the same
// server. Each row says how both end. Where they differ, it is a row of the
// table of deviations in the command line's contract, or the row says why.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/plugin/run.h"
#include "tests/servers/postfix.h"
#include "tests/servers/temp_folder.h"
#include "tests/support/fake_server.h"

namespace plugin_test {

namespace {

using support::FakeServer;

struct Row {
  std::string situation;
  int theirs;  // exit code of check_smtp
  int ours;
  std::string script;  // a C line stands for whatever the client says
  Words words{};       // beside the host and the port
  // What the server does with us, where we say more or less: RSET, QUIT after
  // a refused greeting, HELO after a refused EHLO.
  std::string our_script{};
};

const std::string greeting = "S: 220 mx.example.test ESMTP\n";
const std::string ehlo = "C: HELO or EHLO\n";
const std::string start = greeting + ehlo + "S: 250 mx.example.test\n";
const std::string quit = "C: QUIT\nS: 221 bye\n";
const std::string good = start + quit;

// Nothing listens at this address of the loopback network.
const std::string elsewhere = "127.86.75.64";

// PORT stands for the server's port.
Words with_port(Words words, std::uint16_t port) {
  for (std::string& word : words) {
    const std::size_t at = word.find("PORT");
    if (at != std::string::npos) word.replace(at, 4, std::to_string(port));
  }
  return words;
}

void expect_both(const Row& row, const Words& words) {
  SCOPED_TRACE(row.situation);
  {
    const FakeServer server(row.script);
    const auto theirs = run_check_smtp(with_port(words, server.port()));
    EXPECT_EQ(theirs.exit_code, row.theirs) << "check_smtp: " << theirs.out;
  }
  const FakeServer server(row.our_script.empty() ? row.script : row.our_script);
  const auto ours = run_plugin(with_port(words, server.port()));
  EXPECT_EQ(ours.exit_code, row.ours) << ours.out;
  EXPECT_EQ(ours.err, "");
}

// The rows' words follow a host and a port.
void expect_each(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    expect_both(row, Words{"-H", "127.0.0.1", "-p", "PORT"} + row.words);
  }
}

// The rows' words are all.
void expect_each_alone(const std::vector<Row>& rows) {
  for (const Row& row : rows) expect_both(row, row.words);
}

TEST(Differential, greeting) {
  const std::string rest = ehlo + "S: 250 mx.example.test\n" + quit;
  const std::string early = "S-raw: 220 mx\\r\\n250 early\\r\\n\n";
  const std::string tricky = "S: 554 no 192.0.2.220\n";
  expect_each({
      {"554", 1, 2, "S: 554 no\n" + rest, {}, "S: 554 no\n" + quit},
      {"550", 1, 2, "S: 550 no\n" + rest, {}, "S: 550 no\n" + quit},
      {"421", 1, 2, "S: 421 later\nclose\n"},
      {"closed before it", 1, 2, "close\n"},
      {"not SMTP", 1, 2, "S: HTTP/1.1 400 Bad Request\nclose\n"},
      {"220 in the text", 0, 2, tricky + rest, {}, tricky + quit},
      {"-e 554", 0, 2, tricky + rest, {"-e", "554"}, tricky + quit},
      {"masked", 0, 1, "S: 220 ****************\n" + rest},
      {"bytes before our EHLO", 0, 1, early + rest, {}, early + quit},
      {"a line of 10 MB", 1, 2,
       "S-raw: 220 \nS-repeat-raw 1000000: 0123456789\n"},
      {"220- for ever", 1, 2, "S-repeat 1000000: 220-x\n"},
  });
}

TEST(Differential, reply_to_ehlo) {
  const std::string said = greeting + ehlo;
  const std::string refused = said + "S: 502 no\n";
  const std::string long_line = "S: 250 " + std::string(5000, 'x') + "\n";
  const std::string many_lines = "S-repeat 200: 250-x\nS: 250 x\n";
  expect_each({
      {"EHLO and HELO refused",
       0,
       2,
       refused + quit,
       {},
       refused + "C: HELO\nS: 502 no\n" + quit},
      {"EHLO refused, HELO accepted",
       0,
       1,
       good,
       {},
       refused + "C: HELO\nS: 250 mx.example.test\n" + quit},
      {"421", 0, 2, said + "S: 421 later\n" + quit},
      {"another 4xx", 0, 1, said + "S: 451 later\n" + quit},
      {"a line cut after two digits", 0, 2, said + "S: 25\n" + quit},
      {"mixed codes", 0, 2, said + "S: 250-mx\nS: 550 no\n" + quit},
      {"a line of 5,000 characters", 0, 2, said + long_line + quit},
      {"200 lines", 0, 2, said + many_lines + quit},
      {"never complete, then the reply to QUIT", 0, 2,
       said + "S: 250-mx\nwait 100\nS: 221 bye\n"},
      {"LHLO refused", 0, 2, refused + quit, {"-L"}},
      {"a reply that nobody asked for", 0, 2,
       said + "S-raw: 250 mx\\r\\n250 x\\r\\n\n" + quit},
  });
}

// The table of deviations says 0 where a reply is cut or never complete; where
// nothing comes behind it, check_smtp does notice.
TEST(Differential, reply_to_ehlo_with_nothing_behind_it) {
  const std::string said = greeting + ehlo;
  expect_each({
      {"closed in a line", 1, 2, said + "S-raw: 250-mx\\r\\n250\nclose\n"},
      {"closed between lines", 1, 2, said + "S: 250-mx\nclose\n"},
      {"hanging", 2, 2, said + "S: 250-mx\nhang\n", {"-t", "1"}},
  });
}

TEST(Differential, sender) {
  const std::string mail = start + "C: MAIL\nS: 250 fine\n";
  const std::string ours = mail + "C: RSET\nS: 250 fine\n" + quit;
  const std::string refused = start + "C: MAIL\nS: 550 no\n" + quit;
  expect_each({
      {"accepted", 0, 0, mail + quit, {"-f", "a@b.test"}, ours},
      {"null, empty", 0, 0, mail + quit, {"-f", ""}, ours},
      {"null, <>", 0, 0, mail + quit, {"-f", "<>"}, ours},
      {"refused", 0, 2, refused, {"-f", "a@b.test"}},
      {"a blank in it", 0, 3, mail + quit, {"-f", "a b@c.test"}},
  });
}

TEST(Differential, null_sender) {
  const std::string script = start + "C: MAIL\nS: 250 fine\n" + quit + quit;
  for (const char* sender : {"", "<>"}) {
    const FakeServer server(script);
    const Words words = at(server.port()) + Words{"-f", sender};
    run_check_smtp(words);
    run_plugin(words);
    const auto lines = server.received();
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "MAIL FROM:<>"), 2);
  }
}

TEST(Differential, commands) {
  const std::string noop = start + "C: NOOP\n";
  const std::string fine = noop + "S: 250 fine\n" + quit;
  const std::string two = noop + "S: 250 one\nC: NOOP\nS: 250 two\n" + quit;
  expect_each({
      {"a match", 0, 0, fine, {"-C", "NOOP", "-R", "^250"}},
      {"a mismatch", 1, 1, fine, {"-C", "NOOP", "-R", "^251"}},
      {"4xx", 0, 1, noop + "S: 450 no\n" + quit, {"-C", "NOOP"}},
      {"5xx", 0, 1, noop + "S: 550 no\n" + quit, {"-C", "NOOP"}},
      {"malformed reply", 0, 2, noop + "S: hello\n" + quit, {"-C", "NOOP"}},
      {"a mismatch, then a match",
       0,
       1,
       two,
       {"-C", "NOOP", "-C", "NOOP", "-R", "no", "-R", "two"}},
      {"-R without -C", 0, 3, good, {"-R", "250"}},
      {"more -R than -C", 0, 3, fine, {"-C", "NOOP", "-R", "250", "-R", "250"}},
      {"bad ERE", 255, 3, fine, {"-C", "NOOP", "-R", "("}},
      {"DATA at the end",
       2,
       0,
       start + "C: DATA\nS: 354 go\nhang\n",
       {"-C", "DATA", "-t", "1"}},
  });
}

TEST(Differential, quit) {
  const std::string other = start + "C: QUIT\nS: 500 what\n";
  const std::string closed = start + "C: QUIT\nclose\n";
  expect_each({
      {"another code", 0, 1, other},
      {"another code, -q", 0, 0, other, {"-q"}},
      {"closed after it", 0, 1, closed},
      {"closed after it, -q", 0, 0, closed, {"-q"}},
      {"closed before it", 0, 1, start + "close\n"},
      {"closed before it, -q", 0, 0, start + "close\n", {"-q"}},
  });
}

TEST(Differential, quit_without_an_answer) {
  const std::string silence = start + "C: QUIT\nhang\n";
  expect_each({
      {"until -t", 2, 1, silence, {"-t", "1"}},
      {"for 2 s", 2, 1, silence, {"-t", "3"}},
      {"-q", 2, 0, silence, {"-t", "1", "-q"}},
  });
}

TEST(Differential, words) {
  expect_each({
      {"a word left over", 0, 3, good, {"word"}},
      {"an empty word", 0, 0, good, {""}},
      {"unknown option", 3, 3, good, {"--unheard-of"}},
      {"-t 0", 0, 3, good, {"-t", "0"}},
      {"-t 2:WARNING", 3, 0, good, {"-t", "2:WARNING"}},
      {"-t 2s", 3, 0, good, {"-t", "2s"}},
      {"-t 0.5", 3, 0, good, {"-t", "0.5"}},
      {"-w 0:10", 3, 0, good, {"-w", "0:10"}},
      {"-w 5:10", 3, 1, good, {"-w", "5:10"}},
      {"-w STAGE=N", 3, 0, good, {"-w", "banner=5"}},
      {"-w 0", 1, 1, good, {"-w", "0"}},
      {"-c 0", 2, 2, good, {"-c", "0"}},
      {"-w 0 -c 0", 2, 2, good, {"-w", "0", "-c", "0"}},
      {"-w -c -t", 0, 0, good, {"-w", "5", "-c", "6.5", "-t", "7"}},
      {"-wt -ct -to", 0, 0, good, {"-wt", "5", "-ct", "6", "-to", "7"}},
      {"-4 -6", 3, 0, good, {"-4", "-6"}},
      {"-6 -4: there the last one counts", 0, 0, good, {"-6", "-4"}},
      {"-q true", 0, 0, good, {"-q", "true"}},
      {"-q 1", 0, 0, good, {"-q", "1"}},
      {"-q false", 0, 0, good, {"-q", "false"}},
      {"-q true -w 0", 0, 1, good, {"-q", "true", "-w", "0"}},
      {"-q false -w 0", 0, 1, good, {"-q", "false", "-w", "0"}},
      {"-e mismatch", 1, 1, good, {"-e", "elsewhere"}},
      {"-e match", 0, 0, good, {"-e", "mx.example.test"}},
  });
}

TEST(Differential, hosts_and_ports) {
  expect_each_alone({
      {"options after a host", 2, 0, good, {"127.0.0.1", "-p", "PORT"}},
      {"options after ''", 2, 0, good, {"-H", "127.0.0.1", "", "-p", "PORT"}},
      {"-p in one word", 0, 0, good, {"-H", "127.0.0.1", "-p PORT"}},
      {"-p with a blank", 0, 0, good, {"-H", "127.0.0.1", "-p", " PORT"}},
      {"no host", 0, 0, good, {"-p", "PORT"}},
      {"-p 99999", 2, 3, good, {"-H", elsewhere, "-p", "99999"}},
      {"[127.0.0.1]", 3, 0, good, {"-H", "[127.0.0.1]", "-p", "PORT"}},
      {"host:port", 3, 0, good, {"-H", "127.0.0.1:PORT"}},
      {"no such name", 3, 2, good, {"-H", "no..such", "-p", "PORT"}},
      {"refused", 2, 2, good, {"-H", elsewhere, "-p", "PORT"}},
      // The word behind -q is the host there.
      {"-q true before -H",
       3,
       0,
       good,
       {"-q", "true", "-H", "127.0.0.1", "-p", "PORT"}},
      {"-q false before -H",
       3,
       0,
       good,
       {"-q", "false", "-H", "127.0.0.1", "-p", "PORT"}},
      {"several options in one word",
       3,
       3,
       good,
       {"-H", "127.0.0.1", "-p PORT -f a@b.test"}},
      {"no argument", 3, 3, good, {}},
      {"-h", 3, 3, good, {"-h"}},
      {"-V", 3, 3, good, {"-V"}},
  });
}

TEST(Differential, port_by_name) {
  const Words words = {"-H", elsewhere, "-p", "nntp"};
  EXPECT_EQ(run_check_smtp(words).exit_code, 3);
  const auto ours = run_plugin(words);
  EXPECT_TRUE(ended(ours, 2, "connect.refused"));
  EXPECT_NE(ours.out.find(elsewhere + ":119"), std::string::npos) << ours.out;
}

TEST(Differential, usual_port_of_lmtp) {
  const Words words = {"-H", elsewhere, "-L"};
  const auto theirs = run_check_smtp(words);
  EXPECT_NE(theirs.out.find(" port 25:"), std::string::npos) << theirs.out;
  const auto ours = run_plugin(words);
  EXPECT_NE(ours.out.find(elsewhere + ":24"), std::string::npos) << ours.out;
}

TEST(Differential, unix_socket) {
  const servers::TempFolder folder;
  const std::string path = folder.path() + "/socket";
  const FakeServer server(good, path);
  EXPECT_EQ(run_check_smtp({"-H", path}).exit_code, 3);
  EXPECT_TRUE(ended(run_plugin({"-H", path}), 0));
}

TEST(Differential, extra_opts) {
  const servers::TempFolder folder;
  const std::string ours =
      folder.write("ours.ini", "[check_smtp_session]\nwarning=5\n");
  const std::string theirs =
      folder.write("theirs.ini", "[check_smtp]\ncritical=0\n");
  expect_each({
      {"our section", 3, 0, good, {"--extra-opts=@" + ours}},
      {"their section", 2, 2, good, {"--extra-opts=@" + theirs}},
      {"by name", 0, 0, good, {"--extra-opts=check_smtp_session@" + ours}},
      {"no such file", 3, 3, good, {"--extra-opts=@/nonexistent.ini"}},
      {"no such section", 3, 3, good, {"--extra-opts=other@" + ours}},
  });
}

TEST(Differential, same_in_both) {
  const std::string rest = ehlo + "S: 250 mx.example.test\n" + quit;
  expect_each({
      {"a good session", 0, 0, good},
      {"LMTP", 0, 0, good, {"-L"}},
      {"greeting 4xx",
       1,
       1,
       "S: 450 later\n" + rest,
       {},
       "S: 450 later\n" + quit},
      {"time-out", 2, 2, "hang\n", {"-t", "1"}},
  });
}

// In a mount namespace with a file of our own in the place of /etc/hosts.
support::ProcessResult run_with_hosts(const std::string& hosts,
                                      const Words& command) {
  return support::run_process(
      {.argv = Words{"unshare", "-m", "sh", "-c",
                     "mount --bind \"$0\" /etc/hosts && exec \"$@\"", hosts} +
               command});
}

TEST(Differential, second_address_answers) {
  const servers::TempFolder folder;
  const std::string hosts = folder.write(
      "hosts", "::1 two.example.test\n127.0.0.1 two.example.test\n");
  const FakeServer server(good);  // on 127.0.0.1 only
  const Words words = {"-H", "two.example.test", "-p",
                       std::to_string(server.port())};
  const auto theirs = run_with_hosts(hosts, Words{check_smtp_path()} + words);
  EXPECT_EQ(theirs.exit_code, 0) << theirs.out << theirs.err;
  const auto ours =
      run_with_hosts(hosts, Words{plugin_path()} + words + Words{"-v"});
  EXPECT_TRUE(ended(ours, 0));
  EXPECT_NE(ours.out.find("[::1]"), std::string::npos) << ours.out;
  EXPECT_EQ(server.connections(), 2);
}

struct Call {
  Words words;
  int theirs;
  int ours;
};

// Debian's and Icinga's command definitions, and more, against a real server.
TEST(Differential, command_definitions) {
  const servers::Postfix postfix;
  const std::string port =
      std::to_string(postfix.port(servers::Postfix::Service::plain));
  const Call calls[] = {
      {{"-H", "127.0.0.1", "-p " + port}, 0, 0},
      {{"-H", "127.0.0.1", "-p" + port, ""}, 0, 0},
      {{"-H", "127.0.0.1", "-p", port, "-4", "-q", "true"}, 0, 0},
      {{"-H", "::1", "-p", port, "-6", "-t", "10"}, 0, 0},
      {{"-H", "127.0.0.1", "-p", port, "-4", "-6"}, 3, 0},
      {{"-4", "-H", "127.0.0.1", "-c", "5", "-f", "nagios@b.test", "-p", port,
        "-t", "10", "-w", "3"},
       0,
       0},
      {{"-H", "127.0.0.1", "-p", port, "-C", "VRFY postmaster", "-R", "^252",
        "-e", "220", "-f", "nagios@b.test"},
       0,
       0},
      // The reply to EHLO is judged too, which check_smtp does not ask for.
      {{"-H", "127.0.0.1", "-p", port, "-e", "PIPELINING"}, 1, 0},
  };
  for (const Call& call : calls) {
    SCOPED_TRACE(call.words.back());
    const auto theirs = run_check_smtp(call.words);
    EXPECT_EQ(theirs.exit_code, call.theirs) << theirs.out;
    const auto ours = run_plugin(call.words);
    EXPECT_EQ(ours.exit_code, call.ours) << ours.out;
  }
}

// `check_smtp -H $HOSTADDRESS$ '$ARG1$'` without an argument.
TEST(Differential, empty_argument_of_a_command_definition) {
  const Words words = {"-H", elsewhere, ""};
  EXPECT_EQ(run_check_smtp(words).exit_code, 2);
  const auto ours = run_plugin(words);
  EXPECT_TRUE(ended(ours, 2, "connect.refused"));
  EXPECT_NE(ours.out.find(elsewhere + ":25"), std::string::npos) << ours.out;
}

}  // namespace

}  // namespace plugin_test
