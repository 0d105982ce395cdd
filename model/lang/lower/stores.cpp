// SPDX-License-Identifier: Apache-2.0
// Stores of whole structures and arrays, and the pools of objects.
#include "model/lang/lower/describe.h"
#include "model/lang/lower/evaluator.h"
#include "model/lang/lower/failure.h"

namespace mmapck::lang::lowering {

using tree::Expression;
using tree::ExpressionKind;
using tree::TypeKind;

void Evaluator::store_object(const Place& to, const Expression* source) {
    const tree::Type& type = context_.unit.types[to.type];
    if (source == nullptr) return zero(to);
    const Expression& e = without_casts(*source);
    if (type.kind == TypeKind::array) return store_array(to, &e);
    if (type.kind != TypeKind::structure) return store(to, stored(*source, to.type));
    if (e.kind == ExpressionKind::initializer) return store_fields(type.structure, to, &e);
    if (e.kind == ExpressionKind::conditional || e.kind == ExpressionKind::call || e.kind == ExpressionKind::call_pointer)
        fail(e.where, "a structure is stored as a whole from '" + describe(context_.unit, e) + "'",
             "use a pointer to it, or an if");
    copy(type.structure, to, place(e));
}

void Evaluator::store_fields(tree::StructId s, const Place& object, const Expression* source) {
    for (std::uint32_t f = 0; f < context_.unit.structures[s].fields.size(); ++f) {
        const bool is_given = f < source->operands.size();
        store_object(field(object, s, f), is_given ? &source->operands[f] : nullptr);
    }
}

void Evaluator::store_array(const Place& to, const Expression* source) {
    const tree::Type& type = context_.unit.types[to.type];
    if (source->kind != ExpressionKind::initializer) {
        if (source->kind == ExpressionKind::constant && source->value == 0) return zero(to);
        fail(source->where, "an array cannot be stored as a whole", "store its elements one by one");
    }
    for (std::uint64_t i = 0; i < type.count; ++i) {
        const Place at = element(to, fold_.constant(static_cast<std::int64_t>(i)), *source);
        store_object(at, i < source->operands.size() ? &source->operands[i] : nullptr);
    }
}

void Evaluator::zero(const Place& to) {
    const tree::Type& base = context_.base(to.type);
    const std::int64_t count = context_.elements(to.type);
    for (std::int64_t i = 0; i < count; ++i) {
        if (base.kind == TypeKind::structure) {
            Place object = to;
            object.object = fold_.plus(to.object, i);
            for (std::uint32_t f = 0; f < context_.unit.structures[base.structure].fields.size(); ++f)
                zero(field(object, base.structure, f));
        } else if (to.variable != program::none) {
            Place scalar = to;
            if (to.index != no_expr) scalar.index = fold_.plus(to.index, i);
            store(scalar, fold_.constant(0));
        }
    }
}

void Evaluator::copy(tree::StructId s, const Place& to, const Place& from) {
    const auto& fields = context_.unit.structures[s].fields;
    for (std::uint32_t f = 0; f < fields.size(); ++f) {
        const Place target = field(to, s, f);
        const Place source = field(from, s, f);
        const tree::Type& base = context_.base(fields[f].type);
        for (std::int64_t i = 0; i < context_.elements(fields[f].type); ++i) {
            Place a = target;
            Place b = source;
            if (base.kind == TypeKind::structure) {
                a.object = fold_.plus(target.object, i);
                b.object = fold_.plus(source.object, i);
                copy(base.structure, a, b);
            } else if (target.variable != program::none) {
                a.index = fold_.plus(target.index, i);
                b.index = fold_.plus(source.index, i);
                store(a, read(b));
            }
        }
    }
}

void Evaluator::release(tree::StructId s, ExprId object) {
    step_.frees.push_back({s, object});
    Place freed;
    freed.object = object;
    const auto& fields = context_.unit.structures[s].fields;
    for (std::uint32_t f = 0; f < fields.size(); ++f) {
        const Place inner = field(freed, s, f);
        const tree::Type& base = context_.base(fields[f].type);
        if (base.kind != TypeKind::structure) {
            zero(inner);
            continue;
        }
        for (std::int64_t i = 0; i < context_.elements(fields[f].type); ++i) release(base.structure, fold_.plus(inner.object, i));
    }
}

ExprId Evaluator::pool_alloc(const Expression& e) {
    const tree::Variable& pool = context_.unit.variables[e.variable];
    const VarId allocated = context_.allocated[e.variable];
    const std::int64_t size = context_.elements(pool.type);
    ExprId lowest = fold_.constant(size);
    for (std::int64_t i = size; i-- > 0;)
        lowest = fold_.conditional(fold_.element(allocated, fold_.constant(i)), lowest, fold_.constant(i));
    check(fold_.binary(Op::less, lowest, fold_.constant(size)), program::kind::pool_exhausted,
          "all " + std::to_string(size) + " objects of the pool '" + pool.pool + "' are in use; make it larger");
    store({tree::none, allocated, lowest, no_expr, no_expr}, fold_.constant(1));
    return fold_.plus(lowest, context_.objects.global_first[e.variable]);
}

ExprId Evaluator::pool_at(const Expression& e) {
    const tree::Variable& pool = context_.unit.variables[e.variable];
    const std::int64_t size = context_.elements(pool.type);
    const ExprId i = value(e.operands[0]);
    check(fold_.both(fold_.binary(Op::less_equal, fold_.constant(0), i), fold_.binary(Op::less, i, fold_.constant(size))),
          program::kind::out_of_bounds,
          describe(context_.unit, e.operands[0]) + " is not an index of the pool '" + pool.pool + "', which has " +
              std::to_string(size) + " objects");
    return fold_.conditional(fold_.element(context_.allocated[e.variable], i),
                             fold_.plus(i, context_.objects.global_first[e.variable]), fold_.constant(0));
}

/// Of an object that is there; elsewhere 0, where nothing is checked.
ExprId Evaluator::pool_index(const Expression& e) {
    const tree::Variable& pool = context_.unit.variables[e.variable];
    const Place object = pointee(e.operands[0]);
    const ExprId index = fold_.plus(object.object, -std::int64_t(context_.objects.global_first[e.variable]));
    const ExprId inside = fold_.both(fold_.binary(Op::less_equal, fold_.constant(0), index),
                                     fold_.binary(Op::less, index, fold_.constant(context_.elements(pool.type))));
    if (total_) return fold_.conditional(fold_.both(object.valid, inside), index, fold_.constant(0));
    if (context_.objects.count(context_.base(pool.type).structure) > context_.elements(pool.type))
        check(inside, program::kind::out_of_bounds, describe(context_.unit, e.operands[0]) + " is no object of the pool '" + pool.pool + "'");
    return index;
}

}  // namespace mmapck::lang::lowering
