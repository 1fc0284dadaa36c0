// What is printed instead of a check.
#include "plugin/pages.h"

#include <gtest/gtest.h>

#include <sstream>

#include "plugin/option_table.h"
#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

Words lines_of(const std::string& text) {
  Words lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Printable, at most 80 columns, no blanks at the ends of lines, and ends with
// a line end.
void expect_neat(const std::string& page) {
  EXPECT_TRUE(page.ends_with('\n'));
  for (const auto& line : lines_of(page)) {
    EXPECT_LE(line.size(), 80U) << line;
    EXPECT_FALSE(line.ends_with(' ')) << line;
    for (const char c : line) EXPECT_TRUE(c >= ' ' && c <= '~') << line;
  }
}

// The words in one line, as wrapping may have cut them.
std::string unwrapped(const std::string& page) {
  std::string out;
  std::istringstream in(page);
  for (std::string word; in >> word;) out += word + " ";
  return out;
}

std::string unwrapped(std::string_view text) {
  return unwrapped(std::string(text));
}

bool has(const std::string& page, std::string_view part) {
  return page.find(part) != std::string::npos;
}

TEST(Pages, AreNeat) {
  expect_neat(help_page());
  expect_neat(version_page());
  expect_neat(short_usage());
  expect_neat(findings_page());
  for (const auto& kind : check::all_findings()) {
    expect_neat(explanation_page(kind.id));
  }
}

TEST(HelpPage, MentionsEveryOptionOfTheTable) {
  const auto page = help_page();
  const auto flat = unwrapped(page);
  for (const auto& option : options()) {
    const auto name = "--" + std::string(option.name);
    const bool has_letter = option.letter != 0;
    std::string line = "\n  ";
    line += has_letter ? std::string{'-', option.letter, ',', ' '} : "    ";
    line += name;
    EXPECT_TRUE(has(page, line)) << name;
    EXPECT_TRUE(has(flat, unwrapped(option.help))) << name;
    if (option.takes == Takes::value) {
      EXPECT_TRUE(has(page, name + "=" + std::string(option.value))) << name;
    }
    if (option.takes == Takes::section) {
      EXPECT_TRUE(has(page, name + "[=" + std::string(option.value) + "]"));
    }
  }
}

TEST(HelpPage, HasTheTitleOfEveryGroup) {
  for (const auto& option : options()) {
    EXPECT_TRUE(
        has(help_page(), "\n" + std::string(title(option.group)) + ":"));
  }
}

TEST(HelpPage, BeginsWithTheVersion) {
  EXPECT_TRUE(help_page().starts_with(version_page()));
  EXPECT_TRUE(version_page().starts_with("check_smtp_session 0."));
  EXPECT_EQ(lines_of(version_page()).size(), 1U);
}

// At most 23 lines by the plugin guidelines, and nothing like perfdata.
TEST(ShortUsage, IsShortAndHasNoBar) {
  EXPECT_LE(lines_of(short_usage()).size(), 5U);
  EXPECT_FALSE(has(short_usage(), "|"));
  EXPECT_TRUE(has(short_usage(), "--help"));
}

TEST(FindingsPage, ListsEachWithItsState) {
  const auto flat = unwrapped(findings_page());
  for (const auto& kind : check::all_findings()) {
    EXPECT_TRUE(has(flat, std::string(kind.name) + " " +
                              std::string(monitor::name(kind.state)) + " " +
                              unwrapped(kind.meaning)))
        << kind.name;
  }
}

TEST(ExplanationPage, TellsAllOfTheTable) {
  for (const auto& kind : check::all_findings()) {
    const auto page = explanation_page(kind.id);
    const auto flat = unwrapped(page);
    EXPECT_EQ(lines_of(page).front(), kind.name);
    for (const auto text :
         {monitor::name(kind.state), kind.states, kind.meaning, kind.matters,
          kind.source, kind.advice}) {
      auto words = unwrapped(text);
      if (!words.empty()) words.pop_back();
      EXPECT_TRUE(has(flat, words)) << kind.name << ": " << words;
    }
    EXPECT_EQ(has(flat, "Source:"), !kind.source.empty()) << kind.name;
  }
}

TEST(Pages, AreAskedFor) {
  EXPECT_EQ(page_of({"-h"}), Page::help);
  EXPECT_EQ(page_of({"--help"}), Page::help);
  EXPECT_EQ(page_of({"-V"}), Page::version);
  EXPECT_EQ(page_of({"--version", "left", "over"}), Page::version);
  EXPECT_EQ(page_of({"--list-findings"}), Page::findings);
  EXPECT_EQ(page_of({"--explain", "time.out"}), Page::explanation);
  EXPECT_EQ(page_of({"a.example"}), Page::none);
  expect_refusals({
      {{"--explain", "banner.unheard-of"}, "'banner.unheard-of'"},
      {{"--explain"}, "--explain"},
      {{"-h", "--unheard-of"}, "--unheard-of"},
  });
}

}  // namespace
}  // namespace plugin
