// Replies that real servers sent (replies.jsonl): each goes through the real
// parser at every fragment size, then its cause and its queue id are compared
// with what a person reads in it.
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/check/cause.h"
#include "lib/smtp/queue_id.h"
#include "tests/unit/smtp/heard.h"

namespace {

using check::Cause;
using check::StageId;

struct Entry {
  std::string id;
  std::string to;
  std::vector<std::string> lines;
  std::string meaning;
  std::optional<std::string> queue_id;
};

std::vector<Entry> read_entries() {
  std::ifstream file(FIELD_DATA "/replies.jsonl");
  std::vector<Entry> entries;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    Entry entry{.id = json.at("id"),
                .to = json.at("to"),
                .lines = json.at("reply"),
                .meaning = json.at("meaning"),
                .queue_id = std::nullopt};
    const auto& queue_id = json.at("queue_id");
    if (!queue_id.is_null()) entry.queue_id = queue_id;
    entries.push_back(std::move(entry));
  }
  return entries;
}

const std::vector<Entry>& entries() {
  static const auto all = read_entries();
  return all;
}

StageId stage_of(std::string_view to) {
  struct Command {
    std::string_view verb;
    StageId stage;
  };
  constexpr Command commands[] = {
      {"EHLO", StageId::ehlo}, {"STARTTLS", StageId::starttls},
      {"AUTH", StageId::auth}, {"MAIL", StageId::mail},
      {"RCPT", StageId::rcpt}, {"DATA", StageId::data},
      {".", StageId::message}, {"QUIT", StageId::quit},
  };
  for (const auto& command : commands) {
    if (to.starts_with(command.verb)) return command.stage;
  }
  return StageId::command;
}

std::string wire_of(const Entry& entry) {
  std::string wire;
  for (const auto& line : entry.lines) wire += line + "\r\n";
  return wire;
}

std::string expected_text(const Entry& entry) {
  std::string text;
  for (const auto& line : entry.lines) {
    text += (text.empty() ? "" : "\n") + line;
  }
  // A code alone and one with a blank are the same reply.
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

// One line of figures: right, undecided (`other` or no id, where the data has
// one), wrong.
struct Tally {
  int right = 0;
  int undecided = 0;
  std::vector<std::string> wrong;

  int total() const {
    return right + undecided + static_cast<int>(wrong.size());
  }
  int percent() const { return total() == 0 ? 0 : right * 100 / total(); }
};

void count(std::string_view found, std::string_view expected,
           std::string_view nothing, const std::string& id, Tally& tally) {
  if (found == expected) {
    ++tally.right;
  } else if (found == nothing) {
    ++tally.undecided;
    std::cout << "undecided: " << id << ", expected " << expected << "\n";
  } else {
    tally.wrong.push_back(id + ": " + std::string(found) + ", expected " +
                          std::string(expected));
  }
}

void print(std::string_view what, const Tally& tally) {
  std::cout << what << ": " << tally.right << " right, " << tally.undecided
            << " undecided, " << tally.wrong.size() << " wrong of "
            << tally.total() << " (" << tally.percent() << " %)\n";
}

void expect_good(const Tally& tally) {
  EXPECT_GE(tally.right * 100, tally.total() * 95);
  for (const auto& wrong : tally.wrong) ADD_FAILURE() << wrong;
}

TEST(FieldReplies, AreAllThere) {
  EXPECT_EQ(entries().size(), 200U);
}

TEST(FieldReplies, AreHeardWholeAtEveryFragmentSize) {
  for (const auto& entry : entries()) {
    auto heard = smtp::heard(wire_of(entry));
    heard = heard.substr(0, heard.find(" ["));
    const auto expected = expected_text(entry);
    EXPECT_EQ(heard, expected.substr(0, expected.find(" ["))) << entry.id;
  }
}

TEST(FieldReplies, TellTheirCause) {
  Tally refusals;
  Tally others;
  for (const auto& entry : entries()) {
    if (entry.lines.empty()) continue;  // the connection was closed
    const auto reply = smtp::reply_of(entry.lines);
    const auto cause = name(check::cause_of(stage_of(entry.to), reply));
    const bool accepted = entry.meaning == "accepted";
    const bool refusal = reply.temporary() || reply.permanent();
    count(cause, accepted ? "other" : std::string_view(entry.meaning), "other",
          entry.id, refusal ? refusals : others);
  }
  print("causes of refusals", refusals);
  print("causes of other replies", others);
  expect_good(refusals);
  expect_good(others);
}

TEST(FieldReplies, GiveTheirQueueId) {
  Tally ids;
  for (const auto& entry : entries()) {
    if (entry.lines.empty()) continue;
    const auto found = smtp::queue_id(smtp::reply_of(entry.lines));
    count(found.value_or("none"), entry.queue_id.value_or("none"), "none",
          entry.id, ids);
  }
  print("queue ids", ids);
  expect_good(ids);
}

}  // namespace
