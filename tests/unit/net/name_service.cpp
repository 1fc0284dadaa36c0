#include "tests/unit/net/name_service.h"

#include <dlfcn.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace net {

namespace {

std::atomic<NameService*>& current() {
  static std::atomic<NameService*> service;
  return service;
}

// How many threads may be using it.
std::atomic<int>& users() {
  static std::atomic<int> count;
  return count;
}

class Use {
 public:
  Use() { ++users(); }
  ~Use() { --users(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  NameService* service() const { return current(); }
};

// What the program would have called.
template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

using GetAddrInfo = int(const char*, const char*, const addrinfo*, addrinfo**);
using GetHostName = int(char*, std::size_t);

// From the library itself, so that its freeaddrinfo() can free it.
addrinfo* entry_for(const std::string& address) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* entry = nullptr;
  real<GetAddrInfo>("getaddrinfo")(address.c_str(), nullptr, &hints, &entry);
  return entry;
}

addrinfo* list_of(const NameService::Answer& answer) {
  addrinfo* list = nullptr;
  auto** end = &list;
  for (const auto& address : answer.addresses) {
    *end = entry_for(address);
    end = &(*end)->ai_next;
  }
  if (list != nullptr && !answer.canonical_name.empty()) {
    list->ai_canonname = strdup(answer.canonical_name.c_str());
  }
  return list;
}

}  // namespace

NameService::NameService() {
  current() = this;
}

NameService::~NameService() {
  current() = nullptr;
  release();
  while (users() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void NameService::set(const std::string& name, const Answer& answer) {
  const std::lock_guard lock(mutex_);
  answers_[name] = answer;
}

void NameService::set_host_name(const std::string& name) {
  const std::lock_guard lock(mutex_);
  host_name_ = name;
}

void NameService::release() {
  const std::lock_guard lock(mutex_);
  released_ = true;
  changed_.notify_all();
}

std::vector<std::string> NameService::questions() const {
  const std::lock_guard lock(mutex_);
  return questions_;
}

addrinfo NameService::last_hints() const {
  const std::lock_guard lock(mutex_);
  return last_hints_;
}

std::optional<int> NameService::look_up(const std::string& name,
                                        const addrinfo& hints,
                                        addrinfo** list) {
  std::unique_lock lock(mutex_);
  questions_.push_back(name);
  last_hints_ = hints;
  const auto found = answers_.find(name);
  if (found == answers_.end()) return std::nullopt;
  const auto answer = found->second;
  if (answer.hangs) changed_.wait(lock, [&] { return released_; });
  if (answer.error == 0) *list = list_of(answer);
  errno = answer.system_error;
  return answer.error;
}

std::optional<std::string> NameService::host_name() const {
  const std::lock_guard lock(mutex_);
  return host_name_;
}

}  // namespace net

// The linker prefers these two to the C library's.
extern "C" {

int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                addrinfo** list) {
  {
    const net::Use use;
    auto* stand_in = use.service();
    const auto error = stand_in != nullptr
                           ? stand_in->look_up(name, *hints, list)
                           : std::nullopt;
    if (error) return *error;
  }
  return net::real<net::GetAddrInfo>("getaddrinfo")(name, service, hints, list);
}

int gethostname(char* name, std::size_t size) noexcept {
  const net::Use use;
  const auto* stand_in = use.service();
  const auto scripted =
      stand_in != nullptr ? stand_in->host_name() : std::nullopt;
  if (!scripted) return net::real<net::GetHostName>("gethostname")(name, size);
  name[scripted->copy(name, size - 1)] = '\0';
  return 0;
}

}  // extern "C"
