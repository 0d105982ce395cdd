// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace mmapck::checker::explicit_ {

/// A set of numbers below a bound.
class CellSet {
  public:
    CellSet() = default;
    explicit CellSet(std::size_t bound) : words_((bound + 63) / 64) {}

    void add(std::size_t number) { words_[number / 64] |= std::uint64_t{1} << number % 64; }
    void add(const CellSet& other) {
        for (std::size_t word = 0; word < words_.size(); ++word) words_[word] |= other.words_[word];
    }
    bool contains(std::size_t number) const { return (words_[number / 64] >> number % 64 & 1) != 0; }
    bool meets(const CellSet& other) const {
        return !std::equal(words_.begin(), words_.end(), other.words_.begin(), [](std::uint64_t a, std::uint64_t b) { return (a & b) == 0; });
    }

  private:
    std::vector<std::uint64_t> words_;
};

/// What some steps do, as far as other tasks take part in it.
struct Footprint {
    CellSet touched;          ///< cells read or written, or looked at after the move
    CellSet written;          ///< cells written
    CellSet asked;            ///< cells read for conditions that other tasks leave as they are
    CellSet gated;            ///< cells looked at after the move if a gate is open (footprints.h)
    bool moves_gate = false;  ///< writes a cell of a gate

    Footprint() = default;
    explicit Footprint(std::size_t bound) : touched(bound), written(bound), asked(bound), gated(bound) {}

    void add(const Footprint& other) {
        touched.add(other.touched);
        written.add(other.written);
        asked.add(other.asked);
        gated.add(other.gated);
        moves_gate |= other.moves_gate;
    }
};

/// Whether it may matter which comes first. `shut`: all gates are shut, whatever `ahead` does.
inline bool conflict(const Footprint& move, const Footprint& ahead, bool shut) {
    if (move.written.meets(ahead.touched) || move.touched.meets(ahead.written)) return true;
    if (shut && !move.moves_gate) return false;
    return move.written.meets(ahead.gated) || move.gated.meets(ahead.written);
}

}  // namespace mmapck::checker::explicit_
