// A reader of messages for the tests, written apart from the code it judges:
// by the RFC's grammar, and strict.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace smtp {

struct ReadField {
  std::string name;
  std::string value;               // unfolded, still encoded
  std::vector<std::string> lines;  // as they stand
};

struct ReadMessage {
  std::vector<ReadField> fields;
  std::string body;

  // Of the only field of that name; throws where there is none or another.
  const std::string& value(std::string_view name) const {
    const ReadField* found = nullptr;
    for (const auto& field : fields) {
      if (field.name != name) continue;
      if (found != nullptr) throw std::runtime_error("twice");
      found = &field;
    }
    if (found == nullptr) throw std::runtime_error("missing");
    return found->value;
  }
};

inline ReadMessage read_message(std::string_view text) {
  ReadMessage message;
  while (!text.starts_with("\r\n")) {
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos) throw std::runtime_error("no end");
    const std::string line(text.substr(0, end));
    text.remove_prefix(end + 2);
    if (line.find_first_of("\r\n") != std::string::npos) {
      throw std::runtime_error("a bare CR or LF in " + line);
    }
    if (line.front() == ' ' || line.front() == '\t') {
      message.fields.back().value += line;
      message.fields.back().lines.push_back(line);
      continue;
    }
    const auto colon = line.find(':');
    if (colon == std::string::npos) throw std::runtime_error("no colon");
    message.fields.push_back(
        {line.substr(0, colon), line.substr(colon + 1), {line}});
  }
  for (auto& field : message.fields) {
    field.value.erase(0, field.value.find_first_not_of(' '));
  }
  message.body = text.substr(2);
  return message;
}

inline int hex_digit(char c) {
  const auto at = std::string_view("0123456789ABCDEF").find(c);
  if (at == std::string_view::npos) throw std::runtime_error("no hex digit");
  return static_cast<int>(at);
}

inline char hex_octet(std::string_view two) {
  return static_cast<char>(hex_digit(two.at(0)) * 16 + hex_digit(two.at(1)));
}

inline std::string read_base64(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  unsigned have = 0;
  std::size_t count = 0;
  for (const char c : text) {
    if (c == '\r' || c == '\n') continue;
    ++count;
    if (c == '=') continue;
    const auto digit = digits.find(c);
    if (digit == std::string_view::npos) throw std::runtime_error("no base64");
    bits = (bits * 64 + static_cast<unsigned>(digit)) & 0xFFFFU;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out += static_cast<char>(bits >> have & 255U);
  }
  if (count % 4 != 0) throw std::runtime_error("no padding");
  return out;
}

inline std::string read_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
    } else if (text.substr(i + 1, 2) == "\r\n") {
      i += 2;
    } else {
      out += hex_octet(text.substr(i + 1));
      i += 2;
    }
  }
  return out;
}

inline std::string read_q(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=') {
      out += hex_octet(text.substr(i + 1));
      i += 2;
    } else {
      out += text[i] == '_' ? ' ' : text[i];
    }
  }
  return out;
}

// "=?charset?Q?text?=", whole.
inline std::string read_encoded_word(std::string_view word) {
  const auto charset = word.find('?', 2);
  const auto text = word.substr(charset + 3, word.size() - charset - 5);
  if (word.substr(charset + 2, 1) != "?" || !word.ends_with("?=")) {
    throw std::runtime_error("no encoded-word");
  }
  return word[charset + 1] == 'Q' ? read_q(text) : read_base64(text);
}

inline std::size_t encoded_word_length(std::string_view text) {
  if (!text.starts_with("=?")) return 0;
  const auto charset = text.find('?', 2);
  if (charset == std::string_view::npos) return 0;
  const auto end = text.find("?=", charset + 3);
  return end == std::string_view::npos ? 0 : end + 2;
}

// A value with its encoded-words read, blanks between two of them dropped
// (RFC 2047 6.2).
inline std::string read_value(std::string_view value) {
  std::string out;
  std::string blanks;
  bool behind_word = false;
  while (!value.empty()) {
    const auto length = encoded_word_length(value);
    if (length > 0) {
      if (!behind_word) out += blanks;
      out += read_encoded_word(value.substr(0, length));
      value.remove_prefix(length);
      blanks.clear();
      behind_word = true;
    } else if (value.front() == ' ' || value.front() == '\t') {
      blanks += value.front();
      value.remove_prefix(1);
    } else {
      out += blanks + value.front();
      value.remove_prefix(1);
      blanks.clear();
      behind_word = false;
    }
  }
  return out + blanks;
}

inline std::vector<std::string> crlf_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos) throw std::runtime_error("no line end");
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 2);
  }
  return lines;
}

}  // namespace smtp
