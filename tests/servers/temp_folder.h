// A folder that lives as long as one test needs it.
#pragma once

#include <string>
#include <string_view>

namespace servers {

class TempFolder {
 public:
  // Makes an empty folder below the system's temporary one, open to every
  // user, since mail servers drop their privileges. Throws
  // std::filesystem::filesystem_error or std::system_error.
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  // Absolute, without a slash at the end.
  const std::string& path() const { return path_; }

  // Writes a file of this folder (an existing one is replaced), which everybody
  // may read, and returns its absolute path. Throws std::runtime_error,
  // std::system_error.
  std::string write(std::string_view name, std::string_view text) const;

  // The text of a file of this folder; empty when there is none.
  std::string read(std::string_view name) const;

  // Makes a folder in this one, owned by the named user and group, and returns
  // its absolute path. Throws std::system_error, std::runtime_error.
  std::string make_folder(std::string_view name, const std::string& user,
                          const std::string& group, unsigned mode) const;

 private:
  std::string path_;
};

}  // namespace servers
