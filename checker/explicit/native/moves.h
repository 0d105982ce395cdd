// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "checker/explicit/native/conditions.h"
#include "checker/explicit/native/expression.h"
#include "checker/explicit/native/run.h"
#include "checker/explicit/step_facts.h"

namespace mmapck::checker::explicit_::native {

/// Functions that moves of one task call on a packed state.
struct TaskFunctions {
    Value at_return = nullptr;   ///< result 1: its at_return invariants hold; null: it has none
    std::vector<Value> held;     ///< for each 64 locks: those it holds
};

/// Generates the moves from one stored location of a task: a function of type Move. All locations inside the move are blocks
/// of that function; the way through them is what Machine::run does, in the same order.
class MoveCode {
  public:
    MoveCode(Ir& ir, const Model& model, const StepFacts& facts, const Known& known, const TaskFunctions& functions);

    void function(const std::string& name, program::TaskId task, std::uint32_t number);

  private:
    void location(program::LocationId at);
    void guard(const program::Step& step, BasicBlock otherwise);
    void alternative(bool costs_fault, BasicBlock otherwise);
    void choose(const program::Step& step);
    void take(program::StepId id);
    void effects(program::StepId id);
    void acquire(const program::Event& event);
    void free_objects(const program::Free& free, Value object, program::LocationId to);
    void require(Value condition, Result otherwise);
    void go_to(program::LocationId to);
    BasicBlock exit(program::LocationId to);
    BasicBlock result(Result result);
    Value decide(Value low, Value high);
    Value lock_set(std::uint32_t chunk, const std::vector<bool>& locks);

    Ir& ir_;
    const Model& model_;
    const StepFacts& facts_;
    const Known& known_;
    const TaskFunctions& functions_;
    LLVMTypeRef run_type_;
    // of the function that is being generated:
    program::TaskId task_ = 0;
    std::unique_ptr<State> state_;
    std::unique_ptr<ExpressionCode> expressions_;
    std::map<program::LocationId, BasicBlock> blocks_;
    std::vector<program::LocationId> to_do_;
    std::map<Result, BasicBlock> results_;
    std::map<program::LocationId, BasicBlock> exits_;
    Value state_words_ = nullptr, run_ = nullptr, faults_ = nullptr, length_ = nullptr;
};

}  // namespace mmapck::checker::explicit_::native
