// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "checker/export/export.h"
#include "checker/export/tests/other_checkers.h"
#include "model/lang/compile.h"
#include "model/program/passes.h"

namespace mmapck::checker::exports {
namespace {

using program::Program;
using tests::Opinion;

/// A model of this folder, any number of faults in a run.
Program model(const std::string& name, const std::string& define = "") {
    const std::string source = MMAPCK_SOURCE_DIR;
    lang::Unit unit;
    unit.path = source + "/checker/export/tests/models/" + name;
    std::ostringstream text;
    text << std::ifstream(unit.path).rdbuf();
    unit.text = (define.empty() ? "" : "#define " + define + "\n") + text.str();
    unit.include_dirs = {source + "/model/kernel/include"};
    unit.faults.at_most = 1;
    const lang::Compiled compiled = lang::compile(unit);
    REQUIRE_MESSAGE(compiled.program.has_value(), lang::to_text(compiled.diagnostics));
    return with_any_faults(program::optimize(*compiled.program));
}

TEST_CASE("unbounded counters of a task that never ends: Spacer proves their balance, and a plain solver accepts its invariant") {
    const std::string clauses = to_horn(model("balance.c"), {"balance.c", 1, true});
    const Opinion opinion = tests::ask_z3(clauses);
    if (!opinion.installed) return;
    INFO(opinion.output);
    REQUIRE(!opinion.refused);
    REQUIRE(!opinion.violated);
    CHECK(tests::number_of_clauses(clauses) > 50);
    CHECK(tests::clauses_that_hold(clauses, opinion.output) == tests::number_of_clauses(clauses));
}

TEST_CASE("unbounded counters of a task that never ends: z3 finds the abort that is forgotten") {
    const Opinion opinion = tests::ask_z3(to_horn(model("balance.c", "FORGETS_ABORT"), {"balance.c", 1, true}));
    if (!opinion.installed) return;
    INFO(opinion.output);
    CHECK(opinion.violated);
}

}  // namespace
}  // namespace mmapck::checker::exports
