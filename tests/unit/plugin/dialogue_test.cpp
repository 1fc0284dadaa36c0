// What is said and what is expected: -F -f -C -R -q -L --helo --until -e and
// the host names and extensions of the server.
#include <gtest/gtest.h>

#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

using check::Hello;
using check::StageId;

// The commands, text of a message in brackets: "DATA [text] ."
std::string commands(const Words& words) {
  std::string out;
  for (const auto& command : settings_of(words).commands) {
    const auto line =
        command.message_text ? "[" + command.line + "]" : command.line;
    out += (out.empty() ? "" : " ") + line;
  }
  return out;
}

// What the n-th -R judges: the numbers of the -C, from 0, and its expression.
std::string responses(const Words& words) {
  const auto settings = settings_of(words);
  std::string out;
  for (std::size_t i = 0; i < settings.commands.size(); ++i) {
    const auto& response = settings.commands[i].response;
    if (response) out += std::to_string(i) + response->text() + " ";
  }
  return out;
}

std::string from(const Words& words) {
  return "<" + settings_of(words).from.value_or("not given") + ">";
}

bool ignores_quit(const Words& words) {
  return settings_of(words).ignore_quit;
}

TEST(EhloName, IsCheckedForItsSyntaxOnly) {
  EXPECT_EQ(settings_of({"-v"}).ehlo_name, "");
  EXPECT_EQ(settings_of({"-F", "us.example.net"}).ehlo_name, "us.example.net");
  EXPECT_EQ(settings_of({"--fqdn=[192.0.2.9]"}).ehlo_name, "[192.0.2.9]");
  EXPECT_EQ(settings_of({"-F", "under_score"}).ehlo_name, "under_score");
  EXPECT_EQ(settings_of({"-F", std::string(255, 'a')}).ehlo_name.size(), 255U);
  expect_refusals({
      {{"-F", "two words"}, "'two words'"},
      {{"-F", "a\tb"}, "'a\tb'"},
      {{"-F", "a\r\nRSET"}, "RSET"},
      {{"-F", "a\x7F"}, "'a\x7F'"},
      {{"-F", std::string(256, 'a')}, "aaaa"},
      {{"-F", ""}, "''"},
  });
}

TEST(Hello, IsEhloHeloOrLhlo) {
  EXPECT_EQ(settings_of({"-v"}).hello, Hello::ehlo);
  EXPECT_EQ(settings_of({"--helo"}).hello, Hello::helo);
  EXPECT_EQ(settings_of({"-L"}).hello, Hello::lhlo);
  EXPECT_EQ(settings_of({"--lmtp"}).hello, Hello::lhlo);
  expect_refusals({
      {{"--helo", "-L"}, "--helo"},
      {{"--require-extension", "DSN", "--helo"}, "--require-extension"},
  });
}

TEST(Sender, MayBeNull) {
  EXPECT_EQ(from({"-v"}), "<not given>");
  EXPECT_EQ(from({"-f", "a@b.example"}), "<a@b.example>");
  EXPECT_EQ(from({"-f", "<a@b.example>"}), "<a@b.example>");
  EXPECT_EQ(from({"-f", "<>"}), "<>");
  EXPECT_EQ(from({"-f", ""}), "<>");
  EXPECT_EQ(from({"--from="}), "<>");
  EXPECT_EQ(from({"-f", "nagios"}), "<nagios>");
  EXPECT_EQ(from({"-f", "\"a b\"@c.example"}), "<\"a b\"@c.example>");
  EXPECT_EQ(from({"-f", "a@b.example", "-f", "c@d.example"}), "<c@d.example>");
  expect_refusals({
      {{"-f", "a b@c.example"}, "'a b@c.example'"},
      {{"-f", "a@b.example\r\nRCPT TO:<c@d.example>"}, "RCPT"},
      {{"-f", "a>b@c.example"}, "'a>b@c.example'"},
      {{"-f", "<a@b.example> SIZE=1"}, "SIZE=1"},
      {{"-f", "a@b.example>"}, "'a@b.example>'"},
  });
}

TEST(Commands, AddUpInTheirOrder) {
  EXPECT_EQ(commands({"-v"}), "");
  EXPECT_EQ(commands({"-C", "NOOP", "--command=VRFY x", "-CHELP"}),
            "NOOP VRFY x HELP");
  expect_refusals({
      {{"-C", "NOOP\r\nQUIT"}, "NOOP"},
      {{"-C", "NOOP\n"}, "NOOP"},
      {{"-C", "NOOP\r"}, "NOOP"},
      {{"-C", std::string("NO\0OP", 5)}, "NUL in 'NO"},
  });
}

