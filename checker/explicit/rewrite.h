// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "checker/explicit/exchange.h"

namespace mmapck::checker::explicit_ {

inline constexpr std::uint32_t no_cell = ~std::uint32_t{0};

/// The one cell that an element (index no_expr: a scalar) or an expression that is one names; no_cell if it is not known.
std::uint32_t known_cell(const Model& model, program::VarId variable, program::ExprId index);
std::uint32_t known_cell(const Model& model, const program::Expression& node);

/// Expressions in a form in which the order of operands that commute does not show, as they are or as an exchange makes them.
class Rewrite {
  public:
    /// The arguments must outlive it.
    Rewrite(const Model& model, const Exchange& exchange) : model_(model), exchange_(exchange) {}

    /// Of equal ids, the expressions have equal values in all states (or are 0 in the same ones, where `truth`). Nothing where a cell whose values are exchanged
    /// is used for more than a comparison with a constant.
    std::optional<program::ExprId> as_is(program::ExprId root, bool truth) { return root == program::no_expr ? none() : expression(root, truth, false); }
    std::optional<program::ExprId> exchanged(program::ExprId root, bool truth) { return root == program::no_expr ? none() : expression(root, truth, true); }

    /// A value that is stored in a cell.
    std::optional<program::ExprId> stored_as_is(program::ExprId root, std::uint32_t cell) { return stored(root, cell, false); }
    std::optional<program::ExprId> stored_exchanged(program::ExprId root, std::uint32_t cell) { return stored(root, cell, true); }

  private:
    using Result = std::optional<program::ExprId>;

    Result none() const { return program::no_expr; }
    bool moves_values(std::uint32_t cell) const { return exchange_.values[cell].first != exchange_.values[cell].second; }
    Result expression(program::ExprId id, bool truth, bool exchange);
    Result stored(program::ExprId id, std::uint32_t cell, bool exchange);
    Result read(const program::Expression& node, bool truth, bool exchange);
    Result comparison(const program::Expression& node, bool exchange);
    Result cell(std::uint32_t number, bool exchange);
    Result sorted(const program::Expression& node, bool truth, bool exchange);
    bool collect(program::ExprId id, program::Op op, bool truth, bool exchange, std::vector<program::ExprId>& operands);

    const Model& model_;
    const Exchange& exchange_;
    program::Expressions built_;
};

}  // namespace mmapck::checker::explicit_
