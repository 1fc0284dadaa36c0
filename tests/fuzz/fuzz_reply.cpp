// Replies and what is read out of them. The first byte is the size of the
// fragments: what is understood must not depend on it.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lib/net/error.h"
#include "lib/smtp/extensions.h"
#include "lib/smtp/greeting.h"
#include "lib/smtp/reply.h"
#include "lib/smtp/reply_parser.h"

namespace {

std::string describe(const smtp::Extensions& extensions) {
  std::string text;
  for (const auto& extension : extensions.all()) {
    text += " " + smtp::to_string(extension);
    if (extensions.find(extension.keyword) == nullptr) std::abort();
  }
  for (const auto& mechanism : extensions.mechanisms()) {
    text += " " + mechanism;
    if (!extensions.offers_mechanism(mechanism)) std::abort();
  }
  if (const auto limit = extensions.size_limit()) {
    text += " " + std::to_string(*limit);
  }
  return text;
}

std::string describe(const smtp::Reply& reply) {
  if (reply.code < 200 || reply.code > 599 || reply.lines.empty()) std::abort();
  std::string text = smtp::to_lines(reply) + "\n" + smtp::to_sentence(reply);
  text += smtp::is_masked(reply) ? " masked " : " ";
  text += smtp::announced_host(reply).value_or("nobody");
  if (const auto code = smtp::enhanced_code(reply)) {
    if (code->klass != reply.code / 100) std::abort();
    text += " " + std::to_string(code->subject);
  }
  return text + describe(smtp::Extensions(reply)) + "\n";
}

// All that is understood of `bytes`, with what ends it.
std::string parse(std::string_view bytes, std::size_t fragment) {
  smtp::ReplyParser parser;
  std::string seen;
  try {
    while (!bytes.empty()) {
      const auto size = std::min(fragment, bytes.size());
      parser.feed(bytes.substr(0, size));
      bytes.remove_prefix(size);
      while (const auto reply = parser.next()) seen += describe(*reply);
    }
  } catch (const net::Error& error) {
    return seen + error.what() + "\n" + error.said();
  }
  return seen + parser.partial();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size < 1) return 0;
  const std::string bytes(data + 1, data + size);
  const auto whole = parse(bytes, bytes.size() + 1);
  const auto pieces = parse(bytes, std::size_t{data[0]} + 1);
  if (whole == pieces) return 0;
  std::fprintf(stderr, "whole:\n%s\nin pieces of %u:\n%s\n", whole.c_str(),
               data[0] + 1U, pieces.c_str());
  std::abort();
}
