// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/state.h"

#include <algorithm>

namespace mmapck::checker::explicit_::native {

using namespace program;

State::State(Ir& ir, const Model& model, Value words, TaskId task, std::uint32_t number) : State(ir, model, words) {
    section_ = &model.layout.section(task);
    number_ = number;
}

const Field* State::shared_field(std::uint32_t cell) const {
    const std::uint32_t number = model_.layout.shared_field(cell);
    return number == Layout::no_number ? nullptr : &model_.layout.shared()[number];
}

Value State::decode(Value word, const Field& field) {
    const Value bits = ir_.and_(ir_.shift_right(word, field.shift), field.mask());
    return field.low == 0 ? bits : ir_.binary(LLVMAdd, bits, ir_.constant(field.low));
}

Value State::encode(Value value, const Field& field) {
    const Value bits = field.low == 0 ? value : ir_.binary(LLVMSub, value, ir_.constant(field.low));
    return ir_.shift_left(ir_.and_(bits, field.mask()), field.shift);
}

/// The variable of an own cell. It starts with what the section holds; where it is dead, with anything.
Value State::own(std::uint32_t cell) {
    const auto found = own_.find(cell);
    if (found != own_.end()) return found->second;
    const Value variable = ir_.variable(ir_.i64());
    const BasicBlock back = ir_.current();
    ir_.at(entry_);
    Value first = ir_.constant(model_.cells.all[cell].initial);
    for (const Field& field : section_->live(number_))
        if (field.cell == cell) first = decode(load_word(field.word), field);
    ir_.store(first, variable);
    ir_.at(back);
    return own_[cell] = variable;
}

Value State::load(std::uint32_t cell) {
    const Interval values = model_.cells.all[cell].values;
    if (values.single()) return ir_.constant(values.low);
    if (const Field* field = shared_field(cell)) return decode(load_word(field->word), *field);
    return ir_.load(own(cell));
}

void State::store(std::uint32_t cell, Value value) {
    if (model_.cells.all[cell].values.single()) return;
    const Field* field = shared_field(cell);
    if (field == nullptr) return ir_.store(value, own(cell));
    const Value others = ir_.and_(load_word(field->word), ~(field->mask() << field->shift));
    store_word(ir_.binary(LLVMOr, others, encode(value, *field)), field->word);
}

Interval State::indices(VarId array) const { return {0, static_cast<std::int64_t>(model_.program.variables[array].count) - 1}; }

std::vector<State::Row> State::rows(VarId array, Interval indices) const {
    std::vector<Row> found;
    for (std::int64_t index = indices.low; index <= indices.high; ++index) {
        const std::uint32_t cell = model_.cells.number(array, static_cast<std::uint32_t>(index));
        const Field* field = model_.cells.all[cell].values.single() ? nullptr : shared_field(cell);
        if (field == nullptr) {
            found.push_back({index, index, {cell, 0, 0, 1, 0}, 0});
            continue;
        }
        const std::uint32_t width = field->width;
        if (!found.empty()) {
            Row& row = found.back();
            const std::uint64_t next = row.field.shift + static_cast<std::uint64_t>(index - row.first) * width;
            if (row.width == width && row.field.word == field->word && row.field.low == field->low && next == field->shift) {
                row.last = index;
                continue;
            }
        }
        found.push_back({index, index, *field, width});
    }
    return found;
}

Value State::inside(const Row& row, Value index) {
    if (row.first == row.last) return ir_.compare(LLVMIntEQ, index, ir_.constant(row.first));
    const Value offset = row.first == 0 ? index : ir_.binary(LLVMSub, index, ir_.constant(row.first));
    return ir_.compare(LLVMIntULE, offset, ir_.constant(row.last - row.first));
}

/// How far the element's field is from bit 0. The index may be outside of the row: shifts stay below 64.
Value State::shift(const Row& row, Value index) {
    if (row.first == row.last) return ir_.constant(row.field.shift);
    const Value offset = row.first == 0 ? index : ir_.binary(LLVMSub, index, ir_.constant(row.first));
    const Value bits = ir_.binary(LLVMMul, offset, ir_.constant(row.width));
    return ir_.and_(ir_.binary(LLVMAdd, bits, ir_.constant(row.field.shift)), 63);
}

Value State::load_element(VarId array, Interval worth, Value index) {
    Value result = ir_.constant(0);
    const std::vector<Row> all = rows(array, meet(worth, indices(array)));
    for (const Row& row : all) {
        Value value = nullptr;
        if (row.width == 0) {
            value = load(row.field.cell);
        } else {
            const Value bits = ir_.and_(ir_.binary(LLVMLShr, load_word(row.field.word), shift(row, index)), row.field.mask());
            value = row.field.low == 0 ? bits : ir_.binary(LLVMAdd, bits, ir_.constant(row.field.low));
        }
        const bool always = all.size() == 1 && indices(array).contains(worth);
        result = always ? value : ir_.select(inside(row, index), value, result);
    }
    return result;
}

void State::store_element(VarId array, Interval worth, Value index, Value value) {
    const std::vector<Row> all = rows(array, meet(worth, indices(array)));
    for (const Row& row : all) {
        const Value is_inside = all.size() == 1 ? nullptr : inside(row, index);
        if (row.width == 0) {
            store(row.field.cell, is_inside == nullptr ? value : ir_.select(is_inside, value, load(row.field.cell)));
            continue;
        }
        const Value by = shift(row, index);
        const Value old = load_word(row.field.word);
        const Value mask = ir_.binary(LLVMShl, ir_.constant(static_cast<std::int64_t>(row.field.mask())), by);
        const Value others = ir_.binary(LLVMAnd, old, ir_.binary(LLVMXor, mask, ir_.constant(-1)));
        const Value low = row.field.low == 0 ? value : ir_.binary(LLVMSub, value, ir_.constant(row.field.low));
        const Value changed = ir_.binary(LLVMOr, others, ir_.binary(LLVMShl, ir_.and_(low, row.field.mask()), by));
        store_word(is_inside == nullptr ? changed : ir_.select(is_inside, changed, old), row.field.word);
    }
}

void State::write_section(std::uint32_t number) {
    const Field& location = section_->location;
    for (const Mask& mask : section_->masks) {
        Value word = ir_.and_(load_word(mask.word), ~mask.bits);
        const auto add = [&](Value bits) { word = ir_.binary(LLVMOr, word, bits); };
        if (location.word == mask.word) add(ir_.constant(static_cast<std::int64_t>(location.encode(number))));
        for (const Field& field : section_->live(number))
            if (field.word == mask.word) add(encode(load(field.cell), field));
        store_word(word, mask.word);
    }
}

}  // namespace mmapck::checker::explicit_::native
