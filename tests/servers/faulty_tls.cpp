#include "tests/servers/faulty_tls.h"

#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <optional>
#include <string_view>

#include "tests/servers/tls_socket.h"

namespace servers {

namespace {

using support::Descriptor;

class Session {
 public:
  Session(Descriptor peer, SSL_CTX* context, TlsFault fault,
          FaultyTls::Seen& seen)
      : peer_(std::move(peer)), context_(context), fault_(fault), seen_(seen) {}

  void run(FaultyTls::Start start) {
    if (fault_ == TlsFault::speaks_first) {
      send_clear("220 mx.example.test ESMTP\r\n");
      drain();
      return;
    }
    if (start == FaultyTls::Start::tls && !start_tls()) return;
    say("220 mx.example.test ESMTP\r\n");
    while (const auto line = read_line()) {
      if (!answer(*line)) break;
    }
    note_close_notify();
  }

 private:
  bool answer(const std::string& line) {
    const std::string verb = line.substr(0, line.find_first_of(" \r\n"));
    seen_.commands += verb + " ";
    if (verb == "EHLO") return tls_ ? answer_ehlo_inside() : answer_ehlo();
    if (verb == "STARTTLS") return answer_starttls();
    if (verb == "QUIT") {
      say("221 2.0.0 Bye\r\n");
      if (tls_ && fault_ != TlsFault::no_close_notify) SSL_shutdown(tls_.get());
      if (fault_ == TlsFault::no_close_notify) shutdown(peer_.fd(), SHUT_WR);
      return true;
    }
    say("502 5.5.2 What?\r\n");
    return true;
  }

  bool answer_ehlo() {
    switch (fault_) {
      case TlsFault::not_offered:
        say("250-mx.example.test\r\n250 SIZE 1000\r\n");
        break;
      case TlsFault::masked:
        say("250-mx.example.test\r\n250-XXXXXXXA\r\n250 SIZE 1000\r\n");
        break;
      case TlsFault::lower_case:
        say("250-mx.example.test\r\n250 starttls \r\n");
        break;
      case TlsFault::auth_in_clear:
        say("250-mx.example.test\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n");
        break;
      default:
        say("250-mx.example.test\r\n250-STARTTLS\r\n250 SIZE 1000\r\n");
    }
    return true;
  }

  bool answer_ehlo_inside() {
    switch (fault_) {
      case TlsFault::garbage_inside:
        send_clear("250-mx.example.test\r\n250 SIZE 1000\r\n");
        drain();
        return false;
      case TlsFault::closes_inside:
        SSL_shutdown(tls_.get());
        return true;
      case TlsFault::breaks_off_inside:
        shutdown(peer_.fd(), SHUT_WR);
        drain();
        return false;
      case TlsFault::offers_again:
        say("250-mx.example.test\r\n250 STARTTLS\r\n");
        break;
      case TlsFault::refuses_inside:
        say("554 5.7.1 Not for you\r\n");
        break;
      case TlsFault::unasked_inside:
        say("250 mx.example.test\r\n250 2.0.0 And more\r\n");
        break;
      default:
        say("250-mx.example.test\r\n250 SIZE 1000\r\n");
    }
    return true;
  }

  bool answer_starttls() {
    switch (fault_) {
      case TlsFault::temporary:
        say("454 4.7.0 TLS not available\r\n");
        return true;
      case TlsFault::refused:
        say("554 5.7.0 No\r\n");
        return true;
      case TlsFault::other_success:
        say("250 2.0.0 Fine\r\n");
        return true;
      case TlsFault::injected:
        say("220 2.0.0 Ready\r\n250 injected\r\n");
        break;
      default:
        say("220 2.0.0 Ready\r\n");
    }
    return fail_before_hello() && fail_at_hello() && start_tls();
  }

  // False where TLS does not begin.
  bool fail_before_hello() {
    if (fault_ == TlsFault::closes_at_220) {
      shutdown(peer_.fd(), SHUT_WR);
    } else if (fault_ != TlsFault::stalls && fault_ != TlsFault::injected) {
      return true;
    }
    drain();
    return false;
  }

