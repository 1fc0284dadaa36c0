// What the words on the command line do: each row is a sentence of the command
// line's contract.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "tests/plugin/run.h"
#include "tests/servers/daemon.h"
#include "tests/servers/temp_folder.h"
#include "tests/support/fake_server.h"

namespace plugin_test {

namespace {

using servers::TempFolder;
using support::FakeServer;

const std::string greeting = "S: 220 mx.example.test ESMTP\n";
const std::string hello = "C: EHLO\nS: 250-mx.example.test\nS: 250 SIZE 1000\n";
const std::string quit = "C: QUIT\nS: 221 bye\n";
const std::string good = greeting + hello + quit;

// A session with more between EHLO and QUIT.
std::string session(const std::string& middle) {
  return greeting + hello + middle + quit;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// What a server heard, each line with its line end.
std::string heard(const FakeServer& server) {
  std::string text;
  for (const std::string& line : server.received()) text += line + "\r\n";
  return text;
}

struct Said {
  support::ProcessResult result;
  std::string lines;  // to a server that played the script
};

// Lines that the plugin sends without waiting for a reply are waited for until
// they are the expected ones.
Said say(const std::string& script, const Words& words,
         const std::string& expected = {}) {
  const FakeServer server(script);
  auto result = run_plugin(at(server.port()) + words);
  servers::wait_until(
      [&] { return expected.empty() || heard(server) == expected; },
      std::chrono::seconds(2));
  return {std::move(result), heard(server)};
}

struct Spelling {
  Words words;
  std::string in_output;  // perfdata, where nothing else shows the effect
};

TEST(Cli, spellings_of_options) {
  const Spelling spellings[] = {
      {{"-w", "5"}, ";5;;0;10 "},
      {{"-w5"}, ";5;;0;10 "},
      {{"-w 5"}, ";5;;0;10 "},
      {{"-wt", "5"}, ";5;;0;10 "},
      {{"--warning", "5"}, ";5;;0;10 "},
      {{"--warning=5"}, ";5;;0;10 "},
      {{"--warn=5"}, ";5;;0;10 "},
      {{"-w", "6", "-w", "5"}, ";5;;0;10 "},
      {{"-w", "total=5"}, ";5;;0;10 "},
      {{"-c", "7.5"}, ";;7.5;0;10 "},
      {{"-ct", "7.5"}, ";;7.5;0;10 "},
      {{"--crit", "7.5"}, ";;7.5;0;10 "},
      {{"-w", "0:5", "-c", "0:7"}, ";0:5;0:7;0;10 "},
      {{"-w", "7", "-c", "5"}, ";7;5;0;10 "},
      {{"-w", "5,banner=3"}, ";5;;0;10 "},
      {{"-w", "5,banner=3"}, "s;3;;0 time_ehlo="},
      {{"-w", "5", "-w", "banner=2", "-w", "banner=3"}, "s;3;;0 time_ehlo="},
      {{"-t", "9"}, ";;;0;9 "},
      {{"-to", "9"}, ";;;0;9 "},
      {{"-t9"}, ";;;0;9 "},
      {{"-t", "9s"}, ";;;0;9 "},
      {{"-t", "1.5m"}, ";;;0;90 "},
      {{"-t", "2500ms"}, ";;;0;2.5 "},
      {{"-t", "2.5"}, ";;;0;2.5 "},
      {{"-t", "9:WARNING"}, ";;;0;9 "},
      {{"-t", ":unknown"}, ";;;0;10 "},
      {{"-t", "9:c"}, ";;;0;9 "},
      {{"-t", "9:0"}, ";;;0;9 "},
      {{"-t", "1", "-t", "9"}, ";;;0;9 "},
      {{"--time=9"}, ";;;0;9 "},
      {{"-v", "-t9"}, ";;;0;9 "},
      {{"-vt9"}, ";;;0;9 "},
      {{"-vvv"}, "C: QUIT"},
      {{"-v", "-v", "-v"}, "C: QUIT"},
      {{"-vv", "--verbose"}, "C: QUIT"},
      {{"--transcript"}, "C: QUIT"},
      {{"--trans"}, "C: QUIT"},
      {{"--re", "250", "-C", "EHLO again"}, "SMTP OK"},  // --response
      {{"--host", "127.0.0.1"}, "SMTP OK"},
      {{"-4"}, "SMTP OK"},
      {{"--use-ipv4"}, "SMTP OK"},
      {{"--ipv4-only"}, "SMTP OK"},
      {{"-4", "-6"}, "SMTP OK"},
      {{"--use-ipv4", "--ipv6-only"}, "SMTP OK"},
      {{"-4q"}, "SMTP OK"},
      {{"", "", ""}, "SMTP OK"},
      {{"--"}, "SMTP OK"},
      {{"-q", "yes"}, "SMTP OK"},
      {{"-q", "No"}, "SMTP OK"},
      {{"-qv"}, "SMTP OK"},
      {{"--ignore-quit-failure=true"}, "SMTP OK"},
  };
  for (const Spelling& spelling : spellings) {
    std::string trace;
    for (const std::string& word : spelling.words) trace += "[" + word + "] ";
    SCOPED_TRACE(trace);
    const bool again = spelling.words.back() == "EHLO again";
    const auto said = say(again ? session(hello) : good, spelling.words);
    EXPECT_TRUE(ended(said.result, 0));
    EXPECT_TRUE(contains(said.result.out, spelling.in_output))
        << said.result.out;
  }
}

TEST(Cli, places_of_the_host) {
  FakeServer server(good);
  const std::string port = std::to_string(server.port());
  const Words calls[] = {
      {"-H", "127.0.0.1", "-p", port},
      {"-H127.0.0.1", "-p" + port},
      {"--hostname=127.0.0.1", "--port=" + port},
      {"127.0.0.1", "-p", port},
      {"-p", port, "127.0.0.1"},
      {"-p", port},
      {"-p", port, "--", "127.0.0.1"},
      {"", "127.0.0.1", "", "-p", port},
      {"-H", "127.0.0.1", "", "-p", port},
      {"-H", "127.0.0.1", "-p", " " + port},
      {"-H", "127.0.0.1", "-p " + port},
      {"-H", "[127.0.0.1]", "-p", port},
      {"-H", "127.0.0.1:" + port},
      {"-H", "127.0.0.1:" + port, "-p", port},
      {"-H", "localhost:" + port, "-4"},
      {"localhost", "-4", "-p", port},
      {"-H", "192.0.2.1", "-H", "127.0.0.1", "-p", port},
      {"-p", "1", "-H", "127.0.0.1", "-p", port},
  };
  for (const Words& words : calls) {
    SCOPED_TRACE(words.front() + " " + words.back());
    EXPECT_TRUE(ended(run_plugin(words), 0));
  }
}

// Nothing listens at this address of the loopback network.
const std::string elsewhere = "127.86.75.64";

TEST(Cli, usual_ports) {
  struct Row {
    Words words;
    const char* port;
  };
  const Row rows[] = {
      {{"-H", elsewhere}, ":25"},
      {{elsewhere}, ":25"},
      {{"-H", elsewhere, ""}, ":25"},
      {{"-H", elsewhere, "-L"}, ":24"},
      {{"-L", elsewhere}, ":24"},
      {{"-H", elsewhere, "-p", "nntp"}, ":119"},
      {{"-H", elsewhere + ":nntp"}, ":119"},
      {{"-L", "-p", "nntp", "-H", elsewhere}, ":119"},
  };
  for (const Row& row : rows) {
    const auto result = run_plugin(row.words);
    EXPECT_TRUE(ended(result, 2, "connect.refused"));
    EXPECT_TRUE(contains(first_line(result.out), elsewhere + row.port))
        << result.out;
  }
}

// All orders of the groups of words give the same.
void expect_same_in_any_order(const FakeServer& server,
                              std::vector<Words> groups) {
  const std::regex time("[0-9]+\\.[0-9]+");
  groups.push_back({"-p", std::to_string(server.port())});
  std::sort(groups.begin(), groups.end());
  std::string first;
  do {
    Words words;
    for (const Words& group : groups) words = words + group;
    const auto result = run_plugin(words);
    ASSERT_TRUE(ended(result, 0));
    const auto out = std::regex_replace(result.out, time, "N");
    if (first.empty()) first = out;
    ASSERT_EQ(out, first);
  } while (std::next_permutation(groups.begin(), groups.end()));
}

TEST(Cli, order_does_not_matter) {
  const FakeServer server(
      session("C: MAIL\nS: 250 fine\nC: NOOP\n"
              "S: 250 fine\nC: RSET\nS: 250 fine\n"));
  expect_same_in_any_order(
      server, {{"127.0.0.1"}, {"-f", ""}, {"-q", "false"}, {"-C", "NOOP"}});
}

TEST(Cli, order_of_judging_options_does_not_matter) {
  const FakeServer server(good);
  expect_same_in_any_order(
      server,
      {{"-H", "127.0.0.1", ""}, {"-wt", "5", "-c7"}, {"-t9:w"}, {"-vq"}});
}

struct Conversation {
  std::string script;
  Words words;
  std::string lines;  // what the server hears
};

TEST(Cli, what_is_said) {
  const std::string mail = "C: MAIL\nS: 250 fine\n";
  const std::string rset = "C: RSET\nS: 250 fine\n";
  const std::string noop = "C: NOOP\nS: 250 fine\n";
  const Conversation conversations[] = {
      {good, {"-F", "a.test"}, "EHLO a.test\r\nQUIT\r\n"},
      {good, {"-F", "b", "--fqdn=a.test"}, "EHLO a.test\r\nQUIT\r\n"},
      {good,
       {"-F", std::string(255, 'a')},
       "EHLO " + std::string(255, 'a') + "\r\nQUIT\r\n"},
      {greeting + "C: HELO\nS: 250 mx\n" + quit,
       {"-F", "a.test", "--helo"},
       "HELO a.test\r\nQUIT\r\n"},
      {greeting + "C: LHLO\nS: 250 mx\n" + quit,
       {"-F", "a.test", "-L"},
       "LHLO a.test\r\nQUIT\r\n"},
      {good, {"-F", "a.test", "-q"}, "EHLO a.test\r\nQUIT\r\n"},
      {session(mail + rset),
       {"-F", "a.test", "-f", "b@c.test"},
       "EHLO a.test\r\nMAIL FROM:<b@c.test>\r\nRSET\r\nQUIT\r\n"},
      {session(mail + rset),
       {"-F", "a.test", "-f", ""},
       "EHLO a.test\r\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n"},
      {session(mail + rset),
       {"-F", "a.test", "--from="},
       "EHLO a.test\r\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n"},
      {session(mail + rset),
       {"-F", "a.test", "-f", "<>"},
       "EHLO a.test\r\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n"},
      {session(mail + rset),
       {"-F", "a.test", "-f", "nagios"},
       "EHLO a.test\r\nMAIL FROM:<nagios>\r\nRSET\r\nQUIT\r\n"},
      {session(mail + rset),
       {"-F", "a.test", "-f", "\"a b\"@c.test"},
       "EHLO a.test\r\nMAIL FROM:<\"a b\"@c.test>\r\nRSET\r\nQUIT\r\n"},
      {session(noop),
       {"-F", "a.test", "-C", "NOOP"},
       "EHLO a.test\r\nNOOP\r\nQUIT\r\n"},
      {session("C: -x\nS: 250 fine\n"),
       {"-F", "a.test", "-C", "-x"},
       "EHLO a.test\r\n-x\r\nQUIT\r\n"},
      {session(mail + noop + rset),
       {"-C", "NOOP", "-f", "b@c.test", "-F", "a.test"},
       "EHLO a.test\r\nMAIL FROM:<b@c.test>\r\nNOOP\r\nRSET\r\nQUIT\r\n"},
      {session("C: DATA\nS: 354 go\nC: Subject: x\nC: ..lead\nC: ...two\n"
               "C: .\nS: 250 fine\n" +
               noop),
       {"-F", "a.test", "-C", "DATA", "-C", "Subject: x", "-C", ".lead", "-C",
        "..two", "-C", ".", "-R", "354", "-C", "NOOP"},
       "EHLO a.test\r\nDATA\r\nSubject: x\r\n..lead\r\n...two\r\n.\r\nNOOP\r\n"
       "QUIT\r\n"},
      {greeting + hello + "C: DATA\nS: 354 go\nC: Subject: x\nhang\n",
       {"-F", "a.test", "-C", "DATA", "-C", "Subject: x"},
       "EHLO a.test\r\nDATA\r\nSubject: x\r\n"},
      {greeting + hello + "C: DATA\nS: 354 go\nhang\n",
       {"-F", "a.test", "-C", "DATA"},
       "EHLO a.test\r\nDATA\r\n"},
      {greeting + quit, {"--until", "banner"}, "QUIT\r\n"},
      {good, {"-F", "a.test", "--until", "ehlo"}, "EHLO a.test\r\nQUIT\r\n"},
      {session(mail + rset),
       {"-F", "a.test", "--until", "mail", "-f", "b@c.test"},
       "EHLO a.test\r\nMAIL FROM:<b@c.test>\r\nRSET\r\nQUIT\r\n"},
  };
  for (const Conversation& conversation : conversations) {
    SCOPED_TRACE(conversation.lines);
    const auto said =
        say(conversation.script, conversation.words, conversation.lines);
    EXPECT_TRUE(ended(said.result, 0));
    EXPECT_EQ(said.lines, conversation.lines);
  }
}

TEST(Cli, text_lines_are_not_sent_where_data_is_refused) {
  const auto said = say(
      session("C: DATA\nS: 503 no\nC: NOOP\nS: 250 fine\n"),
      {"-F", "a.test", "-C", "DATA", "-C", "text", "-C", ".", "-C", "NOOP"});
  EXPECT_TRUE(ended(said.result, 1, "command.refused"));
  EXPECT_EQ(said.lines, "EHLO a.test\r\nDATA\r\nNOOP\r\nQUIT\r\n");
}

TEST(Cli, our_own_name_is_one_that_servers_accept) {
  const auto said = say(good, {});
  std::smatch match;
  ASSERT_TRUE(
      std::regex_search(said.lines, match, std::regex("^EHLO ([^\r]*)\r\n")))
      << said.lines;
  const std::string name = match[1];
  EXPECT_TRUE(contains(name, ".")) << name;
  EXPECT_FALSE(contains(name, "localhost")) << name;
  EXPECT_FALSE(contains(name, "_")) << name;
}

TEST(Cli, answers_to_challenges_are_masked) {
  const auto login =
      say(session("C: AUTH\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\n"
                  "S: 334 UGFzc3dvcmQ6\nC: aGlkZGVu\nS: 235 fine\n"),
          {"-vvv", "-C", "AUTH LOGIN", "-C", "dXNlcg==", "-C", "aGlkZGVu"});
  EXPECT_TRUE(ended(login.result, 0));
  EXPECT_TRUE(contains(login.lines, "\r\naGlkZGVu\r\n")) << login.lines;
  EXPECT_FALSE(contains(login.result.out, "aGlkZGVu")) << login.result.out;
  EXPECT_TRUE(contains(login.result.out, "********")) << login.result.out;

  const auto plain = say(session("C: AUTH\nS: 535 no\n"),
                         {"-vvv", "-C", "AUTH PLAIN aGlkZGVu"});
  EXPECT_TRUE(ended(plain.result, 1, "command.refused"));
  EXPECT_TRUE(contains(plain.lines, "AUTH PLAIN aGlkZGVu\r\n"));
  EXPECT_FALSE(contains(plain.result.out, "aGlkZGVu")) << plain.result.out;
}

struct Judgement {
  std::string script;
  Words words;
  int exit_code;
  const char* finding;
};

void expect_judgements(const std::vector<Judgement>& judgements) {
  for (const Judgement& judgement : judgements) {
    std::string trace;
    for (const std::string& word : judgement.words) trace += "[" + word + "] ";
    SCOPED_TRACE(trace + judgement.script);
    const auto said = say(judgement.script, judgement.words);
    EXPECT_TRUE(ended(said.result, judgement.exit_code, judgement.finding));
  }
}

TEST(Cli, expected_text) {
  const std::string refused = "S: 554 mx 192.0.2.220\n" + quit;
  expect_judgements({
      {good, {"-e", "220"}, 0, ""},
      {good, {"-e", "mx.example.test ESMTP"}, 0, ""},
      {good, {"-e", "SIZE 1000"}, 0, ""},
      {good, {"-e", "ESMTP", "-e", "SIZE"}, 0, ""},
      {good, {"-e", "ESMTP", "-e", "DSN"}, 1, "banner.expect-mismatch"},
      {good, {"-e", "DSN", "-e", "ESMTP"}, 1, "banner.expect-mismatch"},
      {good, {"-e", "[E]SMTP"}, 1, "banner.expect-mismatch"},
      {greeting + quit, {"--until", "banner", "-e", "ESMTP"}, 0, ""},
      {greeting + quit,
       {"--until", "banner", "-e", "SIZE"},
       1,
       "banner.expect-mismatch"},
      {refused, {"-e", "554"}, 2, "banner.refused"},
      {refused, {"-e", "220"}, 2, "banner.refused"},
      {refused, {"-e", "554", "--state", "banner.refused=ok"}, 0, ""},
  });
}

TEST(Cli, responses_are_extended_expressions_over_lines) {
  const std::string noop = session("C: NOOP\nS: 250-first line\nS: 250 last\n");
  expect_judgements({
      {noop, {"-C", "NOOP", "-R", "^250.last$"}, 0, ""},
      {noop, {"-C", "NOOP", "-R", "^250-(first|second) line$"}, 0, ""},
      {noop, {"-C", "NOOP", "-R", "line.250"}, 1, "command.mismatch"},
      {noop, {"-C", "NOOP", "-R", "^last"}, 1, "command.mismatch"},
      {noop, {"-C", "NOOP", "-R", ""}, 0, ""},
      {session("C: NOOP\nS: 550 no\n"), {"-C", "NOOP", "-R", "^550"}, 0, ""},
      {session("C: NOOP\nS: 550 no\n"), {"-C", "NOOP"}, 1, "command.refused"},
  });
}

TEST(Cli, quit_is_judged_unless_told_not_to) {
  const std::string bad = greeting + hello + "C: QUIT\nS: 500 what\n";
  expect_judgements({
      {bad, {}, 1, "quit.failed"},
      {bad, {"-q"}, 0, ""},
      {bad, {"--ignore-quit-failure"}, 0, ""},
      {bad, {"-q", "true"}, 0, ""},
      {bad, {"-q", "1"}, 0, ""},
      {bad, {"-q", "YES"}, 0, ""},
      {bad, {"-q", "false"}, 1, "quit.failed"},
      {bad, {"-q", "0"}, 1, "quit.failed"},
      {bad, {"-q", "no"}, 1, "quit.failed"},
      {bad, {"-q", "-q", "false"}, 1, "quit.failed"},
  });
}

TEST(Cli, states) {
  const std::string refused = "S: 554 no\n" + quit;
  expect_judgements({
      {refused, {}, 2, "banner.refused"},
      {refused, {"--state", "banner.refused=warning"}, 1, "banner.refused"},
      {refused, {"--state", "banner.refused=unknown"}, 3, "banner.refused"},
      {refused, {"--state=banner.refused=ok"}, 0, ""},
      {good, {"-w", "0"}, 1, "time.warning"},
      {good, {"-c", "0"}, 2, "time.critical"},
      {good, {"-c", "banner=0"}, 2, "time.critical"},
      {good, {"-w", "0", "--state", "time.warning=ok"}, 0, ""},
      {good, {"-w", "5:10"}, 1, "time.warning"},
      {good, {"-w", "@0:10"}, 1, "time.warning"},
      {good, {"-c", "~:10"}, 0, ""},
  });
}

TEST(Cli, time_out_has_a_state) {
  expect_judgements({
      {"hang\n", {"-t", "200ms"}, 2, "banner.timed-out"},
      {"hang\n", {"-t", "0.2:w"}, 1, "banner.timed-out"},
      {"hang\n", {"-t", "0.2:Unknown"}, 3, "banner.timed-out"},
      {"hang\n", {"-t", "0.2:0"}, 0, ""},
      {"hang\n",
       {"-t", "0.2:w", "--state", "banner.timed-out=unknown"},
       3,
       "banner.timed-out"},
      {greeting + "C: EHLO\nhang\n", {"-t", "0.2:w"}, 1, "time.out"},
      {greeting + "C: EHLO\nhang\n", {"-t", ":w", "-t", "0.2"}, 1, "time.out"},
  });
}

TEST(Cli, source_address) {
  EXPECT_TRUE(ended(say(good, {"--source-address", "127.0.0.2"}).result, 0));
  // Not an address of this machine.
  EXPECT_TRUE(ended(say(good, {"--source-address", "192.0.2.77"}).result, 3,
                    "plugin.internal"));
}

TEST(Cli, quiet_and_bare_output) {
  const auto quiet = say(good, {"--quiet"}).result;
  EXPECT_EQ(quiet.exit_code, 0);
  EXPECT_EQ(quiet.out, "");
  EXPECT_TRUE(ended(say("S: 554 no\n" + quit, {"--quiet"}).result, 2,
                    "banner.refused"));
  const auto bare = say(good, {"--no-perfdata"}).result;
  EXPECT_TRUE(ended(bare, 0));
  EXPECT_FALSE(contains(bare.out, "|")) << bare.out;
}

TEST(Cli, pages) {
  for (const Words& words : {Words{"-h"}, Words{"--help"}, Words{"--hel"},
                             Words{"-H", "127.0.0.1", "-h"}}) {
    const auto help = run_plugin(words);
    EXPECT_EQ(help.exit_code, 3);
    EXPECT_EQ(help.err, "");
    std::istringstream lines(help.out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 80U) << line;
    }
    for (const char* option : {"-H", "--port", "--from", "--list-findings",
                               "--extra-opts", "--require-extension"}) {
      EXPECT_TRUE(contains(help.out, option)) << option;
    }
  }
  for (const char* word : {"-V", "--version"}) {
    const auto version = run_plugin({word});
    EXPECT_EQ(version.exit_code, 3);
    EXPECT_EQ(version.err, "");
    EXPECT_TRUE(contains(first_line(version.out), "check_smtp_session"));
    EXPECT_TRUE(std::regex_search(version.out, std::regex("[0-9]+\\.[0-9]+")));
  }
}

TEST(Cli, every_finding_can_be_explained) {
  const auto list = run_plugin({"--list-findings"});
  EXPECT_EQ(list.exit_code, 3);
  EXPECT_EQ(list.err, "");
  std::istringstream lines(list.out);
  const std::regex id("^([a-z0-9]+\\.[a-z-]+) ");
  std::string ids;
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (!std::regex_search(line, match, id)) continue;
    const std::string name = match[1];
    ids += name + "\n";
    const auto page = run_plugin({"--explain", name});
    EXPECT_EQ(page.exit_code, 3);
    EXPECT_TRUE(contains(page.out, name)) << page.out;
    EXPECT_GE(std::count(page.out.begin(), page.out.end(), '\n'), 3) << name;
  }
  for (const char* name :
       {"dns.not-found\n", "connect.refused\n", "banner.refused\n",
        "ehlo.helo-only\n", "mail.refused\n", "command.mismatch\n",
        "quit.failed\n", "protocol.lint\n", "time.out\n", "plugin.usage\n"}) {
    EXPECT_TRUE(contains(ids, name)) << name << " is not in\n" << list.out;
  }
}

TEST(Cli, extra_opts) {
  const TempFolder folder;
  const std::string both = folder.write(
      "both.ini",
      "# a comment\n[other]\ncritical=1\n[check_smtp]\nwarning=3\n"
      "[check_smtp_session]\nwarning=4\n[check_smtp_session]\nv\n");
  const std::string old = folder.write("old.ini", "[check_smtp]\nwarning=3\n");
  const std::string short_names =
      folder.write("short.ini", "[check_smtp]\nw = 5\nq\nf =\n");
  const std::string crlf =
      folder.write("crlf.ini", "[check_smtp]\r\nwarning=6\r\n");
  const Spelling spellings[] = {
      {{"--extra-opts=@" + both}, ";4;;0;10 "},
      {{"--extra-opts", "@" + both}, ";4;;0;10 "},
      {{"--extra-opts=check_smtp@" + both}, ";3;;0;10 "},
      {{"--extra-opts=other@" + both}, ";;1;0;10 "},
      {{"--extra-opts=@" + old}, ";3;;0;10 "},
      {{"--extra-opts=@" + crlf}, ";6;;0;10 "},
      {{"--extra-opts=@" + old, "-w", "2"}, ";2;;0;10 "},
      {{"-w", "2", "--extra-opts=@" + old}, ";2;;0;10 "},
      {{"--extra-opts=@" + old, "--extra-opts=other@" + both}, ";3;1;0;10 "},
  };
  for (const Spelling& spelling : spellings) {
    SCOPED_TRACE(spelling.words.front() + " " + spelling.words.back());
    const auto said = say(good, spelling.words);
    EXPECT_TRUE(ended(said.result, 0));
    EXPECT_TRUE(contains(said.result.out, spelling.in_output))
        << said.result.out;
  }
  const auto said = say(session("C: MAIL\nS: 250 fine\nC: RSET\nS: 250 fine\n"),
                        {"--extra-opts=@" + short_names});
  EXPECT_TRUE(ended(said.result, 0));
  EXPECT_TRUE(contains(said.result.out, ";5;;0;10 ")) << said.result.out;
  EXPECT_TRUE(contains(said.lines, "MAIL FROM:<>\r\n")) << said.lines;
}

TEST(Cli, extra_opts_are_found_by_the_search_list) {
  for (const char* name :
       {"monitoring-plugins.ini", "plugins.ini", "nagios-plugins.ini"}) {
    SCOPED_TRACE(name);
    const TempFolder folder;
    const std::string file =
        folder.write(name, "[check_smtp]\nwarning=3\n[mine]\nwarning=4\n");
    struct Row {
      Words words;
      std::string variable;
      const char* in_output;
    };
    const Row rows[] = {
        {{"--extra-opts"}, "NAGIOS_CONFIG_PATH=" + folder.path(), ";3;;0;10 "},
        {{"--extra-opts="},
         "NAGIOS_CONFIG_PATH=/nonexistent:" + folder.path(),
         ";3;;0;10 "},
        {{"--extra-opts", "mine"},
         "NAGIOS_CONFIG_PATH=" + folder.path(),
         ";4;;0;10 "},
        {{"--extra-opts", "-4"}, "MP_CONFIG_FILE=" + file, ";3;;0;10 "},
    };
    for (const Row& row : rows) {
      const FakeServer server(good);
      const auto result =
          run_plugin(at(server.port()) + row.words, {row.variable});
      EXPECT_TRUE(ended(result, 0));
      EXPECT_TRUE(contains(result.out, row.in_output)) << result.out;
    }
  }
}

TEST(Cli, numbers_do_not_depend_on_the_locale) {
  const TempFolder folder;
  const auto made =
      support::run_process({.argv = {"localedef", "-i", "de_DE", "-f", "UTF-8",
                                     folder.path() + "/de_DE.UTF-8"}});
  ASSERT_EQ(made.exit_code, 0) << "package locales: " << made.err;
  const Words german = {"LOCPATH=" + folder.path(), "LC_ALL=de_DE.UTF-8",
                        "LANG=de_DE.UTF-8"};
  // It is German indeed.
  const auto printed = support::run_process(
      {.argv = {"sh", "-c", "locale decimal_point"}, .environment = german});
  ASSERT_EQ(printed.out, ",\n");

  const FakeServer server(good);
  const auto result = run_plugin(
      at(server.port()) + Words{"-w", "5.5", "-c", "0:7.25", "-t", "8.5"},
      german);
  EXPECT_TRUE(ended(result, 0));
  EXPECT_TRUE(std::regex_search(
      result.out,
      std::regex("\\| ?time=[0-9]+\\.[0-9]+s;5\\.5;0:7\\.25;0;8\\.5 ")))
      << result.out;
  EXPECT_FALSE(std::regex_search(result.out, std::regex("[0-9],[0-9]")))
      << result.out;
}

// Whoever reads us may be gone.
TEST(Cli, exit_code_needs_no_reader) {
  for (const char* redirection :
       {">&-", "> /dev/full", "2>&-", "<&- >&- 2>&-"}) {
    SCOPED_TRACE(redirection);
    struct Row {
      std::string script;
      int exit_code;
    };
    for (const Row& row : {Row{good, 0}, Row{"S: 554 no\n" + quit, 2}}) {
      const FakeServer server(row.script);
      const auto result = support::run_process(
          {.argv = Words{"sh", "-c",
                         "exec \"$0\" \"$@\" " + std::string(redirection),
                         plugin_path()} +
                   at(server.port())});
      EXPECT_EQ(result.exit_code, row.exit_code) << result.out << result.err;
      EXPECT_EQ(result.err, "");
    }
  }
}

}  // namespace

}  // namespace plugin_test
