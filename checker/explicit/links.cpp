// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/links.h"

#include <cstring>

namespace mmapck::checker::explicit_ {

// A byte below long_code stands for a parent that is less than 15 states after the last one and an ordinal below 17; after long_code come
// the parent and the ordinal, seven bits in a byte.
void Links::add(Link link) {
    if (size_ % group == 0) {
        const Start start{codes_.size(), parent_};
        std::memcpy(groups_.append(), &start, sizeof start);
    }
    const std::uint64_t further = link.parent() - parent_;
    if (further < short_parents && link.ordinal() < short_ordinals) {
        *codes_.append() = static_cast<std::byte>(further * short_ordinals + link.ordinal());
    } else {
        *codes_.append() = std::byte{long_code};
        append(link.parent());
        append(link.ordinal());
    }
    parent_ = link.parent();
    ++size_;
}

void Links::append(std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) *codes_.append() = static_cast<std::byte>(number | 0x80);
    *codes_.append() = static_cast<std::byte>(number);
}

std::uint64_t Links::read(std::uint64_t& offset) const {
    std::uint64_t number = 0;
    for (std::uint32_t shift = 0;; shift += 7) {
        const auto byte = std::to_integer<std::uint64_t>(*codes_[offset++]);
        number |= (byte & 0x7f) << shift;
        if (byte < 0x80) return number;
    }
}

Link Links::operator[](std::uint64_t number) const {
    Start start;
    std::memcpy(&start, groups_[number / group], sizeof start);
    std::uint32_t ordinal = 0;
    for (std::uint64_t i = 0; i <= number % group; ++i) {
        const auto code = std::to_integer<std::uint64_t>(*codes_[start.offset++]);
        if (code == long_code) {
            start.parent = read(start.offset);
            ordinal = static_cast<std::uint32_t>(read(start.offset));
        } else {
            start.parent += code / short_ordinals;
            ordinal = static_cast<std::uint32_t>(code % short_ordinals);
        }
    }
    return {start.parent, ordinal};
}

}  // namespace mmapck::checker::explicit_
