// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/input_tests.h"
#include "checker/symbolic/reasons.h"

namespace mmapck::checker::symbolic {

using namespace program;

namespace {

/// A condition, or the condition that it is the opposite of.
struct Side {
    ExprId condition;
    bool opposite = false;
};

/// Of a condition and its opposite, one stands for both, so that it is one test.
Side usual_side(Terms& terms, ExprId condition) {
    Side side{condition, false};
    while (terms[side.condition].op == Op::logic_not) side = {terms.truth_of(terms[side.condition].a), !side.opposite};
    const Expression node = terms[side.condition];
    switch (node.op) {
        case Op::not_equal: return {terms.equal(node.a, node.b), !side.opposite};
        case Op::less_equal: return {terms.apply(Op::less, 0, node.b, node.a), !side.opposite};
        case Op::less_equal_unsigned: return {terms.apply(Op::less_unsigned, 0, node.b, node.a), !side.opposite};
        default: return side;
    }
}

}  // namespace

bool TestRecord::truth(ExprId term) {
    const auto [condition, opposite] = usual_side(terms_, terms_.truth_of(term));
    const bool holds = value_of(terms_, condition, values_) != 0;
    if (terms_[condition].op != Op::constant && tested_.emplace(condition, holds).second) tests_.push_back({condition, holds, where_});
    return holds != opposite;
}

std::int64_t TestRecord::value(ExprId term) {
    const std::int64_t value = value_of(terms_, term, values_);
    truth(terms_.equal(term, terms_.constant(value)));
    return value;
}

}  // namespace mmapck::checker::symbolic
