// Debian's check_smtp and the plugin side by side: logins and the envelope.
// The third part of differential_test.cpp.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/plugin/run.h"
#include "tests/support/fake_server.h"

namespace plugin_test {

namespace {

using support::FakeServer;

struct Row {
  std::string situation;
  int theirs;  // exit code of check_smtp
  int ours;
  std::string script;  // a C line stands for whatever the client says
  Words words{};       // of both
  Words our_words{};   // ours beside them
  std::string our_script{};
};

const std::string start =
    "S: 220 mx.example.test ESMTP\nC: EHLO\nS: 250-mx.example.test\n"
    "S: 250 AUTH LOGIN PLAIN CRAM-MD5\n";
const std::string quit = "C: QUIT\nS: 221 bye\n";
const std::string good = start + quit;
const std::string prompts = start +
                            "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: name\n"
                            "S: 334 UGFzc3dvcmQ6\nC: password\n";
const Words login = {"-A", "LOGIN", "-U", "probe", "-P", "hunter2"};
const Words in_clear = {"--allow-cleartext-auth"};

void expect_each(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.situation);
    {
      const FakeServer server(row.script);
      const auto theirs = run_check_smtp(at(server.port()) + row.words);
      EXPECT_EQ(theirs.exit_code, row.theirs) << "check_smtp: " << theirs.out;
    }
    const FakeServer server(row.our_script.empty() ? row.script
                                                   : row.our_script);
    const auto ours = run_plugin(at(server.port()) + row.words + row.our_words);
    EXPECT_EQ(ours.exit_code, row.ours) << ours.out;
    EXPECT_EQ(ours.err, "");
  }
}

TEST(MailDifferential, login) {
  const std::string accepted = prompts + "S: 235 fine\n" + quit;
  const std::string plain = start + "C: AUTH PLAIN\nS: 235 fine\n" + quit;
  const Words by_plain = {"-A", "PLAIN", "-U", "probe", "-P", "hunter2"};
  expect_each({
      {"-A in clear text", 0, 2, accepted, login, {}, good},
      {"-A in clear text, allowed", 0, 0, accepted, login, in_clear},
      {"-A PLAIN", 2, 0, plain, by_plain, in_clear},
      {"-A none", 2, 0, good, {"-A", "none"}},
      {"AUTH answered 454", 2, 1, prompts + "S: 454 later\n" + quit, login,
       in_clear},
      {"refused", 2, 2, prompts + "S: 535 no\n" + quit, login, in_clear},
      {"refused at once", 2, 2, start + "C: AUTH\nS: 504 no\n" + quit, login,
       in_clear},
      {"-A without -U", 2, 3, good, {"-A", "LOGIN", "-P", "hunter2"}},
      {"-A without -P", 2, 3, good, {"-A", "LOGIN", "-U", "probe"}},
      {"no such mechanism",
       2,
       3,
       good,
       {"-A", "NTLM", "-U", "probe", "-P", "hunter2"}},
  });
}

TEST(MailDifferential, login_that_is_not_offered) {
  const std::string none =
      "S: 220 mx.example.test ESMTP\nC: EHLO\nS: 250 mx.example.test\n";
  expect_each({{"not offered", 2, 2, none + "C: AUTH\nS: 502 no\n" + quit,
                login, in_clear, none + quit}});
}

TEST(MailDifferential, envelope) {
  const std::string mail = start + "C: MAIL\n";
  const std::string rset = "C: RSET\nS: 250 fine\n";
  expect_each({
      {"MAIL refused", 0, 2, mail + "S: 550 no\n" + quit, {"-f", "a@b.test"}},
      {"MAIL answered 4xx",
       0,
       1,
       mail + "S: 450 later\n" + quit,
       {"-f", "a@b.test"}},
      {"null sender",
       0,
       0,
       mail + "S: 250 fine\n" + quit,
       {"-f", ""},
       {},
       mail + "S: 250 fine\n" + rset + quit},
      {"a blank in the sender",
       0,
       3,
       mail + "S: 250 fine\n" + quit,
       {"-f", "a b@c.test"}},
      // check_smtp knows no recipient but one of -C.
      {"RCPT refused",
       0,
       1,
       mail + "S: 250 fine\nC: RCPT\nS: 550 no\n" + quit,
       {"-f", "a@b.test", "-C", "RCPT TO:<x@b.test>"},
       {},
       mail + "S: 250 fine\nC: RCPT\nS: 550 no\n" + rset + quit},
  });
}

}  // namespace

}  // namespace plugin_test
