// A small SMTP server with the SCRAM of libgsasl, which shares nothing with
// ours, and TLS from the first byte. It serves one connection at 127.0.0.1, in
// a thread of its own.
#pragma once

#include <cstdint>
#include <string>
#include <thread>

#include "tests/servers/certificates.h"
#include "tests/support/descriptor.h"

namespace servers {

class ScramServer {
 public:
  static constexpr const char* user = "probe";
  static constexpr const char* password = "pencil, sharpened";

  // What it takes the connection for.
  enum class Binding {
    right,
    other,  // another connection: someone stands between
    none,   // nothing that can be bound
  };

  struct Options {
    std::string mechanisms;  // announced with AUTH
    bool tls12 = false;      // and no later version
    Binding binding = Binding::right;
    std::string known_password = password;  // another one is an impostor's
  };

  // Throws std::system_error, std::runtime_error.
  ScramServer(const Certificates& certificates, Options options);
  // Waits for the end of the connection.
  ~ScramServer();
  ScramServer(const ScramServer&) = delete;
  ScramServer& operator=(const ScramServer&) = delete;

  std::uint16_t port() const { return port_; }

  struct Seen {
    std::string tls{};       // "TLSv1.3"
    std::string opening{};   // the client's first message: "n,,n=probe,r=..."
    std::string verdict{};   // of libgsasl: "GSASL_OK"
    std::string commands{};  // "EHLO AUTH QUIT "
  };

  // Waits for the end of the connection.
  Seen seen();

 private:
  Options options_;
  std::uint16_t port_ = 0;
  support::Descriptor listener_;
  Seen seen_;
  std::thread thread_;
};

}  // namespace servers
