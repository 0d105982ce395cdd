// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/program/element_names.h"
#include "reports/changes.h"
#include "reports/values.h"

using namespace mmapck::program;
using namespace mmapck::reports;

namespace {

Program with_types() {
    Program program;
    program.files = {"drivers/x.c"};
    program.types = {{},
                     {Display::boolean, "bool", {}, none},
                     {Display::enumeration, "enum ref_owner", {{0, "REF_FD"}, {1, "REF_VMA"}}, none},
                     {Display::flags, "unsigned", {{1, "VM_READ"}, {2, "VM_WRITE"}, {8, "VM_SHARED"}}, none},
                     {Display::pointer, "struct node *", {}, 0},
                     {Display::function, "hook", {{3, "region_open"}}, none},
                     {Display::error, "int", {}, none}};
    program.tables = {{"struct node", {"node#1", "node#2"}}, {"struct refcount", {"f.count", "g.count"}}};
    return program;
}

TEST_CASE("values are written as their type says") {
    const Program program = with_types();
    CHECK(value_text(program, 0, -12) == "-12");
    CHECK(value_text(program, 1, 1) == "true");
    CHECK(value_text(program, 1, 7) == "7");
    CHECK(value_text(program, 2, 1) == "REF_VMA");
    CHECK(value_text(program, 2, 9) == "9");
    CHECK(value_text(program, 3, 0) == "0");
    CHECK(value_text(program, 3, 9) == "VM_READ|VM_SHARED");
    CHECK(value_text(program, 3, 18) == "VM_WRITE|16");
    CHECK(value_text(program, 4, 0) == "NULL");
    CHECK(value_text(program, 4, 2) == "node#2");
    CHECK(value_text(program, 4, 3) == "freed node#1");
    CHECK(value_text(program, 4, 5) == "5");
    CHECK(value_text(program, 5, 0) == "NULL");
    CHECK(value_text(program, 5, 3) == "region_open");
    CHECK(value_text(program, 6, -12) == "-ENOMEM");
    CHECK(value_text(program, 6, 12) == "12");
}

TEST_CASE("what a function returns is an error if it can be one") {
    const Program program = with_types();
    CHECK(returned_text(program, 0, -4) == "-EINTR");
    CHECK(returned_text(program, 0, -4000) == "-4000");
    CHECK(returned_text(program, 0, 3) == "3");
    CHECK(returned_text(program, 4, 0) == "NULL");
    CHECK(errno_name(512) == "ERESTARTSYS");
    CHECK(errno_name(0) == "");
}

TEST_CASE("cells are named by their instance and field, elements by their names") {
    Program program = with_types();
    Variable start;
    start.name = "node.start";
    start.field = "start";
    start.table = 0;
    start.count = 2;
    Variable held;
    held.name = "refcount.held";
    held.field = "held";
    held.table = 1;
    held.count = 4;
    Variable list;
    list.name = "list";
    list.count = 3;
    program.variables = {start, held, list, {}};
    program.variables[3].name = "single";
    name_elements(program, 1, {{1, "REF_VMA"}});
    CHECK(cell_text(program, 0, 1) == "node#2.start");
    CHECK(cell_text(program, 1, 2) == "g.count.held[0]");
    CHECK(cell_text(program, 1, 3) == "g.count.held[REF_VMA]");
    CHECK(cell_text(program, 2, 2) == "list[2]");
    CHECK(cell_text(program, 3, 0) == "single");
    CHECK(position_text(program, {0, 41, 3}) == "drivers/x.c:41");
    CHECK(position_text(program, {0, 0, 0}) == "drivers/x.c");
    CHECK(position_text(program, {}) == "");
}

TEST_CASE("locks are described by their holders, objects by their life, and bookkeeping is left out") {
    Program program = with_types();
    program.tables = {{"struct rw_semaphore", {"sem"}}, {"struct node", {"node#1"}}};
    program.tasks.resize(3);
    program.tasks[0].name = "A";
    program.tasks[1].name = "B";
    const auto add = [&](const std::string& name, const std::string& field, TableId table) {
        Variable variable;
        variable.name = name;
        variable.field = field;
        variable.table = table;
        variable.high = 100;
        variable.initial = {0};
        program.variables.push_back(variable);
    };
    add("rw_semaphore.writer", "writer", 0);
    add("rw_semaphore.readers", "readers", 0);
    add("node.allocated", "", none);
    add("node.start", "start", 1);
    add("setup.done", "", none);
    add("task.in_syscall", "", none);
    add("mmapck_locks_held", "", none);
    add("temporary", "", none);
    program.variables.back().owner = {0};
    program.locks = {{"sem", "sem", 0, 1, no_expr}};
    const mmapck::checker::replay::Interpreter interpreter(program);
    const auto before = interpreter.initial();
    auto after = before;
    after.cells = {1, 0, 1, 5, 1, 1, 1, 1};
    CHECK(differences(interpreter, before, after, {}) ==
          std::vector<std::string>{"sem: free -> A (write)", "node#1: free -> allocated", "node#1.start: 0 -> 5"});
    auto end = after;
    end.cells = {0, 6, 0, 0, 1, 1, 1, 1};
    CHECK(differences(interpreter, after, end, {{1, 1}}) ==
          std::vector<std::string>{"sem: A (write) -> A, B (read)", "node#1: allocated -> free"});
}

}  // namespace
