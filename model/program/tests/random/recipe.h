// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include <rapidcheck.h>

/// Plain data from which random programs are built (program.cpp). Every recipe is the recipe of a valid program,
/// so that RapidCheck may shrink each part of it freely.
namespace mmapck::program::tests {

/// Decisions in the order in which the builder asks for them; after the last one all are 0.
using Tape = std::vector<std::uint8_t>;

struct VariableRecipe {
    std::uint8_t shape = 0, owner = 0, low = 0, width = 0, initial = 0;
};

struct StatementRecipe {
    std::uint8_t kind = 0, target = 0;
    bool inside = false;  ///< no other task runs before it
    Tape tape;
};

using TaskRecipe = std::vector<StatementRecipe>;

struct Recipe {
    std::vector<VariableRecipe> variables;
    std::vector<TaskRecipe> tasks;  ///< the first three count
    std::vector<Tape> invariants;
    std::uint8_t max_faults = 0;
};

namespace detail {

/// 0 to `limit` - 1 whatever the size, shrinking to 0.
inline rc::Gen<std::uint8_t> below(int limit) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::cast<std::uint8_t>(rc::gen::inRange(0, limit)));
}

/// At most `longest` elements.
template <typename T>
rc::Gen<std::vector<T>> list(int longest, const rc::Gen<T>& element) {
    return rc::gen::resize(longest, rc::gen::container<std::vector<T>>(element));
}

inline rc::Gen<VariableRecipe> variable() {
    return rc::gen::build<VariableRecipe>(
        rc::gen::set(&VariableRecipe::shape, below(8)), rc::gen::set(&VariableRecipe::owner, below(3)),
        rc::gen::set(&VariableRecipe::low, below(3)), rc::gen::set(&VariableRecipe::width, below(4)),
        rc::gen::set(&VariableRecipe::initial, below(4)));
}

inline rc::Gen<StatementRecipe> statement() {
    return rc::gen::build<StatementRecipe>(
        rc::gen::set(&StatementRecipe::kind, below(24)), rc::gen::set(&StatementRecipe::target, below(8)),
        rc::gen::set(&StatementRecipe::inside, rc::gen::map(below(3), [](std::uint8_t n) { return n == 2; })),
        rc::gen::set(&StatementRecipe::tape, list(24, below(240))));
}

}  // namespace detail

/// Recipes of programs with 1 to 3 tasks of at most `statements` statements each.
inline rc::Gen<Recipe> random_recipe(int statements = 8) {
    using detail::below;
    using detail::list;
    return rc::gen::build<Recipe>(
        rc::gen::set(&Recipe::variables, list(8, detail::variable())),
        rc::gen::set(&Recipe::tasks, list(5, list(statements, detail::statement()))),
        rc::gen::set(&Recipe::invariants, list(3, list(12, below(240)))),
        rc::gen::set(&Recipe::max_faults, below(3)));
}

}  // namespace mmapck::program::tests
