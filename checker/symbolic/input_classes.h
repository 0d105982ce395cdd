// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "checker/symbolic/input_tests.h"
#include "checker/symbolic/solver.h"

namespace mmapck::checker::symbolic {

/// A test, and how it comes out for all of a class.
struct DecidedTest {
    std::string condition;             ///< in C, about the open variables by their names
    bool holds = false;
    std::string where;                 ///< of the step that evaluates it, "mm/syscalls.c:30"; empty where that is not known
};

/// Values for which the program does the same.
struct InputClass {
    std::vector<std::int64_t> representative;   ///< the least, in the order of dictionaries; numbers without sign
    std::vector<DecidedTest> tests;             ///< what the values of the class have in common, and no others
};

struct InputClasses {
    std::vector<InputClass> classes;   ///< ascending by representative
    std::string reason;                ///< why these are not all; empty: they are
    std::size_t questions = 0;         ///< that the solver was asked
};

struct ClassOptions {
    SolverOptions solver;
    std::size_t max_classes = 1024;
};

/// Splits all values of open variables into classes, by the tests of InputTests. Each class is found by its least member: the least values that are in no class so far are run with
/// symbols (concolic testing; Godefroid, Klarlund and Sen 2005), and the solver is told to leave out what decides all tests alike, until there is nothing left. Values with which
/// assumptions of the setup discard every run are in no class. Classes and their order depend on the program alone.
InputClasses input_classes(const program::Program& program, const std::vector<OpenVariable>& open, const ClassOptions& options);

}  // namespace mmapck::checker::symbolic