  bool fail_at_hello() {
    if (fault_ != TlsFault::garbage && fault_ != TlsFault::closes_at_hello &&
        fault_ != TlsFault::resets_at_hello &&
        fault_ != TlsFault::alert_at_hello) {
      return true;
    }
    char hello[4096];
    if (fault_ == TlsFault::resets_at_hello) {
      pollfd ready{peer_.fd(), POLLIN, 0};
      poll(&ready, 1, 5000);
      peer_.reset();  // unread bytes make it a reset
      return false;
    }
    if (recv(peer_.fd(), hello, sizeof hello, 0) <= 0) return false;
    if (fault_ == TlsFault::garbage) send_clear("250 2.0.0 What is this?\r\n");
    if (fault_ == TlsFault::alert_at_hello) {
      send_clear(std::string_view("\x15\x03\x03\x00\x02\x02\x28", 7));
    }
    shutdown(peer_.fd(), SHUT_WR);
    drain();
    return false;
  }

  bool start_tls() {
    tls_.reset(SSL_new(context_));
    SSL_set_fd(tls_.get(), peer_.fd());
    seen_.commands += "| ";
    if (fault_ == TlsFault::wants_client ||
        fault_ == TlsFault::wants_client_tls12) {
      SSL_set_verify(tls_.get(),
                     SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                     nullptr);
    }
    if (fault_ == TlsFault::wants_client_tls12) {
      SSL_set_max_proto_version(tls_.get(), TLS1_2_VERSION);
    }
    if (SSL_accept(tls_.get()) != 1) {
      drain();  // a reset would overtake the alert
      return false;
    }
    const char* name =
        SSL_get_servername(tls_.get(), TLSEXT_NAMETYPE_host_name);
    if (name != nullptr) seen_.sni = name;
    return true;
  }

  void say(std::string_view text) {
    if (!tls_) {
      send_clear(text);
      return;
    }
    std::size_t written = 0;
    SSL_write_ex(tls_.get(), text.data(), text.size(), &written);
  }

  void send_clear(std::string_view text) {
    // A client that has left is none of our errors.
    [[maybe_unused]] const auto sent =
        send(peer_.fd(), text.data(), text.size(), MSG_NOSIGNAL);
  }

  // Nothing where the peer has left.
  std::optional<std::string> read_line() {
    std::string line;
    while (!line.ends_with('\n')) {
      char byte = 0;
      std::size_t size = 0;
      const bool read = tls_ ? SSL_read_ex(tls_.get(), &byte, 1, &size) == 1
                             : recv(peer_.fd(), &byte, 1, 0) == 1;
      if (!read) return std::nullopt;
      line += byte;
    }
    return line;
  }

  void drain() {
    char bytes[4096];
    while (recv(peer_.fd(), bytes, sizeof bytes, 0) > 0) {
    }
  }

  void note_close_notify() {
    seen_.close_notify = tls_ != nullptr && (SSL_get_shutdown(tls_.get()) &
                                             SSL_RECEIVED_SHUTDOWN) != 0;
  }

  Descriptor peer_;
  SSL_CTX* context_;
  TlsFault fault_;
  FaultyTls::Seen& seen_;
  Tls tls_;
};

}  // namespace

FaultyTls::FaultyTls(const Certificates& certificates, TlsFault fault,
                     Start start)
    : listener_(listen_on_loopback(port_)) {
  auto context = context_with(certificates);
  thread_ = std::thread([this, fault, start, context = std::move(context)] {
    auto peer = accept_one(listener_.fd());
    if (!peer.open()) return;
    Session(std::move(peer), context.get(), fault, seen_).run(start);
  });
}

FaultyTls::~FaultyTls() {
  if (thread_.joinable()) thread_.join();
}

FaultyTls::Seen FaultyTls::seen() {
  if (thread_.joinable()) thread_.join();
  return seen_;
}

}  // namespace servers
