// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/describe.h"
#include "model/lang/lower/evaluator.h"
#include "model/lang/lower/failure.h"

namespace mmapck::lang::lowering {

using tree::Expression;
using tree::ExpressionKind;
using tree::TypeKind;

Evaluator::Evaluator(Context& context, Storage& storage, program::Step& step, const std::vector<Hoisted>& hoisted, bool total)
    : context_(context), fold_(context.fold), storage_(storage), step_(step), hoisted_(hoisted), total_(total),
      path_(context.fold.constant(1)) {}

ExprId Evaluator::value(const Expression& e) {
    for (const Hoisted& h : hoisted_)
        if (h.expression == &e) return h.value;
    switch (e.kind) {
    case ExpressionKind::constant: return fold_.constant(e.value);
    case ExpressionKind::variable:
        if (storage_.bound[e.variable] != no_expr) return storage_.bound[e.variable];
        return read(place_of(e.variable));
    case ExpressionKind::member:
    case ExpressionKind::arrow:
    case ExpressionKind::subscript: return read(place(e));
    case ExpressionKind::address: return place(e.operands[0]).object;
    case ExpressionKind::function: return function_number(e.function);
    case ExpressionKind::unary: {
        const ExprId a = value(e.operands[0]);
        if (e.op == Op::logic_not) return fold_.negation(a);
        return fold_.wrap(fold_.unary(e.op, a), context_.unit.types[e.type]);
    }
    case ExpressionKind::binary: return binary(e);
    case ExpressionKind::logic_and:
    case ExpressionKind::logic_or: return short_circuit(e);
    case ExpressionKind::conditional: return conditional(e);
    case ExpressionKind::assign: return assignment(e);
    case ExpressionKind::compound:
    case ExpressionKind::increment: return compound(e);
    case ExpressionKind::cast: return cast(e);
    case ExpressionKind::call: {
        const tree::Function& callee = context_.unit.functions[e.function];
        if (!callee.pure)
            fail(e.where, "'" + callee.name + "' is called where only __pure functions can be called", "declare it __pure if it only reads");
        std::vector<ExprId> arguments;
        for (const Expression& operand : e.operands) arguments.push_back(value(operand));
        return call_pure(callee, std::move(arguments), e.where);
    }
    case ExpressionKind::comma: value(e.operands[0]); return value(e.operands[1]);
    case ExpressionKind::builtin: return builtin(e);
    case ExpressionKind::initializer:
        if (e.operands.size() == 1) return value(e.operands[0]);
        [[fallthrough]];
    case ExpressionKind::dereference:
    case ExpressionKind::call_pointer: break;
    }
    fail(e.where, "this has no value that a step can compute: '" + describe(context_.unit, e) + "'");
}

ExprId Evaluator::function_number(tree::FunctionId function) const {
    const auto& taken = context_.survey.address_taken;
    return fold_.constant(std::lower_bound(taken.begin(), taken.end(), function) - taken.begin() + 1);
}

ExprId Evaluator::binary(const Expression& e) {
    const ExprId a = value(e.operands[0]);
    const ExprId b = value(e.operands[1]);
    return operation(e.op, a, b, context_.unit.types[e.type], e);
}

ExprId Evaluator::operation(Op op, ExprId a, ExprId b, const tree::Type& type, const Expression& e) {
    switch (op) {
    case Op::divide:
    case Op::divide_unsigned:
    case Op::remainder:
    case Op::remainder_unsigned:
        check(fold_.binary(Op::not_equal, b, fold_.constant(0)), program::kind::division_by_zero,
              describe(context_.unit, e.operands[1]) + " is 0 here");
        break;
    case Op::shift_left:
    case Op::shift_right:
    case Op::shift_right_unsigned:
        check(fold_.both(fold_.binary(Op::less_equal, fold_.constant(0), b),
                         fold_.binary(Op::less, b, fold_.constant(type.bits))),
              program::kind::shift_range,
              describe(context_.unit, e.operands[1]) + " is not a shift of 0 to " + std::to_string(type.bits - 1) + " bits");
        break;
    default: break;
    }
    return fold_.wrap(fold_.binary(op, a, b), type);
}

ExprId Evaluator::short_circuit(const Expression& e) {
    const bool is_and = e.kind == ExpressionKind::logic_and;
    const ExprId a = truth(e.operands[0]);
    if (fold_.is(a, is_and ? 0 : 1)) return a;
    const ExprId b = under(is_and ? a : fold_.negation(a), [&] { return truth(e.operands[1]); });
    return fold_.binary(is_and ? Op::logic_and : Op::logic_or, a, b);
}

ExprId Evaluator::conditional(const Expression& e) {
    const ExprId c = truth(e.operands[0]);
    if (const auto v = fold_.value(c)) return value(e.operands[*v != 0 ? 1 : 2]);
    const ExprId then = under(c, [&] { return value(e.operands[1]); });
    const ExprId otherwise = under(fold_.negation(c), [&] { return value(e.operands[2]); });
    return fold_.conditional(c, then, otherwise);
}

ExprId Evaluator::assignment(const Expression& e) {
    if (pure_) {
        const ExprId v = value(e.operands[1]);
        set_local(e.operands[0], v);
        return v;
    }
    const Place to = place(e.operands[0]);
    if (context_.base(e.operands[0].type).kind == TypeKind::structure) {
        store_object(to, &e.operands[1]);
        return to.object;
    }
    const ExprId v = stored(e.operands[1], e.operands[0].type);
    store(to, v);
    return v;
}

ExprId Evaluator::stored(const Expression& e, tree::TypeId to) {
    const tree::Type& type = context_.unit.types[to];
    if (e.kind == ExpressionKind::cast && type.kind == TypeKind::integer && !type.is_bool) {
        const tree::Type& from = context_.unit.types[e.operands[0].type];
        const bool narrows = from.kind == TypeKind::integer && from.bits > type.bits && context_.unit.types[e.type].bits == type.bits;
        if (narrows) return value(e.operands[0]);
    }
    return value(e);
}

ExprId Evaluator::compound(const Expression& e) {
    const tree::Type& type = context_.unit.types[e.operands[0].type];
    const bool is_step = e.kind == ExpressionKind::increment;
    if (is_step && type.kind != TypeKind::integer) fail(e.where, "only integers can be incremented");
    Place to;
    if (!pure_) to = place(e.operands[0]);
    const ExprId old = pure_ ? value(e.operands[0]) : read(to);
    ExprId result = no_expr;
    if (is_step) {
        // Not wrapped: a value that does not fit is the violation "domain".
        result = fold_.plus(old, e.value);
    } else {
        const tree::Type& compute = context_.unit.types[e.compute == tree::none ? e.operands[0].type : e.compute];
        const ExprId right = value(e.operands[1]);
        result = operation(e.op, fold_.wrap(old, compute), right, compute, e);
    }
    if (type.is_bool) result = fold_.truth(result);
    if (pure_)
        set_local(e.operands[0], fold_.wrap(result, type));
    else
        store(to, result);
    return e.postfix ? old : result;
}

void Evaluator::set_local(const Expression& place, ExprId value) {
    const bool is_local = place.kind == ExpressionKind::variable &&
                          context_.unit.variables[place.variable].storage != tree::Storage::global;
    if (!is_local)
        fail(place.where, "a __pure function or an invariant stores to '" + describe(context_.unit, place) + "'",
             "it may store to its own variables only");
    storage_.bound[place.variable] = value;
}

ExprId Evaluator::cast(const Expression& e) {
    const tree::Type& type = context_.unit.types[e.type];
    const tree::Type& from = context_.unit.types[e.operands[0].type];
    if (from.kind == TypeKind::structure) return place(e.operands[0]).object;
    if (from.kind == TypeKind::array && e.operands[0].kind != ExpressionKind::initializer)
        return place(e.operands[0]).object;
    return fold_.wrap(value(e.operands[0]), type);
}

ExprId Evaluator::builtin(const Expression& e) {
    switch (e.builtin) {
    case tree::Builtin::task: return fold_.constant(storage_.task == program::none ? 0 : storage_.task + 1);
    case tree::Builtin::subject: {
        const ExprId c = truth(e.operands[0]);
        const ExprId here = fold_.both(path_, c);
        subject_ = subject_ == no_expr ? here : fold_.either(subject_, here);
        return c;
    }
    case tree::Builtin::check:
        check(truth(e.operands[0]), e.strings[0], e.strings.size() > 1 ? e.strings[1] : "");
        return fold_.constant(0);
    case tree::Builtin::pool_at: return pool_at(e);
    case tree::Builtin::pool_index: return pool_index(e);
    case tree::Builtin::pool_alloc:
        if (pure_) break;
        return pool_alloc(e);
    case tree::Builtin::choose:
        if (pure_) break;
        step_.choice_low = value(e.operands[0]);
        step_.choice_high = value(e.operands[1]);
        return fold_.choice();
    default: break;
    }
    fail(e.where, "'" + describe(context_.unit, e) + "' cannot stand here", "make it a statement of its own");
}

}  // namespace mmapck::lang::lowering
