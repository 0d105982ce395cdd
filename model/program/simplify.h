// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/program/range_evaluator.h"

/// Internal to the passes.
namespace mmapck::program {

/// Rewrites expressions to simpler ones that have the same value wherever the evaluator's facts hold.
class Simplifier {
  public:
    /// `expressions` are those that the evaluator knows; simpler ones are added to `result`, another arena.
    Simplifier(const Expressions& expressions, Expressions& result)
        : from_(expressions), to_(result), memo_(expressions.size()), stamp_(expressions.size()) {}

    /// Call when the evaluator's facts have changed.
    void facts_changed() { ++now_; }

    /// The new expression's id in `result`.
    ExprId operator()(ExprId id, RangeEvaluator& ranges);

    /// The same where only whether the value is 0 matters, as in conditions.
    ExprId condition(ExprId id, RangeEvaluator& ranges) { return truth((*this)(id, ranges)); }

  private:
    ExprId rewrite(ExprId id, RangeEvaluator& ranges);
    ExprId rewrite_binary(const Expression& node, ExprId a, ExprId b);
    ExprId rewrite_logic(Op op, ExprId a, ExprId b);
    ExprId rewrite_comparison(Op op, ExprId a, ExprId b);
    ExprId negation(ExprId a);
    ExprId truth(ExprId a);
    bool is_truth(ExprId id) const;
    const std::int64_t* constant(ExprId id) const;

    const Expressions& from_;
    Expressions& to_;
    std::vector<ExprId> memo_;
    std::vector<std::uint32_t> stamp_;
    std::uint32_t now_ = 1;
};

}  // namespace mmapck::program
