// The TLS protocol without a socket: bytes in, bytes out. Whoever owns the
// connection moves the bytes and does the waiting.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lib/net/tls.h"

namespace net {

class TlsContext;

class TlsEngine {
 public:
  // The context must outlive the engine. Throws Error: local.
  TlsEngine(const TlsContext& context, const TlsPolicy& policy);
  ~TlsEngine();
  TlsEngine(const TlsEngine&) = delete;
  TlsEngine& operator=(const TlsEngine&) = delete;

  // Goes on with the handshake as far as the bytes fed so far allow; true when
  // it is complete. Throws Error: tls, tls_alert, with a
  // reason in words.
  bool handshake();

  // Bytes that came from the peer.
  void feed(std::string_view bytes);

  // Bytes that are due to the peer. The last flight of a handshake may wait
  // for the first data: it then leaves in the same segment.
  std::string take_output();

  // Decrypts what was fed: the number of bytes stored, 0 where more must be
  // fed first. Throws Error: tls, tls_alert; closed_by_peer() tells of its
  // close_notify.
  std::size_t read(std::span<char> buffer);
  bool closed_by_peer() const;

  // Whether read() would give bytes. Throws Error: tls, tls_alert.
  bool has_data();

  // Encrypts. Throws Error: tls.
  void write(std::string_view bytes);

  // After the handshake; nothing where OpenSSL gives none.
  std::optional<ChannelBinding> channel_binding() const;

  // Says that nothing more will be sent (close_notify, RFC 8446 6.1).
  void finish();

  // What is known so far; also after a failed handshake.
  TlsFacts facts() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace net
