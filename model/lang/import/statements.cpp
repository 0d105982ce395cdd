// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/statements.h"

#include "model/lang/import/declarations.h"
#include "model/lang/import/expressions.h"
#include "model/lang/import/labels.h"
#include "model/lang/import/reject.h"
#include "model/lang/import/types.h"

namespace mmapck::lang::front {

namespace {

tree::Statement import_statement(Context& context, const clang::Stmt* statement);

tree::Statement make_statement(Context& context, tree::StatementKind kind, clang::SourceLocation where) {
    tree::Statement result;
    result.kind = kind;
    result.where = context.position(where);
    return result;
}

std::string text_to(const Context& context, const clang::Stmt* statement, clang::SourceLocation end) {
    return context.text({statement->getBeginLoc(), end});
}

/// As text_to, with the semicolon that Clang's ranges leave out.
std::string whole_text(const Context& context, const clang::Stmt* statement) {
    std::string text = context.text(statement->getSourceRange());
    if (!text.empty() && text.back() != ';') {
        text += ';';
    }
    return text;
}

void add_declarations(Context& context, const clang::DeclStmt* statement, std::vector<tree::Statement>& to) {
    for (const clang::Decl* declaration : statement->decls()) {
        const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration);
        if (variable == nullptr || !variable->hasLocalStorage()) {
            import_local_declaration(context, declaration);
            continue;
        }
        tree::Statement result = make_statement(context, tree::StatementKind::declaration, variable->getLocation());
        result.variable = import_local(context, variable);
        if (const clang::Expr* initial = variable->getInit()) {
            result.expressions.push_back(import_expression(context, initial));
        }
        result.text = context.text(variable->getSourceRange()) + ";";
        to.push_back(std::move(result));
    }
}

tree::Statement import_block(Context& context, const clang::CompoundStmt* block) {
    tree::Statement result = make_statement(context, tree::StatementKind::block, block->getBeginLoc());
    for (const clang::Stmt* child : block->body()) {
        if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(child)) {
            add_declarations(context, declarations, result.statements);
        } else {
            result.statements.push_back(import_statement(context, child));
        }
    }
    return result;
}

/// Declarations that stand alone: in the head of a for loop.
tree::Statement import_declarations(Context& context, const clang::DeclStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::block, statement->getBeginLoc());
    add_declarations(context, statement, result.statements);
    if (result.statements.size() == 1) {
        return tree::Statement(std::move(result.statements.front()));
    }
    return result;
}

tree::Statement import_if(Context& context, const clang::IfStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::if_, statement->getBeginLoc());
    result.text = text_to(context, statement, statement->getRParenLoc());
    result.expressions.push_back(import_condition(context, statement->getCond()));
    result.statements.push_back(import_statement(context, statement->getThen()));
    if (statement->getElse() != nullptr) {
        result.statements.push_back(import_statement(context, statement->getElse()));
    }
    return result;
}

tree::Statement import_while(Context& context, const clang::WhileStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::while_, statement->getBeginLoc());
    result.text = text_to(context, statement, statement->getRParenLoc());
    result.expressions.push_back(import_condition(context, statement->getCond()));
    result.statements.push_back(import_statement(context, statement->getBody()));
    return result;
}

tree::Statement import_do(Context& context, const clang::DoStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::do_while, statement->getBeginLoc());
    result.text = context.text({statement->getWhileLoc(), statement->getRParenLoc()});
    result.statements.push_back(import_statement(context, statement->getBody()));
    result.expressions.push_back(import_condition(context, statement->getCond()));
    return result;
}

tree::Statement import_for(Context& context, const clang::ForStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::for_, statement->getBeginLoc());
    result.text = text_to(context, statement, statement->getRParenLoc());
    const tree::Statement nothing = make_statement(context, tree::StatementKind::empty, statement->getBeginLoc());
    const auto* declarations = llvm::dyn_cast_or_null<clang::DeclStmt>(statement->getInit());
    if (declarations != nullptr) {
        result.statements.push_back(import_declarations(context, declarations));
    } else {
        result.statements.push_back(statement->getInit() != nullptr ? import_statement(context, statement->getInit()) : nothing);
    }
    tree::Expression one;
    one.type = int_type(context);
    one.where = result.where;
    one.value = 1;
    result.expressions.push_back(statement->getCond() != nullptr ? import_condition(context, statement->getCond()) : one);
    result.expressions.push_back(statement->getInc() != nullptr ? import_expression(context, statement->getInc()) : one);
    result.statements.push_back(import_statement(context, statement->getBody()));
    return result;
}

tree::Statement import_switch(Context& context, const clang::SwitchStmt* statement) {
    check_labels(context, statement);
    tree::Statement result = make_statement(context, tree::StatementKind::switch_, statement->getBeginLoc());
    result.text = text_to(context, statement, statement->getRParenLoc());
    result.expressions.push_back(import_expression(context, statement->getCond()));
    result.expressions[0].text = context.text(statement->getCond()->getSourceRange());
    tree::Statement body = import_statement(context, statement->getBody());
    if (body.kind != tree::StatementKind::block) {
        tree::Statement block = make_statement(context, tree::StatementKind::block, statement->getBody()->getBeginLoc());
        block.statements.push_back(std::move(body));
        body = std::move(block);
    }
    result.statements.push_back(std::move(body));
    return result;
}

