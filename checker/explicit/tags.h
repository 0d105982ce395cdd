// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace mmapck::checker::explicit_ {

/// Which of the first 12 bytes from `line` on, 16 of which may be read, are `tag`: one bit for each. Others may be changing them.
inline std::uint32_t positions_of(const std::uint64_t* line, std::uint8_t tag) {
    const std::uint64_t first = __atomic_load_n(line, __ATOMIC_RELAXED), second = __atomic_load_n(line + 1, __ATOMIC_RELAXED);
#if defined(__SSE2__)
    const __m128i tags = _mm_set_epi64x(static_cast<std::int64_t>(second), static_cast<std::int64_t>(first));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(tags, _mm_set1_epi8(static_cast<char>(tag))))) & 0xfff;
#else
    constexpr std::uint64_t ones = 0x0101010101010101, low_bits = 0x7f * ones, gather = 0x0102040810204080;
    const auto equal = [&](std::uint64_t tags) {
        const std::uint64_t different = tags ^ tag * ones;
        const std::uint64_t zero = ~(((different & low_bits) + low_bits) | different | low_bits);  // 0x80 in each byte that is equal
        return static_cast<std::uint32_t>((zero >> 7) * gather >> 56);
    };
    return equal(first) | (equal(second) & 0xf) << 8;
#endif
}

}  // namespace mmapck::checker::explicit_
