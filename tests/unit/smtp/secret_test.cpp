#include "lib/smtp/secret.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace {

// What is freed is searched for this; a test that looks sets it.
std::string_view wanted;
int freed_with_it = 0;

bool holds(const void* memory, std::size_t size, std::string_view text) {
  const auto* begin = static_cast<const char*>(memory);
  return std::search(begin, begin + size, text.begin(), text.end()) !=
         begin + size;
}

void inspect_and_free(void* memory) {
  if (memory != nullptr && !wanted.empty() &&
      holds(memory, malloc_usable_size(memory), wanted)) {
    ++freed_with_it;
  }
  std::free(memory);
}

}  // namespace

// For the whole test program: what is freed is visible nowhere else.
void* operator new(std::size_t size) {
  void* memory = std::malloc(size > 0 ? size : 1);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept {
  inspect_and_free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  inspect_and_free(memory);
}

namespace smtp {
namespace {

constexpr std::string_view short_one = "pencil-7-eraser";
constexpr std::string_view long_one =
    "correct horse battery staple, and then some more of them";
// Of what is freed: to empty a string overwrites its first octet by itself.
constexpr std::string_view long_tail = long_one.substr(8);

// How often memory that holds `text` was freed while `action` ran.
template <typename Action>
int freed_with(std::string_view text, Action action) {
  freed_with_it = 0;
  wanted = text;
  action();
  wanted = {};
  return freed_with_it;
}

// A place whose bytes can be looked at before and after a Secret lives there.
class Place {
 public:
  template <typename... Arguments>
  Secret* make(Arguments&&... arguments) {
    return new (bytes_) Secret(std::forward<Arguments>(arguments)...);
  }
  bool holds(std::string_view text) const {
    return ::holds(bytes_, sizeof bytes_, text);
  }

 private:
  alignas(Secret) unsigned char bytes_[sizeof(Secret)] = {};
};

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(std::is_nothrow_move_assignable_v<Secret>);

TEST(Secret, HoldsWhatItTook) {
  EXPECT_TRUE(Secret().empty());
  EXPECT_EQ(Secret(std::string(short_one)).view(), short_one);
  EXPECT_EQ(Secret(std::string(long_one)).view(), long_one);
  EXPECT_FALSE(Secret(std::string(1, '\0')).empty());
}

TEST(Secret, IsJoinedOfParts) {
  EXPECT_EQ(Secret::joined({"a", "", "bc", std::string_view("\0", 1)}).view(),
            std::string_view("abc\0", 4));
  EXPECT_TRUE(Secret::joined({}).empty());
}

TEST(Secret, Moves) {
  for (const auto text : {short_one, long_one}) {
    Secret first{std::string(text)};
    Secret second(std::move(first));
    EXPECT_EQ(second.view(), text);
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move)
    first = std::move(second);
    EXPECT_EQ(first.view(), text);
    EXPECT_TRUE(second.empty());  // NOLINT(bugprone-use-after-move)
    auto& same = first;
    first = std::move(same);
    EXPECT_EQ(first.view(), text);
  }
}

// The control: without wiping, the inspection finds it.
TEST(Secret, WouldBeFoundWhereItIsNotWiped) {
  EXPECT_EQ(freed_with(long_tail, [] { const std::string plain(long_one); }),
            1);
  Place place;
  auto* secret = place.make(std::string(short_one));
  EXPECT_TRUE(place.holds(short_one));
  secret->~Secret();
}

TEST(Secret, WipesWhatItFrees) {
  EXPECT_EQ(
      freed_with(long_tail, [] { const Secret secret{std::string(long_one)}; }),
      0);
  EXPECT_EQ(freed_with(long_tail, [] { Secret::joined({long_one, "x"}); }), 0);
}

TEST(Secret, WipesWhatItIsOverwrittenIn) {
  EXPECT_EQ(freed_with(long_tail,
                       [] {
                         Secret secret{std::string(long_one)};
                         secret = Secret(std::string(4, 'x'));
                         Secret next{std::string(long_one)};
                         next = Secret(std::string(100, 'x'));
                       }),
            0);
}

TEST(Secret, WipesAShortOneWhereItStood) {
  Place place;
  auto* secret = place.make(std::string(short_one));
  secret->~Secret();
  EXPECT_FALSE(place.holds(short_one.substr(1, 4)));
  EXPECT_FALSE(place.holds(short_one.substr(8)));
}

TEST(Secret, WipesAShortOneThatMovesAway) {
  Place place;
  auto* secret = place.make(std::string(short_one));
  Secret target(std::move(*secret));
  EXPECT_FALSE(place.holds(short_one.substr(1)));
  EXPECT_EQ(target.view(), short_one);
  *secret = std::move(target);
  EXPECT_TRUE(place.holds(short_one));
  target = std::move(*secret);
  EXPECT_FALSE(place.holds(short_one.substr(1)));
  secret->~Secret();
}

// A string that becomes long leaves half of what it held in the object.
TEST(Secret, WipesAShortOneThatALongOneReplaces) {
  Place place;
  auto* secret = place.make(std::string(short_one));
  *secret = Secret(std::string(long_one));
  EXPECT_FALSE(place.holds(short_one.substr(8)));
  EXPECT_EQ(secret->view(), long_one);
  secret->~Secret();
}

TEST(Secret, WipesTheTextThatItTook) {
  std::string text(short_one);
  const Secret secret(std::move(text));
  // NOLINTNEXTLINE(bugprone-use-after-move)
  EXPECT_FALSE(::holds(&text, sizeof text, short_one.substr(1)));
}

TEST(Wipe, ReachesBeyondTheSize) {
  std::string text(long_one);
  text.resize(3);
  EXPECT_EQ(freed_with(long_one.substr(4),
                       [&] {
                         wipe(text);
                         text = std::string();
                         text.shrink_to_fit();
                       }),
            0);
  EXPECT_EQ(text, "");
}

}  // namespace
}  // namespace smtp
