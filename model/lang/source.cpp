// SPDX-License-Identifier: Apache-2.0
#include "model/lang/source.h"

#include <algorithm>

#include "model/lang/tree.h"

namespace mmapck::lang {

namespace {

using tree::Expression;
using tree::ExpressionKind;
using tree::Statement;
using tree::StatementKind;

template <typename Value> void sort_unique(std::vector<Value>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The number that an argument of a builtin is, conversions left out.
std::optional<std::int64_t> number(const Expression& e) {
    if (e.kind == ExpressionKind::constant) return e.value;
    if (e.kind == ExpressionKind::cast) return number(e.operands[0]);
    if (e.kind != ExpressionKind::unary || e.op != program::Op::negate) return std::nullopt;
    const std::optional<std::int64_t> inner = number(e.operands[0]);
    return inner ? std::optional(-*inner) : std::nullopt;
}

/// Reads one function.
class Reader {
  public:
    Reader(const tree::Unit& unit, const tree::Function& function) : unit_(unit) {
        read_.name = function.name;
        read_.file = function.where.file;
        read_.line = function.where.line;
        read_.is_invariant = function.role == tree::Role::invariant;
        read_.is_expression = function.pure || read_.is_invariant;
        statement(function.body);
        sort_unique(read_.step_lines);
        sort_unique(read_.other_lines);
        sort_unique(read_.expressions);
    }

    SourceFunction take() { return std::move(read_); }

  private:
    void statement(const Statement& s) {
        note_line(s);
        for (const Expression& e : s.expressions) expression(e);
        for (const Statement& inner : s.statements) statement(inner);
    }

    void note_line(const Statement& s) {
        switch (s.kind) {
        case StatementKind::expression: return note(always_steps(s.expressions[0]) ? read_.step_lines : read_.other_lines, s.where);
        case StatementKind::return_: return note(read_.step_lines, s.where);
        case StatementKind::declaration:
            if (!s.expressions.empty()) note(read_.other_lines, s.where);
            return;
        case StatementKind::if_:
        case StatementKind::while_:
        case StatementKind::for_: return note_condition(s.where, s.expressions[0], 2);
        case StatementKind::do_while: return note_condition(s.expressions[0].where, s.expressions[0], 2);
        case StatementKind::switch_: return note_condition(s.where, s.expressions[0], 1 + labels_of(s.statements[0]));
        default: return;
        }
    }

    /// Not (void)file, nor a check that is known to hold.
    bool always_steps(const Expression& e) const {
        switch (e.kind) {
        case ExpressionKind::assign:
        case ExpressionKind::compound:
        case ExpressionKind::increment:
        case ExpressionKind::call_pointer: return true;
        case ExpressionKind::call: return !unit_.functions[e.function].pure;
        case ExpressionKind::builtin: return e.builtin != tree::Builtin::check && e.builtin != tree::Builtin::assume;
        case ExpressionKind::cast: return always_steps(e.operands[0]);
        default: return false;
        }
    }

    void note_condition(const program::Position& where, const Expression& condition, std::size_t ways) {
        note(read_.other_lines, where);
        if (where.file == read_.file && !number(condition)) read_.branches.push_back({where.line, where.column, ways});
    }

    void note(std::vector<std::uint32_t>& lines, const program::Position& where) const {
        if (where.file == read_.file) lines.push_back(where.line);
    }

    static std::size_t labels_of(const Statement& body) {
        std::size_t labels = body.kind == StatementKind::case_ ? 1 : 0;
        if (body.kind == StatementKind::switch_) return 0;
        for (const Statement& inner : body.statements) labels += labels_of(inner);
        return labels;
    }

    void expression(const Expression& e) {
        if (e.kind == ExpressionKind::call && unit_.functions[e.function].pure) read_.expressions.push_back(e.function);
        if (e.kind == ExpressionKind::builtin && (e.builtin == tree::Builtin::fault || e.builtin == tree::Builtin::fault_choose)) fault(e);
        for (const Expression& operand : e.operands) expression(operand);
    }

    void fault(const Expression& e) {
        if (e.where.file != read_.file) return;
        const std::optional<std::int64_t> fault_class = number(e.operands.back());
        if (!fault_class || *fault_class < 0 || *fault_class > std::int64_t(program::FaultClass::alloc_theoretical)) return;
        const std::int64_t error = e.builtin == tree::Builtin::fault ? number(e.operands[0]).value_or(0) : 0;
        read_.faults.push_back({e.strings[0], program::FaultClass(*fault_class), error, e.where.line});
        read_.branches.push_back({e.where.line, e.where.column, 2});
    }

    const tree::Unit& unit_;
    SourceFunction read_;
};

}  // namespace

Source source_of(const tree::Unit& unit) {
    Source source;
    source.files = unit.files;
    source.functions.reserve(unit.functions.size());
    for (const tree::Function& function : unit.functions) source.functions.push_back(Reader(unit, function).take());
    return source;
}

}  // namespace mmapck::lang
