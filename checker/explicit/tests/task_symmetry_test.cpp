// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"
#include "checker/explicit/tests/reduced_search.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

using namespace program;

/// A program of several tasks that all do what the first task of another one does.
class Twins {
  public:
    Twins(const Program& single, std::uint32_t tasks) : single_(single), count_(tasks) {}

    Program build() {
        program_.files = single_.files;
        program_.types = single_.types;
        program_.tables = single_.tables;
        program_.max_faults = single_.max_faults;
        for (VarId id = 0; id < single_.variables.size(); ++id) add_variable(id);
        for (TaskId task = 0; task < count_; ++task) add_task(task);
        for (const Invariant& invariant : single_.invariants) add_invariant(invariant);
        Expressions& e = program_.expressions;
        program_.ended = e.binary(Op::equal, e.load(finished), e.constant(count_));
        program_.quiescent = e.constant(1);
        for (TaskId task = 0; task < count_; ++task)
            program_.quiescent = e.binary(Op::logic_and, program_.quiescent, e.unary(Op::logic_not, e.element(in_system_call, e.constant(task))));
        return std::move(program_);
    }

  private:
    static constexpr VarId finished = 0, in_system_call = 1;  // of random programs

    bool of_each(VarId id) const { return id == in_system_call || single_.variables[id].owner.size() > 1; }
    bool own(VarId id) const { return single_.variables[id].owner.size() == 1 && single_.variables[id].owner[0] == 0; }

    void add_variable(VarId id) {
        Variable variable = single_.variables[id];
        if (id == finished) variable.high = count_;
        if (of_each(id)) variable.count = count_;
        if (variable.owner.size() > 1) {
            variable.owner.clear();
            for (TaskId task = 0; task < count_; ++task) variable.owner.push_back(task);
        } else if (!own(id)) {
            variable.owner = {shared};
        }
        first_.push_back(static_cast<VarId>(program_.variables.size()));
        for (TaskId task = 0; task < (own(id) ? count_ : 1); ++task) {
            if (own(id)) variable.owner = {task};
            program_.variables.push_back(variable);
        }
    }

    VarId variable(VarId id, TaskId task) const { return first_[id] + (own(id) ? task : 0); }

    ExprId copy(ExprId id, TaskId task) {
        if (id == no_expr) return no_expr;
        Expression node = single_.expressions[id];
        if (node.op == Op::load || node.op == Op::element) {
            const bool each = of_each(node.variable);
            if (node.op == Op::load && each) return program_.expressions.element(variable(node.variable, task), program_.expressions.constant(task));
            const ExprId index = each ? program_.expressions.constant(task) : copy(node.a, task);
            return node.op == Op::load ? program_.expressions.load(variable(node.variable, task)) : program_.expressions.element(variable(node.variable, task), index);
        }
        node.a = copy(node.a, task);
        node.b = copy(node.b, task);
        node.c = copy(node.c, task);
        return program_.expressions.add(node);
    }

    void add_task(TaskId task) {
        const auto first = static_cast<LocationId>(program_.locations.size());
        std::vector<LocationId> location(single_.locations.size(), none);
        program_.frames.push_back(single_.frames[0]);
        program_.tasks.push_back({.name = "task" + std::to_string(task), .first = first});
        for (LocationId at = 0; at < single_.locations.size(); ++at) {
            if (single_.locations[at].task != 0) continue;
            location[at] = static_cast<LocationId>(program_.locations.size());
            program_.locations.push_back(single_.locations[at]);
            program_.locations.back().task = task;
            program_.locations.back().frame = task;
            program_.locations.back().steps.clear();
        }
        for (LocationId at = 0; at < single_.locations.size(); ++at)
            if (location[at] != none)
                for (const StepId id : single_.locations[at].steps) add_step(single_.steps[id], task, location);
    }

    void add_step(Step step, TaskId task, const std::vector<LocationId>& location) {
        step.from = location[step.from];
        step.to = location[step.to];
        for (ExprId* const root : {&step.guard, &step.choice_low, &step.choice_high, &step.assumption, &step.result}) *root = copy(*root, task);
        for (Check& check : step.checks) check.condition = copy(check.condition, task);
        for (Assignment& assignment : step.assignments) {
            const bool each = of_each(assignment.variable);
            assignment.index = each ? program_.expressions.constant(task) : copy(assignment.index, task);
            assignment.value = copy(assignment.value, task);
            assignment.variable = variable(assignment.variable, task);
        }
        for (Free& free : step.frees) free.object = copy(free.object, task);
        step.events.clear();
        if (step.fault != none) {
            program_.faults.push_back(single_.faults[step.fault]);
            step.fault = static_cast<FaultId>(program_.faults.size() - 1);
        }
        program_.locations[step.from].steps.push_back(static_cast<StepId>(program_.steps.size()));
        program_.steps.push_back(std::move(step));
    }

    void add_invariant(const Invariant& invariant) {
        for (TaskId task = 0; task < (invariant.moment == Moment::at_return ? count_ : 1); ++task) {
            program_.invariants.push_back(invariant);
            Invariant& added = program_.invariants.back();
            if (invariant.moment == Moment::at_return) added.task = task;
            added.condition = copy(invariant.condition, task);
            added.subject = copy(invariant.subject, task);
        }
    }

    const Program& single_;
    std::uint32_t count_;
    Program program_;
    std::vector<VarId> first_;  // by variable of the other program: its first copy
};

Options exchanges(bool stubborn_sets) {
    Options options;
    options.symmetry = true;
    options.stubborn_sets = stubborn_sets;
    return options;
}

Program random_twins() {
    const Program single = *program::tests::random_program(5);
    const auto tasks = *rc::gen::inRange<std::uint32_t>(2, 4);
    return Twins(single, tasks).build();
}

TEST_CASE("random tasks that do the same: exchanging them leaves out no violation, deadlock, step or subject") {
    CHECK(rc::check("as written", [] { tests::compare_reduced(random_twins(), exchanges(false)); }));
    CHECK(rc::check("with stubborn sets", [] { tests::compare_reduced(random_twins(), exchanges(true)); }));
    CHECK(rc::check("optimized", [] { tests::compare_reduced(optimize(random_twins()), exchanges(*rc::gen::arbitrary<bool>())); }));
}

TEST_CASE("random programs: exchanges of tasks change no verdict") {
    CHECK(rc::check("any program", [] { tests::compare_reduced(*program::tests::random_program(), exchanges(*rc::gen::arbitrary<bool>())); }));
}

TEST_CASE("of three tasks that do the same, a sixth of the states is stored, or little more") {
    Options options;
    options.share_bits = false;
    const bench::BaselineSize size{3, 1, 2, 2, 0, 1};
    const Verdict whole = check(bench::baseline(size), {}, {}, options);
    options.symmetry = true;
    const Verdict reduced = check(bench::baseline(size), {}, {}, options);
    CHECK(reduced.status == whole.status);
    CHECK(reduced.statistics.steps_taken == whole.statistics.steps_taken);
    CHECK(reduced.statistics.states * 5 < whole.statistics.states);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
