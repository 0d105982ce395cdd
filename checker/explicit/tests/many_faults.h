// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "checker/explicit/tests/builder.h"

namespace mmapck::checker::explicit_::tests {

/// Two tasks that count, of which each step may fail: some 10 n^2 states, most of which wait for fewer faults to be done. Each takes two locks now and then, in one order.
inline program::Program many_faults(std::int64_t n) {
    Builder b;
    const VarId failures = b.variable(0, 15);
    const VarId outer = b.lock("outer", "outer", 1), inner = b.lock("inner", "inner", 2);
    for (const auto& [name, weight] : {std::pair("A", 1), std::pair("B", 3)}) {
        const VarId count = b.variable(0, n - 1);
        b.task(name);
        const LocationId loop = b.here();
        const ExprId next = b.e().binary(Op::remainder, b.plus(count, 1), b.number(n));
        b.program.faults.push_back({name, FaultClass::driver, -12, b.program.locations[loop].frame, {}});
        const auto site = static_cast<FaultId>(b.program.faults.size() - 1);
        const auto succeeds = [&](StepKind kind) -> Step& {
            Step& step = b.branch(loop, loop, kind);
            step.fault = site;
            step.guard = b.differs(count, n / 2);
            step.assignments.push_back({count, no_expr, next});
            return step;
        };
        succeeds(StepKind::no_fault);
        const ExprId more = b.e().binary(Op::remainder, b.plus(failures, weight), b.number(16));
        succeeds(StepKind::fault).assignments.push_back({failures, no_expr, more});
        b.go_on_from(loop);
        Step& taken = b.take(outer, 1);
        taken.guard = b.e().binary(Op::bit_and, b.equals(outer, 0), b.equals(count, n / 2));
        b.take(inner, 2);
        b.release(inner);
        b.branch(b.here(), loop).assignments = {{outer, no_expr, b.number(0)}, {count, no_expr, next}};
    }
    b.program.max_faults = 3;
    return b.program;
}

}  // namespace mmapck::checker::explicit_::tests
