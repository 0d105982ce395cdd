// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "model/program/passes.h"
#include "model/program/program.h"

/// Small programs written by hand, for tests that need to know every step.
namespace mmapck::checker::replay::tests {

using namespace program;

struct TinyProgram {
    Program program;

    TinyProgram() {
        program.files = {"tiny.c"};
        program.types = {{}};
    }

    Expressions& e() { return program.expressions; }
    ExprId number(std::int64_t value) { return e().constant(value); }
    ExprId load(VarId id) { return e().load(id); }
    ExprId is(VarId id, std::int64_t value) { return e().binary(Op::equal, load(id), number(value)); }

    VarId variable(const std::string& name, std::int64_t low, std::int64_t high, std::uint32_t count = 1) {
        Variable variable;
        variable.name = name;
        variable.low = low;
        variable.high = high;
        variable.count = count;
        variable.initial = {low > 0 ? low : 0};
        program.variables.push_back(variable);
        return static_cast<VarId>(program.variables.size() - 1);
    }

    /// A task whose locations are in a row; the last one is final.
    TaskId task(const std::string& name, std::uint32_t locations, TaskKind kind = TaskKind::normal) {
        const auto id = static_cast<TaskId>(program.tasks.size());
        Frame frame;
        frame.kind = FrameKind::task;
        frame.function = name;
        program.frames.push_back(frame);
        Task task;
        task.name = name;
        task.kind = kind;
        task.first = static_cast<LocationId>(program.locations.size());
        program.tasks.push_back(task);
        for (std::uint32_t i = 0; i < locations; ++i) {
            Location location;
            location.task = id;
            location.frame = static_cast<FrameId>(program.frames.size() - 1);
            location.final = i + 1 == locations;
            program.locations.push_back(location);
        }
        return id;
    }

    LocationId at(TaskId task, std::uint32_t index) const { return program.tasks[task].first + index; }
    Location& location(TaskId task, std::uint32_t index) { return program.locations[at(task, index)]; }

    /// A step between two locations of a task; the caller fills in the rest.
    StepId step(TaskId task, std::uint32_t from, std::uint32_t to, StepKind kind = StepKind::plain) {
        const auto id = static_cast<StepId>(program.steps.size());
        Step step;
        step.from = at(task, from);
        step.to = at(task, to);
        step.kind = kind;
        step.where = {0, id + 1, 1};
        step.text = "step " + std::to_string(id);
        program.steps.push_back(step);
        program.locations[step.from].steps.push_back(id);
        return id;
    }

    Step& operator[](StepId id) { return program.steps[id]; }

    void assign(StepId id, VarId variable, ExprId value, ExprId index = no_expr) {
        program.steps[id].assignments.push_back({variable, index, value});
    }

    std::uint32_t invariant(const std::string& name, Moment moment, ExprId condition, TaskId task = none) {
        Invariant invariant;
        invariant.name = name;
        invariant.moment = moment;
        invariant.task = task;
        invariant.condition = condition;
        invariant.words = name + " in words";
        program.invariants.push_back(invariant);
        return static_cast<std::uint32_t>(program.invariants.size() - 1);
    }

    /// A fault point: step 0 of the location does not fail, step 1 does. Both lead to the same place.
    std::pair<StepId, StepId> fault(TaskId task, std::uint32_t from, std::uint32_t to, const std::string& site) {
        const StepId good = step(task, from, to, StepKind::no_fault);
        const StepId bad = step(task, from, to, StepKind::fault);
        program.steps[good].fault = program.steps[bad].fault = static_cast<FaultId>(program.faults.size());
        Fault fault;
        fault.site = site;
        fault.error = -12;
        fault.frame = program.locations[at(task, from)].frame;
        program.faults.push_back(fault);
        return {good, bad};
    }
};

}  // namespace mmapck::checker::replay::tests
