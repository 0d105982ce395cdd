// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "checker/explicit/native/expression.h"
#include "checker/explicit/native/run.h"

namespace mmapck::checker::explicit_::native {

/// Generates functions on packed states. Each takes a pointer to the words and leaves them alone.
class ConditionCode {
  public:
    ConditionCode(Ir& ir, const Model& model) : ir_(ir), model_(model) {}

    /// Result 1: the expression, on shared cells, is not 0.
    Value holds(const std::string& name, program::ExprId expression);
    Value holds(const std::string& name, const CompiledClause& clause);
    /// Result 1: a subject is 0; no_expr: what is always there.
    Value absent(const std::string& name, program::ExprId subject);
    /// Result 1: these invariants hold, and no subject is there that was not seen yet.
    Value hold(const std::string& name, const std::vector<std::uint32_t>& invariants, const Known& known);
    /// Bits: locks first..first+63 that the task holds.
    Value held(const std::string& name, program::TaskId task, std::uint32_t first);

  private:
    template <typename Body>
    Value function(const std::string& name, bool exported, LLVMTypeRef result, Body&& body);
    void require(ExpressionCode& expressions, const CompiledClause& clause);

    Ir& ir_;
    const Model& model_;
};

}  // namespace mmapck::checker::explicit_::native
