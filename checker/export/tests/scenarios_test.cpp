// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/explicit/check.h"
#include "checker/export/export.h"
#include "checker/export/tests/other_checkers.h"
#include "model/program/passes.h"
#include "model/scenario/scenario.h"

namespace mmapck::checker::exports {
namespace {

using program::Program;
using tests::Opinion;

/// A variant of a shipped scenario as it is exported: steps are not joined, so that a move has few ways.
Program exported_program(const std::string& file, const std::string& kernel) {
    const std::string source = MMAPCK_SOURCE_DIR;
    const scenario::Loaded loaded = scenario::load(source + "/scenarios/" + file);
    REQUIRE(loaded.scenario.has_value());
    lang::Compiled compiled = scenario::compile(*loaded.scenario, {kernel, ""}, {source + "/model/kernel", source, std::nullopt});
    REQUIRE(compiled.program.has_value());
    program::Passes passes;
    passes.fuse_local_steps = false;
    return with_fault_counter(program::optimize(std::move(*compiled.program), passes));
}

Verdict engine(const Program& program) {
    Limits limits;
    limits.lock_order = false;
    explicit_::Options options;
    options.share_bits = false;
    return explicit_::check(program, limits, {}, options);
}

void compare(const Opinion& opinion, const Verdict& verdict) {
    if (!opinion.installed) {
        MESSAGE("skipped: not installed");
        return;
    }
    INFO(opinion.output);
    REQUIRE(!opinion.refused);
    CHECK(opinion.violated == (verdict.status == Status::violated));
    if (opinion.violated) {
        const std::string kind = verdict.counterexamples[0].violation.kind;
        const bool told = opinion.output.find(kind) != opinion.output.npos;
        CHECK((told || (kind == "deadlock" && opinion.output.find("invalid end state") != opinion.output.npos)));   // SPIN's word for it
    } else {
        CHECK(opinion.states == verdict.statistics.states);
    }
}

enum class Ask { spin, both };

void compare(const std::string& file, const std::string& kernel, Status status, Ask ask = Ask::both) {
    const Program program = exported_program(file, kernel);
    const Verdict verdict = engine(program);
    CHECK((verdict.status == Status::violated) == (status == Status::violated));
    const Options options{file + " " + kernel, 4};
    compare(tests::ask_spin(to_promela(program, options)), verdict);
    if (ask == Ask::both) compare(tests::ask_rumur(to_murphi(program, options)), verdict);
}

TEST_CASE("anonymous memory, one failure: SPIN and Rumur agree") { compare("basics/anonymous.json", "ref", Status::holds); }

TEST_CASE("a mapping that fails twice: SPIN and Rumur agree") {
    compare("hooks/resctrl-two-failures.json", "rfc-2025-09", Status::violated);
}

TEST_CASE("a state that breaks two invariants: SPIN tells the same of them") {
    compare("extents/punch-races-bare-fault.json", "ref", Status::violated, Ask::spin);
}

TEST_CASE("a copy to the user under a lock that a fault wants: SPIN and Rumur find the deadlock") {
    compare("locks/user-copy.json", "ref", Status::violated);
}

TEST_CASE("a task that never ends, any number of failures: SPIN and Rumur agree, and nothing counts them") { compare("proofs/devdax.json", "ref", Status::holds); }

}  // namespace
}  // namespace mmapck::checker::exports
