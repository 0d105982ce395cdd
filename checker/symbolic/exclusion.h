// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "checker/symbolic/lemmas.h"

namespace mmapck::checker::symbolic {

/// A state that is not among the samples, and what of it matters.
struct Stranger {
    Sample state;
    std::vector<LeafId> cells;   ///< whatever has these values is to be excluded with it
    TaskId task = 0;             ///< whose move is looked at
};

inline constexpr std::size_t no_sample = ~std::size_t{0};

/// Why a stranger is none of the samples: a lemma that all of them agree with and the stranger does not, about as few of its cells as a greedy choice finds. It says
/// which values the samples have there. Nothing if a sample has the same values in all of these cells: `agreeing` is then its number, otherwise no_sample. O(cells * samples).
std::optional<Lemma> exclusion(TransitionSystem& system, const std::vector<Sample>& samples, const Stranger& stranger, std::size_t& agreeing);

}  // namespace mmapck::checker::symbolic
