#include "tests/servers/temp_folder.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace servers {

namespace {

void check(int result, const std::string& what) {
  if (result != 0) {
    throw std::system_error(errno, std::generic_category(), what);
  }
}

uid_t user_id(const std::string& name) {
  const passwd* entry = getpwnam(name.c_str());
  if (entry == nullptr) throw std::runtime_error("no user " + name);
  return entry->pw_uid;
}

gid_t group_id(const std::string& name) {
  const group* entry = getgrnam(name.c_str());
  if (entry == nullptr) throw std::runtime_error("no group " + name);
  return entry->gr_gid;
}

}  // namespace

TempFolder::TempFolder()
    : path_(std::filesystem::temp_directory_path() / "smtp-test-XXXXXX") {
  if (mkdtemp(path_.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), path_);
  }
  check(chmod(path_.c_str(), 0755), path_);
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempFolder::write(std::string_view name,
                              std::string_view text) const {
  std::string file = path_ + "/" + std::string(name);
  std::ofstream out(file, std::ios::binary);
  out << text << std::flush;
  if (!out) throw std::runtime_error("cannot write " + file);
  check(chmod(file.c_str(), 0644), file);  // past the umask
  return file;
}

std::string TempFolder::read(std::string_view name) const {
  std::ifstream file(path_ + "/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string TempFolder::make_folder(std::string_view name,
                                    const std::string& user,
                                    const std::string& group,
                                    unsigned mode) const {
  std::string folder = path_ + "/" + std::string(name);
  std::filesystem::create_directories(folder);
  check(chown(folder.c_str(), user_id(user), group_id(group)), folder);
  check(chmod(folder.c_str(), mode), folder);  // past the umask
  return folder;
}

}  // namespace servers
