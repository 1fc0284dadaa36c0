// Stands in for the C library's name service: while one of these lives,
// getaddrinfo() and gethostname() of this program answer from it. What it does
// not know goes to the real ones.
#pragma once

#include <netdb.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace net {

class NameService {
 public:
  struct Answer {
    int error = 0;
    int system_error = 0;  // errno beside it
    std::vector<std::string> addresses{};
    std::string canonical_name{};
    bool hangs = false;  // until release()
  };

  NameService();
  // Releases what hangs and waits for it.
  ~NameService();
  NameService(const NameService&) = delete;
  NameService& operator=(const NameService&) = delete;

  void set(const std::string& name, const Answer& answer);
  void set_host_name(const std::string& name);
  void release();

  // What getaddrinfo() was asked, in order.
  std::vector<std::string> questions() const;
  addrinfo last_hints() const;

  // For the functions that it replaces.
  std::optional<int> look_up(const std::string& name, const addrinfo& hints,
                             addrinfo** list);
  std::optional<std::string> host_name() const;

 private:
  mutable std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::map<std::string, Answer> answers_;
  std::optional<std::string> host_name_;
  std::vector<std::string> questions_;
  addrinfo last_hints_{};
  bool released_ = false;
};

}  // namespace net
