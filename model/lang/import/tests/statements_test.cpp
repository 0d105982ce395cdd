// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/tests/support.h"

using namespace mmapck::lang;
using namespace mmapck::lang::test;
using tree::StatementKind;

namespace {

tree::Statement statement(const std::string& text) {
    const tree::Unit unit = tree_of("int g(void) { return 1; }\nint f(int n)\n{\n" + text + "\n\treturn n;\n}\n");
    return body(unit, "f").at(0);
}

}  // namespace

TEST_CASE("branches and loops") {
    const tree::Statement branch = statement("\tif (n > 1)\n\t\tn = 2;\n\telse\n\t\tn = 3;");
    CHECK(branch.kind == StatementKind::if_);
    CHECK(branch.text == "if (n > 1)");
    CHECK(branch.where.line == 4);
    CHECK(branch.where.column == 2);
    CHECK(branch.statements.size() == 2);
    CHECK(branch.statements[1].text == "n = 3;");
    CHECK(branch.expressions[0].text == "n > 1");
    const tree::Statement loop = statement("for (int i = 0, j = 1; i < n; i++) { continue; }");
    CHECK(loop.kind == StatementKind::for_);
    CHECK(loop.text == "for (int i = 0, j = 1; i < n; i++)");
    CHECK(loop.statements[0].kind == StatementKind::block);
    CHECK(loop.statements[0].statements.size() == 2);
    CHECK(loop.expressions.size() == 2);
    CHECK(loop.statements[1].statements[0].kind == StatementKind::continue_);
    const tree::Statement endless = statement("for (;;) break;");
    CHECK(endless.statements[0].kind == StatementKind::empty);
    CHECK(endless.expressions[0].value == 1);
    CHECK(statement("while (n) n--;").text == "while (n)");
    const tree::Statement until = statement("do n--; while (n);");
    CHECK(until.kind == StatementKind::do_while);
    CHECK(until.text == "while (n)");
}

TEST_CASE("switches") {
    const tree::Statement choice = statement("switch (n) { case 1: case 3 ... 5: n = 0; break; default: n = 2; }");
    CHECK(choice.kind == StatementKind::switch_);
    REQUIRE(choice.statements[0].statements.size() == 3);
    const tree::Statement& first = choice.statements[0].statements[0];
    CHECK(first.kind == StatementKind::case_);
    CHECK(first.low == 1);
    CHECK(first.high == 1);
    CHECK(first.statements[0].low == 3);
    CHECK(first.statements[0].high == 5);
    CHECK(first.statements[0].statements[0].kind == StatementKind::expression);
    CHECK(choice.statements[0].statements[2].kind == StatementKind::default_);
    CHECK(statement("switch (n) case 1: n = 2;").statements[0].kind == StatementKind::block);
}

TEST_CASE("jumps, labels and returns") {
    const tree::Unit unit = tree_of("int f(int n)\n{\n\tif (n)\n\t\tgoto out;\n\tn = 1;\nout:\n\treturn n;\n}\n");
    const auto& statements = body(unit, "f");
    CHECK(statements[0].statements[0].kind == StatementKind::goto_);
    CHECK(statements[0].statements[0].label == "out");
    CHECK(statements[0].statements[0].text == "goto out;");
    CHECK(statements[2].kind == StatementKind::label);
    CHECK(statements[2].label == "out");
    CHECK(statements[2].statements[0].kind == StatementKind::return_);
    CHECK(statements[2].statements[0].text == "return n;");
}

TEST_CASE("declarations") {
    const tree::Unit unit = tree_of("int g(void) { return 1; }\nint f(int n)\n{\n\tint a, b = g();\n\tstatic int calls = 3;\n\tstruct { int x; } s = { 2 };\n\tenum { K = 4 };\n\treturn a + b + calls + s.x + K;\n}\n");
    const auto& statements = body(unit, "f");
    REQUIRE(statements.size() == 4);
    CHECK(statements[0].kind == StatementKind::declaration);
    CHECK(statements[0].expressions.empty());
    CHECK(unit.variables.at(statements[0].variable).storage == tree::Storage::local);
    CHECK(statements[1].expressions[0].kind == tree::ExpressionKind::call);
    CHECK(unit.variables.at(statements[2].variable).name == "s");
    const tree::Variable& calls = variable(unit, "f.calls");
    CHECK(calls.storage == tree::Storage::global);
    CHECK(calls.initial->value == 3);
    CHECK(variable(unit, "n").storage == tree::Storage::parameter);
}

TEST_CASE("the text of what a macro makes is the macro's use") {
    const tree::Unit unit = tree_of("#define BUMP(x) do { (x)++; (x) += 2; } while (0)\nvoid f(int n)\n{\n\tBUMP( n );\n}\n");
    const tree::Statement& loop = body(unit, "f").at(0);
    CHECK(loop.statements[0].statements[0].text == "BUMP( n );");
    CHECK(loop.statements[0].statements[0].where.line == 4);
}
