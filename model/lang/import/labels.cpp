// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/labels.h"

#include <unordered_set>

namespace mmapck::lang::front {

namespace {

using Labels = std::unordered_set<const clang::Stmt*>;

/// The labels before one statement: "case 1: case 2: out: default:".
void add_labels(const clang::Stmt* statement, Labels& labels) {
    for (;;) {
        if (const auto* label = llvm::dyn_cast<clang::SwitchCase>(statement)) {
            labels.insert(label);
            statement = label->getSubStmt();
        } else if (const auto* name = llvm::dyn_cast<clang::LabelStmt>(statement)) {
            statement = name->getSubStmt();
        } else if (const auto* attributed = llvm::dyn_cast<clang::AttributedStmt>(statement)) {
            statement = attributed->getSubStmt();
        } else {
            return;
        }
    }
}

}  // namespace

void check_labels(Context& context, const clang::SwitchStmt* statement) {
    Labels direct;
    if (const auto* block = llvm::dyn_cast<clang::CompoundStmt>(statement->getBody())) {
        for (const clang::Stmt* child : block->body()) {
            add_labels(child, direct);
        }
    } else {
        add_labels(statement->getBody(), direct);
    }
    for (const clang::SwitchCase* label = statement->getSwitchCaseList(); label != nullptr; label = label->getNextSwitchCase()) {
        if (direct.count(label) == 0) {
            context.reject(label->getKeywordLoc(), "a case label inside of another statement is not part of model C",
                           "put the label directly in the switch's block");
        }
    }
}

}  // namespace mmapck::lang::front
