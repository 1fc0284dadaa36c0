// Wrong words on the command line: one line that names the word at fault, a
// short usage, exit code 3, and nothing is connected.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/plugin/listener.h"
#include "tests/plugin/run.h"
#include "tests/servers/temp_folder.h"

namespace plugin_test {

namespace {

struct Row {
  Words words;
  std::string named;  // the word at fault, as it is printed
};

// Beside a host and a port that would do.
std::vector<Row> wrong_numbers() {
  return {
      {{"-p", "0"}, "0"},
      {{"-p", "65536"}, "65536"},
      {{"-p", "99999"}, "99999"},
      {{"-p", "-1"}, "-1"},
      {{"-p", "25x"}, "25x"},
      {{"-p", "no-such-service"}, "no-such-service"},
      {{"--port=18446744073709551641"}, "18446744073709551641"},
      {{"-t", "0"}, "0"},
      {{"-t", "0ms"}, "0ms"},
      {{"-t", "0:WARNING"}, "0:WARNING"},
      {{"-t", "-5"}, "-5"},
      {{"-t", "soon"}, "soon"},
      {{"-t", "5h"}, "5h"},
      {{"-t", "1,5"}, "1,5"},
      {{"-t", "nan"}, "nan"},
      {{"-t", "inf"}, "inf"},
      {{"-t", "5:MAYBE"}, "5:MAYBE"},
      {{"-t", "5:4"}, "5:4"},
      {{"-t", "5:"}, "5:"},
      {{"-t", ""}, "''"},
      {{"-w", ""}, "''"},
      {{"-c", ""}, "''"},
      {{"--warning="}, "''"},
      {{"-w", "fast"}, "fast"},
      {{"-w", "10:5"}, "10:5"},
      {{"-w", "1:2:3"}, "1:2:3"},
      {{"-w", "nan"}, "nan"},
      {{"-c", "1;5"}, "1;5"},
      {{"-w", "baner=5"}, "baner"},
      {{"-w", "banner="}, "banner="},
      {{"-c", "1,,2"}, "1,,2"},
  };
}

// Beside a host and a port that would do.
std::vector<Row> wrong_texts() {
  return {
      {{"-F", "two words"}, "two words"},
      {{"-F", "tab\tbed"}, "tab\\x09bed"},
      {{"-F", std::string(256, 'a')}, std::string(256, 'a')},
      {{"-f", "a b@c.test"}, "a b@c.test"},
      {{"-f", "a@b.test\r\nRCPT TO:<c@d.test>"}, "a@b.test\\x0d\\x0aRCPT TO"},
      {{"-f", "a>b@c.test"}, "a\\x3eb@c.test"},
      {{"--source-address", "localhost"}, "localhost"},
      {{"--proxy-protocol", "v3"}, "v3"},
      {{"-C", "NOOP\r\nQUIT"}, "NOOP\\x0d\\x0aQUIT"},
      {{"-C", "NOOP\n"}, "NOOP\\x0a"},
      {{"-R", "^250"}, "^250"},
      {{"-C", "NOOP", "-R", "^250", "-R", "^251"}, "^251"},
      {{"-C", "NOOP", "-R", "("}, "("},
      {{"-C", "NOOP", "-R", "[[:nonsense:]]"}, "[[:nonsense:]]"},
      {{"-C", "DATA", "-C", "a line", "-R", "^354", "-R", "^250"}, "^250"},
      {{"--require-extension", ""}, "''"},
      {{"--require-extension", "SIZE>=many"}, "SIZE\\x3e=many"},
      {{"--require-extension", "PIPELINING,,DSN"}, "''"},
      {{"--require-extension", "tls:AUTH"}, "tls:AUTH"},
      {{"--forbid-extension", "no such keyword"}, "no such keyword"},
  };
}

// Beside a host and a port that would do.
std::vector<Row> wrong_judging() {
  return {
      {{"--state", "banner.refused"}, "banner.refused"},
      {{"--state", "banner.refused=fine"}, "fine"},
      {{"--state", "banner.unheard-of=ok"}, "banner.unheard-of"},
      {{"--state", "plugin.usage=ok"}, "plugin.usage"},
      {{"--state", "plugin.internal=ok"}, "plugin.internal"},
      {{"--state", "banner.refused=ok", "--state", "banner.refused=unknown"},
       "banner.refused"},
      {{"--explain", "banner.unheard-of"}, "banner.unheard-of"},
      {{"--until", "lunch"}, "lunch"},
      {{"--until", "banner", "-f", "a@b.test"}, "-f"},
      {{"--until", "ehlo", "-C", "NOOP"}, "-C"},
      {{"--until", "banner", "--require-extension", "DSN"},
       "--require-extension"},
      {{"--until", "banner", "-w", "ehlo=5"}, "ehlo"},
      {{"--until", "connect", "-e", "220"}, "-e"},
      {{"--helo", "--lmtp"}, "--helo"},
      {{"-6"}, "127.0.0.1"},
  };
}

// Options and words as such.
std::vector<Row> wrong_options() {
  return {
      {{"--unheard-of"}, "--unheard-of"},
      {{"--unheard-of=5"}, "--unheard-of"},
      {{"-Z"}, "-Z"},
      {{"-vZ"}, "-Z"},
      {{"--ver"}, "--ver"},  // --version or --verbose
      {{"--verbose=3"}, "--verbose"},
      {{"--quiet=yes"}, "--quiet"},
      {{"-p"}, "-p"},
      {{"--port"}, "--port"},
      {{"-w"}, "-w"},
      {{"--explain"}, "--explain"},
      {{"left", "over"}, "left"},
      {{"-q", "maybe"}, "maybe"},
      {{"--", "-v"}, "-v"},
      {{"-4 -v"}, "quotes"},
      {{"-p 25 -f a@b.test"}, "quotes"},
      {{"--extra-opts=@/nonexistent/file.ini"}, "/nonexistent/file.ini"},
      {{"--extra-opts", "@/nonexistent/file.ini"}, "/nonexistent/file.ini"},
      {{"--extra-opts=@/dev/null"}, "/dev/null"},
      {{"word|with<bad>&`$chars"},
       "word\\x7cwith\\x3cbad\\x3e\\x26\\x60\\x24chars"},
      {{"\x1b[31mred"}, "\\x1b[31mred"},
      {{"\xff\xfe"}, "\\xff\\xfe"},
  };
}

bool is_printable_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\n' || (c >= ' ' && c <= '~');
  });
}

