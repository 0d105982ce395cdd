// SPDX-License-Identifier: Apache-2.0
#include "reports/digest.h"

#include <xxhash.h>

namespace mmapck::reports {

std::string digest(std::string_view text) {
    static constexpr char digits[] = "0123456789abcdef";
    XXH128_canonical_t bytes;
    XXH128_canonicalFromHash(&bytes, XXH3_128bits(text.data(), text.size()));
    std::string hex;
    for (const unsigned char byte : bytes.digest) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

}  // namespace mmapck::reports
