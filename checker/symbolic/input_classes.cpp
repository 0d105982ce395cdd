// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/input_classes.h"

#include "checker/symbolic/c_text.h"
#include "checker/symbolic/least_values.h"
#include "checker/symbolic/smt_writer.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

/// Open variables are the cells of a system without moves.
TransitionSystem system_of(const Program& program, const std::vector<OpenVariable>& open) {
    TransitionSystem system;
    for (const OpenVariable& variable : open) {
        StateCell cell;
        cell.name = program.variables[variable.variable].name;
        cell.variable = variable.variable;
        system.cells.push_back(std::move(cell));
        system.terms.add_leaf(variable.bits == 64 ? Interval::all() : Interval{0, (std::int64_t{1} << variable.bits) - 1});
    }
    return system;
}

/// Declares the open variables.
std::vector<Unknown> declare(const SmtWriter& writer, const std::vector<OpenVariable>& open, Solver& solver) {
    std::vector<Unknown> unknowns;
    for (LeafId leaf = 0; leaf < open.size(); ++leaf) {
        solver.tell("(declare-const " + writer.leaf(leaf) + " " + writer.sort(leaf) + ")\n");
        if (const std::string range = writer.range(leaf); !range.empty()) solver.tell("(assert " + range + ")\n");
        unknowns.push_back({writer.leaf(leaf), open[leaf].bits});
    }
    return unknowns;
}

/// Leaves out all values that decide the tests like this.
void exclude(const std::vector<InputTest>& tests, SmtWriter& writer, Solver& solver) {
    std::vector<std::string> others;
    for (const InputTest& test : tests) {
        const std::string truth = writer.truth(test.condition);
        others.push_back(test.holds ? "(not " + truth + ")" : truth);
    }
    solver.tell(as_constants(writer.take_definitions()) + "(assert " + disjunction(others) + ")\n");
}

std::string in_words(const Program& program, const Position& where) {
    return where.file == none ? "" : program.files[where.file] + ":" + std::to_string(where.line);
}

std::vector<DecidedTest> in_words(const Program& program, const TransitionSystem& system, const std::vector<InputTest>& tests) {
    std::vector<std::string> names;
    for (const StateCell& cell : system.cells) names.push_back(cell.name);
    std::vector<DecidedTest> decided;
    for (const InputTest& test : tests) decided.push_back({c_text(system.terms, names, test.condition), test.holds, in_words(program, test.where)});
    return decided;
}

}  // namespace

InputClasses input_classes(const Program& program, const std::vector<OpenVariable>& open, const ClassOptions& options) {
    TransitionSystem system = system_of(program, open);
    InputTests tests(program, open, system.terms);
    SmtWriter writer(system, Numbers::bits, "");
    Solver solver(options.solver);
    LeastValues least(solver, declare(writer, open, solver));
    InputClasses found;
    while (const auto values = least.find()) {
        if (found.classes.size() == options.max_classes) {
            found.reason = "there are more than " + std::to_string(options.max_classes) + " classes of inputs";
            break;
        }
        const TestedInputs tested = tests.of(*values);
        if (tested.possible) found.classes.push_back({*values, in_words(program, system, tested.tests)});
        exclude(tested.tests, writer, solver);
    }
    if (found.reason.empty() && !least.exhausted()) found.reason = "classes of inputs: " + (solver.reason().empty() ? "the solver gives no values" : solver.reason());
    found.questions = least.questions();
    return found;
}

}  // namespace mmapck::checker::symbolic
