// SPDX-License-Identifier: Apache-2.0
#include "checker/symbolic/input_classes.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "checker/replay/interpreter.h"
#include "model/lang/compile.h"

namespace mmapck::checker::symbolic {
namespace {

using program::Program;
using Values = std::vector<std::int64_t>;

constexpr int bits = 4, numbers = 1 << bits;

/// A program with the open variables a and b.
Program compiled(const std::string& text) {
    lang::Unit unit;
    unit.path = "inputs.c";
    unit.text = "#include <mmapck/primitives.h>\nstatic u64 a range(0, 15);\nstatic u64 b range(0, 15);\n"
                "#define OPEN a = __mmapck_choose(0, 15); b = __mmapck_choose(0, 15)\n" + text;
    unit.include_dirs = {std::string(MMAPCK_SOURCE_DIR) + "/model/kernel/include"};
    unit.faults.at_most = 1;
    const lang::Compiled result = lang::compile(unit);
    REQUIRE_MESSAGE(result.program.has_value(), lang::to_text(result.diagnostics));
    return *result.program;
}

std::vector<OpenVariable> open_variables(const Program& program) {
    std::vector<OpenVariable> open;
    for (const char* name : {"a", "b"})
        for (program::VarId id = 0; id < program.variables.size(); ++id)
            if (program.variables[id].name == name) open.push_back({id, bits});
    REQUIRE(open.size() == 2);
    return open;
}

/// The program that begins with these values only.
Program with_values(Program program, const std::vector<OpenVariable>& open, const Values& values) {
    for (program::Step& step : program.steps)
        for (const program::Assignment& assignment : step.assignments)
            for (std::size_t i = 0; i < open.size(); ++i)
                if (assignment.variable == open[i].variable) step.choice_low = step.choice_high = program.expressions.constant(values[i]);
    return program;
}

/// All that a run can be seen to do: every reachable state but for open variables and what tasks keep to themselves, and every violation.
struct Behaviour {
    std::set<std::vector<std::int64_t>> states;
    std::set<std::string> violations;
    friend bool operator==(const Behaviour&, const Behaviour&) = default;
};

Behaviour behaviour(const Program& program, const std::vector<OpenVariable>& open) {
    replay::Interpreter interpreter(program);
    std::set<std::pair<replay::State, std::uint32_t>> seen;
    std::vector<std::pair<replay::State, std::uint32_t>> todo{{interpreter.initial(), 0}};
    Behaviour found;
    while (!todo.empty()) {
        const auto [state, faults] = todo.back();
        todo.pop_back();
        if (!seen.insert({state, faults}).second) continue;
        std::vector<std::int64_t> visible(state.locations.begin(), state.locations.end());
        visible.push_back(faults);
        for (program::VarId id = 0; id < program.variables.size(); ++id)
            for (std::uint32_t cell = 0; cell < program.variables[id].count; ++cell)
                if (id != open[0].variable && id != open[1].variable && program.variables[id].owner_of(cell) == program::shared)
                    visible.push_back(state.cells[interpreter.cell(id, cell)]);
        found.states.insert(std::move(visible));
        for (program::TaskId task = 0; task < program.tasks.size(); ++task)
            for (replay::Move& move : interpreter.moves(state, task, program.max_faults - faults)) {
                if (move.violated) found.violations.insert(move.violation.kind);
                else todo.push_back({std::move(move.end), faults + move.faults});
            }
    }
    return found;
}

struct Compared {
    std::size_t classes = 0, possible = 0;
};

/// Every choice of values is in one class or impossible, is not less than the class's representative, and does what that does.
Compared compare(const std::string& text) {
    const Program program = compiled(text);
    const std::vector<OpenVariable> open = open_variables(program);
    const InputClasses found = input_classes(program, open, {});
    REQUIRE(found.reason == "");

    Terms terms;
    for (std::size_t i = 0; i < open.size(); ++i) terms.add_leaf({0, numbers - 1});
    InputTests tests(program, open, terms);
    std::map<Values, TestedInputs> by_class;
    std::map<Values, Behaviour> of_class;
    for (const InputClass& one : found.classes) {
        by_class[one.representative] = tests.of(one.representative);
        of_class[one.representative] = behaviour(with_values(program, open, one.representative), open);
    }
    CHECK(by_class.size() == found.classes.size());

    Compared compared{found.classes.size(), 0};
    std::set<Values> hit;
    for (std::int64_t a = 0; a < numbers; ++a)
        for (std::int64_t b = 0; b < numbers; ++b) {
            const Values values{a, b};
            INFO(a << " " << b);
            std::vector<Values> classes;
            for (const auto& [representative, tested] : by_class) {
                TestRecord record(terms, values);
                bool alike = true;
                for (const InputTest& test : tested.tests) alike &= record.truth(test.condition) == test.holds;
                if (alike) classes.push_back(representative);
            }
            const bool possible = tests.of(values).possible;
            REQUIRE(classes.size() == (possible ? 1 : 0));
            if (!possible) continue;
            ++compared.possible;
            hit.insert(classes[0]);
            CHECK(classes[0] <= values);
            CHECK(behaviour(with_values(program, open, values), open) == of_class[classes[0]]);
        }
    CHECK(hit.size() == found.classes.size());
    return compared;
}

TEST_CASE("rounding up wraps: the class beyond the end of the numbers is found") {
    const Compared all = compare("static long result;\n"
                                 "#define ALIGN(x) ((x) + 3 & 15 & ~3ul)\n"
                                 "static long sizes(void) { if (!b) return -22; if (!ALIGN(b)) return -12; return (a + ALIGN(b) & 15) < a ? -75 : 0; }\n"
                                 "SETUP(s) { OPEN; }\nTASK(A) { result = sizes(); }\n");
    CHECK(all.classes >= 4);
    CHECK(all.possible == 256);
}

TEST_CASE("values outside of what is assumed are in no class") {
    const Compared all = compare("static u8 seen range(0, 15);\nSETUP(s) { OPEN; assume(a < 3); assume(a == b || b > 13); }\nTASK(A) { seen = a; }\n");
    CHECK(all.classes == 6);
    CHECK(all.possible == 3 + 3 * 2);
}

TEST_CASE("what is stored where others see it, indices and domains tell values apart") {
    compare("static u8 slots[3] range(0, 5);\nstatic bool big;\n"
            "SETUP(s) { OPEN; assume(b < 4); }\nTASK(A) { slots[b] = a >> 1; }\nTASK(B) { if (slots[1] == 2) big = a > 12; }\n");
}

TEST_CASE("copies, loops, calls and faults") {
    compare("static u8 rounds range(0, 31);\nstatic struct mutex lock;\n"
            "static int add(u64 x) { int err = fault(\"add\", -5, FAULT_IO); if (err) return err; if (x & 4) rounds++; return 0; }\n"
            "SETUP(s) { OPEN; }\n"
            "TASK(A) { u64 n = a & 3; mutex_lock(&lock); for (u64 i = 0; i < n; i++) if (add(b)) break; mutex_unlock(&lock); }\n"
            "TASK(B) { mutex_lock(&lock); if (rounds == 2 && b == 5) rounds = 9; mutex_unlock(&lock); }\n");
}

TEST_CASE("what an element that is not known may have overwritten") {
    compare("static u8 where range(0, 1), seen range(0, 15), other range(0, 15);\nSETUP(s) { OPEN; }\n"
            "TASK(A) { u8 kept[2] range(0, 15); kept[0] = a; kept[1] = b >> 2; kept[where] = 1; seen = kept[0]; other = kept[where]; }\nTASK(B) { where = 1; }\n");
}

TEST_CASE("a copy that decides one test") {
    const Compared all = compare("static u8 at range(0, 3);\nSETUP(s) { OPEN; }\nTASK(A) { u64 copy = a; at = 1; if (copy & 8) at = 2; at = 3; }\n");
    CHECK(all.classes == 2);
}

TEST_CASE("what the setup stores, and another task reads") {
    compare("struct box { u8 size range(0, 15); struct box *next; };\nPOOL(struct box, box, 2);\nstatic struct box *head;\nstatic bool small;\n"
            "SETUP(s) { OPEN; if (a < 6) { head = box_alloc(); head->size = a; if (b == a) { head->next = box_alloc(); box_free(head); } } }\n"
            "TASK(A) { if (head) small = head->size < 2; }\nTEARDOWN(t) { assert(b != 7 || a > 9); }\n");
}

TEST_CASE("numbers of 64 bits: the least of each class") {
    lang::Unit unit;
    unit.path = "wide.c";
    unit.text = "#include <mmapck/primitives.h>\nstatic u64 len;\nstatic bool wraps;\n"
                "SETUP(s) { len = __mmapck_choose(-9223372036854775807l - 1, 9223372036854775807l); assume(len != 0); }\n"
                "TASK(A) { if (((len + 4095) & ~4095ul) == 0) wraps = true; }\n";
    unit.include_dirs = {std::string(MMAPCK_SOURCE_DIR) + "/model/kernel/include"};
    const lang::Compiled result = lang::compile(unit);
    REQUIRE(result.program.has_value());
    std::vector<OpenVariable> open;
    for (program::VarId id = 0; id < result.program->variables.size(); ++id)
        if (result.program->variables[id].name == "len") open.push_back({id, 64});
    const InputClasses found = input_classes(*result.program, open, {});
    REQUIRE(found.classes.size() == 2);
    CHECK(std::uint64_t(found.classes[0].representative[0]) == 1);
    CHECK(std::uint64_t(found.classes[1].representative[0]) == 0xfffffffffffff001u);
    CHECK(found.classes[1].tests.back().condition == "(len + 4095 & ~0xfff) == 0");
    CHECK(found.classes[1].tests.back().holds);
    CHECK(found.classes[1].tests.back().where == "wide.c:5");
}

TEST_CASE("too many classes, and a solver that is not there, end with a reason") {
    const Program program = compiled("static u8 seen range(0, 15);\nSETUP(s) { OPEN; }\nTASK(A) { seen = a; }\n");
    ClassOptions few;
    few.max_classes = 7;
    CHECK(input_classes(program, open_variables(program), few).reason == "there are more than 7 classes of inputs");
    ClassOptions none;
    none.solver.program = "no-such-solver";
    const InputClasses nothing = input_classes(program, open_variables(program), none);
    CHECK(nothing.classes.empty());
    CHECK(nothing.reason != "");
}

}  // namespace
}  // namespace mmapck::checker::symbolic
