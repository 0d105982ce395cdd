// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/tests/support.h"

using namespace mmapck::lang;
using namespace mmapck::lang::test;
using tree::ExpressionKind;
using mmapck::program::Op;

namespace {

constexpr const char* declarations =
    "struct s { int a; unsigned u; struct s *next; struct { int n; } in; _Bool b; int row[4]; int (*hook)(struct s *); };\n"
    "static struct s t[3]; static int g; static unsigned w; static struct s *p, *q; static _Bool flag; static long l;\n"
    "int fn(struct s *x) { return x->a; }\n"
    "int two(int x, int y) { return x + y; }\n";

/// The expression of a return statement, or of an expression statement.
tree::Expression expression(const std::string& text) {
    const tree::Unit unit = tree_of(std::string(declarations) + "void f(int n, struct s v) { " + text + "; }");
    return body(unit, "f").at(0).expressions.at(0);
}

}  // namespace

TEST_CASE("constants are folded") {
    CHECK(expression("g = 2 * 3 + sizeof(int)").operands[1].value == 10);
    CHECK(expression("l = sizeof(int) + 1").operands[1].kind == ExpressionKind::constant);
    CHECK(expression("l = sizeof(int) + 1").operands[1].value == 5);
    CHECK(expression("g = -1").operands[1].value == -1);
    CHECK(expression("w = -1").operands[1].value == 0xffffffff);
    CHECK(expression("g = 1 ? 'a' : 2").operands[1].value == 97);
    CHECK(expression("l = __builtin_offsetof(struct s, u)").operands[1].value == 4);
}

TEST_CASE("assignments, compounds and increments") {
    const tree::Expression assign = expression("g  =\n n /* why */ + 1");
    CHECK(assign.kind == ExpressionKind::assign);
    CHECK(assign.text == "g = n + 1");
    CHECK(assign.operands[0].kind == ExpressionKind::variable);
    CHECK(assign.operands[1].op == Op::add);
    const tree::Expression compound = expression("w >>= n");
    CHECK(compound.kind == ExpressionKind::compound);
    CHECK(compound.op == Op::shift_right_unsigned);
    CHECK(expression("g >>= n").op == Op::shift_right);
    CHECK(expression("flag += l").compute != tree::none);
    const tree::Expression postfix = expression("p->a--");
    CHECK(postfix.kind == ExpressionKind::increment);
    CHECK(postfix.postfix);
    CHECK(postfix.value == -1);
    CHECK(postfix.text == "p->a--");
    CHECK_FALSE(expression("++g").postfix);
    CHECK(expression("t[0] = *p").operands[1].kind == ExpressionKind::dereference);
}

TEST_CASE("operators have the sign of their operands") {
    CHECK(expression("g = n / g").operands[1].op == Op::divide);
    CHECK(expression("w = w / n").operands[1].op == Op::divide_unsigned);
    CHECK(expression("w = w % n").operands[1].op == Op::remainder_unsigned);
    CHECK(expression("g = n < g").operands[1].op == Op::less);
    CHECK(expression("g = w <= n").operands[1].op == Op::less_equal_unsigned);
    CHECK(expression("g = ~n").operands[1].op == Op::bit_not);
    CHECK(expression("g = -n").operands[1].op == Op::negate);
}

TEST_CASE("greater is less with its operands exchanged, unless calls would be exchanged") {
    const tree::Expression greater = expression("g = n > l").operands[1];
    CHECK(greater.op == Op::less);
    CHECK(greater.operands[1].kind == ExpressionKind::cast);
    const tree::Expression calls = expression("g = two(1, 2) >= fn(p)").operands[1];
    CHECK(calls.op == Op::logic_not);
    CHECK(calls.operands[0].op == Op::less);
    CHECK(calls.operands[0].operands[0].text == "two(1, 2)");
}

TEST_CASE("objects and their parts") {
    CHECK(expression("g = p->next->a").operands[1].operands[0].kind == ExpressionKind::arrow);
    CHECK(expression("g = t[n].in.n").operands[1].kind == ExpressionKind::member);
    CHECK(expression("g = t[n].row[2]").operands[1].kind == ExpressionKind::subscript);
    CHECK(expression("g = 2[t].a").operands[1].operands[0].kind == ExpressionKind::subscript);
    const tree::Expression address = expression("p = &t[n]").operands[1];
    CHECK(address.kind == ExpressionKind::address);
    CHECK(address.operands[0].kind == ExpressionKind::subscript);
    CHECK(expression("p = &*q").operands[1].kind == ExpressionKind::variable);
    CHECK(expression("g = (*p).u").operands[1].kind == ExpressionKind::cast);
    CHECK(expression("g = v.a").operands[1].operands[0].kind == ExpressionKind::variable);
}

