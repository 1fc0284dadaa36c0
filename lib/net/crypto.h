// Digests, keyed digests and random numbers, as SASL needs them. Bytes go in
// and come out as strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace net {

enum class HashAlgorithm { md5, sha1, sha256 };

// Each throws Error of kind local where OpenSSL refuses: in FIPS mode it has
// no MD5. That says nothing about the peer.

std::string digest(HashAlgorithm algorithm, std::string_view data);

// RFC 2104; the key may have any length.
std::string hmac(HashAlgorithm algorithm, std::string_view key,
                 std::string_view data);

// PBKDF2 with HMAC (RFC 8018 5.2): `size` octets. It takes time in proportion
// to `iterations`, about half a second for a million: the caller bounds what a
// peer may ask for. `iterations` is at least 1.
std::string pbkdf2(HashAlgorithm algorithm, std::string_view password,
                   std::string_view salt, std::uint32_t iterations,
                   std::size_t size);

// Fit for nonces and keys.
std::string random_bytes(std::size_t size);

// Takes the same time wherever two strings of one length differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace net
