// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/verdict.h"

namespace mmapck::checker::explicit_ {

/// The outcome of a move, or the place in it, by which it can be found again.
struct Origin {
    std::uint32_t faults = 0;      ///< of the run with the move
    std::uint64_t moves = 0;       ///< of the run with the move, whether finished or not
    std::uint64_t parent = 0;      ///< number of the state before the move
    std::uint32_t ordinal = 0;     ///< which outcome of that state
    std::uint32_t passed = 0;      ///< moves that belong to the trace after that outcome, through states that are not stored (only_move.h)
    std::uint32_t steps = all;     ///< of the last move, that belong to the trace

    static constexpr std::uint32_t all = ~std::uint32_t{0};
    static constexpr std::uint32_t no_move = ~std::uint32_t{0};  ///< as `ordinal`: the trace ends at the parent

    template <class Archive>
    void serialize(Archive& archive) {
        archive(faults, moves, parent, ordinal, passed, steps);
    }
};

/// A violation, and how to get there.
struct Finding {
    Violation violation;
    Origin origin;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(violation, origin);
    }
};

/// The shortest finding of each kind.
class Findings {
  public:
    /// Keeps it unless one of this kind with as few faults and moves is there. Of equals the first stays, so add
    /// in canonical order.
    void add(Finding finding);

    /// Whether adding one of this kind with this cost would change anything.
    bool wants(const std::string& kind, std::uint32_t faults, std::uint64_t moves) const;

    /// How many have at most so many faults and then at most so many moves.
    std::size_t count(std::uint32_t faults, std::uint64_t moves) const;

    /// In order of faults, moves and discovery; none has more faults than the first.
    std::vector<Finding> sorted() const;

    bool empty() const { return findings_.empty(); }

    template <class Archive>
    void serialize(Archive& archive) {
        archive(findings_);
    }

  private:
    std::vector<Finding> findings_;  // in order of discovery
};

}  // namespace mmapck::checker::explicit_
