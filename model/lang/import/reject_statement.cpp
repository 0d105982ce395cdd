// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/reject.h"

namespace mmapck::lang::front {

void reject_statement(Context& context, const clang::Stmt* statement) {
    const clang::SourceLocation where = statement->getBeginLoc();
    switch (statement->getStmtClass()) {
    case clang::Stmt::GCCAsmStmtClass:
    case clang::Stmt::MSAsmStmtClass:
        context.reject(where, "inline assembly is not part of model C", "write in C what the instructions do");
        break;
    case clang::Stmt::IndirectGotoStmtClass:
        context.reject(where, "a goto to a computed label is not part of model C", "use a switch");
        break;
    default:
        context.reject(where, "this statement is not part of model C", "see docs/model-c.md for the statements that are");
        break;
    }
}

}  // namespace mmapck::lang::front
