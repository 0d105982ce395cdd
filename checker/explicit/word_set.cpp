// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/word_set.h"

#include <algorithm>
#include <cstring>
#include <memory>

namespace mmapck::checker::explicit_ {

namespace {

constexpr std::uint32_t most_slice_bits = 6;
constexpr std::uint64_t min_slice_lines = 1024, quadrupled_up_to = std::uint64_t{1} << 13, doubled_up_to = std::uint64_t{1} << 17;  // lines

}  // namespace

WordSet::WordSet() : pages_(shape_.lines() * line_words) {}

/// Four times as large at first, then twice, from 8 MB on by a quarter.
WordSet::Shape WordSet::Shape::next() const {
    Shape larger = *this;
    if (lines() < doubled_up_to) larger.slice_lines *= lines() < quadrupled_up_to ? 4 : 2;
    else larger.slice_lines += slice_lines / 4;
    for (; larger.slice_bits < most_slice_bits && larger.slice_lines >= 2 * min_slice_lines; larger.slice_lines /= 2) ++larger.slice_bits;
    return larger;
}

std::uint64_t WordSet::resident_with(std::uint64_t more) const {
    Shape shape = shape_;
    while (size_ + more > most(shape)) shape = shape.next();
    return (shape.lines() + shape.slice_lines) * line_bytes;
}

// Processors drop prefetches beyond some twenty; reads that do not depend on each other wait together.
void WordSet::read(const std::vector<Key>& keys) const {
    std::uint64_t sum = 0;
    for (const Key key : keys) {
        const std::uint64_t begin = home(key), last = line(begin)[line_words - 1];
        __builtin_prefetch(line(last != 0 ? further(begin, first_step(key), key) : begin));
        sum |= last;
    }
    asm volatile("" : : "r"(sum));  // the reads are not left out
}

/// A slice of the larger table begins no earlier than before, so the last goes first: it is moved aside, and each of its keys goes where it belongs now.
void WordSet::grow() {
    const Shape before = shape_;
    shape_ = before.next();
    pages_.extend(shape_.lines() * line_words);
    const std::uint64_t old_words = before.slice_lines * line_words, all_old_words = old_words << before.slice_bits;
    const std::uint64_t new_words = (shape_.lines() >> before.slice_bits) * line_words;  // of what one slice becomes
    const std::unique_ptr<std::uint64_t[]> aside(new std::uint64_t[old_words]);
    for (std::uint64_t slice = before.slices(); slice-- > 0;) {
        std::copy_n(pages_.words() + slice * old_words, old_words, aside.get());
        const std::uint64_t begin = slice * new_words, end = std::min(begin + new_words, all_old_words);
        if (begin < end) std::fill(pages_.words() + begin, pages_.words() + end, 0);  // what is behind was never written
        for (std::uint64_t i = 0; i < old_words; ++i)
            if (aside[i] != 0) *find(aside[i]) = aside[i];
    }
}

}  // namespace mmapck::checker::explicit_
