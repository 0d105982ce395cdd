// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "checker/symbolic/input_tests.h"
#include "model/program/cells.h"

/// Internal to InputTests.
namespace mmapck::checker::symbolic {

/// By number of cell: what it holds as a term over open variables; no_expr: that is not known.
using Known = std::vector<ExprId>;

/// A program's expressions where some values are known. What an operator with an operand that is not known yields is not known; a term that meets one is tested for its value.
class KnownValues {
  public:
    /// All must outlive it. `choice` is what is known of Op::choice.
    KnownValues(const program::Program& program, const program::Cells& cells, const Known& known, TestRecord& record, ExprId choice = program::no_expr)
        : program_(program), cells_(cells), known_(known), record_(record), choice_(choice) {}

    ExprId term(ExprId id);                          ///< no_expr: not known
    std::optional<bool> truth(ExprId id);            ///< tested
    std::optional<std::int64_t> number(ExprId id);   ///< tested
    ExprId constant_of(ExprId term);                 ///< the term's value, tested; no_expr stays

  private:
    ExprId find(const program::Expression& node);
    ExprId element(const program::Expression& node);
    ExprId logic(const program::Expression& node, bool decides);
    ExprId conditional(const program::Expression& node);
    ExprId operation(const program::Expression& node);

    const program::Program& program_;
    const program::Cells& cells_;
    const Known& known_;
    TestRecord& record_;
    ExprId choice_;
    std::unordered_map<ExprId, ExprId> found_;
};

}  // namespace mmapck::checker::symbolic
