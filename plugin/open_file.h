// A file that is open for reading and closed at the end of its scope.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace plugin {

class OpenFile {
 public:
  // Without waiting, whatever the path names. The descriptor is negative where
  // it cannot be opened; errno says why.
  explicit OpenFile(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace plugin
