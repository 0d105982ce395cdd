// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>

#include "checker/replay/replay.h"
#include "model/program/tests/random_program.h"
#include "reports/fewest_switches.h"
#include "reports/file.h"
#include "reports/tests/compiled.h"
#include "reports/text.h"
#include "reports/tree.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

const Context context{"a scenario", "leak.json", "v7.1", "mmapck replay leak.v7.1.trace.json"};

/// The text of a counterexample of a model must be that of a file beside it.
void check_text(const std::string& model, const std::string& golden, std::uint32_t faults, bool lock_order = true) {
    const tests::Subject subject = tests::check_model(model, faults, lock_order);
    REQUIRE(!subject.verdict.counterexamples.empty());
    const checker::Counterexample counterexample = fewest_switches(subject.program, subject.verdict.counterexamples[0]);
    const std::string text = to_text(subject.program, counterexample, context);
    CHECK(text == read_file(std::string(MMAPCK_SOURCE_DIR) + "/reports/tests/texts/" + golden).content);
    CHECK(text == to_text(subject.program, counterexample, context));
}

TEST_CASE("a lock that a hook took and nobody gave back") { check_text("leak.c", "leak.txt", 1); }
TEST_CASE("locks taken in two orders") { check_text("deadlock.c", "lock-order.txt", 0); }
TEST_CASE("tasks that wait for each other") { check_text("deadlock.c", "deadlock.txt", 0, false); }
TEST_CASE("an object used after it was freed") { check_text("references.c", "use-after-free.txt", 0); }
TEST_CASE("a charge that a failing call keeps") { check_text("charge.c", "charge.txt", 1); }
TEST_CASE("a violation in the setup shows the setup") { check_text("setup.c", "setup.txt", 1); }

bool fits(const std::string& line) {
    return line.size() <= 80 && std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool fits(const std::vector<std::string>& lines) {
    return std::all_of(lines.begin(), lines.end(), [](const std::string& line) { return fits(line); });
}

/// Gives everything that is printed a name that is long, or means something to a terminal or a browser.
void make_hostile(program::Program& program) {
    const std::string hostile = "\x1b[2J<b>&\xc3\xa9\xff\r\n\t\"\\`$(x)" + std::string(200, 'w');
    for (std::string& file : program.files) file += hostile;
    for (program::Type& type : program.types) {
        type.name += hostile;
        for (auto& [value, name] : type.names) name += hostile;
    }
    for (program::Table& table : program.tables) {
        table.type += hostile;
        for (std::string& instance : table.instances) instance += hostile;
    }
    for (program::Variable& variable : program.variables) variable.name += hostile;
    for (program::Task& task : program.tasks) task.name += hostile;
    for (program::Step& step : program.steps) {
        step.text += hostile;
        for (program::Check& check : step.checks) check.kind += hostile;
    }
    for (program::Frame& frame : program.frames) {
        frame.function += hostile;
        frame.call_text += hostile;
    }
    for (program::Fault& fault : program.faults) fault.site += hostile;
    for (program::Invariant& invariant : program.invariants) {
        invariant.name += hostile;
        invariant.words += hostile;
    }
    for (program::Lock& lock : program.locks) lock.name += hostile;
}

void check_fit(const program::Program& program, checker::Counterexample counterexample, const Context& where) {
    const Story story = tell(program, counterexample);
    const std::vector<std::string> screen = first_screen(program, counterexample, where, story);
    CHECK(screen.size() <= 25);
    CHECK(fits(screen));
    std::istringstream text(to_text(program, counterexample, where));
    for (std::string line; std::getline(text, line);) {
        CHECK_MESSAGE(fits(line), line);
    }
}

TEST_CASE("hostile names are escaped and cut: 80 columns of printable ASCII, 25 lines of first screen") {
    const std::string hostile = "\x1b]0;title\a<script>\xf0\x9f\x92\xa9" + std::string(120, 'x') + "\n";
    for (const char* model : {"leak.c", "deadlock.c", "references.c", "charge.c"}) {
        for (const bool lock_order : {true, false}) {
            tests::Subject subject = tests::check_model(model, 1, lock_order);
            REQUIRE(!subject.verdict.counterexamples.empty());
            checker::Counterexample counterexample = subject.verdict.counterexamples[0];
            make_hostile(subject.program);
            counterexample.violation.words += hostile;
            check_fit(subject.program, counterexample, {hostile, hostile, hostile, hostile});
            counterexample.violation.kind += hostile;
            counterexample.violation.cycle.assign(40, hostile);
            check_fit(subject.program, counterexample, {hostile, hostile, hostile, hostile});
        }
    }
}

TEST_CASE("runs of random programs fit the screen") {
    CHECK(rc::check("fits", [] {
        program::Program program = *program::tests::random_program();
        checker::replay::Interpreter interpreter(program);
        checker::replay::State state = interpreter.initial();
        checker::Counterexample counterexample;
        counterexample.violation.kind = "end-of-walk";
        for (int i = 0; i < 12; ++i) {
            const auto task = *rc::gen::inRange<program::TaskId>(0, static_cast<program::TaskId>(program.tasks.size()));
            const auto moves = interpreter.moves(state, task, 9);
            if (moves.empty() || moves.front().violated) {
                continue;
            }
            const checker::replay::Move& move = moves.back().violated ? moves.front() : moves.back();
            state = move.end;
            counterexample.trace.steps.insert(counterexample.trace.steps.end(), move.steps.begin(), move.steps.end());
        }
        if (*rc::gen::arbitrary<bool>()) {
            make_hostile(program);
        }
        const std::string text = to_text(program, counterexample, context);
        RC_ASSERT(text == to_text(program, counterexample, context));
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            RC_ASSERT(fits(line));
        }
    }));
}

TEST_CASE("each call of the setup is in the tree exactly once, on one line") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    std::size_t calls = 0;
    for (const TreeLine& line : call_tree(leak.program, leak.verdict.counterexamples.at(0))) {
        if (leak.program.tasks[line.task].kind == program::TaskKind::setup) {
            CHECK(line.text == "map(3, 9); /* = -EINVAL */");
            CHECK(line.notes.empty());
            ++calls;
        }
    }
    CHECK(calls == 1);
}

}  // namespace
