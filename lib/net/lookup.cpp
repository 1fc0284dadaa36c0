#include "lib/net/lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "lib/net/error.h"

namespace net {

struct Lookup::Answer {
  mutable std::mutex mutex;
  mutable std::condition_variable arrived;
  bool done = false;
  int error = 0;  // of getaddrinfo
  std::vector<Endpoint> addresses;
  std::string canonical_name;
};

namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

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

std::optional<Endpoint> endpoint_of(const addrinfo& entry) {
  std::array<char, NI_MAXHOST> text{};
  if (getnameinfo(entry.ai_addr, entry.ai_addrlen, text.data(), text.size(),
                  nullptr, 0, NI_NUMERICHOST) != 0) {
    return std::nullopt;
  }
  return parse_address(text.data());
}

[[noreturn]] void fail(int error) {
  switch (error) {
    case EAI_NONAME:
      throw Error(ErrorKind::not_found, "no such host");
    case EAI_NODATA:
    case EAI_ADDRFAMILY:
      throw Error(ErrorKind::not_found,
                  "the name has no address of the kind "
                  "that was asked for");
    case EAI_MEMORY:
      throw Error(ErrorKind::local, "out of memory in the look-up");
    default:
      throw Error(ErrorKind::lookup_failed, gai_strerror(error));
  }
}

}  // namespace

Lookup::Lookup(const std::string& name, AddressFamilies families, Wanted wanted)
    : answer_(std::make_shared<Answer>()) {
  const auto work = [answer = answer_, name, families, wanted] {
    addrinfo hints{};
    hints.ai_family = family_of(families);
    hints.ai_socktype = SOCK_STREAM;
    if (wanted == Wanted::canonical_name) hints.ai_flags = AI_CANONNAME;
    addrinfo* raw = nullptr;
    const int error = getaddrinfo(name.c_str(), nullptr, &hints, &raw);
    const std::unique_ptr<addrinfo, FreeAddresses> list(raw);

    const std::lock_guard lock(answer->mutex);
    answer->error = error;
    for (const auto* entry = list.get(); entry; entry = entry->ai_next) {
      const auto endpoint = endpoint_of(*entry);
      auto& known = answer->addresses;
      if (endpoint &&
          std::find(known.begin(), known.end(), *endpoint) == known.end()) {
        known.push_back(*endpoint);
      }
    }
    if (list && list->ai_canonname) answer->canonical_name = list->ai_canonname;
    answer->done = true;
    answer->arrived.notify_all();
  };
  try {
    std::thread(work).detach();
  } catch (const std::system_error&) {
    throw Error(ErrorKind::local, "no thread can be had for the look-up");
  }
}

std::vector<Endpoint> Lookup::addresses(Deadline deadline) const {
  std::unique_lock lock(answer_->mutex);
  const std::chrono::steady_clock::time_point until(deadline.at());
  if (!answer_->arrived.wait_until(lock, until,
                                   [&] { return answer_->done; })) {
    throw Error(ErrorKind::timed_out, "the look-up was not answered");
  }
  if (answer_->error != 0) fail(answer_->error);
  if (answer_->addresses.empty()) fail(EAI_NODATA);
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
