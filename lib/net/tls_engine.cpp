#include "lib/net/tls_engine.h"

#include <openssl/err.h>

#include <array>
#include <limits>

#include "lib/net/error.h"
#include "lib/net/openssl.h"
#include "lib/net/tls_context.h"

namespace net {

namespace {

// More certificates than this are no chain (RFC 9325 says nothing; browsers
// stop at 10 to 16).
constexpr int max_chain = 16;

TlsVersion version_of(int version) {
  switch (version) {
    case TLS1_VERSION:
      return TlsVersion::tls1_0;
    case TLS1_1_VERSION:
      return TlsVersion::tls1_1;
    case TLS1_2_VERSION:
      return TlsVersion::tls1_2;
    case TLS1_3_VERSION:
      return TlsVersion::tls1_3;
    default:
      return TlsVersion::unknown;
  }
}

// OpenSSL's reasons that a person could not read.
std::string in_words(const std::string& reason) {
  struct Words {
    std::string_view reason;
    std::string_view words;
  };
  constexpr Words known[] = {
      {"wrong version number", "the server does not answer in TLS"},
      {"packet length too long", "the server does not answer in TLS"},
      {"http request", "the server does not answer in TLS"},
      {"unsupported protocol",
       "the server speaks only versions of TLS that OpenSSL here does not"},
      {"tlsv1 alert protocol version",
       "the server refuses all versions of TLS that we speak"},
      {"sslv3 alert handshake failure",
       "the server refuses the handshake (no common cipher, or it wants a "
       "client certificate)"},
      {"tlsv13 alert certificate required",
       "the server requires a client certificate"},
      {"tlsv1 unrecognized name", "the server does not know the name in SNI"},
      {"tlsv1 alert internal error", "the server reports an internal error"},
      {"dh key too small", "the server's Diffie-Hellman key is too small"},
  };
  for (const auto& one : known) {
    if (reason == one.reason) return std::string(one.words);
  }
  return reason.empty() ? "no reason given" : reason;
}

NameCheck check_name(X509* leaf, const TlsPolicy& policy) {
  if (policy.verify_address) {
    return X509_check_ip_asc(leaf, policy.verify_address->address.c_str(), 0) ==
                   1
               ? NameCheck::matched
               : NameCheck::mismatched;
  }
  if (policy.verify_name.empty()) return NameCheck::not_asked;
  // The common name counts only where there is no alternative name at all
  // (RFC 6125 6.4.4); OpenSSL looks only for alternative DNS names.
  unsigned flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  const bool has_alternative_name =
      X509_get_ext_by_NID(leaf, NID_subject_alt_name, -1) >= 0;
  if (has_alternative_name) flags |= X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
  return X509_check_host(leaf, policy.verify_name.data(),
                         policy.verify_name.size(), flags, nullptr) == 1
             ? NameCheck::matched
             : NameCheck::mismatched;
}

void read_exchange(SSL* ssl, TlsFacts& facts) {
  EVP_PKEY* key = nullptr;
  if (SSL_get_peer_tmp_key(ssl, &key) != 1) return;
  const std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>> owned(key);
  std::array<char, 64> group{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1) {
    facts.group.assign(group.data(), size);
  } else if (const char* type = EVP_PKEY_get0_type_name(key)) {
    facts.group = type;
  }
  if (EVP_PKEY_is_a(key, "DH") == 1)
    facts.exchange_bits = EVP_PKEY_get_bits(key);
}

void read_chain(SSL* ssl, TlsFacts& facts) {
  const auto* chain = SSL_get_peer_cert_chain(ssl);
  const int count = chain == nullptr ? 0 : sk_X509_num(chain);
  for (int i = 0; i < count && i < max_chain; ++i) {
    facts.chain.push_back(describe(sk_X509_value(chain, i)));
  }
}

}  // namespace

struct TlsEngine::State {
  TlsPolicy policy;
  std::vector<TrustProblem> problems;
  SslHandle ssl;
  BIO* input = nullptr;   // owned by ssl
  BIO* output = nullptr;  // owned by ssl
  bool closed = false;

