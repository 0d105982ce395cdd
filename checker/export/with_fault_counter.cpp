// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <utility>

#include "checker/export/export.h"

namespace mmapck::checker::exports {

using namespace program;

namespace {

/// Program::max_faults where any number of faults may happen: nothing is to be counted.
constexpr std::uint32_t unlimited = ~std::uint32_t{0};

bool can_fail(const Program& program) {
    for (const Step& step : program.steps)
        if (step.kind == StepKind::fault) return true;
    return false;
}

void guard(Program& program, Step& step, ExprId condition) {
    step.guard = step.guard == no_expr ? condition : program.expressions.binary(Op::logic_and, step.guard, condition);
}

}  // namespace

Program with_fault_counter(Program program) {
    if (!can_fail(program)) return program;
    if (program.max_faults == unlimited) return with_any_faults(std::move(program));
    Variable taken;
    taken.name = "faults";
    taken.high = program.max_faults;
    taken.initial = {0};
    const auto counter = static_cast<VarId>(program.variables.size());
    program.variables.push_back(taken);
    Expressions& e = program.expressions;
    const ExprId left = e.binary(Op::less, e.load(counter), e.constant(program.max_faults));
    const ExprId more = e.binary(Op::add, e.load(counter), e.constant(1));
    for (Step& step : program.steps) {
        if (step.kind != StepKind::fault) continue;
        guard(program, step, left);
        step.assignments.push_back({counter, no_expr, more});
        step.kind = StepKind::plain;
        step.fault = none;
    }
    program.max_faults = 0;
    return program;
}

}  // namespace mmapck::checker::exports
