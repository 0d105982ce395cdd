// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "model/lang/import/tests/support.h"

using namespace mmapck::lang;
using namespace mmapck::lang::test;

namespace {

const tree::Type& type_of(const tree::Unit& unit, const std::string& name) { return type(unit, variable(unit, name).type); }

}  // namespace

TEST_CASE("integers have their width, sign and name") {
    const tree::Unit unit = tree_of("typedef unsigned char u8; u8 a; signed char b; unsigned short c; int d; unsigned long e; long long f; _Bool g; char h;");
    CHECK(type_of(unit, "a").name == "u8");
    CHECK(type_of(unit, "a").bits == 8);
    CHECK_FALSE(type_of(unit, "a").is_signed);
    CHECK(variable(unit, "a").domain.high == 255);
    CHECK(variable(unit, "b").domain.low == -128);
    CHECK(variable(unit, "c").domain.high == 65535);
    CHECK(variable(unit, "d").domain.low == std::numeric_limits<std::int32_t>::min());
    CHECK(type_of(unit, "e").bits == 64);
    CHECK(variable(unit, "e").domain.low == std::numeric_limits<std::int64_t>::min());
    CHECK(variable(unit, "f").domain.high == std::numeric_limits<std::int64_t>::max());
    CHECK(type_of(unit, "g").is_bool);
    CHECK(type_of(unit, "g").bits == 1);
    CHECK(type_of(unit, "g").name == "bool");
    CHECK(variable(unit, "g").domain.high == 1);
    CHECK(type_of(unit, "h").is_signed);
}

TEST_CASE("enums keep their enumerators, by value") {
    const tree::Unit unit = tree_of("enum state { IDLE = 3, RUNNING = -1, ALSO_IDLE = 3 } s; enum { X, Y } t;");
    const tree::Type& state = type_of(unit, "s");
    CHECK(state.is_enum);
    CHECK(state.name == "enum state");
    REQUIRE(state.enumerators.size() == 2);
    CHECK(state.enumerators[0] == std::pair<std::int64_t, std::string>{-1, "RUNNING"});
    CHECK(state.enumerators[1] == std::pair<std::int64_t, std::string>{3, "IDLE"});
    CHECK(variable(unit, "s").domain.low == -1);
    CHECK(variable(unit, "s").domain.high == 3);
    CHECK(variable(unit, "t").domain.high == 1);
}

TEST_CASE("a domain is the range, else the bit-field, else the enumerators, else the width") {
    const tree::Unit unit = tree_of("#include <mmapck/primitives.h>\n"
                                    "enum e { A = 1, B = 2 };\n"
                                    "struct s { u32 r range(2, 9); u32 bits : 3; int : 4; s32 narrow : 3; enum e e; enum e both : 2; u8 row[3] range(0, 5); };\n"
                                    "void f(int p range(1, 4)) { int l range(-2, 2); l = p; }\n");
    const auto& fields = structure(unit, "struct s").fields;
    REQUIRE(fields.size() == 6);
    CHECK(fields[0].domain.low == 2);
    CHECK(fields[0].domain.high == 9);
    CHECK(fields[1].domain.high == 7);
    CHECK(fields[2].name == "narrow");
    CHECK(fields[2].domain.low == -4);
    CHECK(fields[2].domain.high == 3);
    CHECK(fields[3].domain.low == 1);
    CHECK(fields[4].domain.low == 0);
    CHECK(fields[4].domain.high == 3);
    CHECK(fields[5].domain.high == 5);
    CHECK(variable(unit, "p").domain.high == 4);
    CHECK(variable(unit, "l").domain.low == -2);
}

TEST_CASE("structs, pointers and arrays") {
    const tree::Unit unit = tree_of("struct b;\n"
                                    "struct a { struct b *to; struct { int x; } inner; int (*hook)(struct a *); };\n"
                                    "struct b { struct a *back; };\n"
                                    "typedef struct { int n; } counter;\n"
                                    "counter c[4][2]; const struct a *p; struct a whole;\n");
    const tree::Structure& a = structure(unit, "struct a");
    CHECK(type(unit, a.fields[0].type).kind == tree::TypeKind::pointer);
    CHECK(type(unit, a.fields[0].type).name == "struct b *");
    CHECK(unit.structures.at(type(unit, a.fields[0].type).structure).fields.size() == 1);
    CHECK(type(unit, a.fields[1].type).name == "struct a.inner");
    CHECK(type(unit, a.fields[2].type).kind == tree::TypeKind::function);
    CHECK(type(unit, a.fields[2].type).name == "int (*)(struct a *)");
    const tree::Type& rows = type_of(unit, "c");
    CHECK(rows.count == 4);
    CHECK(type(unit, rows.element).count == 2);
    CHECK(type(unit, type(unit, rows.element).element).name == "counter");
    CHECK(type_of(unit, "p").name == "struct a *");
    CHECK_FALSE(variable(unit, "p").is_const);
    CHECK(type_of(unit, "whole").structure == type_of(unit, "p").structure);
}

TEST_CASE("a struct that is never defined can be pointed to") {
    const tree::Unit unit = tree_of("struct opaque; struct opaque *p;");
    CHECK(type_of(unit, "p").name == "struct opaque *");
}
