// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/system.h"

#include <algorithm>

#include "checker/symbolic/move.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

constexpr std::uint64_t most_values = 64;     // of an input, and
constexpr std::size_t most_terms = 40'000;   // for one location, that the search for deadlocks looks at

bool can_fail(const Program& program) {
    return std::any_of(program.steps.begin(), program.steps.end(), [](const Step& step) { return step.kind == StepKind::fault; });
}

void add_cell(TransitionSystem& system, StateCell cell, Interval values) {
    system.cells.push_back(std::move(cell));
    system.terms.add_leaf(values);
}

void add_cells(TransitionSystem& system, const Program& program, const Cells& cells) {
    for (CellId cell = 0; cell < cells.size(); ++cell) {
        const Variable& variable = program.variables[cells.variable(cell)];
        const std::string index = variable.count > 1 ? "[" + std::to_string(cells.index(cell)) + "]" : "";
        const bool counts = std::uint64_t(variable.high) - std::uint64_t(variable.low) >= std::uint64_t{1} << 62;
        Interval values{variable.low, variable.high};
        if (!variable.held.empty()) values = join(values, variable.held[cells.index(cell)]);   // dangling pointers may be beyond the domain
        add_cell(system, {variable.name + index, cells.initial(cell), counts, cells.variable(cell), cells.index(cell), none}, values);
    }
    for (TaskId task = 0; task < program.tasks.size(); ++task) {
        system.location_cells.push_back(static_cast<std::uint32_t>(system.cells.size()));
        add_cell(system, {"at " + program.tasks[task].name, program.tasks[task].first, false, none, 0, task}, {0, std::int64_t(program.locations.size()) - 1});
    }
    system.locations = static_cast<std::uint32_t>(program.locations.size());
    if (!can_fail(program) || program.max_faults == any_faults) return;
    system.fault_cell = static_cast<std::uint32_t>(system.cells.size());
    add_cell(system, {"faults", 0, false, none, 0, none}, {0, program.max_faults});
    system.fault_limit = static_cast<std::uint32_t>(system.cells.size());
    add_cell(system, {"limit of faults", program.max_faults, false, none, 0, none}, {0, program.max_faults});
}

/// The locations at which a task may be between moves.
std::vector<LocationId> locations_between_moves(const Program& program) {
    std::vector<bool> first(program.locations.size());
    for (const Task& task : program.tasks) first[task.first] = true;
    std::vector<LocationId> found;
    for (LocationId at = 0; at < program.locations.size(); ++at)
        if ((program.locations[at].interruptible || first[at]) && !program.locations[at].steps.empty()) found.push_back(at);
    return found;
}

/// That the block's task is at its beginning.
ExprId at_block(TransitionSystem& system, const Block& block) {
    return system.terms.equal(system.terms.leaf(system.location_cells[block.task]), system.terms.constant(block.from));
}

void add_deadlock(TransitionSystem& system, const Program& program) {
    Terms& terms = system.terms;
    ExprId moves = terms.truth(false), stuck = terms.truth(false);
    std::vector<ExprId> by_leaf(system.cells.size(), no_expr);   // as many faults as ever are allowed
    if (system.fault_limit) by_leaf[*system.fault_limit] = terms.constant(system.cells[*system.fault_limit].initial);
    for (const Block& block : system.blocks) {
        ExprId possible = block.ends;
        for (const Failure& failure : block.failures) possible = terms.either(possible, failure.condition);
        moves = terms.either(moves, terms.both(at_block(system, block), for_some_inputs(system, Substitution(terms, by_leaf)(possible), block.inputs)));
    }
    for (LocationId at = 0; at < program.locations.size(); ++at) {
        const Location& location = program.locations[at];
        if (location.final || location.may_wait) continue;
        stuck = terms.either(stuck, terms.equal(terms.leaf(system.location_cells[location.task]), terms.constant(at)));
    }
    system.failures.push_back({terms.both(stuck, terms.negation(moves)), std::string(kind::deadlock), none});
}

void add_invariants(Construction& construction) {
    const Program& program = construction.program;
    Terms& terms = construction.system.terms;
    Values values;
    for (LeafId cell = 0; cell < construction.system.cells.size(); ++cell) values.push_back(terms.leaf(cell));
    Translation translate(construction, values);
    for (const std::uint32_t index : construction.property.invariants) {
        const Invariant& invariant = program.invariants[index];
        ExprId when = terms.truth(true);
        if (invariant.moment == Moment::at_return) continue;
        if (invariant.moment != Moment::every_step) {
            const ExprId moment = invariant.moment == Moment::quiescence ? program.quiescent : program.ended;
            when = moment == no_expr ? terms.truth(false) : terms.truth_of(translate(moment));
        }
        const ExprId wrong = terms.both(when, terms.negation(terms.truth_of(translate(invariant.condition))));
        if (!terms.is_false(wrong)) construction.system.failures.push_back({wrong, invariant.name, index});
    }
}

}  // namespace

ExprId for_some_inputs(TransitionSystem& system, ExprId condition, std::vector<LeafId> inputs) {
    Terms& terms = system.terms;
    const std::size_t most = terms.size() + most_terms;
    const std::vector<LeafId> read = terms.support({condition});
    std::erase_if(inputs, [&](LeafId leaf) { return !std::binary_search(read.begin(), read.end(), leaf); });
    for (; !inputs.empty() && !terms.is_true(condition); inputs.pop_back()) {
        const Interval values = terms.values_of_leaf(inputs.back());
        const bool all = std::uint64_t(values.high) - std::uint64_t(values.low) < most_values && terms.size() < most;
        system.deadlocks_are_exact &= all;
        ExprId some = terms.truth(false);
        for (std::int64_t value = values.low; value <= (all ? values.high : values.low) && !terms.is_true(some); ++value) {
            std::vector<ExprId> chosen(terms.leaves(), no_expr);
            chosen[inputs.back()] = terms.constant(value);
            some = terms.either(some, Substitution(terms, chosen)(condition));
        }
        condition = some;
    }
    return condition;
}

Property all_violations(const Program& program) {
    Property property;
    property.deadlock = true;
    for (std::uint32_t i = 0; i < program.invariants.size(); ++i) property.invariants.push_back(i);
    return property;
}

Property only(const Program& program, const std::string& invariant) {
    Property property;
    property.checks = false;
    for (std::uint32_t i = 0; i < program.invariants.size(); ++i)
        if (program.invariants[i].name == invariant) property.invariants.push_back(i);
    if (property.invariants.empty()) throw std::invalid_argument("the scenario does not check an invariant '" + invariant + "'");
    return property;
}

TransitionSystem transition_system(const Program& program, const Property& property, StepConditions* conditions) {
    TransitionSystem system;
    const Cells cells(program);
    Construction construction{program, cells, property, system, conditions};
    if (conditions) conditions->enabled.assign(program.steps.size(), no_expr);
    if (conditions) conditions->taken.assign(program.steps.size(), no_expr);
    add_cells(system, program, cells);
    for (const LocationId at : locations_between_moves(program)) system.blocks.push_back(block_from(construction, at));
    add_invariants(construction);
    if (property.deadlock) add_deadlock(system, program);
    return system;
}

}  // namespace mmapck::checker::symbolic
