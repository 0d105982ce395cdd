// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/describe.h"

#include "model/lang/lower/survey.h"

namespace mmapck::lang::lowering {

std::string describe(const tree::Unit& unit, const tree::Expression& expression) {
    using tree::ExpressionKind;
    const tree::Expression& e = without_casts(expression);
    const auto operand = [&](std::size_t i) { return describe(unit, e.operands[i]); };
    const auto field = [&] { return unit.structures[unit.types[e.operands[0].type].structure].fields[e.field].name; };
    switch (e.kind) {
    case ExpressionKind::constant: return std::to_string(e.value);
    case ExpressionKind::variable: return unit.variables[e.variable].name;
    case ExpressionKind::member: return operand(0) + "." + field();
    case ExpressionKind::arrow: return operand(0) + "->" + field();
    case ExpressionKind::subscript: return operand(0) + "[" + operand(1) + "]";
    case ExpressionKind::address: return "&" + operand(0);
    case ExpressionKind::dereference: return "*" + operand(0);
    case ExpressionKind::function: return unit.functions[e.function].name;
    default: return e.text.empty() ? "..." : e.text;
    }
}

}  // namespace mmapck::lang::lowering
