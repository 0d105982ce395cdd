// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/lang/lower/context.h"
#include "model/lang/lower/evaluator.h"
#include "model/lang/lower/flow.h"

namespace mmapck::lang::lowering {

/// Steps of a program before optimisation, at most.
inline constexpr std::size_t max_steps = 200'000;

/// Variables that no model declares: which phases and tasks are over, and who is in the kernel.
struct Hidden {
    VarId setup_done = program::none;
    VarId task_done = program::none;     ///< by TaskId; none if nobody notices that a task is over
    VarId in_syscall = program::none;    ///< by TaskId; none if there are no system calls
    VarId locks_held = program::none;    ///< mmapck_locks_held of primitives.h, by TaskId + 1; none if the unit has no locks
};

/// Makes the steps of one task: every call is inlined.
class TaskLowering {
  public:
    TaskLowering(Context& context, Flow& flow, const Hidden& hidden, TaskId task);

    /// Lowers the task from its first location to its end.
    void run();

  private:
    using Expression = tree::Expression;
    using Statement = tree::Statement;

    /// Where a break or a continue goes.
    struct Target {
        LocationId to = 0;
        bool used = false;
    };
    /// A scalar of the task that takes the value of a call or of a fault point.
    struct Destination {
        VarId variable = program::none;
        tree::TypeId type = tree::none;
    };
    /// A function that is being inlined.
    struct Activation {
        const tree::Function* function = nullptr;
        FrameId frame = 0;
        bool atomic = false;
        bool is_root = false;
        bool is_system_call = false;       ///< the outermost one
        LocationId next = 0;               ///< where it returns to
        Destination destination;
        std::string text;                  ///< the call as written
        std::vector<std::pair<std::string, LocationId>> labels = {};
        std::vector<Target> breaks = {};
        std::vector<Target> continues = {};
        std::vector<std::vector<std::pair<const Statement*, LocationId>>> cases = {};   ///< of the switches around
        std::vector<StepId> returns = {};
    };
    struct Branches { bool yes = false; bool no = false; };   ///< which outcomes are possible
    /// How a function comes to be called.
    struct Call {
        const Expression* expression = nullptr;     ///< null: a root of setup or teardown
        std::size_t first_argument = 0;
        program::FrameKind kind = program::FrameKind::function;
        std::string hook = {};
        program::Step step = {};                    ///< guard and checks of the call itself
        Destination destination = {};
    };
    /// Releases the temporaries of one full expression of the source.
    class FullExpression {
      public:
        explicit FullExpression(TaskLowering& task) : task_(task), hoisted_(task.hoisted_.size()), used_(task.used_.size()) {}
        ~FullExpression() { task_.release_temporaries(hoisted_, used_); }
        FullExpression(const FullExpression&) = delete;
        FullExpression& operator=(const FullExpression&) = delete;
      private:
        TaskLowering& task_;
        std::size_t hoisted_;
        std::size_t used_;
    };

    // Steps (steps.cpp)
    Activation& self() { return activations_.back(); }
    bool is_reachable() const { return at_ != program::none; }
    LocationId new_location();
    StepId emit(program::Step step, program::StepKind kind, Position where, const std::string& text);
    StepId emit_to(program::Step step, program::StepKind kind, Position where, const std::string& text, LocationId to);
    void emit_work(program::Step step, Position where, const std::string& text);
    void jump(LocationId to);
    Evaluator evaluator(program::Step& step) { return Evaluator(context_, storage_, step, hoisted_); }
    VarId temporary(const std::string& name, tree::TypeId type);
    void release_temporaries(std::size_t hoisted, std::size_t used);
    bool is_stable(ExprId value) const;
    bool is_own_scalar(VarId variable) const;
    bool is_local(const program::Step& step) const;

    // Statements (statements.cpp, loops.cpp)
    void statement(const Statement& s);
    void labelled(const Statement& s);
    void declaration(const Statement& s);
    void declare_scalar(const Statement& s);
    void return_(const Statement& s);
    void leave(program::Step step, ExprId value, Position where);
    void if_(const Statement& s);
    void while_(const Statement& s);
    void do_while(const Statement& s);
    void for_(const Statement& s);
    void body(const Statement& s, Target& out, Target& again);
    void switch_(const Statement& s);
    void case_(const Statement& s);
    LocationId label(const std::string& name);

    // Expressions whose parts are steps (conditions.cpp, hoist.cpp)
    Branches condition(const Expression& e, LocationId yes, LocationId no, Position where, const std::string& text);
    void expression(const Expression& e, const std::string& text);
    bool stored_call(const Expression& target, const Expression& value);
    bool direct(const Destination& destination, const Expression& value);
    void prepare(const Expression& e, const Expression* keep = nullptr);
    void prepare_short_circuit(const Expression& e);
    void prepare_conditional(const Expression& e);
    void keep_value(const Expression& e, ExprId value) { hoisted_.push_back({&e, value}); }

    // Calls (calls.cpp)
    ExprId call(const Expression& e, Destination destination, bool is_used);
    void call_pointer(const Expression& e, Destination destination, LocationId next, std::vector<StepId>& returns);
    void call_root(tree::FunctionId function);
    void enter(tree::FunctionId function, Call call, LocationId next, std::vector<StepId>& returns);
    void bind(const tree::Function& function, const Call& call, program::Step& step);
    ExprId result_of(const std::vector<StepId>& returns, VarId temporary);
    std::string chain() const;

    // Builtins (builtins.cpp, faults.cpp)
    void builtin_statement(const Expression& e);
    void check(const Expression& e);
    void assume(const Expression& e);
    void join_to_step_before();
    void wait(const Expression& e);
    void event(const Expression& e);
    void pool_free(const Expression& e);
    ExprId fault(const Expression& e, Destination destination);
    bool is_selected(const Expression& fault);
    program::FaultClass class_of(const Expression& fault);

    Context& context_;
    Fold& fold_;
    Flow& flow_;
    const Hidden& hidden_;
    TaskId task_;
    Storage storage_;
    std::vector<Activation> activations_;
    std::vector<Hoisted> hoisted_;
    LocationId at_ = program::none;       ///< where the next step starts; none: nothing gets here
    LocationId first_ = program::none;
    StepId open_ = program::none;         ///< a step to at_ that declarations with constant values may still join
    bool in_syscall_ = false;
    std::map<std::pair<std::string, tree::TypeId>, std::vector<VarId>> temporaries_;
    std::map<std::pair<std::string, tree::TypeId>, std::size_t> used_count_;
    std::vector<std::pair<std::string, tree::TypeId>> used_;
};

/// A fault point.
bool is_fault(const tree::Expression& e);

/// Something inside can be jumped to.
bool has_label(const tree::Statement& s);

/// The only part of `e` that has_steps(), if it is a choice or an allocation that the step itself can make; else null.
const tree::Expression* only_choice_or_allocation(const tree::Unit& unit, const tree::Expression& e);

}  // namespace mmapck::lang::lowering