std::int64_t label_value(const Context& context, const clang::Expr* expression) {
    context.parameters.fix_in_prelude(expression);
    return expression->EvaluateKnownConstInt(context.ast).extOrTrunc(64).getSExtValue();
}

tree::Statement import_case(Context& context, const clang::CaseStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::case_, statement->getBeginLoc());
    result.low = label_value(context, statement->getLHS());
    result.high = statement->getRHS() != nullptr ? label_value(context, statement->getRHS()) : result.low;
    result.text = text_to(context, statement, statement->getColonLoc());
    result.statements.push_back(import_statement(context, statement->getSubStmt()));
    return result;
}

tree::Statement import_default(Context& context, const clang::DefaultStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::default_, statement->getBeginLoc());
    result.text = text_to(context, statement, statement->getColonLoc());
    result.statements.push_back(import_statement(context, statement->getSubStmt()));
    return result;
}

tree::Statement import_label(Context& context, const clang::LabelStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::label, statement->getBeginLoc());
    result.label = statement->getName();
    result.text = result.label + ":";
    result.statements.push_back(import_statement(context, statement->getSubStmt()));
    return result;
}

tree::Statement import_return(Context& context, const clang::ReturnStmt* statement) {
    tree::Statement result = make_statement(context, tree::StatementKind::return_, statement->getBeginLoc());
    result.text = whole_text(context, statement);
    if (const clang::Expr* value = statement->getRetValue()) {
        result.expressions.push_back(import_expression(context, value));
        if (context.function->getReturnType()->isVoidType()) {
            context.reject(value->getBeginLoc(), "a function without a result returns a value", "write the call as a statement, then return;");
        }
    }
    return result;
}

tree::Statement import_jump(Context& context, tree::StatementKind kind, const clang::Stmt* statement) {
    tree::Statement result = make_statement(context, kind, statement->getBeginLoc());
    if (const auto* jump = llvm::dyn_cast<clang::GotoStmt>(statement)) {
        result.label = jump->getLabel()->getName().str();
    }
    result.text = whole_text(context, statement);
    return result;
}

tree::Statement import_expression_statement(Context& context, const clang::Expr* expression) {
    tree::Statement result = make_statement(context, tree::StatementKind::expression, expression->getBeginLoc());
    result.expressions.push_back(import_expression(context, expression));
    result.text = whole_text(context, expression);
    return result;
}

tree::Statement import_statement(Context& context, const clang::Stmt* statement) {
    const Nesting nesting(context);
    if (!nesting.fits(statement->getBeginLoc())) {
        return make_statement(context, tree::StatementKind::empty, statement->getBeginLoc());
    }
    context.current = statement->getBeginLoc();
    if (const auto* expression = llvm::dyn_cast<clang::Expr>(statement)) {
        return import_expression_statement(context, expression);
    }
    switch (statement->getStmtClass()) {
    case clang::Stmt::NullStmtClass:
        return make_statement(context, tree::StatementKind::empty, statement->getBeginLoc());
    case clang::Stmt::CompoundStmtClass:
        return import_block(context, llvm::cast<clang::CompoundStmt>(statement));
    case clang::Stmt::DeclStmtClass:
        return import_declarations(context, llvm::cast<clang::DeclStmt>(statement));
    case clang::Stmt::AttributedStmtClass:
        return import_statement(context, llvm::cast<clang::AttributedStmt>(statement)->getSubStmt());
    case clang::Stmt::IfStmtClass:
        return import_if(context, llvm::cast<clang::IfStmt>(statement));
    case clang::Stmt::WhileStmtClass:
        return import_while(context, llvm::cast<clang::WhileStmt>(statement));
    case clang::Stmt::DoStmtClass:
        return import_do(context, llvm::cast<clang::DoStmt>(statement));
    case clang::Stmt::ForStmtClass:
        return import_for(context, llvm::cast<clang::ForStmt>(statement));
    case clang::Stmt::SwitchStmtClass:
        return import_switch(context, llvm::cast<clang::SwitchStmt>(statement));
    case clang::Stmt::CaseStmtClass:
        return import_case(context, llvm::cast<clang::CaseStmt>(statement));
    case clang::Stmt::DefaultStmtClass:
        return import_default(context, llvm::cast<clang::DefaultStmt>(statement));
    case clang::Stmt::LabelStmtClass:
        return import_label(context, llvm::cast<clang::LabelStmt>(statement));
    case clang::Stmt::ReturnStmtClass:
        return import_return(context, llvm::cast<clang::ReturnStmt>(statement));
    case clang::Stmt::GotoStmtClass:
        return import_jump(context, tree::StatementKind::goto_, statement);
    case clang::Stmt::BreakStmtClass:
        return import_jump(context, tree::StatementKind::break_, statement);
    case clang::Stmt::ContinueStmtClass:
        return import_jump(context, tree::StatementKind::continue_, statement);
    default:
        reject_statement(context, statement);
        return make_statement(context, tree::StatementKind::empty, statement->getBeginLoc());
    }
}

}  // namespace

tree::Statement import_body(Context& context, const clang::Stmt* body) { return import_statement(context, body); }

}  // namespace mmapck::lang::front
