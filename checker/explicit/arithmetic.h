// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

/// What operators mean, inline. A test holds each to program::apply.
namespace mmapck::checker::explicit_ {

inline std::uint64_t bits(std::int64_t value) { return static_cast<std::uint64_t>(value); }
inline std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

inline std::int64_t divide(std::int64_t a, std::int64_t b) {
    if (b == 0) return 0;
    return b == -1 ? number(0 - bits(a)) : a / b;  // the smallest number / -1 would trap
}
inline std::int64_t remainder(std::int64_t a, std::int64_t b) { return b == 0 || b == -1 ? 0 : a % b; }
inline std::int64_t divide_unsigned(std::int64_t a, std::int64_t b) { return b == 0 ? 0 : number(bits(a) / bits(b)); }
inline std::int64_t remainder_unsigned(std::int64_t a, std::int64_t b) { return b == 0 ? 0 : number(bits(a) % bits(b)); }
inline std::int64_t sign_extend(std::int64_t a, std::uint32_t width) { return number(bits(a) << (64 - width)) >> (64 - width); }
inline std::int64_t zero_extend(std::int64_t a, std::uint32_t width) { return number(bits(a) << (64 - width) >> (64 - width)); }

}  // namespace mmapck::checker::explicit_
