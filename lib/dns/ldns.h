// ldns, and who frees what it makes. For the sources of lib/dns only.
#pragma once

#include <ldns/ldns.h>

#include <cstdlib>
#include <memory>
#include <string_view>

namespace dns {

template <auto free_function>
struct Freed {
  template <typename Handle>
  void operator()(Handle* handle) const {
    free_function(handle);
  }
};

using PacketHandle = std::unique_ptr<ldns_pkt, Freed<ldns_pkt_free>>;
using FieldHandle = std::unique_ptr<ldns_rdf, Freed<ldns_rdf_deep_free>>;
using OctetsHandle = std::unique_ptr<std::uint8_t, Freed<std::free>>;

inline const std::uint8_t* octets(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace dns
