#include "tests/servers/scram_server.h"

#include <gsasl.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "tests/servers/tls_socket.h"

namespace servers {

namespace {

using support::Descriptor;
using support::Freed;
using Binding = ScramServer::Binding;
using Library = std::unique_ptr<Gsasl, Freed<gsasl_done>>;
using Exchange = std::unique_ptr<Gsasl_session, Freed<gsasl_finish>>;
using Text = std::unique_ptr<char, Freed<std::free>>;

// What the library asks for while it judges an exchange.
struct Knowledge {
  std::string password;
  std::string unique;    // base64
  std::string exporter;  // base64
};

int answer(Gsasl*, Gsasl_session* exchange, Gsasl_property property) {
  const auto* known =
      static_cast<const Knowledge*>(gsasl_session_hook_get(exchange));
  const auto give = [&](const std::string& value) {
    if (value.empty()) return int{GSASL_NO_CALLBACK};
    return gsasl_property_set(exchange, property, value.c_str());
  };
  switch (property) {
    case GSASL_PASSWORD:
      return give(known->password);
    case GSASL_SCRAM_ITER:
      return give("4096");
    case GSASL_CB_TLS_UNIQUE:
      return give(known->unique);
    case GSASL_CB_TLS_EXPORTER:
      return give(known->exporter);
    default:
      return GSASL_NO_CALLBACK;
  }
}

Library new_library() {
  Gsasl* library = nullptr;
  if (gsasl_init(&library) != GSASL_OK) {
    throw std::runtime_error("libgsasl does not start");
  }
  gsasl_callback_set(library, answer);
  return Library(library);
}

std::string base64(std::string_view bytes) {
  char* text = nullptr;
  std::size_t size = 0;
  if (gsasl_base64_to(bytes.data(), bytes.size(), &text, &size) != GSASL_OK) {
    throw std::runtime_error("libgsasl: no base64");
  }
  const Text owner(text);
  return {text, size};
}

std::string decoded(std::string_view text) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (gsasl_base64_from(text.data(), text.size(), &bytes, &size) != GSASL_OK) {
    return {};
  }
  const Text owner(bytes);
  return {bytes, size};
}

// Of a full handshake: the first Finished is the client's.
std::string unique_of(SSL* tls) {
  std::string data(EVP_MAX_MD_SIZE, '\0');
  data.resize(SSL_get_peer_finished(tls, data.data(), data.size()));
  return data;
}

// RFC 9266 4.2.
std::string exporter_of(SSL* tls) {
  constexpr std::string_view label = "EXPORTER-Channel-Binding";
  std::array<unsigned char, 32> data{};
  SSL_export_keying_material(tls, data.data(), data.size(), label.data(),
                             label.size(), data.data(), 0, 1);
  return {data.begin(), data.end()};
}

Knowledge knowledge_of(SSL* tls, const ScramServer::Options& options) {
  Knowledge known{options.known_password, {}, {}};
  if (options.binding == Binding::none) return known;
  auto data = options.tls12 ? unique_of(tls) : exporter_of(tls);
  if (options.binding == Binding::other) data.front() ^= 1;
  (options.tls12 ? known.unique : known.exporter) = base64(data);
  return known;
}

class Session {
 public:
  Session(Descriptor peer, SSL_CTX* context,
          const ScramServer::Options& options, ScramServer::Seen& seen)
      : peer_(std::move(peer)),
        tls_(SSL_new(context)),
        options_(options),
        seen_(seen) {}

  void run() {
    SSL_set_fd(tls_.get(), peer_.fd());
    if (SSL_accept(tls_.get()) != 1) return;
    seen_.tls = SSL_get_version(tls_.get());
    known_ = knowledge_of(tls_.get(), options_);
    say("220 mx.example.test ESMTP");
    while (const auto line = read_line()) obey(*line);
  }

 private:
  void obey(const std::string& line) {
    const auto verb = line.substr(0, line.find(' '));
    seen_.commands += verb + " ";
    if (verb == "EHLO") {
      say("250-mx.example.test\r\n250 AUTH " + options_.mechanisms);
    } else if (verb == "AUTH") {
      log_in(line.substr(std::min(line.size(), verb.size() + 1)));
    } else if (verb == "QUIT") {
      say("221 2.0.0 Bye");
      SSL_shutdown(tls_.get());
    } else {
      say("502 5.5.2 What?");
    }
  }

  // "MECHANISM INITIAL": SCRAM begins with the client.
  void log_in(const std::string& words) {
    const auto blank = std::min(words.find(' '), words.size());
    Gsasl_session* started = nullptr;
    if (gsasl_server_start(library_.get(), words.substr(0, blank).c_str(),
                           &started) != GSASL_OK) {
      say("504 5.5.4 No such mechanism");
      return;
    }
    const Exchange exchange(started);
    gsasl_session_hook_set(started, &known_);
    const auto initial = words.substr(std::min(words.size(), blank + 1));
    seen_.opening = decoded(initial);
    const int verdict = negotiate(started, initial);
    seen_.verdict = gsasl_strerror_name(verdict);
    say(verdict == GSASL_OK ? "235 2.7.0 Welcome" : "535 5.7.8 No");
  }

  // The server's last message is a challenge too: 235 has no data.
  int negotiate(Gsasl_session* exchange, std::string response) {
    for (;;) {
      char* text = nullptr;
      const int verdict = gsasl_step64(exchange, response.c_str(), &text);
      const Text challenge(text);
      if (verdict != GSASL_OK && verdict != GSASL_NEEDS_MORE) return verdict;
      say("334 " + std::string(text));
      response = read_line().value_or("*");
      if (verdict == GSASL_OK) {
        return response.empty() ? verdict : int{GSASL_MECHANISM_PARSE_ERROR};
      }
    }
  }

  void say(const std::string& text) {
    const std::string line = text + "\r\n";
    std::size_t written = 0;
    SSL_write_ex(tls_.get(), line.data(), line.size(), &written);
  }

  // Without its line end; nothing where the peer has left.
  std::optional<std::string> read_line() {
    std::string line;
    while (!line.ends_with("\r\n")) {
      char byte = 0;
      std::size_t size = 0;
      if (SSL_read_ex(tls_.get(), &byte, 1, &size) != 1) return std::nullopt;
      line += byte;
    }
    line.resize(line.size() - 2);
    return line;
  }

  Descriptor peer_;
  Tls tls_;
  const ScramServer::Options& options_;
  ScramServer::Seen& seen_;
  Library library_ = new_library();
  Knowledge known_{};
};

}  // namespace

ScramServer::ScramServer(const Certificates& certificates, Options options)
    : options_(std::move(options)), listener_(listen_on_loopback(port_)) {
  auto context = context_with(certificates);
  if (options_.tls12) {
    SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
  }
  thread_ = std::thread([this, context = std::move(context)] {
    auto peer = accept_one(listener_.fd());
    if (!peer.open()) return;
    Session(std::move(peer), context.get(), options_, seen_).run();
  });
}

ScramServer::~ScramServer() {
  if (thread_.joinable()) thread_.join();
}

ScramServer::Seen ScramServer::seen() {
  if (thread_.joinable()) thread_.join();
  return seen_;
}

}  // namespace servers
