#include "plugin/option_table.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "lib/monitor/ascii.h"
#include "plugin/usage_error.h"

namespace plugin {
namespace {

// The full name, or the message of the UsageError.
std::string found(std::string_view name) {
  try {
    return std::string(find_option(name).name);
  } catch (const UsageError& error) {
    return error.what();
  }
}

TEST(OptionTable, HasEachNameAndLetterOnce) {
  std::set<std::string_view> names;
  std::set<char> letters;
  for (const auto& option : options()) {
    EXPECT_TRUE(names.insert(option.name).second) << option.name;
    if (option.letter == 0) continue;
    EXPECT_TRUE(letters.insert(option.letter).second) << option.letter;
    EXPECT_TRUE(monitor::is_alnum(option.letter)) << option.name;
  }
}

TEST(OptionTable, DescribesEachOption) {
  for (const auto& option : options()) {
    const bool has_value = option.takes == Takes::value ||
                           option.takes == Takes::optional_value ||
                           option.takes == Takes::section;
    EXPECT_NE(option.help, "") << option.name;
    EXPECT_NE(option.apply, nullptr) << option.name;
    EXPECT_EQ(option.value.empty(), !has_value) << option.name;
    EXPECT_EQ(option.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-46"),
              std::string_view::npos)
        << option.name;
  }
}

TEST(OptionTable, FindsByNameAndByLetter) {
  for (const auto& option : options()) {
    EXPECT_EQ(&find_option(option.name), &option);
    if (option.letter == 0) continue;
    EXPECT_EQ(find_option(option.letter), &option);
  }
  EXPECT_EQ(find_option('Z'), nullptr);
  EXPECT_EQ(find_option(' '), nullptr);
}

// The letters and names that check_smtp 2.3.3 has and this program too.
TEST(OptionTable, KeepsThoseOfCheckSmtp) {
  struct Row {
    char letter;
    std::string_view name;
  };
  constexpr Row rows[] = {
      {'H', "hostname"}, {'p', "port"},    {'4', "use-ipv4"},
      {'6', "use-ipv6"}, {'e', "expect"},  {'C', "command"},
      {'R', "response"}, {'f', "from"},    {'F', "fqdn"},
      {'L', "lmtp"},     {'w', "warning"}, {'c', "critical"},
      {'t', "timeout"},  {'v', "verbose"}, {'q', "ignore-quit-failure"},
      {'S', "starttls"}, {'s', "ssl"},     {'D', "certificate"},
      {'r', "proxy"},    {'V', "version"}, {'h', "help"},
  };
  for (const auto& row : rows) {
    ASSERT_NE(find_option(row.letter), nullptr) << row.letter;
    EXPECT_EQ(find_option(row.letter)->name, row.name);
  }
}

// What check_smtp 2.3.3 takes as an abbreviation means the same here, whatever
// options have come since.
TEST(Abbreviations, AreThoseOfCheckSmtpFirst) {
  struct Row {
    std::string_view prefix, name;
  };
  constexpr Row rows[] = {
      {"ho", "hostname"},
      {"p", "port"},
      {"po", "port"},
      {"e", "expect"},
      {"ex", "expect"},
      {"exp", "expect"},
      {"cri", "critical"},
      {"w", "warning"},
      {"t", "timeout"},
      {"fr", "from"},
      {"fq", "fqdn"},
      {"com", "command"},
      {"r", "response"},
      {"re", "response"},
      {"verb", "verbose"},
      {"vers", "version"},
      {"he", "help"},
      {"hel", "help"},
      {"s", "starttls"},
      {"st", "starttls"},
      {"ce", "certificate"},
      {"l", "lmtp"},
      {"i", "ignore-quit-failure"},
      {"use-ipv4", "use-ipv4"},
  };
  for (const auto& row : rows) EXPECT_EQ(found(row.prefix), row.name);
}

TEST(Abbreviations, ReachEveryOtherOption) {
  EXPECT_EQ(found("pro"), "proxy");
  EXPECT_EQ(found("proxy-"), "proxy-protocol");
  EXPECT_EQ(found("ext"), "extra-opts");
  EXPECT_EQ(found("helo"), "helo");
  EXPECT_EQ(found("ipv4"), "ipv4-only");
  EXPECT_EQ(found("req"), "require-extension");
  EXPECT_EQ(found("forb"), "forbid-extension");
  EXPECT_EQ(found("expl"), "explain");
  EXPECT_EQ(found("tra"), "transcript");
  EXPECT_EQ(found("stat"), "state");
  EXPECT_EQ(found("ss"), "ssl");
  EXPECT_EQ(found("sn"), "sni");
  EXPECT_EQ(found("tls"), "tls");
  EXPECT_EQ(found("tl"), "tls");
  EXPECT_EQ(found("subm"), "submission");
  EXPECT_EQ(found("u"), "ambiguous option '--u': --use-ipv4 or --use-ipv6");
}

TEST(Abbreviations, AreRefusedInDoubt) {
  EXPECT_EQ(found("h"), "ambiguous option '--h': --hostname or --help");
  EXPECT_EQ(found("f"), "ambiguous option '--f': --fqdn or --from");
  EXPECT_EQ(found("ver"), "ambiguous option '--ver': --verbose or --version");
  EXPECT_EQ(found("no-p"),
            "ambiguous option '--no-p': --no-pipelining or --no-perfdata");
  EXPECT_EQ(found(""), "unknown option '--'");
  EXPECT_EQ(found("portx"), "unknown option '--portx'");
  EXPECT_EQ(found("Port"), "unknown option '--Port'");
}

}  // namespace
}  // namespace plugin
