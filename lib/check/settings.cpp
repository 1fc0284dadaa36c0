#include "lib/check/settings.h"

namespace check {

SessionClass Settings::session_class() const {
  constexpr std::uint16_t submission_port = 587;
  constexpr std::uint16_t submissions_port = 465;
  const bool submits = submission || login.wanted() ||
                       tls == TlsMode::implicit ||
                       (!local_socket() &&
                        (port == submission_port || port == submissions_port));
  return submits ? SessionClass::submission : SessionClass::mx;
}

}  // namespace check
