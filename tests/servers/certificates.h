// A small certificate authority of the tests, made anew for each of them: a
// root, an intermediate authority, and for every defect that a server's
// certificate can have a certificate that has it.
#pragma once

#include <map>
#include <string>

#include "tests/servers/temp_folder.h"

namespace servers {

// Where nothing else is said a certificate is an ECDSA one for mx.example.test
// and localhost, valid for 90 days, issued by the intermediate authority, and
// stands in a file with that authority's certificate.
enum class Leaf {
  ecdsa,
  rsa,
  expired,        // three days ago
  not_yet_valid,  // for another three days
  ten_days,       // are left, and some hours
  self_signed,
  wrong_host,   // for other.test
  wildcard,     // for *.example.test
  common_name,  // no alternative name, the common name is mx.example.test
  incomplete,   // the intermediate authority is missing in the file
  address,      // for 127.0.0.1 and ::1 alone
  other_root,   // issued by an authority that `ca_file` does not have
  hostile,      // names with | < > & ` $, ESC, a line break and UTF-8
  short_rsa,    // of 1024 bits
  sha1,         // signed with SHA-1
  client,       // what a client shows
};

class Certificates {
 public:
  // Throws std::runtime_error where OpenSSL does not do what it is asked for.
  Certificates();

  // PEM: the certificate, then the intermediate authority.
  std::string chain(Leaf leaf) const { return made_.at(leaf).chain; }
  // PEM.
  std::string key(Leaf leaf) const { return made_.at(leaf).key; }
  // SHA-256 of the certificate, 64 lower-case hex digits.
  std::string sha256(Leaf leaf) const { return made_.at(leaf).sha256; }
  // "sha256//" and the base64 SHA-256 of the public key.
  std::string key_pin(Leaf leaf) const { return made_.at(leaf).key_pin; }

  // PEM, the root.
  std::string ca_file() const { return ca_file_; }
  // A folder with the root under its hashed name.
  std::string ca_path() const { return ca_path_; }
  // PEM, the root of Leaf::other_root.
  std::string other_ca_file() const { return other_ca_file_; }

 private:
  struct Made {
    std::string chain;
    std::string key;
    std::string sha256;
    std::string key_pin;
  };

  TempFolder folder_;
  std::map<Leaf, Made> made_;
  std::string ca_file_;
  std::string ca_path_;
  std::string other_ca_file_;
};

}  // namespace servers
