// The forms in which words may come, as getopt_long takes them for check_smtp
// and as its legacy forms need it.
#include <gtest/gtest.h>

#include "plugin/tokenizer.h"
#include "tests/unit/plugin/parsed.h"

namespace plugin {
namespace {

// "port=25 verbose word:mx": the options by their long names.
std::string tokens(const Words& words) {
  std::string out;
  for (const auto& token : tokenize(words)) {
    out += out.empty() ? "" : " ";
    if (token.option == nullptr) {
      out += "word:" + *token.value;
    } else {
      out += token.option->name;
      if (token.value) out += "=" + *token.value;
    }
  }
  return out;
}

TEST(Arguments, HaveTheFormsOfGetopt) {
  EXPECT_EQ(tokens({"-p", "25"}), "port=25");
  EXPECT_EQ(tokens({"-p25"}), "port=25");
  EXPECT_EQ(tokens({"--port=25"}), "port=25");
  EXPECT_EQ(tokens({"--port", "25"}), "port=25");
  EXPECT_EQ(tokens({"-vvv"}), "verbose verbose verbose");
  EXPECT_EQ(tokens({"-v4p25"}), "verbose use-ipv4 port=25");
  EXPECT_EQ(tokens({"-vp", "25"}), "verbose port=25");
  EXPECT_EQ(tokens({"-qv"}), "ignore-quit-failure verbose");
  EXPECT_EQ(tokens({"mx", "-v", "more"}), "word:mx verbose word:more");
  EXPECT_EQ(tokens({"-"}), "word:-");
}

TEST(Arguments, MayBeEmptyValues) {
  EXPECT_EQ(tokens({"--from="}), "from=");
  EXPECT_EQ(tokens({"-f", ""}), "from=");
  EXPECT_EQ(tokens({"--from", ""}), "from=");
  EXPECT_EQ(tokens({"--expect=a=b"}), "expect=a=b");
  EXPECT_EQ(tokens({"--expect=="}), "expect==");
}

TEST(Arguments, MayBeValuesThatBeginWithADash) {
  EXPECT_EQ(tokens({"-e", "-v"}), "expect=-v");
  EXPECT_EQ(tokens({"-e", "--"}), "expect=--");
  EXPECT_EQ(tokens({"--expect", "--port"}), "expect=--port");
  EXPECT_EQ(tokens({"-w", "-wt"}), "warning=-wt");
  EXPECT_EQ(tokens({"-e-v"}), "expect=-v");
}

TEST(Arguments, AreWordsBehindTwoDashes) {
  EXPECT_EQ(tokens({"-v", "--", "-v", "--port", "--"}),
            "verbose word:-v word:--port word:--");
  EXPECT_EQ(tokens({"--"}), "");
}

TEST(Arguments, LeaveOutEmptyWords) {
  EXPECT_EQ(tokens({"", "-v", "", "mx", ""}), "verbose word:mx");
  EXPECT_EQ(tokens({""}), "");
}

TEST(Arguments, MayHaveTheirLegacyNames) {
  EXPECT_EQ(tokens({"-wt", "5"}), "warning=5");
  EXPECT_EQ(tokens({"-ct", "5"}), "critical=5");
  EXPECT_EQ(tokens({"-to", "5"}), "timeout=5");
  EXPECT_EQ(tokens({"-v", "-to", "5", "mx"}), "verbose timeout=5 word:mx");
}

// Debian's check_smtp is called with '-p 587' as one word.
TEST(Arguments, LoseLeadingBlanksOfAnAttachedValue) {
  EXPECT_EQ(tokens({"-p 587"}), "port=587");
  EXPECT_EQ(tokens({"-p \t587"}), "port=587");
  EXPECT_EQ(tokens({"-e a b "}), "expect=a b ");
  EXPECT_EQ(tokens({"-vp 587"}), "verbose port=587");
  EXPECT_EQ(tokens({"-e", " a"}), "expect= a");
  EXPECT_EQ(tokens({"--expect= a"}), "expect= a");
}

TEST(Arguments, TakeYesOrNoBehindIgnoreQuitOnly) {
  EXPECT_EQ(tokens({"-q", "true"}), "ignore-quit-failure=true");
  EXPECT_EQ(tokens({"-q", "No", "mx"}), "ignore-quit-failure=No word:mx");
  EXPECT_EQ(tokens({"-q", "mx"}), "ignore-quit-failure word:mx");
  EXPECT_EQ(tokens({"-q"}), "ignore-quit-failure");
  EXPECT_EQ(tokens({"-q", "-v"}), "ignore-quit-failure verbose");
  EXPECT_EQ(tokens({"-vq", "1"}), "verbose ignore-quit-failure=1");
  EXPECT_EQ(tokens({"-v", "true"}), "verbose word:true");
}

TEST(Arguments, TakeASectionThatDoesNotBeginWithADash) {
  EXPECT_EQ(tokens({"--extra-opts"}), "extra-opts");
  EXPECT_EQ(tokens({"--extra-opts="}), "extra-opts=");
  EXPECT_EQ(tokens({"--extra-opts=a@b"}), "extra-opts=a@b");
  EXPECT_EQ(tokens({"--extra-opts", "a@b"}), "extra-opts=a@b");
  EXPECT_EQ(tokens({"--extra-opts", "@b", "mx"}), "extra-opts=@b word:mx");
  EXPECT_EQ(tokens({"--extra-opts", "-v"}), "extra-opts verbose");
  EXPECT_EQ(tokens({"--extra-opts", "", "mx"}), "extra-opts word:mx");
}

TEST(Arguments, AreRefusedWithTheWordAtFault) {
  expect_refusals({
      {{"-Z"}, "'-Z'"},
      {{"-vZ"}, "'-Z' in '-vZ'"},
      {{"-v-"}, "'--'"},
      {{"--unheard-of"}, "'--unheard-of'"},
      {{"--unheard-of=5"}, "'--unheard-of'"},
      {{"---port", "25"}, "'---port'"},
      {{"--=25"}, "'--'"},
      {{"--PORT", "25"}, "'--PORT'"},
      {{"-p"}, "-p needs a value"},
      {{"-vp"}, "-p needs a value"},
      {{"--port"}, "--port needs a value"},
      {{"--por"}, "--port needs a value"},
      {{"-to"}, "-t needs a value"},
      {{"--verbose=3"}, "'3'"},
      {{"--quiet="}, "--quiet"},
      {{"--help=me"}, "--help"},
  });
}

// '-S -D 30' as one word: the quotes around $ARG1$ must go.
TEST(Arguments, ThatHoldSeveralOptionsAreExplained) {
  for (const std::string word :
       {"-4 -v", "-v -p 587", "-q -v", "-p 587 -v", "-p 25 -f a@b.example",
        "-t 5 -v", "-w 5 -c 10", "-H a.example -v", "-F us.example -v",
        "-f a@b.example -v", "--port 25 -v", "a.example -v", "-r -p 25"}) {
    const auto refusal = refusal_of({word});
    EXPECT_NE(refusal.find("the quotes around ARG1"), std::string::npos)
        << word << ": " << refusal;
    EXPECT_NE(refusal.find('\''), std::string::npos) << refusal;
  }
}

TEST(Arguments, ThatAreJustWrongAreNotExplainedSo) {
  for (const Words& words :
       {Words{"-p", "2 5"}, Words{"-t", "-5"}, Words{"-Z"}, Words{"a b"}}) {
    EXPECT_NE(refusal_of(words), "");
    EXPECT_EQ(refusal_of(words).find("quotes"), std::string::npos);
  }
}

// Texts may hold anything.
TEST(Arguments, ThatAreTextMayLookLikeOptions) {
  EXPECT_EQ(settings_of({"-e a -p 587"}).expect[0], "a -p 587");
  EXPECT_EQ(settings_of({"-C", "VRFY a -v"}).commands[0].line, "VRFY a -v");
}

}  // namespace
}  // namespace plugin
