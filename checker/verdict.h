// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/program/program.h"

namespace mmapck::checker {

using program::StepId;

enum class Status : std::uint8_t {
    holds,         ///< every reachable state was explored exactly
    violated,      ///< a counterexample was found, and the plain interpreter agrees
    inconclusive,  ///< a budget ended the search
    vacuous,       ///< holds, but something that the scenario names was never tested
};
const char* name(Status status);

/// One step taken.
struct Taken {
    StepId step = 0;
    std::int64_t choice = 0;      ///< for steps with a choice
    bool begins_move = false;     ///< a scheduling point lies before it
    friend bool operator==(const Taken&, const Taken&) = default;
};

/// What is wrong, and where.
struct Violation {
    std::string kind;             ///< "lock-held-at-return", "use-after-free", an invariant's name
    std::string words;            ///< one sentence
    std::uint32_t invariant = program::none;  ///< index in Program::invariants, if it is one
    program::TaskId task = program::none;     ///< who did it, if one task did
    program::Position where;
    /// For the violation of a check, a domain or a bound: the step that was not finished is the last of the trace.
    bool within_step = false;
    std::vector<std::string> cycle;  ///< lock-order: "a (held by task A at f.c:3) -> b", in order
    friend bool operator==(const Violation&, const Violation&) = default;
};

/// A run from the initial state to a violation.
struct Trace {
    std::vector<Taken> steps;
    std::uint32_t faults = 0;
    std::uint32_t moves = 0;
    friend bool operator==(const Trace&, const Trace&) = default;
};

struct Counterexample {
    Violation violation;
    Trace trace;
    friend bool operator==(const Counterexample&, const Counterexample&) = default;
};

/// Something that the scenario speaks of and no run reached.
struct Vacuity {
    enum class Subject : std::uint8_t { fault, invariant, task, hook } subject = Subject::fault;
    std::string name;             ///< site, invariant, task or hook
    std::string reason;           ///< one sentence
    bool gates = true;            ///< makes the verdict vacuous; false: worth knowing
    friend bool operator==(const Vacuity&, const Vacuity&) = default;
};

/// What a search did. All numbers are exact and the same on every machine.
struct Statistics {
    std::uint64_t states = 0;         ///< distinct states stored
    std::uint64_t transitions = 0;    ///< moves taken
    std::uint64_t depth = 0;          ///< moves on the longest shortest run
    std::uint64_t deadlocks = 0;
    std::uint64_t state_bits = 0;     ///< of a packed state
    std::uint64_t peak_frontier = 0;
    std::uint64_t memory_bytes = 0;   ///< of store, links and frontier, as allocated
    std::vector<bool> steps_taken;    ///< by StepId: some run took it
    std::vector<bool> invariants_tested;  ///< by invariant: it was evaluated, with its subject there
    friend bool operator==(const Statistics&, const Statistics&) = default;
};

/// What a check answers.
struct Verdict {
    Status status = Status::holds;
    /// The shortest counterexample of each kind of violation that was found, in order of (faults, moves, canonical order); the first is the overall shortest.
    std::vector<Counterexample> counterexamples;
    std::string reason;                ///< inconclusive: which budget, and what was reached
    std::vector<Vacuity> vacuities;
    Statistics statistics;
};

/// Budgets; 0 is no limit. States and memory are deterministic, time is not and is off by default.
struct Limits {
    std::uint64_t max_states = 0;
    std::uint64_t max_memory_bytes = 0;
    double max_seconds = 0;
    /// Go on after the first violation to find other kinds of violations with the same number of faults and at most this many kinds in all.
    std::uint32_t max_violations = 1;
    bool lock_order = true;            ///< report cycles in the acquisition graph
};

}  // namespace mmapck::checker
