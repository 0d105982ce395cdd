// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/compile_expression.h"

#include <algorithm>

namespace mmapck::checker::explicit_ {

using namespace program;

namespace {

Opcode opcode(Op op) {
    switch (op) {
        case Op::negate: return Opcode::negate;
        case Op::bit_not: return Opcode::bit_not;
        case Op::logic_not: return Opcode::logic_not;
        case Op::add: return Opcode::add;
        case Op::subtract: return Opcode::subtract;
        case Op::multiply: return Opcode::multiply;
        case Op::divide: return Opcode::divide;
        case Op::remainder: return Opcode::remainder;
        case Op::divide_unsigned: return Opcode::divide_unsigned;
        case Op::remainder_unsigned: return Opcode::remainder_unsigned;
        case Op::shift_left: return Opcode::shift_left;
        case Op::shift_right: return Opcode::shift_right;
        case Op::shift_right_unsigned: return Opcode::shift_right_unsigned;
        case Op::bit_and: return Opcode::bit_and;
        case Op::bit_or: return Opcode::bit_or;
        case Op::bit_xor: return Opcode::bit_xor;
        case Op::equal: return Opcode::equal;
        case Op::not_equal: return Opcode::not_equal;
        case Op::less: return Opcode::less;
        case Op::less_equal: return Opcode::less_equal;
        case Op::less_unsigned: return Opcode::less_unsigned;
        case Op::less_equal_unsigned: return Opcode::less_equal_unsigned;
        case Op::logic_and: return Opcode::logic_and;
        case Op::logic_or: return Opcode::logic_or;
        case Op::conditional: return Opcode::conditional;
        case Op::sign_extend: return Opcode::sign_extend;
        case Op::zero_extend: return Opcode::zero_extend;
        case Op::constant:
        case Op::choice:
        case Op::load:
        case Op::element: break;
    }
    return Opcode::copy;
}

}  // namespace

ExpressionCompiler::ExpressionCompiler(const Program& program, const Cells& cells, Code& code)
    : program_(program), cells_(cells), code_(code), slot_(program.expressions.size()), stamp_(program.expressions.size()) {
    for (const Cell& cell : cells.all) code.values.push_back(cell.initial);
    code.choice = static_cast<Slot>(code.values.size());
    code.values.push_back(0);
    add_constant(0);
    add_constant(1);
    for (const Variable& variable : program.variables) {
        add_constant(variable.low);
        add_constant(variable.high);
    }
    for (ExprId id = 0; id < program.expressions.size(); ++id)
        if (program.expressions[id].op == Op::constant) add_constant(program.expressions[id].value);
    first_temporary_ = next_temporary_ = end_of_temporaries_ = static_cast<Slot>(code.values.size());
}

void ExpressionCompiler::add_constant(std::int64_t value) {
    if (constants_.try_emplace(value, static_cast<Slot>(code_.values.size())).second) code_.values.push_back(value);
}

void ExpressionCompiler::forget() {
    ++unit_;
    next_temporary_ = first_temporary_;
}

bool ExpressionCompiler::constant(ExprId id, std::int64_t* value) const {
    const Expression& node = program_.expressions[id];
    if (node.op != Op::constant) return false;
    if (value != nullptr) *value = node.value;
    return true;
}

void ExpressionCompiler::set(ExprId id, Slot slot) {
    slot_[id] = slot;
    stamp_[id] = unit_;
}

Slot ExpressionCompiler::temporary() {
    const Slot slot = next_temporary_++;
    end_of_temporaries_ = std::max(end_of_temporaries_, next_temporary_);
    return slot;
}

// Fields of an object are at index "pointer - 1": the pointer, or no_expr for any other expression.
ExprId ExpressionCompiler::instance_number(ExprId id) const {
    const Expression& node = program_.expressions[id];
    if (node.op != Op::element) return no_expr;
    const Expression& index = program_.expressions[node.a];
    std::int64_t value = 0;
    if (index.op == Op::subtract && constant(index.b, &value) && value == 1) return index.a;
    if (index.op == Op::add && constant(index.b, &value) && value == -1) return index.a;
    return no_expr;
}

// Operands have smaller ids, so ascending order evaluates operands first without recursion, however deep the expression is.
Slot ExpressionCompiler::value(ExprId root) {
    std::vector<ExprId> missing;
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (id == no_expr || known(id)) continue;
        missing.push_back(id);
        set(id, 0);
        const Expression& node = program_.expressions[id];
        const ExprId number = instance_number(id);
        if (number != no_expr) open.push_back(number);
        else open.insert(open.end(), {node.a, node.b, node.c});
    }
    std::sort(missing.begin(), missing.end());
    for (const ExprId id : missing) emit(id);
    return slot_[root];
}

