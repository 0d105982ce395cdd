// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/verdict.h"
#include "model/program/program.h"

/// The plain interpreter: program.h, sentence by sentence. It confirms every trace that an
/// engine finds and is the reference that engines are tested against, so it shares no code with any of
/// them and prefers being obvious to being fast.
namespace mmapck::checker::replay {

/// Every cell of every variable, in order of variables, and where each task is.
struct State {
    std::vector<std::int64_t> cells;
    std::vector<program::LocationId> locations;  ///< by TaskId
    friend bool operator==(const State&, const State&) = default;
    friend auto operator<=>(const State&, const State&) = default;
};

/// One cell that a step gave another value.
struct Change {
    program::VarId variable = 0;
    std::uint32_t cell = 0;  ///< from 0, within the variable
    std::int64_t before = 0;
    std::int64_t after = 0;
    friend bool operator==(const Change&, const Change&) = default;
};

/// A program::Event with its values.
struct EventValue {
    program::EventKind kind = program::EventKind::acquire;
    program::TableId table = program::none;
    std::int64_t object = 0;
    std::int64_t detail = 0;
    friend bool operator==(const EventValue&, const EventValue&) = default;
};

/// An object that a step freed.
struct Freed {
    program::TableId table = 0;
    std::int64_t object = 0;
    friend bool operator==(const Freed&, const Freed&) = default;
};

enum class Result : std::uint8_t {
    ok,
    not_enabled,  ///< the guard is 0, the choice is out of range, or the task is elsewhere
    discarded,    ///< the assumption is 0
    violated,     ///< a check, an index or a domain: the step was not finished
};

/// What taking one step does.
struct Outcome {
    Result result = Result::ok;
    std::string kind;                 ///< violated: the kind
    std::string words;                ///< violated: one sentence
    std::vector<Change> changes;      ///< ascending by variable and cell; only cells that differ
    std::vector<EventValue> events;   ///< in order
    std::vector<Freed> freed;         ///< in order; only objects that exist
    std::int64_t returned = 0;        ///< Step::result, where there is one, of a finished or violated step
};

/// One move of one task, or the part of it before a violation.
struct Move {
    std::vector<Taken> steps;         ///< the first has begins_move
    State end;                        ///< after the last finished step
    std::uint32_t faults = 0;
    bool violated = false;            ///< the run ends here, in `violation`
    Violation violation;
};

/// Runs one program. Holds a reference to the program, which must be valid and outlive it, and scratch
/// space: one interpreter per thread.
class Interpreter {
  public:
    explicit Interpreter(const program::Program& program);

    const program::Program& program() const { return program_; }

    /// The number in State::cells of a variable's cell.
    std::size_t cell(program::VarId variable, std::uint32_t cell) const { return first_cell_[variable] + cell; }

    State initial() const;

    /// The value of an expression; `choice` is Op::choice. 0 for no_expr is not offered: `expression` must be one.
    /// O(nodes below it).
    std::int64_t evaluate(program::ExprId expression, const State& state, std::int64_t choice = 0);

    /// Whether the step's task is at its source, its guard holds and, for a step with a choice, low <= choice <= high.
    bool enabled(const State& state, program::StepId step, std::int64_t choice);

    /// Takes one step, as program.h says. `state` changes only if the result is ok.
    Outcome take(State& state, program::StepId step, std::int64_t choice);

    /// Every sequence of steps that is a move of the task, in canonical order (order of Location::steps, then ascending
    /// choice, first step first), violations included; with at most `faults_left` faults. A violation of an at_return
    /// invariant or of the bound on a move's length ends a move, too; invariants of the other moments and deadlock are
    /// properties of states: see below. Exponential in the branching inside a move.
    std::vector<Move> moves(const State& state, program::TaskId task, std::uint32_t faults_left);

    /// The invariants that do not hold in a state between moves, ascending: every_step, quiescence (where quiescent),
    /// end (where ended). A program without an expression for quiescent (ended) is never quiescent (never ended).
    std::vector<std::uint32_t> failing(const State& state);

    /// The at_return invariants of the task that do not hold, ascending.
    std::vector<std::uint32_t> failing_at_return(const State& state, program::TaskId task);

    /// No task has a move (one that ends in a violation is one), and some task is neither at a final location nor at one
    /// where it may wait.
    bool deadlocked(const State& state, std::uint32_t faults_left);

  private:
    std::int64_t node(program::ExprId id, const State& state, std::int64_t choice) const;
    std::int64_t element(program::VarId variable, std::int64_t index, const State& state) const;
    bool store(State& after, Outcome& outcome, const program::Step& step, const State& before, std::int64_t choice);
    void free(State& after, Outcome& outcome, const program::Step& step, const State& before, std::int64_t choice);
    void record_changes(Outcome& outcome, const State& before, const State& after) const;
    bool holds(std::uint32_t invariant, const State& state);

    std::vector<Move> extend(Move partial, program::TaskId task, std::uint32_t faults_left);
    void judge(Move& longer, const Outcome& outcome, const program::Step& step);

    const program::Program& program_;
    std::vector<std::size_t> first_cell_;
    std::size_t cells_ = 0;
    std::vector<std::int64_t> value_;      // of evaluated expressions, while their stamp is the current one
    std::vector<std::uint64_t> stamp_;
    std::uint64_t evaluation_ = 0;
    std::vector<program::ExprId> pending_;
};

}  // namespace mmapck::checker::replay
