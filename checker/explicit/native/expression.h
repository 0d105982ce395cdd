// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "checker/explicit/native/state.h"

namespace mmapck::checker::explicit_::native {

/// Generates the code of expressions. Between two calls of `forget`, which must come when a cell was written or a block is begun that
/// the last one does not lead to, every node is evaluated once.
class ExpressionCode {
  public:
    ExpressionCode(Ir& ir, const Model& model, State& state) : ir_(ir), model_(model), state_(state) {}

    Value value(program::ExprId id);
    /// Whether it is not 0, as one bit.
    Value truth(program::ExprId id);

    void forget() { values_.clear(); }
    void set_choice(Value choice) { choice_ = choice; }

  private:
    Value emit(program::ExprId id);
    Value emit_operator(const program::Expression& node, Value a, Value b, Value c);
    Value compare(program::Op op, Value a, Value b);
    Value divide(LLVMOpcode opcode, Value a, Value b, bool is_signed);

    Ir& ir_;
    const Model& model_;
    State& state_;
    Value choice_ = nullptr;
    std::unordered_map<program::ExprId, Value> values_;
};

}  // namespace mmapck::checker::explicit_::native