  // Whether the call only lacks bytes; throws for a real failure.
  bool wants_more(int result) {
    const int error = SSL_get_error(ssl.get(), result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
      return true;
    }
    if (error == SSL_ERROR_ZERO_RETURN) {
      closed = true;
      return true;
    }
    const auto failure = take_openssl_error();
    throw Error(failure.alert ? ErrorKind::tls_alert : ErrorKind::tls,
                in_words(failure.reason));
  }
};

TlsEngine::TlsEngine(const TlsContext& context, const TlsPolicy& policy)
    : state_(std::make_unique<State>()) {
  state_->policy = policy;
  state_->ssl.reset(SSL_new(context.handle()));
  state_->input = BIO_new(BIO_s_mem());
  state_->output = BIO_new(BIO_s_mem());
  auto* ssl = state_->ssl.get();
  if (ssl == nullptr || state_->input == nullptr || state_->output == nullptr) {
    throw Error(ErrorKind::local, "OpenSSL gives no connection");
  }
  SSL_set_bio(ssl, state_->input, state_->output);
  SSL_set_ex_data(ssl, problems_index(), &state_->problems);
  if (!policy.server_name.empty()) {
    SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(policy.server_name.c_str()));
  }
  SSL_set_connect_state(ssl);
}

TlsEngine::~TlsEngine() = default;

bool TlsEngine::handshake() {
  ERR_clear_error();
  const int result = SSL_do_handshake(state_->ssl.get());
  if (result == 1) return true;
  state_->wants_more(result);
  if (state_->closed) {
    throw Error(ErrorKind::tls, "the server ended TLS in the handshake");
  }
  return false;
}

void TlsEngine::feed(std::string_view bytes) {
  BIO_write(state_->input, bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsEngine::take_output() {
  std::string bytes(BIO_ctrl_pending(state_->output), '\0');
  if (!bytes.empty()) {
    BIO_read(state_->output, bytes.data(), static_cast<int>(bytes.size()));
  }
  return bytes;
}

std::size_t TlsEngine::read(std::span<char> buffer) {
  ERR_clear_error();
  std::size_t size = 0;
  const int result =
      SSL_read_ex(state_->ssl.get(), buffer.data(), buffer.size(), &size);
  if (result == 1) return size;
  state_->wants_more(result);
  return 0;
}

bool TlsEngine::closed_by_peer() const {
  return state_->closed;
}

bool TlsEngine::has_data() {
  ERR_clear_error();
  char byte = 0;
  std::size_t size = 0;
  const int result = SSL_peek_ex(state_->ssl.get(), &byte, 1, &size);
  if (result == 1) return true;
  state_->wants_more(result);
  return false;
}

void TlsEngine::write(std::string_view bytes) {
  ERR_clear_error();
  std::size_t written = 0;
  const int result =
      SSL_write_ex(state_->ssl.get(), bytes.data(), bytes.size(), &written);
  // A memory BIO takes everything.
  if (result != 1)
    throw Error(ErrorKind::tls, in_words(take_openssl_error().reason));
}

std::optional<ChannelBinding> TlsEngine::channel_binding() const {
  auto* ssl = state_->ssl.get();
  if (SSL_version(ssl) >= TLS1_3_VERSION) {
    constexpr std::string_view label = "EXPORTER-Channel-Binding";
    std::string data(32, '\0');
    // An empty context is not the same as none (RFC 9266 2).
    const int result = SSL_export_keying_material(
        ssl, reinterpret_cast<unsigned char*>(data.data()), data.size(),
        label.data(), label.size(), nullptr, 0, 1);
    if (result != 1) return std::nullopt;
    return ChannelBinding{"tls-exporter", std::move(data)};
  }
  // The first Finished of the connection: ours, for nothing is resumed.
  std::string data(EVP_MAX_MD_SIZE, '\0');
  data.resize(SSL_get_finished(ssl, data.data(), data.size()));
  if (data.empty()) return std::nullopt;
  return ChannelBinding{"tls-unique", std::move(data)};
}

void TlsEngine::finish() {
  ERR_clear_error();
  SSL_shutdown(state_->ssl.get());
  ERR_clear_error();
}

TlsFacts TlsEngine::facts() const {
  auto* ssl = state_->ssl.get();
  TlsFacts facts;
  facts.sni = state_->policy.server_name;
  facts.problems = state_->problems;
  if (SSL_is_init_finished(ssl) == 1) {
    facts.version = version_of(SSL_version(ssl));
    facts.version_name = SSL_get_version(ssl);
    facts.cipher = SSL_get_cipher_name(ssl);
    read_exchange(ssl, facts);
    const unsigned char* staple = nullptr;
    facts.ocsp_stapled = SSL_get_tlsext_status_ocsp_resp(ssl, &staple) > 0;
  }
  read_chain(ssl, facts);
  if (X509* leaf = SSL_get0_peer_certificate(ssl)) {
    facts.name = check_name(leaf, state_->policy);
  }
  return facts;
}

}  // namespace net
