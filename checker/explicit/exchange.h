// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// An automorphism of a program that exchanges two tasks which do the same: with what is one task's put in place of what is the other's, every state
/// is as good as before.
struct Exchange {
    program::TaskId a = 0, b = 0;
    std::vector<program::LocationId> location;   ///< by location: what takes its place
    std::vector<program::StepId> step;           ///< by step
    std::vector<std::uint32_t> invariant;        ///< by invariant
    std::vector<std::uint32_t> cell;             ///< by cell
    /// By cell: two values that stand for the tasks, as in the owner of a lock, and are exchanged too; equal ones stand for none.
    std::vector<std::pair<std::int64_t, std::int64_t>> values;

    std::int64_t exchanged(std::uint32_t of, std::int64_t value) const {
        const auto& [x, y] = values[of];
        return value == x ? y : value == y ? x : value;
    }
};

/// The exchange of two tasks, if there is one. It is guessed by going over the steps of both side by side, and then verified: each step, each
/// invariant and each other condition, rewritten by it, has to be one of the program, up to the order of operands; and so has the initial state.
/// O(size of the program).
std::optional<Exchange> exchange_of(const Model& model, program::TaskId a, program::TaskId b);

}  // namespace mmapck::checker::explicit_
