#include "plugin/extra_opts.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "lib/monitor/ascii.h"
#include "plugin/open_file.h"
#include "plugin/usage_error.h"

namespace plugin {

namespace {

using monitor::trim;
using Words = std::vector<std::string>;

// Nobody's options are larger; a wrong path (a log, a device) may be.
constexpr std::size_t max_file = std::size_t{256} * 1024;

constexpr const char* default_files[] = {
    "/etc/monitoring-plugins/monitoring-plugins.ini",
    "/usr/local/etc/monitoring-plugins/monitoring-plugins.ini",
    "/usr/local/etc/monitoring-plugins.ini",
    "/etc/monitoring-plugins.ini",
    "/etc/nagios/plugins.ini",
    "/usr/local/nagios/etc/plugins.ini",
    "/usr/local/etc/nagios/plugins.ini",
    "/etc/opt/nagios/plugins.ini",
    "/etc/nagios-plugins.ini",
    "/usr/local/etc/nagios-plugins.ini",
    "/etc/opt/nagios-plugins.ini",
};
constexpr const char* names_in_path[] = {"monitoring-plugins.ini",
                                         "plugins.ini", "nagios-plugins.ini"};

bool exists(const std::string& path) {
  return access(path.c_str(), F_OK) == 0;
}

// MP_CONFIG_FILE names a file, NAGIOS_CONFIG_PATH folders divided by colons.
std::string default_file() {
  const char* file = std::getenv("MP_CONFIG_FILE");
  if (file != nullptr && *file != '\0') return file;
  const char* path = std::getenv("NAGIOS_CONFIG_PATH");
  std::string_view folders = path == nullptr ? "" : path;
  while (!folders.empty()) {
    const auto end = std::min(folders.find(':'), folders.size());
    for (const std::string_view name : names_in_path) {
      auto candidate =
          std::string(folders.substr(0, end)) + "/" + std::string(name);
      if (exists(candidate)) return candidate;
    }
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  for (const char* candidate : default_files) {
    if (exists(candidate)) return candidate;
  }
  throw UsageError("--extra-opts: there is no default ini file");
}

std::string read_file(const std::string& path) {
  const OpenFile file(path);
  struct stat status {};
  if (file.descriptor() < 0 || fstat(file.descriptor(), &status) != 0 ||
      !S_ISREG(status.st_mode)) {
    throw UsageError("cannot read the ini file " + quoted(path));
  }
  std::string text;
  std::array<char, 4096> buffer;
  for (;;) {
    const auto size = read(file.descriptor(), buffer.data(), buffer.size());
    if (size < 0) throw UsageError("cannot read the ini file " + quoted(path));
    if (size == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
    if (text.size() > max_file || text.find('\0') != std::string::npos) {
      throw UsageError("no ini file, it is too large or holds a NUL: " +
                       quoted(path));
    }
  }
}

std::string_view without_quotes(std::string_view value) {
  const bool both = value.size() >= 2 && value.front() == value.back() &&
                    (value.front() == '"' || value.front() == '\'');
  return both ? value.substr(1, value.size() - 2) : value;
}

// "key=value", "key": one letter is a short option. The key of a short option
// keeps its value apart, so that an empty one stays one.
void append_option(Words& words, std::string_view line) {
  const auto equals = line.find('=');
  const auto key = trim(line.substr(0, equals));
  const bool has_value = equals != std::string_view::npos;
  const std::string value(
      has_value ? without_quotes(trim(line.substr(equals + 1))) : "");
  if (key.size() == 1) {
    words.push_back("-" + std::string(key));
    if (has_value) words.push_back(value);
  } else {
    words.push_back("--" + std::string(key) + (has_value ? "=" + value : ""));
  }
}

// The options of all sections of that name; nothing if there is none.
std::optional<Words> section_words(std::string_view text,
                                   std::string_view section) {
  std::optional<Words> words;
  bool inside = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = trim(line);
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[') {
      inside = trim(line.substr(1, line.find(']') - 1)) == section;
      if (inside && !words) words.emplace();
    } else if (inside) {
      append_option(*words, line);
    }
  }
  return words;
}

}  // namespace

std::vector<std::string> words_from_ini(
    const std::optional<std::string>& locator) {
  const std::string_view where = locator ? *locator : std::string_view();
  const auto at = where.find('@');
  const auto section = where.substr(0, at);
  const std::string path = at == std::string_view::npos
                               ? default_file()
                               : std::string(where.substr(at + 1));
  const std::string text = read_file(path);
  if (!section.empty()) {
    if (auto words = section_words(text, section)) return *std::move(words);
    throw UsageError("no section " + quoted(section) + " in " + quoted(path));
  }
  for (const std::string_view usual : {"check_smtp_session", "check_smtp"}) {
    if (auto words = section_words(text, usual)) return *std::move(words);
  }
  throw UsageError("no section 'check_smtp_session' or 'check_smtp' in " +
                   quoted(path));
}

}  // namespace plugin
