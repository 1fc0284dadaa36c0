#include "lib/net/tls_context.h"

#include <dirent.h>
#include <openssl/x509_vfy.h>

#include <cstdlib>
#include <vector>

#include "lib/net/error.h"

namespace net {

namespace {

[[noreturn]] void fail(const std::string& what) {
  const auto reason = take_openssl_error().reason;
  throw Error(ErrorKind::local, reason.empty() ? what : what + ": " + reason);
}

// Dates of the server's own certificate and the strength of keys are judged
// from the facts, for every server in the same way.
bool is_trust_problem(int error, int depth) {
  switch (error) {
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return depth > 0;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return false;
    default:
      return true;
  }
}

// Notes every problem and goes on, so that one handshake tells all of them
// (SSL_VERIFY_NONE keeps only the first).
int record(int verified, X509_STORE_CTX* store) {
  if (verified == 1) return 1;
  const int error = X509_STORE_CTX_get_error(store);
  const int depth = X509_STORE_CTX_get_error_depth(store);
  auto* ssl = static_cast<SSL*>(
      X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* problems = static_cast<std::vector<TrustProblem>*>(
      SSL_get_ex_data(ssl, problems_index()));
  if (problems != nullptr && is_trust_problem(error, depth)) {
    const bool self_signed = error == X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT ||
                             error == X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN;
    problems->push_back(
        {error, depth, X509_verify_cert_error_string(error), self_signed});
  }
  return 1;
}

// OpenSSL takes any path and looks into it only when it verifies.
bool can_be_listed(const std::string& folder) {
  DIR* open_folder = opendir(folder.c_str());
  if (open_folder == nullptr) return false;
  closedir(open_folder);
  return true;
}

bool has_hash_links(const char* folder) {
  DIR* open_folder = opendir(folder);
  if (open_folder == nullptr) return false;
  bool found = false;
  while (const auto* entry = readdir(open_folder)) {
    found = std::string_view(entry->d_name).ends_with(".0");
    if (found) break;
  }
  closedir(open_folder);
  return found;
}

// The bundle file costs a hundred times what the hashed folder does; it is
// loaded only where that folder is of no use (Red Hat) or another file is
// named.
void load_system_store(SSL_CTX* context) {
  const char* folder = std::getenv(X509_get_default_cert_dir_env());
  const bool file_named =
      std::getenv(X509_get_default_cert_file_env()) != nullptr;
  if (folder == nullptr) folder = X509_get_default_cert_dir();
  SSL_CTX_set_default_verify_dir(context);
  if (file_named || !has_hash_links(folder)) {
    SSL_CTX_set_default_verify_file(context);
  }
}

void load_store(SSL_CTX* context, const TlsTrust& trust) {
  if (trust.ca_file.empty() && trust.ca_path.empty()) {
    load_system_store(context);
    return;
  }
  if (!trust.ca_file.empty() &&
      SSL_CTX_load_verify_file(context, trust.ca_file.c_str()) != 1) {
    fail("no CA certificates in " + trust.ca_file);
  }
  if (trust.ca_path.empty()) return;
  if (!can_be_listed(trust.ca_path) ||
      SSL_CTX_load_verify_dir(context, trust.ca_path.c_str()) != 1) {
    fail("no CA folder " + trust.ca_path);
  }
}

void load_client_certificate(SSL_CTX* context, const TlsTrust& trust) {
  const auto& certificate = trust.client_certificate;
  if (certificate.empty()) return;
  // Nobody is there to type a pass phrase; OpenSSL would ask the terminal.
  SSL_CTX_set_default_passwd_cb(context,
                                [](char*, int, int, void*) { return -1; });
  const auto& key = trust.client_key.empty() ? certificate : trust.client_key;
  if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) {
    fail("no client certificate in " + certificate);
  }
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) !=
      1) {
    fail("no key for the client certificate in " + key);
  }
  if (SSL_CTX_check_private_key(context) != 1) {
    fail("the key in " + key + " does not fit the certificate in " +
         certificate);
  }
}

}  // namespace

int problems_index() {
  static const int index =
      SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

TlsContext::TlsContext(const TlsTrust& trust) : trust_(trust) {
  // Tidying up before the process ends would cost 1.4 million instructions.
  OPENSSL_init_ssl(OPENSSL_INIT_NO_ATEXIT, nullptr);
  context_.reset(SSL_CTX_new(TLS_client_method()));
  auto* context = context_.get();
  if (context == nullptr) fail("OpenSSL gives no context");
  // An old server can only be judged if we can talk to it; what is too old or
  // too weak is a finding, and no secret is sent over it.
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                   SSL_OP_LEGACY_SERVER_CONNECT);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, record);
  SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
  load_store(context, trust);
  load_client_certificate(context, trust);
}

}  // namespace net
