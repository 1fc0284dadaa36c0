#include "lib/net/tls.h"

namespace net {

namespace {

constexpr TlsVersion versions[] = {TlsVersion::tls1_0, TlsVersion::tls1_1,
                                   TlsVersion::tls1_2, TlsVersion::tls1_3};

}  // namespace

std::string_view version_text(TlsVersion version) {
  switch (version) {
    case TlsVersion::tls1_0:
      return "1.0";
    case TlsVersion::tls1_1:
      return "1.1";
    case TlsVersion::tls1_2:
      return "1.2";
    case TlsVersion::tls1_3:
      return "1.3";
    case TlsVersion::unknown:
      break;
  }
  return "?";
}

std::optional<TlsVersion> parse_tls_version(std::string_view text) {
  if (text.starts_with("TLSv")) text.remove_prefix(4);
  if (text == "1") text = "1.0";
  for (const auto version : versions) {
    if (text == version_text(version)) return version;
  }
  return std::nullopt;
}

}  // namespace net