void ExpressionCompiler::emit(ExprId id) {
    const Expression& node = program_.expressions[id];
    switch (node.op) {
        case Op::constant: return set(id, constants_.at(node.value));
        case Op::choice: return set(id, code_.choice);
        case Op::load: return set(id, cells_.number(node.variable, 0));
        case Op::element: return emit_element(id);
        default: break;
    }
    Instruction instruction{opcode(node.op), temporary(), slot_[node.a], 0, 0};
    if (node.b != no_expr) instruction.b = slot_[node.b];
    if (node.c != no_expr) instruction.c = slot_[node.c];
    if (node.op == Op::sign_extend || node.op == Op::zero_extend) instruction.b = static_cast<std::uint32_t>(node.value);
    code_.instructions.push_back(instruction);
    set(id, instruction.dst);
}

void ExpressionCompiler::emit_element(ExprId id) {
    const Expression& node = program_.expressions[id];
    const std::uint32_t count = program_.variables[node.variable].count;
    std::int64_t index = 0;
    if (constant(node.a, &index)) {
        const bool inside = index >= 0 && index < count;
        return set(id, inside ? cells_.number(node.variable, static_cast<std::uint32_t>(index)) : constants_.at(0));
    }
    const ExprId number = instance_number(id);
    const Opcode op = number == no_expr ? Opcode::element : Opcode::element_from_one;
    const Slot index_slot = slot_[number == no_expr ? node.a : number];
    const Slot slot = temporary();
    code_.instructions.push_back({op, slot, index_slot, cells_.number(node.variable, 0), count});
    set(id, slot);
}

Routine ExpressionCompiler::routine(ExprId id) {
    forget();
    Routine routine;
    routine.begin = static_cast<std::uint32_t>(code_.instructions.size());
    routine.result = value(id);
    code_.instructions.push_back({});
    return routine;
}

Address ExpressionCompiler::condition(ExprId id, Opcode if_zero, const Unless& unless, std::uint32_t dst) {
    const Expression node = program_.expressions[id];
    Instruction instruction{if_zero, dst, 0, 0, 0};
    if (node.op == Op::equal) instruction.op = unless.equal;
    if (node.op == Op::not_equal) instruction.op = unless.not_equal;
    if (node.op == Op::less) instruction.op = unless.less;
    if (node.op == Op::less_equal) instruction.op = unless.less_equal;
    if (node.op == Op::logic_not) instruction.op = unless.equal;
    if (known(id) || instruction.op == if_zero) {
        instruction.op = if_zero;
        instruction.a = value(id);
    } else {
        instruction.a = value(node.a);
        instruction.b = node.op == Op::logic_not ? constants_.at(0) : value(node.b);
    }
    code_.instructions.push_back(instruction);
    return static_cast<Address>(code_.instructions.size() - 1);
}

Slot ExpressionCompiler::copy(Slot slot) {
    const Slot to = temporary();
    code_.instructions.push_back({Opcode::copy, to, slot, 0, 0});
    return to;
}

void ExpressionCompiler::finish() { code_.values.resize(end_of_temporaries_); }

}  // namespace mmapck::checker::explicit_
