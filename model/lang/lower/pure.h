// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "model/lang/lower/evaluator.h"

namespace mmapck::lang::lowering {

/// Iterations of a loop in a __pure function, at most.
inline constexpr int max_pure_iterations = 64;

/// Runs one __pure function symbolically: its result as one expression. Paths meet again behind each if, so the
/// size is linear in the statements executed.
class PureRun {
  public:
    PureRun(Evaluator& evaluator, const tree::Function& function, const std::vector<tree::VariableId>& locals)
        : evaluator_(evaluator), function_(function), locals_(locals) {}

    ExprId run(const std::vector<ExprId>& arguments);

  private:
    /// At one point of the function: under which condition it is reached, and the values of the locals then.
    struct State {
        ExprId live = no_expr;
        std::vector<ExprId> values;
    };
    struct Switch {
        ExprId value = no_expr;
        ExprId matched = no_expr;    ///< some case is
        bool has_default = false;
        State before;
    };

    Fold& fold() { return evaluator_.fold_; }
    ExprId& live() { return evaluator_.path_; }
    bool is_dead() { return fold().is(live(), 0); }
    State save() const;
    void load(const State& state);
    void join(const State& other);
    void die() { live() = fold().constant(0); }

    void statement(const tree::Statement& s);
    void if_(const tree::Statement& s);
    void loop(const tree::Expression* condition, const tree::Expression* increment, const tree::Statement& body, bool body_first);
    void switch_(const tree::Statement& s);
    void enter_case(ExprId condition);
    void collect_cases(const tree::Statement& s, Switch& into);

    Evaluator& evaluator_;
    const tree::Function& function_;
    const std::vector<tree::VariableId>& locals_;
    std::vector<std::pair<ExprId, ExprId>> returns_;     // under which condition, what
    std::vector<std::vector<State>> breaks_;
    std::vector<std::vector<State>> continues_;
    std::vector<Switch> switches_;
};

}  // namespace mmapck::lang::lowering
