// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/describe.h"
#include "model/lang/lower/evaluator.h"
#include "model/lang/lower/failure.h"

namespace mmapck::lang::lowering {

using tree::Expression;
using tree::ExpressionKind;
using tree::TypeKind;

VarId Evaluator::cell(tree::VariableId v) {
    if (storage_.cells[v] != program::none) return storage_.cells[v];
    const tree::Variable& variable = context_.unit.variables[v];
    const tree::Domain domain = stored_domain(context_, variable.type, variable.domain);
    program::Variable result;
    result.name = local_name(context_.unit, context_.survey, v, context_.tasks[storage_.task].name);
    result.type = context_.types.of(variable.type);
    result.low = domain.low;
    result.high = domain.high;
    result.count = static_cast<std::uint32_t>(context_.elements(variable.type));
    result.owner = {storage_.task};
    result.where = variable.where;
    storage_.cells[v] = add_variable(context_, std::move(result));
    return storage_.cells[v];
}

Place Evaluator::place_of(tree::VariableId v) {
    const tree::Variable& variable = context_.unit.variables[v];
    Place result;
    result.type = variable.type;
    const bool is_global = variable.storage == tree::Storage::global;
    if (context_.base(variable.type).kind == TypeKind::structure) {
        if (!is_global && pure_)
            fail(variable.where, "a __pure function cannot have a local structure", "use separate variables, or drop __pure");
        result.object = fold_.constant(is_global ? context_.objects.global_first[v] : context_.objects.local_first[storage_.task][v]);
        return result;
    }
    if (!is_global && pure_ && context_.unit.types[variable.type].kind == TypeKind::array)
        fail(variable.where, "a __pure function cannot have a local array", "use separate variables, or drop __pure");
    result.variable = is_global ? context_.globals[v] : cell(v);
    if (context_.unit.types[variable.type].kind == TypeKind::array) result.index = fold_.constant(0);
    return result;
}

Place Evaluator::place(const Expression& e) {
    switch (e.kind) {
    case ExpressionKind::variable: return place_of(e.variable);
    case ExpressionKind::member: return field(place(e.operands[0]), context_.unit.types[e.operands[0].type].structure, e.field);
    case ExpressionKind::arrow: return field(pointee(e.operands[0]), context_.unit.types[e.operands[0].type].structure, e.field);
    case ExpressionKind::dereference: {
        Place result = pointee(e.operands[0]);
        result.type = e.type;
        return result;
    }
    case ExpressionKind::subscript: {
        const Place array = place(e.operands[0]);
        return element(array, value(e.operands[1]), e);
    }
    case ExpressionKind::cast: return place(e.operands[0]);
    default: fail(e.where, "this has no place in memory: '" + describe(context_.unit, e) + "'");
    }
}

Place Evaluator::pointee(const Expression& pointer) {
    const tree::StructId s = context_.unit.types[pointer.type].structure;
    if (s == tree::none) fail(pointer.where, "'" + describe(context_.unit, pointer) + "' does not point to a known structure");
    Place result;
    result.object = value(pointer);
    const ExprId is_there = fold_.binary(Op::not_equal, result.object, fold_.constant(0));
    const ExprId is_live = fold_.binary(Op::less_equal, result.object, fold_.constant(context_.objects.count(s)));
    if (total_) {
        result.valid = fold_.both(is_there, is_live);
        return result;
    }
    const std::string name = describe(context_.unit, pointer);
    if (!fold_.is(is_there, 1)) check(is_there, program::kind::null_dereference, name + " is NULL here");
    if (context_.objects.freeable[s] && !fold_.is(is_live, 1))
        check(is_live, program::kind::use_after_free, name + " points to a freed " + context_.unit.structures[s].name);
    return result;
}

Place Evaluator::field(const Place& structure, tree::StructId s, std::uint32_t index) {
    const tree::Field& f = context_.unit.structures[s].fields[index];
    const std::int64_t count = context_.elements(f.type);
    const ExprId before = fold_.plus(structure.object, -1);
    const ExprId offset = fold_.binary(Op::multiply, before, fold_.constant(count));
    Place result;
    result.type = f.type;
    result.valid = structure.valid;
    if (context_.base(f.type).kind == TypeKind::structure) {
        result.object = fold_.plus(offset, context_.objects.embedded[s][index]);
        return result;
    }
    result.variable = context_.fields[s][index];
    result.index = offset;
    // A field read through a bad pointer is outside its array, which reads as 0 already.
    if (count == 1 && structure.object != no_expr) {
        const program::Expression& object = fold_[structure.object];
        const bool is_plain = object.op == Op::load || object.op == Op::element;
        if (is_plain) result.valid = no_expr;
    }
    return result;
}

Place Evaluator::element(const Place& array, ExprId index, const Expression& e) {
    const tree::Type& type = context_.unit.types[array.type];
    if (type.kind != TypeKind::array) fail(e.where, "'" + describe(context_.unit, e.operands[0]) + "' is not an array");
    const auto count = static_cast<std::int64_t>(type.count);
    const ExprId inside = fold_.both(fold_.binary(Op::less_equal, fold_.constant(0), index),
                                     fold_.binary(Op::less, index, fold_.constant(count)));
    Place result = array;
    result.type = type.element;
    const ExprId offset = fold_.binary(Op::multiply, index, fold_.constant(context_.elements(type.element)));
    if (array.object != no_expr) result.object = fold_.binary(Op::add, array.object, offset);
    if (array.variable != program::none) result.index = fold_.binary(Op::add, array.index, offset);
    if (total_) {
        result.valid = array.valid == no_expr ? inside : fold_.both(array.valid, inside);
    } else if (!fold_.is(inside, 1)) {
        check(inside, program::kind::out_of_bounds,
              describe(context_.unit, e.operands[1]) + " is not an index of " + describe(context_.unit, e.operands[0]) + ", which has " +
                  std::to_string(count) + (count == 1 ? " element" : " elements"));
    }
    return result;
}

ExprId Evaluator::read(const Place& place) {
    if (place.variable == program::none) return fold_.constant(0);
    const ExprId result = fold_.element(place.variable, place.index);
    return place.valid == no_expr ? result : fold_.conditional(place.valid, result, fold_.constant(0));
}

void Evaluator::store(const Place& place, ExprId value) {
    // No such object: its check fails. Never changed: only its initial value is ever stored, as where a structure is zeroed.
    if (place.variable == program::none || fold_.is_frozen(place.variable)) return;
    const program::Variable& variable = context_.program.variables[place.variable];
    const bool is_scalar = variable.count == 1 && (place.index == no_expr || fold_.is(place.index, 0));
    step_.assignments.push_back({place.variable, is_scalar ? no_expr : place.index, value});
}

void Evaluator::check(ExprId condition, std::string_view kind, std::string words) {
    if (total_) return;
    const ExprId required = fold_.either(fold_.negation(path_), condition);
    if (const auto v = fold_.value(required); v && *v != 0) return;
    for (const program::Check& earlier : step_.checks)
        if (earlier.condition == required && earlier.kind == kind) return;
    step_.checks.push_back({required, std::string(kind), std::move(words)});
}

}  // namespace mmapck::lang::lowering
