// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "checker/explicit/conditions.h"
#include "checker/explicit/footprints.h"
#include "checker/explicit/model.h"
#include "checker/explicit/task_set.h"

namespace mmapck::checker::explicit_ {

/// Which tasks' moves are enough for a state: stubborn sets (Valmari, "Stubborn sets for reduced state space generation", 1989), chosen
/// task by task as Godefroid's persistent sets (1996).
///
/// A set of tasks will do if nothing that the others can do before one of them moves conflicts with the next move of any of them. What the others
/// can do is found by a walk over their steps from where they are, which stops where a step waits for a condition on one cell
/// that is false now and that nobody on such a walk can change: a lock that is held in the set, say. So a step under a lock commutes with all
/// that others do under it. Nor does it go on with steps whose guards need a condition that is false for good, as no step that can be taken without it
/// writes its cell: that a counter of what may still fail is not 0, say. So what might fail commutes once nothing can.
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

    /// The tasks whose moves are to be taken from a packed state. A function of the state alone.
    TaskSet choose(const Word* state);

    /// Where states stand for others, cycles are among these: what takes the place of a cut of a loop is one, too.
    void cut_also(const std::vector<program::LocationId>& images);

    const Footprints& footprints() const { return footprints_; }
    /// Of all steps of one move from there, whatever is false.
    Footprint move(program::LocationId from) const { return walk(from, 0, true); }

  private:
    static constexpr std::size_t max_tasks = 16;
    using ConditionSet = std::uint64_t;

    /// Where all tasks are, and which conditions that they may come to wait for are false.
    struct Situation {
        std::array<program::LocationId, max_tasks> locations{};
        ConditionSet is_false = 0;
    };
    /// The same, short: 16 bits for each task, its number in Section::stored.
    struct Key {
        std::array<std::uint64_t, max_tasks / 4> numbers{};
        ConditionSet is_false = 0;
        bool operator==(const Key& other) const {
            std::uint64_t different = is_false ^ other.is_false;
            for (std::size_t word = 0; word < numbers.size(); ++word) different |= numbers[word] ^ other.numbers[word];
            return different == 0;
        }
    };
    /// A set that was found, at the place that the hash of its situation has.
    struct Known {
        Key key;
        TaskSet set = 0;  // 0: the place is free
    };
    /// A condition, as it is looked up in a packed state.
    struct Test {
        Field field;
        std::uint64_t truth = 0;  // by what is in the field
    };

    ConditionSet conditions(const std::vector<program::ExprId>& terms);
    void find_permanent();
    bool is_permanent(const Condition& condition, program::ExprId term) const;
    void find_ahead();
    bool shut(ConditionSet is_false) const;
    Key key(const Word* state) const;
    std::size_t place(const Key& key) const;
    Situation situation(const Key& key) const;
    TaskSet compute(const Situation& situation);
    TaskSet closed(TaskSet set, const Situation& situation);
    TaskSet conflicting(TaskSet set, const Situation& situation);
    ConditionSet lasting(TaskSet set, const Situation& situation);
    const Footprint& known_move(program::LocationId from, ConditionSet is_false);
    const Footprint& future(program::LocationId from, ConditionSet is_false);
    Footprint walk(program::LocationId from, ConditionSet is_false, bool one_move) const;

    const Model& model_;
    Footprints footprints_;
    std::vector<bool> cuts_;                  // by location
    std::size_t tasks_;
    std::vector<Condition> conditions_;
    std::vector<Test> tests_;                 // by condition
    std::vector<std::vector<ConditionSet>> ahead_of_;  // by task and its number in Section::stored: ahead_ of that location
    ConditionSet of_gates_ = 0;               // all terms of gates
    std::vector<ConditionSet> waits_for_;     // by location: what no step leaves it without
    ConditionSet permanent_ = 0;              // once false, false for good
    std::vector<ConditionSet> needs_;         // by step: those of its guard
    std::vector<ConditionSet> ahead_;         // by location: what the task may wait for there or later
    std::vector<ConditionSet> gates_;         // the terms of each gate
    /// What was found of a location while some conditions were false.
    struct Ahead {
        ConditionSet is_false = 0;
        std::unique_ptr<Footprint> footprint;
    };
    const Footprint& found(std::vector<Ahead>& known, program::LocationId from, ConditionSet is_false, bool one_move) const;

    std::vector<std::vector<Ahead>> moves_;    // by location
    std::vector<std::vector<Ahead>> futures_;  // by location
    std::vector<Known> known_;                 // a later one takes the place of an earlier one
};

}  // namespace mmapck::checker::explicit_
