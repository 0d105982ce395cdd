// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "model/program/program.h"

namespace mmapck::program::tests {

/// Puts small programs together by hand. Table 0 is "struct node" with two instances, type 1 a pointer to it.
struct TinyProgram {
    Program program;
    Expressions& e = program.expressions;

    TinyProgram() {
        program.types.resize(2);
        program.types[1].display = Display::pointer;
        program.types[1].table = 0;
        program.tables = {{"struct node", {"node#1", "node#2"}}};
    }
    TinyProgram(const TinyProgram&) = delete;
    TinyProgram& operator=(const TinyProgram&) = delete;

    VarId variable(std::string name, std::int64_t low, std::int64_t high, TaskId owner = shared, std::uint32_t count = 1,
                   std::int64_t initial = 0) {
        Variable variable;
        variable.name = std::move(name);
        variable.low = low;
        variable.high = high;
        variable.count = count;
        variable.initial = {initial};
        variable.owner = {owner};
        program.variables.push_back(std::move(variable));
        return static_cast<VarId>(program.variables.size() - 1);
    }

    VarId pointer(std::string name, TaskId owner = shared) {
        const VarId id = variable(std::move(name), 0, 4, owner);
        program.variables[id].type = 1;
        return id;
    }

    /// A task at a first location with this many more after it, the last one final.
    LocationId task(std::uint32_t locations) {
        const auto id = static_cast<TaskId>(program.tasks.size());
        const auto first = static_cast<LocationId>(program.locations.size());
        program.frames.emplace_back();
        program.tasks.push_back({"task" + std::to_string(id), TaskKind::normal, first});
        for (std::uint32_t i = 0; i <= locations; ++i) program.locations.push_back({id, id, true, i == locations, false, {}});
        return first;
    }

    /// A step; change it before the next one is made.
    Step& step(LocationId from, LocationId to, StepKind kind = StepKind::plain, ExprId guard = no_expr) {
        program.locations[from].steps.push_back(static_cast<StepId>(program.steps.size()));
        Step& step = program.steps.emplace_back();
        step.from = from;
        step.to = to;
        step.kind = kind;
        step.guard = guard;
        return step;
    }

    Step& assign(LocationId from, LocationId to, VarId variable, ExprId value) {
        Step& made = step(from, to);
        made.assignments = {{variable, no_expr, value}};
        return made;
    }

    /// Two steps from a location: to `then` if the condition holds, else to `otherwise`.
    void branch(LocationId from, ExprId condition, LocationId then, LocationId otherwise) {
        step(from, then, StepKind::branch, condition);
        step(from, otherwise, StepKind::branch, e.unary(Op::logic_not, condition));
    }

    void invariant(ExprId condition) {
        Invariant invariant;
        invariant.name = "bad";
        invariant.condition = condition;
        program.invariants.push_back(invariant);
    }

    ExprId number(std::int64_t value) { return e.constant(value); }
    ExprId less(VarId variable, std::int64_t limit) { return e.binary(Op::less, e.load(variable), number(limit)); }
    ExprId plus(VarId variable, std::int64_t more) { return e.binary(Op::add, e.load(variable), number(more)); }
    ExprId is(VarId variable, std::int64_t value) { return e.binary(Op::equal, e.load(variable), number(value)); }
};

}  // namespace mmapck::program::tests
