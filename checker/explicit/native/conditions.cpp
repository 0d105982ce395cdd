// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/conditions.h"

#include <algorithm>

namespace mmapck::checker::explicit_::native {

using namespace program;

template <typename Body>
Value ConditionCode::function(const std::string& name, bool exported, LLVMTypeRef result, Body&& body) {
    const Value function = ir_.begin(name, result, {ir_.words()}, exported);
    State state(ir_, model_, ir_.parameter(0));
    ExpressionCode expressions(ir_, model_, state);
    body(expressions);
    return function;
}

Value ConditionCode::holds(const std::string& name, ExprId expression) {
    return function(name, true, ir_.i32(), [&](ExpressionCode& expressions) {
        ir_.give(ir_.select(expressions.truth(expression), ir_.constant32(1), ir_.constant32(0)));
    });
}

Value ConditionCode::absent(const std::string& name, ExprId subject) {
    return function(name, true, ir_.i32(), [&](ExpressionCode& expressions) {
        if (subject == no_expr) ir_.give(ir_.constant32(0));
        else ir_.give(ir_.select(expressions.truth(subject), ir_.constant32(0), ir_.constant32(1)));
    });
}

Value ConditionCode::holds(const std::string& name, const CompiledClause& clause) {
    return function(name, true, ir_.i32(), [&](ExpressionCode& expressions) {
        require(expressions, clause);
        ir_.give(ir_.constant32(1));
    });
}

Value ConditionCode::hold(const std::string& name, const std::vector<std::uint32_t>& invariants, const Known& known) {
    return function(name, false, ir_.i32(), [&](ExpressionCode& expressions) {
        for (const std::uint32_t index : invariants) {
            for (const CompiledClause& clause : model_.code.invariants[index].condition) require(expressions, clause);
            if (known.tested[index]) continue;
            const ExprId subject = model_.program.invariants[index].subject;
            const BasicBlock next = ir_.block(), unusual = ir_.block();
            if (subject == no_expr) ir_.jump(unusual);
            else ir_.branch(expressions.truth(subject), unusual, next);
            ir_.at(unusual);
            ir_.give(ir_.constant32(0));
            ir_.at(next);
            expressions.forget();
        }
        ir_.give(ir_.constant32(1));
    });
}

/// Goes on where one of the literals holds; otherwise the result is 0.
void ConditionCode::require(ExpressionCode& expressions, const CompiledClause& clause) {
    const BasicBlock good = ir_.block();
    for (const CompiledLiteral& literal : clause) {
        const BasicBlock next = ir_.block();
        const Value truth = expressions.truth(literal.literal.expression);
        if (literal.literal.truth) ir_.branch(truth, good, next);
        else ir_.branch(truth, next, good);
        ir_.at(next);
    }
    ir_.give(ir_.constant32(0));
    ir_.at(good);
    expressions.forget();
}

Value ConditionCode::held(const std::string& name, TaskId task, std::uint32_t first) {
    return function(name, false, ir_.i64(), [&](ExpressionCode& expressions) {
        Value all = ir_.constant(0);
        const auto last = std::min<std::uint32_t>(first + 64, static_cast<std::uint32_t>(model_.program.locks.size()));
        for (std::uint32_t lock = first; lock < last; ++lock) {
            const Value holders = expressions.value(model_.program.locks[lock].holders);
            const Value bit = ir_.and_(ir_.shift_right(holders, task + 1), 1);
            all = ir_.binary(LLVMOr, all, ir_.shift_left(bit, lock - first));
        }
        ir_.give(all);
    });
}

}  // namespace mmapck::checker::explicit_::native