// A text line is one behind DATA up to the dot, whatever it says.
TEST(Commands, AreTextOfAMessageBehindData) {
  EXPECT_EQ(
      commands({"-C", "DATA", "-C", "a", "-C", ".b", "-C", ".", "-C", "c"}),
      "DATA [a] [.b] . c");
  EXPECT_EQ(commands({"-C", "data", "-C", "a"}), "data [a]");
  EXPECT_EQ(commands({"-C", "DATA", "-C", "DATA", "-C", ".", "-C", "NOOP"}),
            "DATA [DATA] . NOOP");
  EXPECT_EQ(commands({"-C", "DATA", "-C", "QUIT", "-C", "."}), "DATA [QUIT] .");
  EXPECT_EQ(commands({"-C", "DATA", "-C", ".", "-C", "DATA", "-C", "x"}),
            "DATA . DATA [x]");
  EXPECT_EQ(commands({"-C", "DATABASE", "-C", "a"}), "DATABASE a");
  EXPECT_EQ(commands({"-C", "NOOP DATA", "-C", "."}), "NOOP DATA .");
}

TEST(Commands, EndWithQuit) {
  EXPECT_EQ(commands({"-C", "NOOP", "-C", "QUIT"}), "NOOP QUIT");
  expect_refusals({{{"-C", "quit", "-C", "NOOP"}, "'NOOP'"}});
}

TEST(Responses, JudgeTheCommandOfTheirNumber) {
  EXPECT_EQ(responses({"-C", "a", "-C", "b", "-R", "^250"}), "0^250 ");
  EXPECT_EQ(responses({"-R", "^250", "-R", "x|y", "-C", "a", "-C", "b"}),
            "0^250 1x|y ");
  EXPECT_EQ(responses({"-C", "a", "-R", ""}), "0 ");
  EXPECT_EQ(responses({"-C", "DATA", "-R", "354"}), "0354 ");
  expect_refusals({
      {{"-R", "^250"}, "'^250'"},
      {{"-C", "a", "-R", "^250", "-R", "^251"}, "'^251'"},
      {{"-C", "a", "-R", "("}, "'('"},
      {{"-C", "a", "-R", "[z-a]"}, "'[z-a]'"},
      {{"-C", "DATA", "-C", "text", "-R", "354", "-R", "250"}, "'250'"},
  });
}

TEST(IgnoreQuit, TakesAWordThatMeansYesOrNo) {
  EXPECT_FALSE(ignores_quit({"-v"}));
  EXPECT_TRUE(ignores_quit({"-q"}));
  EXPECT_TRUE(ignores_quit({"--ignore-quit-failure"}));
  for (const std::string word : {"true", "1", "yes", "TRUE", "Yes"}) {
    EXPECT_TRUE(ignores_quit({"-q", word})) << word;
    EXPECT_TRUE(ignores_quit({"--ignore-quit-failure=" + word})) << word;
  }
  for (const std::string word : {"false", "0", "no", "False", "NO"}) {
    EXPECT_FALSE(ignores_quit({"-q", word})) << word;
    EXPECT_FALSE(ignores_quit({"--ignore-quit-failure=" + word})) << word;
  }
}

TEST(IgnoreQuit, LeavesEveryOtherWord) {
  expect_synonyms({
      {{"-q", "a.example"}, {"a.example", "-q"}},
      {{"-q", "true", "a.example"}, {"a.example", "-q"}},
      {{"-q", "-w", "0"}, {"-w", "0", "-q"}},
      {{"-q", "true", "-w", "0"}, {"-w", "0", "-q"}},
      {{"-q", "", "-v"}, {"-qv"}},
      {{"-q", "false"}, {"-q", "-q", "0"}},
      {{"-q", "no", "-q"}, {"-q"}},
  });
  expect_refusals({
      {{"-H", "a.example", "-q", "maybe"}, "'maybe'"},
      {{"--ignore-quit-failure=maybe"}, "'maybe'"},
      {{"-H", "a.example", "-q", "true", "true"}, "'true'"},
  });
}

TEST(Until, IsTheNameOfAStage) {
  EXPECT_EQ(settings_of({"-v"}).until, std::nullopt);
  EXPECT_EQ(settings_of({"--until", "dns"}).until, StageId::dns);
  EXPECT_EQ(settings_of({"--until=banner"}).until, StageId::banner);
  EXPECT_EQ(settings_of({"--until", "quit"}).until, StageId::quit);
  expect_refusals({
      {{"--until", "lunch"}, "'lunch'"},
      {{"--until", "BANNER"}, "'BANNER'"},
      {{"--until", "total"}, "'total'"},
      {{"--until="}, "''"},
  });
}