TEST_CASE("pointers are tested against NULL") {
    const tree::Expression negation = expression("g = !p").operands[1];
    CHECK(negation.op == Op::logic_not);
    CHECK(negation.operands[0].op == Op::not_equal);
    CHECK(negation.operands[0].operands[1].kind == ExpressionKind::constant);
    CHECK(expression("g = p == (void *)0").operands[1].operands[1].value == 0);
    CHECK(expression("g = p != q").operands[1].op == Op::not_equal);
    CHECK(expression("flag = p").operands[1].op == Op::not_equal);
    CHECK(expression("flag = n").operands[1].kind == ExpressionKind::cast);
    CHECK(expression("g = p && n").operands[1].kind == ExpressionKind::logic_and);
    CHECK(expression("g = p && n").operands[1].operands[0].op == Op::not_equal);
    CHECK(expression("p = 0").operands[1].kind == ExpressionKind::constant);
    CHECK(expression("p = n ? p : (void *)0").operands[1].kind == ExpressionKind::conditional);
}

TEST_CASE("conditional, comma and ?:") {
    const tree::Expression conditional = expression("g = n == 2 ? n : w").operands[1];
    CHECK(conditional.kind == ExpressionKind::cast);
    CHECK(conditional.operands[0].operands[0].text == "n == 2");
    CHECK(expression("n ?: g").operands[1].kind == ExpressionKind::variable);
    CHECK(expression("g = 1, n = 2").kind == ExpressionKind::comma);
    CHECK(expression("(void)fn(p)").kind == ExpressionKind::call);
}

TEST_CASE("calls") {
    const tree::Expression call = expression("g = fn(& t[0])").operands[1];
    CHECK(call.kind == ExpressionKind::call);
    CHECK(call.text == "fn(& t[0])");
    CHECK(call.operands.size() == 1);
    const tree::Expression hook = expression("p->hook(p)");
    CHECK(hook.kind == ExpressionKind::call_pointer);
    CHECK(hook.operands[0].kind == ExpressionKind::arrow);
    CHECK(hook.operands.size() == 2);
    CHECK(expression("(*p->hook)(p)").operands[0].kind == ExpressionKind::arrow);
    CHECK(expression("p->hook = fn").operands[1].kind == ExpressionKind::function);
    CHECK(expression("p->hook = &fn").operands[1].kind == ExpressionKind::function);
    CHECK(expression("g = __builtin_expect(n, 0)").operands[1].operands[0].kind == ExpressionKind::cast);
}

TEST_CASE("the primitives' builtins") {
    const tree::Unit unit = tree_of("#include <mmapck/primitives.h>\n"
                                    "static struct mutex m;\n"
                                    "void f(int n) {\n"
                                    "\tassert(n  > 2);\n"
                                    "\tn = fault(\"kmalloc\", -12, FAULT_IO);\n"
                                    "\tn = choose(0, n);\n"
                                    "\t__mmapck_event(EVENT_ACQUIRE, &m, LOCK_READ);\n"
                                    "}\n");
    const auto& statements = body(unit, "f");
    const tree::Expression& check = statements[0].expressions[0];
    CHECK(check.builtin == tree::Builtin::check);
    CHECK(check.text == "assert(n > 2)");
    CHECK(check.strings == std::vector<std::string>{"assertion", "n > 2"});
    CHECK(check.operands.size() == 1);
    CHECK(check.where.line == 4);
    CHECK(statements[0].text == "assert(n > 2);");
    const tree::Expression& fault = statements[1].expressions[0].operands[1];
    CHECK(fault.builtin == tree::Builtin::fault);
    CHECK(fault.operands[0].value == -12);
    CHECK(fault.operands[1].value == 4);
    CHECK(statements[2].expressions[0].operands[1].operands[0].builtin == tree::Builtin::choose);
    const tree::Expression& event = statements[3].expressions[0];
    CHECK(event.operands[1].kind == ExpressionKind::address);
    CHECK(event.operands[2].value == 2);
}

TEST_CASE("initialisers are complete") {
    const tree::Unit unit = tree_of("struct in { int x, y; };\n"
                                    "struct s { int a; int : 3; struct in in[2]; struct s *p; int z; };\n"
                                    "static struct s other;\n"
                                    "static struct s v = { .z = 4, .in = { [1] = { .y = 7 } }, .p = &other };\n"
                                    "static int row[5] = { [2] = 1, 2 }; static int one = { 3 };\n");
    const tree::Expression& value = *variable(unit, "v").initial;
    CHECK(value.kind == ExpressionKind::initializer);
    REQUIRE(value.operands.size() == 4);
    CHECK(value.operands[0].value == 0);
    REQUIRE(value.operands[1].operands.size() == 2);
    CHECK(value.operands[1].operands[0].operands.size() == 2);
    CHECK(value.operands[1].operands[1].operands.at(1).value == 7);
    CHECK(value.operands[2].kind == ExpressionKind::address);
    CHECK(value.operands[3].value == 4);
    const tree::Expression& row = *variable(unit, "row").initial;
    REQUIRE(row.operands.size() == 5);
    CHECK(row.operands[3].value == 2);
    CHECK(row.operands[4].value == 0);
    CHECK(variable(unit, "one").initial->value == 3);
    CHECK_FALSE(variable(unit, "other").initial.has_value());
}
