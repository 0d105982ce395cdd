// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/program/program.h"

namespace mmapck::checker::explicit_::tests {

using namespace program;

/// Builds small programs by hand: each task is a chain of locations, and steps lead from the location added last to a new one.
struct Builder {
    Program program;

    Builder() {
        program.files = {"test.c"};
        program.types = {{}, {.display = Display::pointer, .name = "struct lock *", .names = {}, .table = 0}};
        program.tables = {{"struct lock", {"a", "b"}}};
    }

    Expressions& e() { return program.expressions; }
    ExprId number(std::int64_t value) { return e().constant(value); }
    ExprId get(VarId variable) { return e().load(variable); }
    ExprId equals(VarId variable, std::int64_t value) { return e().binary(Op::equal, get(variable), number(value)); }
    ExprId differs(VarId variable, std::int64_t value) { return e().binary(Op::not_equal, get(variable), number(value)); }
    ExprId plus(VarId variable, std::int64_t value) { return e().binary(Op::add, get(variable), number(value)); }

    VarId variable(std::int64_t low, std::int64_t high, std::int64_t initial = 0, TaskId owner = shared, std::uint32_t type = 0) {
        Variable variable;
        variable.name = "v" + std::to_string(program.variables.size());
        variable.type = type;
        variable.low = low;
        variable.high = high;
        variable.initial = {initial};
        variable.owner = {owner};
        program.variables.push_back(variable);
        return static_cast<VarId>(program.variables.size() - 1);
    }

    TaskId task(const std::string& name = "", TaskKind kind = TaskKind::normal) {
        const auto id = static_cast<TaskId>(program.tasks.size());
        program.frames.emplace_back();
        program.frames.back().kind = FrameKind::task;
        program.frames.back().function = name;
        frame_ = static_cast<FrameId>(program.frames.size() - 1);
        program.tasks.push_back({name.empty() ? std::string(1, static_cast<char>('A' + id)) : name, kind, location(id)});
        return id;
    }

    /// A location of the task added last.
    LocationId location(TaskId id) {
        here_ = static_cast<LocationId>(program.locations.size());
        program.locations.push_back({id, frame_, true, false, false, {}});
        return here_;
    }

    /// A step to a new location, which becomes the current one.
    Step& then(StepKind kind = StepKind::plain) {
        const LocationId from = here_;
        const LocationId to = location(static_cast<TaskId>(program.tasks.size() - 1));
        return branch(from, to, kind);
    }

    /// A step between two locations.
    Step& branch(LocationId from, LocationId to, StepKind kind = StepKind::plain) {
        Step step;
        step.from = from;
        step.to = to;
        step.kind = kind;
        step.where = {0, static_cast<std::uint32_t>(program.steps.size() + 1), 1};
        program.locations[from].steps.push_back(static_cast<StepId>(program.steps.size()));
        program.steps.push_back(step);
        return program.steps.back();
    }

    Step& assign(VarId variable, ExprId value) {
        Step& step = then();
        step.assignments.push_back({variable, no_expr, value});
        return step;
    }
    Step& set(VarId variable, std::int64_t value) { return assign(variable, number(value)); }
    Step& wait(ExprId guard) {
        Step& step = then(StepKind::wait);
        step.guard = guard;
        return step;
    }

    /// The current location and the step to the next one are inside a move.
    void inside() { program.locations[here_].interruptible = false; }
    LocationId here() const { return here_; }
    void go_on_from(LocationId location) { here_ = location; }

    /// The current location is the task's last.
    void end() { program.locations[here_].final = true; }

    /// Two steps from the current location to one new one each; the current location becomes the one of the failure.
    /// Returns the one without failure.
    LocationId fault(const std::string& site) {
        const auto id = static_cast<FaultId>(program.faults.size());
        program.faults.push_back({site, FaultClass::driver, -12, frame_, {}, true});
        const LocationId from = here_;
        const TaskId task = program.locations[from].task;
        const LocationId good = location(task);
        const LocationId bad = location(task);
        branch(from, good, StepKind::no_fault).fault = id;
        branch(from, bad, StepKind::fault).fault = id;
        return good;
    }

    void invariant(const std::string& name, ExprId condition, Moment moment = Moment::every_step, ExprId subject = no_expr) {
        Invariant invariant;
        invariant.name = name;
        invariant.moment = moment;
        invariant.task = moment == Moment::at_return ? static_cast<TaskId>(program.tasks.size() - 1) : none;
        invariant.condition = condition;
        invariant.subject = subject;
        program.invariants.push_back(invariant);
    }

    /// A lock with an owner variable, task + 1 while it is held.
    VarId lock(const std::string& name, const std::string& lock_class, std::uint32_t instance) {
        const VarId owner = variable(0, 8);
        const ExprId bit = e().binary(Op::shift_left, number(1), get(owner));
        program.locks.push_back({name, lock_class, 0, instance, e().conditional(get(owner), bit, number(0))});
        return owner;
    }

    /// Waits for a lock and takes it, in one move.
    Step& take(VarId owner, std::uint32_t instance) {
        const auto task = static_cast<std::int64_t>(program.tasks.size());
        Step& step = wait(equals(owner, 0));
        step.assignments.push_back({owner, no_expr, number(task)});
        step.events.push_back({EventKind::acquire, 0, number(instance), number(0)});
        return step;
    }
    Step& release(VarId owner) { return set(owner, 0); }

  private:
    LocationId here_ = 0;
    FrameId frame_ = 0;
};

}  // namespace mmapck::checker::explicit_::tests
