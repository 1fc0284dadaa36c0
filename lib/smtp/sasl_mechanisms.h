// The makers of the single mechanisms, for the table in sasl.cpp alone. What
// they throw: make_sasl_client().
#pragma once

#include <memory>

#include "lib/smtp/sasl.h"

namespace smtp {

std::unique_ptr<SaslClient> make_plain(const SaslCredentials& credentials,
                                       SaslContext context);
std::unique_ptr<SaslClient> make_login(const SaslCredentials& credentials,
                                       SaslContext context);
std::unique_ptr<SaslClient> make_cram_md5(const SaslCredentials& credentials,
                                          SaslContext context);
std::unique_ptr<SaslClient> make_external(const SaslCredentials& credentials,
                                          SaslContext context);
std::unique_ptr<SaslClient> make_scram_sha1(const SaslCredentials& credentials,
                                            SaslContext context);
std::unique_ptr<SaslClient> make_scram_sha1_plus(
    const SaslCredentials& credentials, SaslContext context);
std::unique_ptr<SaslClient> make_scram_sha256(
    const SaslCredentials& credentials, SaslContext context);
std::unique_ptr<SaslClient> make_scram_sha256_plus(
    const SaslCredentials& credentials, SaslContext context);
std::unique_ptr<SaslClient> make_xoauth2(const SaslCredentials& credentials,
                                         SaslContext context);
std::unique_ptr<SaslClient> make_oauthbearer(const SaslCredentials& credentials,
                                             SaslContext context);

}  // namespace smtp
