// SPDX-License-Identifier: Apache-2.0
#include "model/program/range_evaluator.h"

namespace mmapck::program {
namespace {

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

/// Without one of its ends, if that is the value.
Interval without(Interval interval, std::int64_t value) {
    if (interval.low == value && value < largest) ++interval.low;
    else if (interval.high == value && value > smallest) --interval.high;
    return interval;
}

/// The numbers below `limit` (or equal to it); nothing below the smallest number.
Interval below(std::int64_t limit, bool or_equal) {
    if (or_equal) return {smallest, limit};
    return limit == smallest ? Interval{1, 0} : Interval{smallest, limit - 1};
}

Interval above(std::int64_t limit, bool or_equal) {
    if (or_equal) return {limit, largest};
    return limit == largest ? Interval{1, 0} : Interval{limit + 1, largest};
}

}  // namespace

RangeEvaluator::RangeEvaluator(const Program& program, const Cells& numbering, const std::vector<Interval>& cells)
    : program_(program),
      numbering_(numbering),
      cells_(cells),
      known_cell_(numbering.size()),
      known_(program.expressions.size()),
      memo_(program.expressions.size()),
      cell_stamp_(numbering.size()),
      read_stamp_(numbering.size()),
      known_stamp_(program.expressions.size()),
      memo_stamp_(program.expressions.size()) {}

void RangeEvaluator::begin(const Environment& here) {
    ++place_;
    replaced_.clear();
    for (const CellRange& range : here) {
        known_cell_[range.cell] = range.values;
        cell_stamp_[range.cell] = place_;
    }
    begin_step();
}

void RangeEvaluator::begin_again() {
    for (; !replaced_.empty(); replaced_.pop_back()) {
        const Replaced& before = replaced_.back();
        known_cell_[before.cell] = before.values;
        cell_stamp_[before.cell] = before.stamp;
    }
    begin_step();
}

void RangeEvaluator::begin_step() {
    ++step_;
    ++facts_;
    choice_ = Interval::all();
    cells_read_.clear();
}

void RangeEvaluator::note_read(CellId cell) {
    read_stamp_[cell] = step_;
    cells_read_.push_back(cell);
}

void RangeEvaluator::set_cell(CellId cell, Interval values) {
    replaced_.push_back({cell, cell_stamp_[cell], known_cell_[cell]});
    known_cell_[cell] = values;
    cell_stamp_[cell] = place_;
    ++facts_;
}

Interval RangeEvaluator::operator()(ExprId id) {
    if (memo_stamp_[id] == facts_) return memo_[id];
    Interval values = compute(program_.expressions[id]);
    if (known_stamp_[id] == step_) {
        const Interval both = meet(values, known_[id]);
        if (!both.empty()) values = both;
    }
    memo_stamp_[id] = facts_;
    return memo_[id] = values;
}

Interval RangeEvaluator::compute(const Expression& node) {
    switch (node.op) {
        case Op::constant: return Interval::of(node.value);
        case Op::choice: return choice_;
        case Op::load: return cell(numbering_.first(node.variable));
        case Op::element: return element(node.variable, node.a);
        case Op::conditional: {
            const Interval condition = (*this)(node.a);
            if (condition.never_zero()) return (*this)(node.b);
            if (condition.always_zero()) return (*this)(node.c);
            return join((*this)(node.b), (*this)(node.c));
        }
        default: break;
    }
    const Interval a = (*this)(node.a);
    const Interval b = node.b == no_expr ? Interval{} : (*this)(node.b);
    return apply(node.op, node.value, a, b, {});
}

Interval RangeEvaluator::element(VarId variable, ExprId index) {
    const Interval inside = {0, std::int64_t{program_.variables[variable].count} - 1};
    const Interval indices = (*this)(index);
    const Interval cells = meet(indices, inside);
    Interval values = inside.contains(indices) ? Interval{1, 0} : Interval::of(0);
    for (std::int64_t i = cells.low; i <= cells.high; ++i)
        values = join(values, cell(numbering_.first(variable) + static_cast<CellId>(i)));
    return values;
}

RangeEvaluator::Target RangeEvaluator::target(const Assignment& assignment) {
    const CellId first = numbering_.first(assignment.variable);
    if (assignment.index == no_expr) return {first, first, false};
    const Interval inside = {0, std::int64_t{program_.variables[assignment.variable].count} - 1};
    const Interval indices = (*this)(assignment.index);
    const Interval cells = meet(indices, inside);
    if (cells.empty()) return {1, 0, true};
    return {first + static_cast<CellId>(cells.low), first + static_cast<CellId>(cells.high), !inside.contains(indices)};
}

bool RangeEvaluator::assume_enabled(const Step& step) {
    if (step.guard != no_expr && !assume(step.guard, true)) return false;
    if (step.choice_low == no_expr) return true;
    choice_ = {(*this)(step.choice_low).low, (*this)(step.choice_high).high};
    ++facts_;
    return !choice_.empty();
}

bool RangeEvaluator::assume(ExprId id, bool truth) {
    const Expression& node = program_.expressions[id];
    const Interval now = (*this)(id);
    if (truth ? now.always_zero() : now.never_zero()) return false;
    switch (node.op) {
        case Op::logic_not: return assume(node.a, !truth);
        case Op::logic_and:
        case Op::logic_or: {
            const bool both = truth == (node.op == Op::logic_and);
            if (both) return assume(node.a, truth) && assume(node.b, truth);
            const auto decided = [&](Interval operand) { return truth ? operand.always_zero() : operand.never_zero(); };
            if (decided((*this)(node.a))) return assume(node.b, truth);
            return !decided((*this)(node.b)) || assume(node.a, truth);
        }
        case Op::equal: return assume_equal(node, truth);
        case Op::not_equal: return assume_equal(node, !truth);
        case Op::less: return truth ? assume_less(node.a, node.b, false) : assume_less(node.b, node.a, true);
        case Op::less_equal: return truth ? assume_less(node.a, node.b, true) : assume_less(node.b, node.a, false);
        case Op::less_unsigned:
            return truth ? assume_less_unsigned(node.a, node.b, false) : assume_less_unsigned(node.b, node.a, true);
        case Op::less_equal_unsigned:
            return truth ? assume_less_unsigned(node.a, node.b, true) : assume_less_unsigned(node.b, node.a, false);
        default: return restrict_to(id, truth ? without(now, 0) : Interval::of(0));
    }
}

bool RangeEvaluator::assume_equal(const Expression& node, bool equal) {
    const Interval a = (*this)(node.a);
    const Interval b = (*this)(node.b);
    if (b.always_zero()) return assume(node.a, !equal);
    if (a.always_zero()) return assume(node.b, !equal);
    if (equal) return restrict_to(node.a, b) && restrict_to(node.b, a);
    if (b.single()) return restrict_to(node.a, without(a, b.low));
    return !a.single() || restrict_to(node.b, without(b, a.low));
}

bool RangeEvaluator::assume_less(ExprId a, ExprId b, bool or_equal) {
    return restrict_to(a, below((*this)(b).high, or_equal)) && restrict_to(b, above((*this)(a).low, or_equal));
}

bool RangeEvaluator::assume_less_unsigned(ExprId a, ExprId b, bool or_equal) {
    const Interval larger = (*this)(b);
    if (larger.low < 0) return true;
    // What is below a number without its top bit has none either.
    return restrict_to(a, meet({0, largest}, below(larger.high, or_equal))) && assume_less(a, b, or_equal);
}

bool RangeEvaluator::restrict_to(ExprId id, Interval values) {
    const Interval now = (*this)(id);
    const Interval both = meet(now, values);
    if (both.empty()) return false;
    if (both == now) return true;
    const Expression& node = program_.expressions[id];
    const CellId cell = numbering_.read_by(node);
    if (cell != none) {
        set_cell(cell, both);
        return true;
    }
    known_[id] = both;
    known_stamp_[id] = step_;
    ++facts_;
    return restrict_operand(node, both);
}

bool RangeEvaluator::restrict_operand(const Expression& node, Interval values) {
    switch (node.op) {
        case Op::sign_extend:
        case Op::zero_extend: {
            const Interval a = (*this)(node.a);
            return apply(node.op, node.value, a, {}, {}) != a || restrict_to(node.a, values);
        }
        case Op::add:
        case Op::subtract: {
            const Interval b = (*this)(node.b);
            const Interval a = (*this)(node.a);
            const Op inverse = node.op == Op::add ? Op::subtract : Op::add;
            if (!b.single() || apply(node.op, 0, a, b, {}) == Interval::all()) return true;
            const Interval before = apply(inverse, 0, values, b, {});
            return restrict_to(node.a, before);
        }
        case Op::conditional: {
            const bool second = !meet((*this)(node.b), values).empty();
            const bool third = !meet((*this)(node.c), values).empty();
            if (second && third) return true;
            if (!second && !third) return false;
            return assume(node.a, second) && restrict_to(second ? node.b : node.c, values);
        }
        default: return true;
    }
}

}  // namespace mmapck::program
