#include "tests/servers/mail_folder.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "tests/servers/daemon.h"

namespace servers {

namespace {

std::vector<std::string> read_all(const std::string& folder) {
  std::vector<std::string> texts;
  std::error_code none_yet;
  for (const auto& entry :
       std::filesystem::directory_iterator(folder, none_yet)) {
    std::ifstream file(entry.path(), std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file),
                       std::istreambuf_iterator<char>());
  }
  return texts;
}

bool is_trace(std::string_view line) {
  constexpr std::array<std::string_view, 6> names{
      "Return-Path: ",  "Return-path: ",   "X-Original-To: ",
      "Delivered-To: ", "Delivery-date: ", "Envelope-to: "};
  for (const auto name : names) {
    if (line.starts_with(name)) return true;
  }
  return line.starts_with("Received: ");
}

}  // namespace

std::vector<std::string> messages_in(const std::string& maildir,
                                     std::size_t count) {
  std::vector<std::string> texts;
  wait_until(
      [&] {
        texts = read_all(maildir + "/new");
        return texts.size() >= count;
      },
      std::chrono::seconds(5));
  return texts;
}

std::string without_trace(const std::string& message) {
  std::string_view rest = message;
  bool in_trace = false;
  while (!rest.empty()) {
    const bool folded = rest.front() == '\t' || rest.front() == ' ';
    in_trace = (in_trace && folded) || is_trace(rest);
    if (!in_trace) break;
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  }
  return std::string(rest);
}

std::string only_message_in(const std::string& maildir) {
  const auto texts = messages_in(maildir, 1);
  return texts.size() == 1 ? texts.front() : "";
}

std::string as_kept(const std::string& message) {
  std::string text;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const bool line_end = message.compare(i, 2, "\r\n") == 0;
    if (!line_end) text += message[i];
  }
  if (!text.empty() && text.back() != '\n') text += '\n';
  return text;
}

}  // namespace servers
