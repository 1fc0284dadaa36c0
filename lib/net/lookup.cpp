#include "lib/net/lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "lib/net/errno_text.h"
#include "lib/net/error.h"

namespace net {

namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

using AddressList = std::unique_ptr<addrinfo, FreeAddresses>;

int family_of(AddressFamilies families) {
  switch (families) {
    case AddressFamilies::ipv4_only:
      return AF_INET;
    case AddressFamilies::ipv6_only:
      return AF_INET6;
    case AddressFamilies::both:
      break;
  }
  return AF_UNSPEC;
}

// Without AI_ADDRCONFIG: a machine that has only loopback addresses would not
// find even those.
addrinfo hints_for(AddressFamilies families, Lookup::Wanted wanted) {
  addrinfo hints{};
  hints.ai_family = family_of(families);
  hints.ai_socktype = SOCK_STREAM;
  if (wanted == Lookup::Wanted::canonical_name) hints.ai_flags = AI_CANONNAME;
  return hints;
}

std::optional<Endpoint> endpoint_of(const addrinfo& entry) {
  std::array<char, NI_MAXHOST> text{};
  if (getnameinfo(entry.ai_addr, entry.ai_addrlen, text.data(), text.size(),
                  nullptr, 0, NI_NUMERICHOST) != 0) {
    return std::nullopt;
  }
  return parse_address(text.data());
}

// In the order of the answer, each once.
std::vector<Endpoint> endpoints_of(const addrinfo* list) {
  std::vector<Endpoint> known;
  for (const auto* entry = list; entry != nullptr; entry = entry->ai_next) {
    const auto endpoint = endpoint_of(*entry);
    if (endpoint &&
        std::find(known.begin(), known.end(), *endpoint) == known.end()) {
      known.push_back(*endpoint);
    }
  }
  return known;
}

// glibc says EAI_NONAME too for a name that has addresses of the other family
// only.
std::string nothing_found(int error, AddressFamilies families) {
  switch (families) {
    case AddressFamilies::ipv4_only:
      return "no IPv4 address is known for this name";
    case AddressFamilies::ipv6_only:
      return "no IPv6 address is known for this name";
    case AddressFamilies::both:
      break;
  }
  return error == EAI_NONAME ? "no such host" : "the name has no address";
}

// Where there are no descriptors or no memory, glibc cannot read its files and
// says EAI_NONAME; only errno tells that this is not the answer.
bool is_our_own_lack(int error, int system_error) {
  return error == EAI_MEMORY || system_error == EMFILE ||
         system_error == ENFILE || system_error == ENOMEM;
}

[[noreturn]] void fail(int error, int system_error, AddressFamilies families) {
  if (is_our_own_lack(error, system_error)) {
    const int lack = error == EAI_MEMORY ? ENOMEM : system_error;
    throw Error(ErrorKind::local, "no look-up: " + errno_text(lack));
  }
  switch (error) {
    case EAI_NONAME:
    case EAI_NODATA:
    case EAI_ADDRFAMILY:
      throw Error(ErrorKind::not_found, nothing_found(error, families));
    case EAI_SYSTEM:
      throw Error(ErrorKind::lookup_failed, errno_text(system_error));
    default:
      throw Error(ErrorKind::lookup_failed, gai_strerror(error));
  }
}

}  // namespace

bool can_be_asked(std::string_view name) {
  constexpr std::size_t longest = 255;
  constexpr std::string_view never(" \t\r\n\v\f\0", 7);
  return !name.empty() && name.size() <= longest &&
         name.find_first_of(never) == std::string_view::npos;
}

std::string fit_for_ehlo(std::string name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  constexpr std::string_view everybody = "localhost";
  while (name.ends_with('.')) name.pop_back();
  const bool fit =
      name.find('.') != std::string::npos &&
      name.find_first_not_of(allowed) == std::string::npos &&
      strncasecmp(name.c_str(), everybody.data(), everybody.size()) != 0;
  return fit ? name : std::string();
}

struct Lookup::Answer {
  // Runs in the thread.
  void look_up(const std::string& name, Wanted wanted);
  void keep(int gai_error, int system, const addrinfo* list);

  explicit Answer(AddressFamilies wanted_families)
      : families(wanted_families) {}

  const AddressFamilies families;
  mutable std::mutex mutex;  // of all below
  mutable std::condition_variable arrived;
  bool done = false;
  int error = 0;         // of getaddrinfo
  int system_error = 0;  // errno behind it
  std::vector<Endpoint> addresses;
  std::string canonical_name;
};

void Lookup::Answer::look_up(const std::string& name, Wanted wanted) {
  const auto hints = hints_for(families, wanted);
  addrinfo* raw = nullptr;
  errno = 0;
  const int gai_error = getaddrinfo(name.c_str(), nullptr, &hints, &raw);
  const int system = gai_error == 0 ? 0 : errno;
  const AddressList list(gai_error == 0 ? raw : nullptr);
  keep(gai_error, system, list.get());
}

void Lookup::Answer::keep(int gai_error, int system, const addrinfo* list) {
  const std::lock_guard lock(mutex);
  error = gai_error;
  system_error = system;
  // What escapes from a thread ends the program.
  try {
    addresses = endpoints_of(list);
    if (list != nullptr && list->ai_canonname != nullptr) {
      canonical_name = list->ai_canonname;
    }
  } catch (const std::bad_alloc&) {
    error = EAI_MEMORY;
  }
  done = true;
  arrived.notify_all();
}

Lookup::Lookup(const std::string& name, AddressFamilies families, Wanted wanted)
    : answer_(std::make_shared<Answer>(families)) {
  try {
    std::thread([answer = answer_, name, wanted] {
      answer->look_up(name, wanted);
    }).detach();
  } catch (const std::system_error& error) {
    throw Error(ErrorKind::local, "no thread for the look-up: " +
                                      errno_text(error.code().value()));
  }
}

std::vector<Endpoint> Lookup::addresses(Deadline deadline) const {
  std::unique_lock lock(answer_->mutex);
  const std::chrono::steady_clock::time_point until(deadline.at());
  if (!answer_->arrived.wait_until(lock, until,
                                   [&] { return answer_->done; })) {
    throw Error(ErrorKind::timed_out, "the look-up was not answered");
  }
  if (answer_->error != 0) {
    fail(answer_->error, answer_->system_error, answer_->families);
  }
  if (answer_->addresses.empty()) fail(EAI_NODATA, 0, answer_->families);
  return answer_->addresses;
}

std::string Lookup::canonical_name() const {
  const std::lock_guard lock(answer_->mutex);
  return answer_->canonical_name;
}

bool Lookup::running() const {
  const std::lock_guard lock(answer_->mutex);
  return !answer_->done;
}

}  // namespace net
