// --extra-opts: options from an ini file. The command line wins.
#include "plugin/extra_opts.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "plugin/usage_error.h"
#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

// A folder for ini files; no file of the machine's own is looked at.
class ExtraOpts : public testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/extra-opts-XXXXXX";
    ASSERT_NE(mkdtemp(pattern), nullptr);
    folder_ = pattern;
    unsetenv("MP_CONFIG_FILE");
    unsetenv("NAGIOS_CONFIG_PATH");
  }
  void TearDown() override {
    unsetenv("MP_CONFIG_FILE");
    unsetenv("NAGIOS_CONFIG_PATH");
    std::filesystem::remove_all(folder_);
  }

  std::string write(const std::string& name, const std::string& text) const {
    auto path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  // The words of section `locator` of a file with this text.
  std::string words(const std::string& text,
                    const std::string& section = "") const {
    return spelled(words_from_ini(section + "@" + write("a.ini", text)));
  }

  // What a command line means beside such a file.
  std::string meaning(const std::string& text, const Words& more) const {
    const auto file = write("a.ini", "[check_smtp_session]\n" + text);
    return meaning_of(Words{"--extra-opts=@" + file} + more);
  }

  std::string refusal(const std::string& text, const Words& more = {}) const {
    const auto file = write("a.ini", "[check_smtp_session]\n" + text);
    return refusal_of(Words{"--extra-opts=@" + file} + more);
  }

  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

using IniFile = ExtraOpts;

TEST_F(IniFile, IsReadByItsSection) {
  const std::string text =
      "ignored=1\n[a]\nport=1\n[b]\nport=2\n[ a ]\nverbose\n";
  EXPECT_EQ(words(text, "a"), "--port=1 --verbose");
  EXPECT_EQ(words(text, "b"), "--port=2");
  EXPECT_EQ(words("[empty]\n", "empty"), "");
}

TEST_F(IniFile, HasTheSectionOfThePluginFirst) {
  EXPECT_EQ(words("[check_smtp]\np=1\n[check_smtp_session]\np=2\n"), "-p 2");
  EXPECT_EQ(words("[check_smtp]\np=1\n"), "-p 1");
}

TEST_F(IniFile, HasKeysWithAndWithoutValues) {
  const auto of = [&](const std::string& line) {
    return words("[check_smtp]\n" + line + "\n");
  };
  EXPECT_EQ(of("port=25"), "--port=25");
  EXPECT_EQ(of("  port \t=  25  "), "--port=25");
  EXPECT_EQ(of("verbose"), "--verbose");
  EXPECT_EQ(of("from="), "--from=");
  EXPECT_EQ(of("expect=a=b"), "--expect=a=b");
  EXPECT_EQ(of("expect=a b"), "'--expect=a b'");
  EXPECT_EQ(of("v"), "-v");
  EXPECT_EQ(of("f="), "-f ''");
  EXPECT_EQ(of("e=-v"), "-e -v");
  EXPECT_EQ(of("expect=\" a \""), "'--expect= a '");
  EXPECT_EQ(of("expect='a'"), "--expect=a");
  EXPECT_EQ(of("expect='a\""), "--expect='a\"");
  EXPECT_EQ(of("expect=\""), "--expect=\"");
}

TEST_F(IniFile, HasCommentsBlankLinesAndAnyLineEnd) {
  EXPECT_EQ(words("# [a]\n; x\n\n  # y\n[a]\r\nport=25\r\n#z=1\n\nv", "a"),
            "--port=25 -v");
}

TEST_F(IniFile, IsRefusedWhereItCannotBeUsed) {
  const auto missing = folder() + "/missing.ini";
  const auto nul = write("nul.ini", std::string("[a]\nport=2\0", 11));
  const auto large = write("large.ini", std::string(300'000, '\n'));
  const auto good = write("good.ini", "[check_nothing]\n");
  expect_refusals({
      {{"--extra-opts=@" + missing}, missing},
      {{"--extra-opts", "@" + missing}, missing},
      {{"--extra-opts=@" + folder()}, folder()},
      {{"--extra-opts=@/dev/null"}, "/dev/null"},
      {{"--extra-opts=a@" + nul}, nul},
      {{"--extra-opts=a@" + large}, large},
      {{"--extra-opts=b@" + good}, "'b'"},
      {{"--extra-opts=@" + good}, "check_smtp_session"},
      {{"--extra-opts=@"}, "''"},
      {{"--extra-opts=check_noth@" + good}, "'check_noth'"},
  });
}

TEST_F(IniFile, IsThatOfTheEnvironment) {
  setenv("MP_CONFIG_FILE", write("a.ini", "[check_smtp]\np=1\n").c_str(), 1);
  EXPECT_EQ(spelled(words_from_ini(std::nullopt)), "-p 1");
  EXPECT_EQ(spelled(words_from_ini("")), "-p 1");
  EXPECT_EQ(spelled(words_from_ini("check_smtp")), "-p 1");
  setenv("MP_CONFIG_FILE", (folder() + "/none").c_str(), 1);
  EXPECT_THROW(words_from_ini(std::nullopt), UsageError);
}

TEST_F(IniFile, IsSearchedInTheFoldersOfTheEnvironment) {
  const auto path = "/nonexistent:" + folder() + ":/tmp";
  setenv("NAGIOS_CONFIG_PATH", path.c_str(), 1);
  write("nagios-plugins.ini", "[check_smtp]\np=3\n");
  EXPECT_EQ(spelled(words_from_ini("check_smtp")), "-p 3");
  write("plugins.ini", "[check_smtp]\np=2\n");
  EXPECT_EQ(spelled(words_from_ini("check_smtp")), "-p 2");
  write("monitoring-plugins.ini", "[check_smtp]\np=1\n");
  EXPECT_EQ(spelled(words_from_ini("check_smtp")), "-p 1");
}

TEST_F(ExtraOpts, MeanTheSameAsOnTheCommandLine) {
  EXPECT_EQ(meaning("hostname=a.example\nport=587\nv\nq=true\n", {}),
            meaning_of({"-H", "a.example", "-p", "587", "-v", "-q"}));
  EXPECT_EQ(meaning("C=NOOP\nC=HELP\nR=^250\n", {}),
            meaning_of({"-C", "NOOP", "-C", "HELP", "-R", "^250"}));
  EXPECT_EQ(meaning("", {"-v"}), meaning_of({"-v"}));
}

TEST_F(ExtraOpts, ComeFirstSoThatTheCommandLineWins) {
  const std::string text = "port=587\ntimeout=5\nstate=quit.failed=ok\n";
  const Words more = {"-p", "26", "-t", "7", "--state", "quit.failed=critical"};
  EXPECT_EQ(meaning(text, more), meaning_of(more));
  const auto file = write("b.ini", "[check_smtp]\nport=587\n");
  EXPECT_EQ(meaning_of({"-p", "26", "--extra-opts", "@" + file}),
            meaning_of({"-p", "26"}));
}

TEST_F(ExtraOpts, GiveWayToAHostOfTheCommandLine) {
  const std::string text = "hostname=a.example\n";
  EXPECT_EQ(meaning(text, {"b.example"}), meaning_of({"b.example"}));
  EXPECT_EQ(meaning(text, {"-H", "b.example"}), meaning_of({"b.example"}));
  EXPECT_EQ(meaning(text, {}), meaning_of({"a.example"}));
  EXPECT_NE(refusal(text, {"b.example", "c.example"}), "");
}

TEST_F(ExtraOpts, AddToLists) {
  EXPECT_EQ(meaning("expect=a\nw=5\n", {"-e", "b", "-w", "6"}),
            meaning_of({"-e", "a", "-e", "b", "-w", "5", "-w", "6"}));
}

TEST_F(ExtraOpts, MayComeFromSeveralSections) {
  const auto file = write("a.ini", "[a]\nport=587\n[b]\nv\n");
  EXPECT_EQ(meaning_of({"--extra-opts=a@" + file, "--extra-opts", "b@" + file}),
            meaning_of({"-p", "587", "-v"}));
}

TEST_F(ExtraOpts, AreRefusedAsOnTheCommandLine) {
  EXPECT_NE(refusal("port=99999\n").find("'99999'"), std::string::npos);
  EXPECT_NE(refusal("unheard-of=1\n").find("--unheard-of"), std::string::npos);
  EXPECT_NE(refusal("=1\n").find("'--'"), std::string::npos);
  EXPECT_NE(refusal("v=1\n").find("'1'"), std::string::npos);
  EXPECT_NE(refusal("extra-opts=a\n").find("--extra-opts"), std::string::npos);
  EXPECT_NE(refusal("port\n"), "");
  EXPECT_NE(refusal("state=quit.failed=ok\nstate=quit.failed=ok\n"), "");
}

}  // namespace
}  // namespace plugin
