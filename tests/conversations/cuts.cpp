#include "tests/conversations/cuts.h"

#include <algorithm>

namespace conversations {

namespace {

using support::Act;
using support::Script;
using support::Step;

// How a cut goes on.
struct Ending {
  std::string what;
  std::vector<Step> steps;
};

// What a server says instead and then no more, at the start of a line.
std::vector<Ending> garbage() {
  const Step hang{.act = Act::hang};
  const std::string binary("\x00\xff\x80\x1b[2J\x07\r\r\n", 11);
  return {
      {"a word", {{.bytes = "hello there\r\n"}, hang}},
      {"999", {{.bytes = "999 what\r\n"}, hang}},
      {"binary", {{.bytes = binary}, hang}},
      {"empty line", {{.bytes = "\r\n"}, hang}},
      {"endless reply", {{.bytes = "250-x\r\n", .times = 1000000}, hang}},
  };
}

// What can end even half a line.
std::vector<Ending> breaks() {
  return {
      {"hang", {{.act = Act::hang}}},
      {"close", {{.act = Act::close}}},
      {"reset", {{.act = Act::reset}}},
      {"endless line",
       {{.bytes = "xxxxxxxxxx", .times = 1000000}, {.act = Act::hang}}},
  };
}

std::string front(const Step& step, std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) {
    bytes += step.bytes.substr(0, size - bytes.size());
  }
  return bytes;
}

// The connection up to `offset` bytes of a step, and then the ending. What
// comes behind it in the dialogue, other connections too, is gone.
Cut make_cut(const std::vector<Script>& scripts, std::size_t connection,
             std::size_t at, std::size_t offset, const Ending& ending) {
  const auto& steps = scripts[connection].steps;
  Cut cut{ending.what + " at line " + std::to_string(steps[at].line) +
              ", byte " + std::to_string(offset),
          steps[at].bytes,
          {scripts.begin(),
           scripts.begin() + static_cast<std::ptrdiff_t>(connection) + 1}};
  auto& script = cut.scripts.back();
  script.steps.resize(at);
  script.lenient_from = at;
  if (offset > 0) script.steps.push_back({.bytes = front(steps[at], offset)});
  script.steps.insert(script.steps.end(), ending.steps.begin(),
                      ending.steps.end());
  return cut;
}

// Garbage within a line would only be more of its text.
bool begins_line(const std::vector<Step>& steps, std::size_t at) {
  while (at > 0 && steps[at - 1].act == Act::wait) --at;
  return at == 0 || steps[at - 1].act != Act::say ||
         steps[at - 1].bytes.ends_with('\n');
}

}  // namespace

std::vector<Cut> all_cuts(
    const std::vector<Script>& scripts,
    const std::vector<std::vector<std::size_t>>& bytes_read) {
  std::vector<Cut> cuts;
  for (std::size_t c = 0; c < bytes_read.size(); ++c) {
    const auto& steps = scripts.at(c).steps;
    for (std::size_t at = 0; at < steps.size(); ++at) {
      const auto read = bytes_read[c][at];
      if (read == 0) continue;
      for (const auto& ending : breaks()) {
        cuts.push_back(make_cut(scripts, c, at, 0, ending));
        if (read < 2) continue;
        cuts.push_back(make_cut(scripts, c, at, read / 2, ending));
      }
      if (!begins_line(steps, at)) continue;
      for (const auto& ending : garbage()) {
        cuts.push_back(make_cut(scripts, c, at, 0, ending));
      }
    }
  }
  return cuts;
}

}  // namespace conversations
