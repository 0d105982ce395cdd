// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "checker/explicit/code.h"
#include "checker/verdict.h"

namespace mmapck::checker::explicit_ {

/// A cell that a move wrote, and what it held before that store. A cell may occur more than once.
struct Written {
    std::uint32_t cell = 0;
    std::int64_t before = 0;
};

/// A step of the move.
struct PathStep {
    program::StepId step = 0;
    std::int64_t choice = 0;
};

/// A lock that the move acquires while its task holds another one.
struct Acquisition {
    std::uint32_t held = 0;      ///< index in Program::locks
    std::uint32_t acquired = 0;  ///< index in Program::locks
    std::uint32_t path = 0;      ///< number of steps of the move up to and with the one that acquires
};

/// Why a move cannot be finished.
enum class Fault : std::uint8_t { none, check, index, domain, unbounded, invariant };

/// How a move ended.
enum class Ending : std::uint8_t {
    moved,      ///< at `Machine::location`
    violated,   ///< see Machine::fault
    exhausted,  ///< there are no more moves
};

/// Runs moves on an array of values, in place, and undoes them: the moves of a task one after the other, in canonical order.
/// This is the only part of the engine that executes steps.
class Machine {
  public:
    /// `code` must outlive the machine. Values start as the initial state.
    Machine(const Code& code, const program::Program& program, bool lock_order);

    std::int64_t* values() { return values_.data(); }
    const std::int64_t* values() const { return values_.data(); }

    /// Starts on the moves of the task that is at this location. The first call of next() finds the first.
    void begin(program::LocationId location, std::uint32_t faults_left);

    /// Undoes the last move and runs the next one. After `exhausted` the values are those at begin().
    Ending next();

    /// Undoes the last move and forgets the others.
    void rewind();

    /// The value of a routine on the values now.
    std::int64_t evaluate(const Routine& routine);
    bool holds(const CompiledClause& clause);
    bool holds(const CompiledInvariant& invariant);

    // After moved or violated:
    program::LocationId location() const { return location_; }
    std::uint32_t faults() const { return faults_; }
    std::span<const PathStep> path() const { return {path_.data(), length_}; }
    const std::vector<Written>& written() const { return written_; }
    const std::vector<Acquisition>& acquisitions() const { return acquisitions_; }
    /// The steps of path() from here on have not been on the path of an earlier outcome since begin().
    std::size_t new_path() const { return new_path_; }

    // After violated:
    Fault fault() const { return fault_; }
    /// The number of the check or the assignment in the last step of the path.
    std::uint32_t fault_number() const { return fault_number_; }
    /// fault() is invariant: the at_return invariants that fail, ascending.
    const std::vector<std::uint32_t>& failing() const { return failing_; }
    /// By invariant: at some return it was evaluated with its subject there.
    const std::vector<std::uint8_t>& tested() const { return tested_; }
    void set_tested(std::vector<std::uint8_t> tested) { tested_ = std::move(tested); }

  private:
    /// A way not tried yet.
    struct Alternative {
        Address position = 0;
        bool choice = false;            ///< resumes a choose: the next value is `next`, the last `last`
        std::uint32_t written = 0;
        std::uint32_t path = 0;
        std::uint32_t acquisitions = 0;
        std::uint32_t faults = 0;
        std::int64_t next = 0;
        std::int64_t last = 0;
    };

    Ending run(Address position);
    bool backtrack(Address& position);
    void remember(Address position);
    void write(std::uint32_t cell, std::int64_t value);
    void undo(std::size_t written);
    void free_object(program::TableId table, std::int64_t object);
    void acquire(program::TableId table, std::int64_t object);
    bool returns(program::TaskId task);
    Ending violate(Fault fault, std::uint32_t number);

    const Code& code_;
    const program::Program& program_;
    bool lock_order_;
    std::vector<std::vector<std::uint32_t>> lock_of_instance_;  // by table and instance; none
    std::vector<std::int64_t> values_;
    std::vector<Alternative> alternatives_;
    std::vector<Written> written_;
    std::vector<PathStep> path_;    // as long as a path may be
    std::size_t length_ = 0;        // of the path now
    std::vector<Acquisition> acquisitions_;
    std::vector<std::uint32_t> failing_;
    std::vector<std::uint8_t> tested_;
    program::TaskId task_ = 0;
    Address start_ = no_address;
    program::LocationId location_ = 0;
    std::uint32_t faults_ = 0;
    std::uint32_t faults_left_ = 0;
    std::size_t new_path_ = 0;
    Fault fault_ = Fault::none;
    std::uint32_t fault_number_ = 0;
};

}  // namespace mmapck::checker::explicit_
