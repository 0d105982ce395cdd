// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "checker/symbolic/terms.h"
#include "model/program/program.h"

namespace mmapck::checker::symbolic {

/// A shared variable of one cell that any number of so many bits, 1 to 64, is chosen for at the beginning of the setup, and that no other step writes. Leaf n of the terms is open
/// variable n.
struct OpenVariable {
    program::VarId variable = 0;
    int bits = 64;
};

/// A condition on the values of open variables that a program evaluates.
struct InputTest {
    ExprId condition = program::no_expr;   ///< a truth value, not constant
    bool holds = false;
    program::Position where;               ///< of the step that evaluates it
};

/// The tests that were met, each once, in the order in which they were met.
class TestRecord {
  public:
    /// `values` are those of the leaves. All must outlive it. The terms grow.
    TestRecord(Terms& terms, const std::vector<std::int64_t>& values) : terms_(terms), values_(values) {}

    /// Where tests are met from now on.
    void at(const program::Position& where) { where_ = where; }
    /// Whether the term is not 0.
    bool truth(ExprId term);
    /// What the term is. The test is that it is that.
    std::int64_t value(ExprId term);

    Terms& terms() { return terms_; }
    std::vector<InputTest> take() { return std::move(tests_); }

  private:
    Terms& terms_;
    const std::vector<std::int64_t>& values_;
    program::Position where_;
    std::unordered_map<ExprId, bool> tested_;
    std::vector<InputTest> tests_;
};

/// What the runs of a program ask about one choice of values.
struct TestedInputs {
    std::vector<InputTest> tests;
    bool possible = true;   ///< false: assumptions of the setup discard every run
};

/// What of a program is the same for all values; see input_facts.h.
struct InputFacts;

/// The tests that runs make on open variables if these have the given values (in the order of the variables), in any interleaving, with any faults. Runs of other values that
/// decide these tests alike are alike: they go the same ways, and find and store the same values in all cells but the open ones and copies of them that a task
/// keeps to itself. So the tests split all values into classes, of each of which a program needs to be run with one member only.
///
/// How: constants are propagated along the ways of each task (Kildall 1973), except that what depends on open variables alone stays a term. Where the way, an index or a check
/// depends on such a term, its truth is a test; where the term meets something that is not known, or is stored where others see it, its value is. Ways that
/// the values do not take are not followed (Wegman and Zadeck 1991). Shared cells are known as long as the setup runs alone, and after it if no other task writes them.
///
/// Time is linear in the steps that still have to do with open variables, times the number of cells.
class InputTests {
  public:
    /// Both must outlive it; `terms` has no leaf but those of the open variables.
    InputTests(const program::Program& program, const std::vector<OpenVariable>& open, Terms& terms);
    ~InputTests();

    TestedInputs of(const std::vector<std::int64_t>& values);

  private:
    std::unique_ptr<const InputFacts> facts_;
    Terms& terms_;
};

}  // namespace mmapck::checker::symbolic
