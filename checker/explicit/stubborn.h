// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "checker/explicit/conditions.h"
#include "checker/explicit/footprints.h"
#include "checker/explicit/machine.h"
#include "checker/explicit/model.h"

namespace mmapck::checker::explicit_ {

/// Some tasks, as bits by TaskId.
using TaskSet = std::uint32_t;

/// Which tasks' moves are enough for a state: stubborn sets (Valmari, "Stubborn sets for reduced state space generation", 1989), chosen
/// task by task as Godefroid's persistent sets (1996).
///
/// A set of tasks will do if nothing that the others can do before one of them moves conflicts with the next move of any of them. What the others
/// can do is found by a walk over their steps from where they are, which stops where a step waits for a condition on one cell
/// that is false now and that nobody on such a walk can change: a lock that is held in the set, say. So a step under a lock commutes with all
/// that others do under it.
///
/// Every run of the program is then, with moves that do not conflict in another order and with more moves added, a run of the reduced
/// one, provided that
///   - the set has a move that costs no fault and leads to a state: the search looks, and takes all moves otherwise;
///   - no task of the set is at a cut of a loop (loop_cuts.h), so that no task is put off for ever.
/// So every move of the program is found with all that it reads and everything that is looked at after it (footprints.h), and with it every
/// step taken, every failing check and invariant, every subject of an invariant and every acquisition of a lock, for the fewest faults; and every
/// deadlock. What is not kept is the fewest moves.
class StubbornSets {
  public:
    /// `model` must outlive it.
    explicit StubbornSets(const Model& model);

    /// The tasks whose moves are to be taken from the state that the machine has loaded. A function of the state alone.
    TaskSet choose(const std::vector<program::LocationId>& locations, Machine& machine);

    static constexpr TaskSet everyone = ~TaskSet{0};

  private:
    static constexpr std::size_t max_tasks = 16;
    using ConditionSet = std::uint64_t;

    /// Where all tasks are, and which conditions that they may come to wait for are false.
    struct Situation {
        std::array<program::LocationId, max_tasks> locations{};
        ConditionSet is_false = 0;
        friend bool operator==(const Situation&, const Situation&) = default;
    };
    struct Hash {
        std::size_t operator()(const Situation& situation) const;
    };

    ConditionSet conditions(const std::vector<program::ExprId>& terms);
    void find_ahead();
    bool gate_open(Machine& machine) const;
    TaskSet compute(const Situation& situation);
    TaskSet closed(TaskSet set, const Situation& situation);
    TaskSet conflicting(TaskSet set, const Situation& situation);
    ConditionSet lasting(TaskSet set, const Situation& situation);
    const Footprint& move(program::LocationId from);
    const Footprint& future(program::LocationId from, ConditionSet is_false);
    Footprint walk(program::LocationId from, ConditionSet is_false, bool one_move) const;

    const Model& model_;
    Footprints footprints_;
    std::vector<bool> cuts_;                  // by location
    std::vector<Condition> conditions_;
    std::vector<ConditionSet> waits_for_;     // by location: what no step leaves it without
    std::vector<ConditionSet> ahead_;         // by location: what the task may wait for there or later
    std::vector<ConditionSet> gates_;         // the terms of each gate
    bool at_quiescence_ = false, at_end_ = false;  // whether invariants are looked at then
    std::size_t tasks_;
    std::map<program::LocationId, Footprint> moves_;
    std::map<std::pair<program::LocationId, ConditionSet>, Footprint> futures_;
    std::unordered_map<Situation, TaskSet, Hash> known_;
    Situation now_;
};

}  // namespace mmapck::checker::explicit_
