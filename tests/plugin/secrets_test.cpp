// Passwords and tokens appear nowhere: not in the output, whatever is asked for
// and whatever a server echoes, and not where other users of the machine look.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "tests/plugin/run.h"
#include "tests/servers/daemon.h"
#include "tests/servers/temp_folder.h"
#include "tests/support/fake_server.h"

namespace plugin_test {

namespace {

using servers::Daemon;
using servers::TempFolder;
using support::FakeServer;

const std::string secret = "hunter2-Geheimnis!42";
const std::string user = "probe@example.test";

std::string base64(const std::string& text) {
  std::string out(4 * (text.size() / 3 + 1) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

// What a client says in PLAIN, XOAUTH2 and OAUTHBEARER.
std::vector<std::string> responses() {
  const std::string bearer = "auth=Bearer " + secret + "\x01\x01";
  return {std::string(1, '\0') + user + std::string(1, '\0') + secret,
          "user=" + user + "\x01" + bearer,
          "n,a=" + user + ",\x01host=127.0.0.1\x01" + bearer, secret};
}

// The secret in every form; a piece of its base64 gives it away too.
std::vector<std::string> forms() {
  std::vector<std::string> all{secret, secret.substr(0, 13)};
  for (const auto& text : responses()) all.push_back(base64(text));
  for (std::size_t skip = 0; skip < 3; ++skip) {
    const auto text = base64(secret.substr(skip));
    all.push_back(text.substr(0, text.size() / 4 * 4 - 4));
  }
  return all;
}

testing::AssertionResult shows_nothing(const std::string& text) {
  for (const auto& form : forms()) {
    if (text.find(form) == std::string::npos) continue;
    return testing::AssertionFailure() << form << " in\n" << text;
  }
  return testing::AssertionSuccess();
}

const std::string start =
    "S: 220 mx.example.test ESMTP\nC: EHLO\nS: 250-mx.example.test\n"
    "S: 250 AUTH PLAIN LOGIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 XOAUTH2 "
    "OAUTHBEARER\n";
const std::string quit = "C: QUIT\nS: 221 bye\n";

// All that the server has heard, and what it can make of it.
std::string echo() {
  std::string script;
  for (const auto& form : forms()) script += "S: 535-5.7.8 " + form + "\n";
  return script + "S: 535 5.7.8 wrong " + secret + " of " + user + "\n" + quit;
}

// What the server says up to its refusal.
struct Dialogue {
  const char* mechanism;
  std::string script;
};

std::vector<Dialogue> dialogues() {
  const std::string asked = start + "C: AUTH\nS: 334 ";
  const std::string json =
      base64("{\"status\":\"401\",\"schemes\":\"" + secret + "\"}");
  return {
      {"PLAIN", start + "C: AUTH\n" + echo()},
      {"LOGIN",
       asked + "VXNlcm5hbWU6\nC: name\nS: 334 UGFzc3dvcmQ6\nC: x\n" + echo()},
      {"CRAM-MD5", asked + "PDE4OTZAbXg+\nC: x\n" + echo()},
      {"SCRAM-SHA-256", start + "C: AUTH\n" + echo()},
      {"XOAUTH2", asked + json + "\nC: x\n" + echo()},
      {"OAUTHBEARER", asked + json + "\nC: x\n" + echo()},
  };
}

struct Source {
  std::string name;
  Words words;
  Words environment{};
  std::string input{};
};

std::string private_file(const TempFolder& folder, const std::string& name,
                         const std::string& text) {
  auto path = folder.write(name, text);
  chmod(path.c_str(), 0600);
  return path;
}

std::vector<Source> sources(const TempFolder& folder) {
  const Words with_user = {"-U", user};
  return {
      {"-P", with_user + Words{"-P", secret}},
      {"-P attached", with_user + Words{"-P" + secret}},
      {"--authpass=", with_user + Words{"--authpass=" + secret}},
      {"--credentials",
       {"--credentials",
        private_file(folder, "credentials",
                     "# of a test\r\nusername=" + user +
                         "\r\n\r\npassword=" + secret + "\r\n")}},
      {"--password-file",
       with_user + Words{"--password-file",
                         private_file(folder, "password", secret + "\n")}},
      {"--password-env",
       with_user + Words{"--password-env", "PROBE_PASSWORD"},
       {"PROBE_PASSWORD=" + secret}},
      {"--password-fd",
       with_user + Words{"--password-fd", "0"},
       {},
       secret + "\n"},
  };
}

support::ProcessResult run(const Source& source, const Words& words) {
  return support::run_process(
      {.argv = Words{plugin_path()} + words + source.words,
       .environment = source.environment,
       .input = source.input});
}

Words login(std::uint16_t port, const std::string& mechanism) {
  return at(port) + Words{"--allow-cleartext-auth", "-A", mechanism};
}

TEST(Secrets, output_shows_none) {
  const TempFolder folder;
  const Words amounts[] = {{},       {"-v"},           {"-vv"},
                           {"-vvv"}, {"--transcript"}, {"-v", "--transcript"}};
  for (const auto& dialogue : dialogues()) {
    const FakeServer server(dialogue.script);
    for (const Source& source : sources(folder)) {
      for (const Words& amount : amounts) {
        SCOPED_TRACE(dialogue.mechanism + (" " + source.name));
        const auto result =
            run(source, login(server.port(), dialogue.mechanism) + amount);
        EXPECT_TRUE(ended(result, 2, "auth.rejected"));
        EXPECT_TRUE(shows_nothing(result.out + result.err));
      }
    }
  }
}

// What arrives is the password itself, whatever the source.
TEST(Secrets, every_source_gives_the_same) {
  const TempFolder folder;
  for (const Source& source : sources(folder)) {
    SCOPED_TRACE(source.name);
    const FakeServer server(start + "C: AUTH\nS: 235 fine\n" + quit);
    EXPECT_TRUE(ended(run(source, login(server.port(), "PLAIN")), 0));
    const auto lines = server.received();
    ASSERT_GE(lines.size(), 2U);
    EXPECT_EQ(lines[1], "AUTH PLAIN " + base64(responses().front()));
  }
}

TEST(Secrets, command_lines_that_are_wrong_show_none) {
  const Words calls[] = {
      {"-P", secret},
      {"-U", "probe", "-P", secret},
      {"-A", "PLAIN", "-U", "probe", "-P", secret, "--unheard-of"},
      {"-A", "PLAIN", "-U", "probe", "-P", secret, "left over"},
      {"-A", "NTLM", "-U", "probe", "-P", secret},
      {"-A", "EXTERNAL", "-P", secret},
      // $ARG1$ in quotes.
      {"-A PLAIN -U probe -P " + secret},
      {"-A PLAIN -U probe --authpass=" + secret},
      {"-S -A PLAIN -U probe -P " + secret},
      {"-P " + secret + " -A PLAIN"},
      {"-4 -P " + secret},
  };
  for (const Words& words : calls) {
    SCOPED_TRACE(words.front());
    const auto result = run_plugin(at(1) + words);
    EXPECT_EQ(result.exit_code, 3) << result.out;
    EXPECT_TRUE(shows_nothing(result.out + result.err));
  }
}

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The plugin while it waits for an answer to AUTH, run by nobody.
class Waiting {
 public:
  Waiting(const TempFolder& folder, const Words& words,
          const Words& environment) {
    const auto plugin = folder.path() + "/plugin";
    std::filesystem::copy_file(
        plugin_path(), plugin,
        std::filesystem::copy_options::overwrite_existing);
    std::filesystem::permissions(plugin, std::filesystem::perms(0755));
    const auto pid_file = folder.write("pid", "");
    daemon_.emplace(
        Words{"/bin/sh", "-c",
              "echo $$ >\"$0\"; exec 3<\"$1\"; shift; exec \"$@\"", pid_file,
              folder.write("descriptor", secret + "\n"), "/usr/bin/env"} +
            environment +
            Words{"setpriv", "--reuid", "65534", "--regid", "65534",
                  "--clear-groups", plugin, "-t", "20"} +
            login(server_.port(), "PLAIN") + words,
        folder.path() + "/output");
    servers::wait_until([this] { return server_.received().size() > 1; },
                        std::chrono::seconds(10));
    pid_ = file_text(pid_file);
    pid_ = pid_.substr(0, pid_.find('\n'));
  }

  bool logs_in() const { return server_.received().size() > 1; }
  std::string text(const std::string& name) const {
    return file_text("/proc/" + pid_ + "/" + name);
  }
  // What belongs to root cannot be read by who runs it.
  uid_t owner(const std::string& name) const {
    struct stat status {};
    stat(("/proc/" + pid_ + "/" + name).c_str(), &status);
    return status.st_uid;
  }

 private:
  FakeServer server_{start + "C: AUTH\nhang\n"};
  std::optional<Daemon> daemon_;
  std::string pid_;
};

TEST(Secrets, running_process_shows_none) {
  struct Row {
    Words words;
    Words environment{};
  };
  const TempFolder folder;
  const Row rows[] = {
      {{"-P", secret}},
      {{"-P" + secret}},
      {{"-P " + secret}},
      {{"--authpass=" + secret}},
      {{"--authp", secret}},
      {{"-qP", secret}},
      {{"-P", secret, "-P", "another"}},  // the last one counts
      {{"--password-env", "PROBE_PASSWORD"}, {"PROBE_PASSWORD=" + secret}},
      {{"--password-fd", "3"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.words.front());
    const Waiting process(folder, Words{"-U", user} + row.words,
                          row.environment);
    ASSERT_TRUE(process.logs_in()) << folder.read("output");
    const auto words = process.text("cmdline");
    EXPECT_NE(words.find("--allow-cleartext-auth"), std::string::npos);
    EXPECT_TRUE(shows_nothing(words));
    const auto environment = process.text("environ");
    EXPECT_NE(environment.find("PATH="), std::string::npos);
    EXPECT_TRUE(shows_nothing(environment));
    EXPECT_EQ(process.owner("environ"), 0U);
    EXPECT_EQ(process.owner("mem"), 0U);
  }
}

// A file that holds a secret, and what is wrong with it.
struct Defect {
  const char* words;  // in the message
  std::function<std::string(const TempFolder&)> make;
};

std::function<std::string(const TempFolder&)> with_mode(mode_t mode) {
  return [mode](const TempFolder& folder) {
    auto path = folder.write("secret", "password=" + secret + "\n");
    chmod(path.c_str(), mode);
    return path;
  };
}

std::function<std::string(const TempFolder&)> with_text(
    const std::string& text) {
  return [text](const TempFolder& folder) {
    return private_file(folder, "secret", text);
  };
}

std::vector<Defect> defects() {
  return {
      {"others can read it", with_mode(0644)},
      {"group or others can write it", with_mode(0660)},
      {"group or others can write it", with_mode(0602)},
      {"belongs neither",
       [](const TempFolder& folder) {
         const auto path = private_file(folder, "secret", secret);
         return chown(path.c_str(), 65534, 65534) == 0 ? path : "";
       }},
      {"no regular file",
       [](const TempFolder& folder) { return folder.path(); }},
      {"no regular file",
       [](const TempFolder& folder) {
         const auto path = folder.path() + "/fifo";
         return mkfifo(path.c_str(), 0600) == 0 ? path : "";
       }},
      {"No such file",
       [](const TempFolder& folder) { return folder.path() + "/none"; }},
      {"larger than 64 KiB", with_text(std::string(65 * 1024, 'x'))},
      {"NUL", with_text("password=" + secret + std::string(1, '\0'))},
  };
}

std::vector<Defect> defects_of_credentials() {
  return {
      {"line 2 is none of", with_text("username=u\npasswort=" + secret)},
      {"two passwords", with_text("password=" + secret + "\npassword=x")},
      {"a password and a token", with_text("password=" + secret + "\ntoken=x")},
      {"needs a password", with_text("username=u\n")},
      {"needs a user", with_text("password=" + secret)},
  };
}

void expect_refused(const Words& words, const std::string& why) {
  const FakeServer server(start + quit);
  const auto result = run_plugin(login(server.port(), "PLAIN") + words);
  EXPECT_EQ(result.exit_code, 3) << result.out;
  EXPECT_TRUE(result.out.starts_with("SMTP UNKNOWN - ")) << result.out;
  EXPECT_NE(first_line(result.out).find(why), std::string::npos) << result.out;
  EXPECT_TRUE(shows_nothing(result.out + result.err));
  EXPECT_EQ(server.connections(), 0);
}

TEST(Secrets, files_that_are_not_safe_are_refused) {
  for (const auto& defect : defects()) {
    SCOPED_TRACE(defect.words);
    const TempFolder folder;
    const auto path = defect.make(folder);
    expect_refused({"-U", user, "--password-file", path}, defect.words);
    expect_refused({"--credentials", path}, defect.words);
  }
  for (const auto& defect : defects_of_credentials()) {
    const TempFolder folder;
    expect_refused({"--credentials", defect.make(folder)}, defect.words);
  }
}

TEST(Secrets, sources_that_are_not_there) {
  expect_refused({"-U", user, "--password-env", "PROBE_NOT_SET"}, "is not set");
  expect_refused({"-U", user, "--password-fd", "77"}, "descriptor 77");
}

TEST(Secrets, files_that_are_safe_are_read) {
  const TempFolder folder;
  const auto file = private_file(folder, "password", secret + "\r\n");
  const auto link = folder.path() + "/link";
  std::filesystem::create_symlink(file, link);
  const auto of_group = folder.write("group", secret);
  chmod(of_group.c_str(), 0640);
  for (const auto& path : {file, link, of_group}) {
    SCOPED_TRACE(path);
    const FakeServer server(start + "C: AUTH\nS: 235 fine\n" + quit);
    EXPECT_TRUE(ended(run_plugin(login(server.port(), "PLAIN") +
                                 Words{"-U", user, "--password-file", path}),
                      0));
    const auto lines = server.received();
    ASSERT_GE(lines.size(), 2U);
    EXPECT_EQ(lines[1], "AUTH PLAIN " + base64(responses().front()));
  }
}

}  // namespace

}  // namespace plugin_test
