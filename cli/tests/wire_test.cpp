// SPDX-License-Identifier: Apache-2.0
#include "cli/wire.h"

#include <doctest/doctest.h>

#include "checker/explicit/check.h"
#include "checker/fault_sets.h"
#include "cli/compile.h"
#include "model/program/passes.h"

using namespace mmapck;
using namespace mmapck::cli;

namespace {

/// A violated scenario with all that can be told of it.
CheckedSubject checked_subject() {
    const scenario::Loaded loaded = scenario::load(MMAPCK_SOURCE_DIR "/scenarios/flaws/mapped-fails.json");
    REQUIRE(loaded.scenario);
    scenario::Settings settings;
    settings.model_directory = MMAPCK_SOURCE_DIR "/model/kernel";
    CompiledVariant compiled = compile_variant(*loaded.scenario, scenario::variants(*loaded.scenario).front(), settings);
    REQUIRE(compiled.program);
    CheckedSubject result;
    result.begun = true;
    result.diagnostics = {{lang::Severity::note, "a.c", 1, 2, "message", "line", "suggestion", "/pointer"}};
    result.program = std::make_unique<program::Program>(program::optimize(std::move(*compiled.program)));
    result.checked = {{"name", "file", "variant", "replay", "model"}, {{{"kind", {3, 4, "/kind"}}}}, result.program.get(), checker::explicit_::check(*result.program, {}, {}), {}};
    const auto search = [](const program::Program& program) { return checker::explicit_::check(program, {}, {}); };
    result.checked.fault_sets = checker::minimal_fault_sets(*result.program, result.checked.verdict.counterexamples.at(0), search);
    result.checked.inputs = reports::Inputs{{"len"}, {{{7}, {{"len == 0", true, "a.c:5"}}, {"mmap() = 0"}, "kind"}}};
    result.remarks = {"remark"};
    result.phases = {1, 2, 3, 4};
    return result;
}

}  // namespace

TEST_CASE("what came of a check is the same in another process") {
    const CheckedSubject sent = checked_subject();
    const CheckedSubject got = from_wire(to_wire(sent, true));
    CHECK(got.begun);
    CHECK(lang::to_text(got.diagnostics) == lang::to_text(sent.diagnostics));
    REQUIRE(got.program);
    CHECK((*got.program == *sent.program));
    CHECK(got.checked.program == got.program.get());
    CHECK(got.checked.context.model_directory == "model");
    CHECK(got.checked.expectation.violates == sent.checked.expectation.violates);
    CHECK(got.checked.verdict.status == checker::Status::violated);
    CHECK((got.checked.verdict.counterexamples == sent.checked.verdict.counterexamples));
    CHECK((got.checked.verdict.statistics == sent.checked.verdict.statistics));
    REQUIRE(got.checked.fault_sets->sets.size() == sent.checked.fault_sets->sets.size());
    CHECK((got.checked.fault_sets->sets.at(0).faults == sent.checked.fault_sets->sets.at(0).faults));
    CHECK(got.checked.inputs->classes.at(0).tests.at(0).where == "a.c:5");
    CHECK(got.remarks == sent.remarks);
    CHECK(got.phases.explanation == 4);
}

TEST_CASE("a program that nobody reads stays where it is") {
    const CheckedSubject sent = checked_subject();
    const std::string bytes = to_wire(sent, false);
    CHECK(bytes.size() < to_wire(sent, true).size() / 2);
    const CheckedSubject got = from_wire(bytes);
    REQUIRE(got.program);
    CHECK(got.program->steps.empty());
    CheckedSubject failed;
    failed.begun = true;
    CHECK(!from_wire(to_wire(failed, true)).program);
}
