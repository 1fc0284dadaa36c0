#include "lib/smtp/mime.h"

#include <gtest/gtest.h>

#include "tests/unit/smtp/mime_reader.h"

namespace smtp {
namespace {

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string all_octets() {
  std::string out;
  for (int octet = 0; octet < 256; ++octet) out += static_cast<char>(octet);
  return out;
}

TEST(Charset, SaysWhatTheOctetsAre) {
  for (const std::string_view text : {"", "abc", "a\tb\x7F"}) {
    EXPECT_EQ(charset_of(text), "us-ascii") << text;
  }
  for (const std::string_view text :
       {"\xC2\x80", "\xC3\xBC", "\xDF\xBF", "\xE0\xA0\x80", "\xE2\x82\xAC",
        "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
        "\xF0\x9F\x93\xA7", "\xF4\x8F\xBF\xBF",
        "a\xC3\xBC"
        "b"}) {
    EXPECT_EQ(charset_of(text), "utf-8") << text;
  }
  for (const std::string_view text :
       {"\x80", "\xBF", "\xFC", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x93", "\xC3(",
        "\xE2\x82(", "ok \xC3\xBC \xFC"}) {
    EXPECT_EQ(charset_of(text), "unknown-8bit") << testing::PrintToString(text);
  }
}

TEST(MostlyAscii, CountsCharacters) {
  EXPECT_TRUE(is_mostly_ascii(""));
  EXPECT_TRUE(is_mostly_ascii("a"));
  EXPECT_TRUE(is_mostly_ascii("a\xF0\x9F\x93\xA7"));
  EXPECT_FALSE(is_mostly_ascii("a\xC3\xBC\xC3\xBC"));
  EXPECT_FALSE(is_mostly_ascii("\xFC"));
}

TEST(EncodedWords, TakeTheFormThatSuitsThem) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(encoded_words("", 75), Words{});
  EXPECT_EQ(encoded_words("Gr\xC3\xBC\xC3\x9F"
                          "e",
                          75),
            Words{"=?utf-8?Q?Gr=C3=BC=C3=9Fe?="});
  EXPECT_EQ(encoded_words("M\xC3\xBCller & Co_", 75),
            Words{"=?utf-8?Q?M=C3=BCller_=26_Co=5F?="});
  EXPECT_EQ(encoded_words("Pr\xC3\xBC"
                          "fung des Mailservers",
                          75),
            Words{"=?utf-8?Q?Pr=C3=BCfung_des_Mailservers?="});
  EXPECT_EQ(encoded_words("\xF0\x9F\x93\xA7\xF0\x9F\x93\xA7", 75),
            Words{"=?utf-8?B?8J+Tp/Cfk6c=?="});
  EXPECT_EQ(encoded_words("Gr\xFC\xDF"
                          "e aus dem Norden",
                          75),
            Words{"=?unknown-8bit?Q?Gr=FC=DFe_aus_dem_Norden?="});
}

// Each word by itself is whole characters, whatever stands before them.
TEST(EncodedWords, NeverDivideACharacter) {
  for (const std::string_view character :
       {"\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x93\xA7", "ab\xC3\xBC",
        "Pr\xC3\xBC"
        "fung "}) {
    for (std::size_t shift = 0; shift < 90; ++shift) {
      const auto text = std::string(shift, 'x') + repeated(character, 70);
      const auto room = 40 + shift % 40;
      const auto words = encoded_words(text, room);
      std::string back;
      EXPECT_LE(words.front().size(), room);
      for (const auto& word : words) {
        EXPECT_LE(word.size(), 75U);
        EXPECT_TRUE(is_ascii(word));
        const auto part = read_encoded_word(word);
        EXPECT_NE(charset_of(part), "unknown-8bit") << word;
        back += part;
      }
      EXPECT_EQ(back, text);
    }
  }
}

TEST(EncodedWords, GoOnWhereThereIsNoRoom) {
  const std::vector<std::string> words{"=?utf-8?B?8J+Tpw==?=",
                                       "=?utf-8?B?8J+Tpw==?="};
  EXPECT_EQ(encoded_words("\xF0\x9F\x93\xA7\xF0\x9F\x93\xA7", 0), words);
}

TEST(QuotedPrintable, KeepsWhatIsPlain) {
  EXPECT_EQ(quoted_printable(""), "");
  EXPECT_EQ(quoted_printable("\r\n"), "\r\n");
  EXPECT_EQ(quoted_printable("a b.\r\n.\r\n"), "a b.\r\n.\r\n");
  EXPECT_EQ(quoted_printable("a=b\r\n"), "a=3Db\r\n");
  EXPECT_EQ(quoted_printable("gr\xC3\xBCn\r\n"), "gr=C3=BCn\r\n");
  EXPECT_EQ(quoted_printable("a \r\nb\t\r\n \r\n"), "a=20\r\nb=09\r\n=20\r\n");
  EXPECT_EQ(quoted_printable(std::string(75, 'x') + "\r\n"),
            std::string(75, 'x') + "\r\n");
  EXPECT_EQ(quoted_printable(std::string(76, 'x') + "\r\n"),
            std::string(75, 'x') + "=\r\nx\r\n");
}

TEST(QuotedPrintable, IsReadBackAtEveryLength) {
  for (std::size_t shift = 0; shift < 160; ++shift) {
    const auto text = std::string(shift, 'x') + " \xE2\x82\xAC =\t" +
                      std::string(shift, ' ') + "\r\n";
    const auto coded = quoted_printable(text);
    EXPECT_TRUE(is_ascii(coded));
    EXPECT_EQ(read_quoted_printable(coded), text);
    for (const auto& line : crlf_lines(coded)) {
      EXPECT_LE(line.size(), 76U);
      EXPECT_FALSE(line.ends_with(' ') || line.ends_with('\t')) << line;
    }
  }
}

// RFC 4648 10.
TEST(Base64Lines, EqualTheVectorsOfTheRfc) {
  EXPECT_EQ(base64_lines(""), "");
  EXPECT_EQ(base64_lines("f"), "Zg==\r\n");
  EXPECT_EQ(base64_lines("fo"), "Zm8=\r\n");
  EXPECT_EQ(base64_lines("foo"), "Zm9v\r\n");
  EXPECT_EQ(base64_lines("foob"), "Zm9vYg==\r\n");
  EXPECT_EQ(base64_lines("fooba"), "Zm9vYmE=\r\n");
  EXPECT_EQ(base64_lines("foobar"), "Zm9vYmFy\r\n");
}

TEST(Base64Lines, AreReadBackAtEveryLength) {
  const auto octets = all_octets();
  for (std::size_t size = 0; size <= octets.size(); ++size) {
    const auto text = octets.substr(octets.size() - size);
    const auto coded = base64_lines(text);
    EXPECT_EQ(read_base64(coded), text);
    for (const auto& line : crlf_lines(coded)) EXPECT_LE(line.size(), 76U);
  }
}

}  // namespace
}  // namespace smtp
