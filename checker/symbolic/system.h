// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "checker/symbolic/terms.h"
#include "model/program/program.h"

/// A program as a transition system: what Z3 is asked about. A transition is a move, so that lengths are those of runs.
namespace mmapck::checker::symbolic {

/// Program::max_faults of a program in whose runs any number of faults may happen.
inline constexpr std::uint32_t any_faults = ~std::uint32_t{0};

using program::LocationId;
using program::TaskId;

/// One number of the state: a cell of a variable, or where a task is. Cell n is leaf n of the terms.
struct StateCell {
    std::string name;                  ///< "region_mutex.owner", "vma.vm_start[1]", "at A"
    std::int64_t initial = 0;
    bool counts = false;               ///< a number of 64 bits: an integer without bounds, where integers are asked for
    program::VarId variable = program::none;   ///< none: the location of `task`
    std::uint32_t index = 0;
    TaskId task = program::none;
    bool left_out = false;             ///< by slice(): it keeps its initial value
};

/// Which time a move comes to a location, in the order in which locations are visited.
using Visit = std::vector<std::uint32_t>;

/// A value that a move chooses; leaf `first_input` + its number.
struct Input {
    LocationId at = 0;                 ///< the location where it is chosen
    Visit visit;                       ///< a move may come to a location several times
    bool picks_step = false;           ///< which step leaves the location; otherwise Op::choice of the step
    std::uint32_t step = 0;            ///< StepId, of a choice
};

/// A way in which a move, or a state, is a violation.
struct Failure {
    ExprId condition = program::no_expr;
    std::string kind;
    std::uint32_t invariant = program::none;
};

struct Effect {
    program::VarId cell = 0;           ///< number in TransitionSystem::cells
    ExprId value = program::no_expr;
};

/// All moves of a task from one location. All terms are about the state before the move and its inputs.
struct Block {
    TaskId task = 0;
    LocationId from = 0;
    ExprId ends = program::no_expr;    ///< the move comes to its end
    std::vector<Effect> effects;       ///< ascending by cell; the task's location is among them
    std::vector<Failure> failures;     ///< the move is a violation
    std::vector<LeafId> inputs;
    std::vector<LocationId> targets;   ///< where it may end
};

struct TransitionSystem {
    Terms terms;
    std::vector<StateCell> cells;
    std::vector<Input> inputs;
    std::vector<Block> blocks;         ///< in order of locations
    std::vector<Failure> failures;     ///< of states between moves
    std::vector<std::uint32_t> location_cells;   ///< by task
    std::optional<std::uint32_t> fault_cell;     ///< how many faults were taken, where they are limited and possible
    std::optional<std::uint32_t> fault_limit;    ///< how many may be; the cell never changes. Initially Program::max_faults
    bool deadlocks_are_exact = true;             ///< otherwise a state that meets the failure "deadlock" may be none
    std::uint32_t locations = 0;

    LeafId leaf_of_input(std::size_t input) const { return static_cast<LeafId>(cells.size() + input); }
    std::size_t input_of_leaf(LeafId leaf) const { return leaf - cells.size(); }
};

/// The program cannot be a transition system; what() is one sentence.
struct Unsupported : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The condition for some values of these inputs, which are given one value after the other. Where that grows too large, some get one value only and deadlocks_are_exact
/// becomes false: the result is then true of too few states.
ExprId for_some_inputs(TransitionSystem& system, ExprId condition, std::vector<LeafId> inputs);

/// Which violations are of interest.
struct Property {
    bool checks = true;                         ///< checks, domains and bounds within steps
    std::vector<std::uint32_t> invariants;      ///< indices of Program::invariants
    bool deadlock = false;
};

/// Everything that a search looks for.
Property all_violations(const program::Program& program);

/// One invariant alone. Throws std::invalid_argument, with one sentence, if the program has none of that name.
Property only(const program::Program& program, const std::string& invariant);

/// By StepId: the states and inputs in which a move gets to a step. no_expr: none.
struct StepConditions {
    std::vector<ExprId> enabled;   ///< its guard holds
    std::vector<ExprId> taken;     ///< and so do its checks and its assumption
};

/// Executes each move once for all states at a time. Where ways meet, values become conditionals (merging as in bounded model checking), so the size is
/// that of the program and not of its paths. Throws Unsupported if a move has no bound that intervals show.
/// `conditions` are filled in where they are asked for.
TransitionSystem transition_system(const program::Program& program, const Property& property, StepConditions* conditions = nullptr);

}  // namespace mmapck::checker::symbolic