TEST(Until, RefusesWhatNeedsALaterStage) {
  expect_refusals({
      {{"--until", "dns", "-r"}, "--proxy"},
      {{"--until", "dns", "--source-address", "192.0.2.1"}, "--source-address"},
      {{"--until", "connect", "-e", "220"}, "-e"},
      {{"--until", "connect", "--banner-hostname", "auto"},
       "--banner-hostname"},
      {{"--until", "banner", "-F", "us.example"}, "-F"},
      {{"--until", "banner", "--helo"}, "--helo"},
      {{"--until", "banner", "-L"}, "--lmtp"},
      {{"--until", "banner", "--ehlo-hostname", "auto"}, "--ehlo-hostname"},
      {{"--until", "banner", "--require-extension", "DSN"}, "--require-ext"},
      {{"--until", "banner", "--forbid-extension", "DSN"}, "--forbid-ext"},
      {{"--until", "ehlo", "-f", ""}, "-f"},
      {{"--until", "mail", "-C", "NOOP"}, "-C"},
      {{"--until", "banner", "-w", "ehlo=5"}, "ehlo"},
      {{"--until", "banner", "-c", "mail=5"}, "mail"},
  });
}

TEST(Until, IsAStageOfTheSession) {
  expect_refusals({
      {{"--until", "starttls"}, "--until starttls"},
      {{"--until", "tls"}, "--until tls"},
      {{"--until", "ehlo_tls", "-s"}, "--until ehlo_tls"},
      {{"--until", "mail"}, "--until mail"},
      {{"--until", "command"}, "--until command"},
  });
}

TEST(Until, LetsPassWhatItsStageNeeds) {
  expect_synonyms({
      {{"--until", "banner", "-e", "220"}, {"-e", "220", "--until=banner"}},
      {{"--until", "connect", "-r"}, {"-r", "--until=connect"}},
      {{"--until", "ehlo", "-F", "us"}, {"-F", "us", "--until=ehlo"}},
      {{"--until", "mail", "-f", ""}, {"-f", "", "--until=mail"}},
      {{"--until", "command", "-C", "x"}, {"-C", "x", "--until=command"}},
      {{"--until", "dns", "-w", "5,quit=1"}, {"-w", "5,quit=1", "--until=dns"}},
      {{"--until", "tls", "-s"}, {"-s", "--until=tls"}},
      {{"--until", "tls", "-S"}, {"-S", "--until=tls"}},
  });
}

TEST(Expect, IsTextOfAnyKindAndAddsUp) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(settings_of({"-v"}).expect, Texts{});
  EXPECT_EQ(settings_of({"-e", "220", "--expect=a b", "-ec"}).expect,
            (Texts{"220", "a b", "c"}));
  EXPECT_EQ(settings_of({"-e", "-p"}).expect, Texts{"-p"});
}

TEST(ExpectedHost, IsANameOrAutomatic) {
  const auto named = settings_of({"--banner-hostname", "mx.example.org"});
  EXPECT_EQ(named.banner_hostname->name, "mx.example.org");
  EXPECT_FALSE(named.banner_hostname->automatic);
  EXPECT_FALSE(named.ehlo_hostname);
  const auto automatic = settings_of({"--ehlo-hostname=auto"});
  EXPECT_TRUE(automatic.ehlo_hostname->automatic);
  EXPECT_FALSE(automatic.banner_hostname);
  expect_refusals({
      {{"--banner-hostname", ""}, "''"},
      {{"--ehlo-hostname", "a b"}, "'a b'"},
  });
}

TEST(Extensions, AreCommaListsThatAddUp) {
  expect_synonyms({
      {{"--require-extension", "DSN,SIZE>=20M"},
       {"--require-extension=DSN", "--require-extension=SIZE>=20M"}},
      {{"--forbid-extension", "VRFY,plain:AUTH"},
       {"--forbid-extension=VRFY", "--forbid-extension=plain:AUTH"}},
  });
  EXPECT_EQ(settings_of({"--require-extension", "a,b"}).required.size(), 2U);
  EXPECT_EQ(settings_of({"--forbid-extension", "a,b"}).forbidden.size(), 2U);
  EXPECT_TRUE(settings_of({"--forbid-extension", "a"}).required.empty());
  expect_refusals({
      {{"--require-extension", ""}, "''"},
      {{"--require-extension", "DSN,"}, "''"},
      {{"--require-extension", "SIZE>=many"}, "'SIZE>=many'"},
      {{"--require-extension", "AUTH:A B"}, "'AUTH:A B'"},
      {{"--require-extension", "DSN,tls:AUTH"}, "'tls:AUTH'"},
      {{"--forbid-extension", "no such"}, "'no such'"},
  });
}

TEST(Pipelining, MayBeTurnedOff) {
  EXPECT_TRUE(settings_of({"-v"}).pipelining);
  EXPECT_FALSE(settings_of({"--no-pipelining"}).pipelining);
}

}  // namespace
}  // namespace plugin
