#include "lib/smtp/dot_stuffing.h"

#include <gtest/gtest.h>

#include "lib/smtp/message.h"

namespace smtp {
namespace {

using Pieces = std::vector<std::string_view>;

std::string encoded(const Pieces& pieces, std::size_t chunk) {
  MessageEncoder encoder(pieces, chunk);
  std::string wire;
  for (auto octets = encoder.next(); !octets.empty(); octets = encoder.next()) {
    EXPECT_LE(octets.size(), chunk);
    wire += octets;
  }
  EXPECT_EQ(encoder.next(), "");
  return wire;
}

std::string encoded(std::string_view message) {
  MessageEncoder encoder({message});
  return std::string(encoder.next());
}

// What a server takes from the wire (RFC 5321 4.5.2); it looks for CRLF alone.
std::string received(std::string_view wire) {
  std::string message;
  while (!wire.starts_with(".\r\n")) {
    const auto end = wire.find("\r\n");
    if (end == std::string_view::npos) return "no end";
    if (wire.starts_with('.')) wire.remove_prefix(1);
    const auto length = wire.find("\r\n") + 2;
    message += wire.substr(0, length);
    wire.remove_prefix(length);
  }
  return wire == ".\r\n" ? message : "more behind the end";
}

struct Row {
  std::string_view message;
  std::string_view wire;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"", ".\r\n"},
      {"a", "a\r\n.\r\n"},
      {"a\n", "a\r\n.\r\n"},
      {"a\r\n", "a\r\n.\r\n"},
      {"a\n\n", "a\r\n\r\n.\r\n"},
      {"a\r\n\r\n", "a\r\n\r\n.\r\n"},
      {"\n", "\r\n.\r\n"},
      {"\r\n", "\r\n.\r\n"},
      {"a\nb\r\nc", "a\r\nb\r\nc\r\n.\r\n"},
      {".", "..\r\n.\r\n"},
      {"..", "...\r\n.\r\n"},
      {".\n", "..\r\n.\r\n"},
      {".\r\n", "..\r\n.\r\n"},
      {".\n.\n.", "..\r\n..\r\n..\r\n.\r\n"},
      {"...\n....\n", "....\r\n.....\r\n.\r\n"},
      {".a\n.b", "..a\r\n..b\r\n.\r\n"},
      {"a.\n", "a.\r\n.\r\n"},
      {"a\n.\nb\n", "a\r\n..\r\nb\r\n.\r\n"},
      {"a\r\n.\r\nQUIT\r\n", "a\r\n..\r\nQUIT\r\n.\r\n"},
      // No CR and no LF goes out alone.
      {"a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"},
      {"a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"},
      {"a\r\n.\rb", "a\r\n..\r\nb\r\n.\r\n"},
      {"a\r", "a\r\n.\r\n"},
      {"a\r\r\n", "a\r\n\r\n.\r\n"},
      {"a\n\r", "a\r\n\r\n.\r\n"},
      {"\xC3\xBC\n", "\xC3\xBC\r\n.\r\n"},
      {std::string_view("a\0.\n", 4), std::string_view("a\0.\r\n.\r\n", 8)},
  };
  return all;
}

TEST(MessageEncoder, DoublesDotsAndEndsLines) {
  for (const auto& [message, wire] : rows()) {
    EXPECT_EQ(encoded(message), wire) << testing::PrintToString(message);
  }
}

TEST(MessageEncoder, SaysTheSameInChunksOfEverySize) {
  for (const auto& [message, wire] : rows()) {
    for (std::size_t chunk = 1; chunk <= wire.size() + 1; ++chunk) {
      EXPECT_EQ(encoded({message}, chunk), wire)
          << testing::PrintToString(message) << " by " << chunk;
    }
  }
}

TEST(MessageEncoder, SaysTheSameOfPiecesCutAnywhere) {
  for (const auto& [message, wire] : rows()) {
    for (std::size_t a = 0; a <= message.size(); ++a) {
      for (std::size_t b = a; b <= message.size(); ++b) {
        const Pieces pieces{message.substr(0, a), message.substr(a, b - a),
                            message.substr(b)};
        EXPECT_EQ(encoded(pieces, 2), wire) << testing::PrintToString(message);
      }
    }
  }
}

TEST(MessageEncoder, NeedsNoPieces) {
  EXPECT_EQ(encoded({}, 10), ".\r\n");
  EXPECT_EQ(encoded({"", ""}, 10), ".\r\n");
}

TEST(MessageEncoder, FillsItsChunks) {
  const std::string line(2000, 'x');
  MessageEncoder encoder({line}, 600);
  EXPECT_EQ(encoder.next(), std::string(600, 'x'));
  EXPECT_EQ(encoder.next(), std::string(600, 'x'));
  EXPECT_EQ(encoder.next(), std::string(600, 'x'));
  EXPECT_EQ(encoder.next(), std::string(200, 'x') + "\r\n.\r\n");
  EXPECT_EQ(encoder.next(), "");
}

TEST(MessageEncoder, DoublesTheDotAtTheBorderOfALargeChunk) {
  constexpr auto chunk = MessageEncoder::chunk_octets;
  for (std::size_t before = chunk - 8; before <= chunk + 8; ++before) {
    const std::string front(before, 'x');
    const auto message = front + "\n.b\n";
    MessageEncoder encoder({message});
    std::string wire(encoder.next());
    EXPECT_EQ(wire.size(), std::min(chunk, before + 8));
    wire += encoder.next();
    EXPECT_EQ(wire, front + "\r\n..b\r\n.\r\n");
    EXPECT_EQ(encoder.next(), "");
  }
}

// Calls `visit` with every text of up to `length` of these characters.
template <typename Visit>
void for_all_texts(std::size_t length, const Visit& visit) {
  constexpr std::string_view characters = "a.\r\n";
  std::size_t count = 1;
  for (std::size_t size = 0; size <= length; ++size) {
    for (std::size_t number = 0; number < count; ++number) {
      std::string text;
      for (auto rest = number; text.size() < size; rest /= 4) {
        text += characters[rest % 4];
      }
      visit(text);
    }
    count *= 4;
  }
}

// Every end of a line is a CRLF, and the message ends where we say and nowhere
// before, whatever it holds; SIZE= promises what the server will count.
TEST(MessageEncoder, IsReadBackFromWhateverItHolds) {
  for_all_texts(7, [](const std::string& text) {
    const auto wire = encoded({text}, 3);
    const auto message = received(wire);
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool pair = text[i] == '\n' && i > 0 && text[i - 1] == '\r';
      if (text[i] != '\r' && text[i] != '\n') plain += text[i];
      if (text[i] == '\r' || (text[i] == '\n' && !pair)) plain += "\r\n";
    }
    if (!plain.empty() && !plain.ends_with("\r\n")) plain += "\r\n";
    ASSERT_EQ(message, plain) << testing::PrintToString(text);
    ASSERT_EQ(nature_of({text}).wire_size, message.size())
        << testing::PrintToString(text);
  });
}

}  // namespace
}  // namespace smtp
