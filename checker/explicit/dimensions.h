// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "checker/explicit/census.h"
#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// Counts, for each variable and each task's location, its different values and the different rests of the states without it.
/// A state is the exclusive or of a hash for each of its cells, so that each rest costs one operation. Only those rests are kept whose
/// hash is small (Bar-Yossef et al., "Counting distinct elements in a data stream", 2002): memory stays bounded.
class Dimensions {
  public:
    /// `states` will be added. `model` must outlive it.
    Dimensions(const Model& model, std::uint64_t states);

    void add(const Word* state);

    std::vector<Census::Dimension> variables() const { return results(0, model_.program.variables.size()); }
    std::vector<Census::Dimension> tasks() const { return results(model_.program.variables.size(), model_.program.tasks.size()); }

  private:
    static constexpr std::uint64_t kept_rests = 16384;   // of each dimension, about

    std::vector<Census::Dimension> results(std::size_t first, std::size_t count) const;
    void add_part(std::size_t dimension, std::uint64_t cell, std::int64_t value);

    const Model& model_;
    std::uint64_t shift_ = 0;                // hashes of rests that are kept begin with so many bits of 0
    std::vector<std::uint64_t> parts_;       // by dimension: hash of its cells in the state that is added; 0 for none
    std::vector<std::uint64_t> last_;        // the same, of the state before
    std::vector<std::unordered_set<std::uint64_t>> values_, rests_;   // by dimension
};

}  // namespace mmapck::checker::explicit_