// What is wrong with the answer to wrong words; nothing if it is as it should.
std::string complaint(const support::ProcessResult& result,
                      const std::string& named) {
  const std::string line = first_line(result.out);
  if (result.exit_code != 3) return "not exit code 3";
  if (!result.err.empty()) return "something on stderr";
  if (line.rfind("SMTP UNKNOWN - ", 0) != 0) return "another first line";
  if (line.size() >= 1000) return "a first line of 1,000 bytes or more";
  if (line.find(named) == std::string::npos) return named + " is not named";
  if (result.out.find('|') != std::string::npos) return "a |";
  if (!is_printable_ascii(result.out)) return "not printable ASCII";
  const auto lines = std::count(result.out.begin(), result.out.end(), '\n');
  return lines <= 6 ? "" : "more than a short usage";
}

void expect_usage_error(const Words& words, const std::string& named) {
  std::string trace;
  for (const std::string& word : words) trace += "[" + word + "] ";
  const auto result = run_plugin(words);
  EXPECT_EQ(complaint(result, named), "") << trace << "\n" << result.out;
}

void expect_usage_errors(const std::vector<Row>& rows) {
  const Listener listener;
  for (const Row& row : rows) {
    expect_usage_error(at(listener.port()) + row.words, row.named);
    EXPECT_FALSE(listener.touched()) << row.named;
  }
}

TEST(Usage, wrong_numbers_are_named) {
  expect_usage_errors(wrong_numbers());
}

TEST(Usage, wrong_texts_are_named) {
  expect_usage_errors(wrong_texts());
}

TEST(Usage, wrong_judging_is_named) {
  expect_usage_errors(wrong_judging());
}

TEST(Usage, wrong_options_are_named) {
  expect_usage_errors(wrong_options());
}

// The last port counts, but a wrong one before it is found all the same.
TEST(Usage, wrong_words_before_good_ones_are_named) {
  const Listener listener;
  for (const Row& row : wrong_numbers()) {
    expect_usage_error(row.words + at(listener.port()), row.named);
    EXPECT_FALSE(listener.touched()) << row.named;
  }
}

TEST(Usage, no_argument_at_all) {
  expect_usage_error({}, "no host");
}

TEST(Usage, hosts) {
  const Row rows[] = {
      {{"-H", ""}, "''"},
      {{"-H", "two words"}, "two words"},
      {{"-H", "new\nline"}, "new\\x0aline"},
      {{"-H", "[127.0.0.1"}, "[127.0.0.1"},
      {{"-H", "[no.address]"}, "[no.address]"},
      {{"-H", "127.0.0.1:0"}, "0"},
      {{"-H", "127.0.0.1:99999"}, "99999"},
      {{"-H", "127.0.0.1:26", "-p", "27"}, "2"},
      {{"-H", "/nonexistent/socket", "-p", "25"}, "/nonexistent/socket"},
      {{"-H", "::1", "-4"}, "::1"},
      {{"-H", "[::1]", "-4"}, "::1"},
      {{"-H", "127.0.0.1", "-6"}, "127.0.0.1"},
      {{"-H", "127.0.0.1", "127.0.0.2"}, "127.0.0.2"},
      {{"127.0.0.1", "127.0.0.2"}, "127.0.0.2"},
      {{"127.0.0.1", "", "127.0.0.2"}, "127.0.0.2"},
  };
  for (const Row& row : rows) expect_usage_error(row.words, row.named);
}

TEST(Usage, section_that_does_not_exist) {
  const servers::TempFolder folder;
  const std::string file = folder.write("x.ini", "[other]\nverbose\n");
  const Listener listener;
  const Words server = at(listener.port());
  expect_usage_error(server + Words{"--extra-opts=@" + file}, file);
  expect_usage_error(server + Words{"--extra-opts=absent@" + file}, "absent");
  expect_usage_error(server + Words{"--extra-opts=absent@" + file}, file);
  EXPECT_FALSE(listener.touched());
}

TEST(Usage, wrong_option_in_a_file) {
  const servers::TempFolder folder;
  const std::string file =
      folder.write("x.ini", "[check_smtp_session]\nport=seventy\n");
  const Listener listener;
  expect_usage_error(at(listener.port()) + Words{"--extra-opts=@" + file},
                     "seventy");
  EXPECT_FALSE(listener.touched());
}

TEST(Usage, no_default_file) {
  const servers::TempFolder folder;
  const auto result =
      run_plugin({"-H", "127.0.0.1", "--extra-opts"},
                 {"MP_CONFIG_FILE=" + folder.path() + "/absent.ini"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(result.out.find(folder.path() + "/absent.ini"), std::string::npos)
      << result.out;
}

}  // namespace

}  // namespace plugin_test
