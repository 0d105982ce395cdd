// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/bind.h"

#include <algorithm>

#include "model/lang/import/domains.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

class Binding {
  public:
    Binding(const std::vector<std::int64_t>& numbers, tree::Unit& unit) : numbers_(numbers), unit_(unit) {}

    bool run() {
        for (tree::Type& type : unit_.types) bind_type(type);
        for (tree::Structure& structure : unit_.structures)
            for (tree::Field& field : structure.fields) bind_domain(field.domain, field.type);
        for (tree::Variable& variable : unit_.variables) {
            bind_domain(variable.domain, variable.type);
            if (variable.initial) bind_expression(*variable.initial);
        }
        for (tree::Function& function : unit_.functions) bind_statement(function.body);
        return fits_ && std::ranges::all_of(unit_.types, [&](const tree::Type& type) { return cells(type) <= most_cells; });
    }

  private:
    // Elements come before the arrays of them.
    void bind_type(tree::Type& type) {
        if (type.kind != tree::TypeKind::array) return;
        if (type.formula != tree::none) {
            const std::int64_t count = numbers_[type.formula];
            fits_ = fits_ && count > 0 && std::uint64_t(count) <= most_cells;
            type.count = std::uint64_t(std::max<std::int64_t>(count, 1));
        }
        type.name = array_name(unit_.types[type.element], type.count);
    }

    void bind_domain(tree::Domain& domain, tree::TypeId id) {
        if (domain.low_formula == tree::none && domain.high_formula == tree::none) return;
        const tree::Type* type = &unit_.types[id];
        while (type->kind == tree::TypeKind::array) type = &unit_.types[type->element];
        if (domain.low_formula != tree::none) domain.low = numbers_[domain.low_formula];
        if (domain.high_formula != tree::none) domain.high = numbers_[domain.high_formula];
        const tree::Domain width = domain_of_width(unsigned(type->bits), type->is_signed);
        fits_ = fits_ && domain.low <= domain.high && width.low <= domain.low && domain.high <= width.high;
    }

    void bind_expression(tree::Expression& expression) {
        if (expression.formula != tree::none) {
            if (expression.kind == tree::ExpressionKind::initializer) {
                const tree::Expression zero = expression.operands.front();
                expression.operands.resize(std::size_t(std::clamp<std::int64_t>(numbers_[expression.formula], 1, most_cells)), zero);
            } else {
                expression.value = numbers_[expression.formula];
            }
        }
        for (tree::Expression& operand : expression.operands) bind_expression(operand);
    }

    void bind_statement(tree::Statement& statement) {
        for (tree::Expression& expression : statement.expressions) bind_expression(expression);
        for (tree::Statement& inner : statement.statements) bind_statement(inner);
    }

    std::uint64_t cells(const tree::Structure& structure) const {
        std::uint64_t sum = 1;
        for (const tree::Field& field : structure.fields) sum = std::min(sum + cells(unit_.types[field.type]), most_cells + 1);
        return sum;
    }

    std::uint64_t cells(const tree::Type& type) const {
        if (type.kind == tree::TypeKind::array) return std::min(type.count * cells(unit_.types[type.element]), most_cells + 1);
        return type.kind == tree::TypeKind::structure ? cells(unit_.structures[type.structure]) : 1;
    }

    const std::vector<std::int64_t>& numbers_;
    tree::Unit& unit_;
    bool fits_ = true;
};

}  // namespace

bool bind(const std::vector<std::int64_t>& numbers, tree::Unit& unit) { return Binding(numbers, unit).run(); }

}  // namespace mmapck::lang::front
