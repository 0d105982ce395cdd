// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "checker/explicit/check.h"
#include "cli/compile.h"
#include "cli/engines.h"
#include "cli/tests/shell.h"
#include "model/program/passes.h"
#include "model/scenario/scenario.h"

namespace mmapck::cli {
namespace {

using checker::Status;

const std::string source = MMAPCK_SOURCE_DIR;

/// Of the shipped scenarios, one in so many is taken, if it has no more states: all of them take an hour.
constexpr std::size_t one_in = 24;
constexpr std::uint64_t most_states = 2000;

std::vector<std::string> shipped_scenarios() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source + "/scenarios"))
        if (entry.path().extension() == ".json" && entry.path().parent_path().filename() != "schema") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// The programs of a scenario's last variant.
std::optional<program::Program> program_of(const std::string& path) {
    const scenario::Loaded loaded = scenario::load(path);
    if (!loaded.scenario) return std::nullopt;
    scenario::Settings settings;
    settings.model_directory = source + "/model/kernel";
    CompiledVariant compiled = compile_variant(*loaded.scenario, scenario::variants(*loaded.scenario).back(), settings);
    if (!compiled.program) return std::nullopt;
    return program::optimize(std::move(*compiled.program));
}

TEST_CASE("--engine both: the engines agree on one shipped scenario in twenty-four, and most are decided") {
    int held = 0, violated = 0, undecided = 0;
    const std::vector<std::string> paths = shipped_scenarios();
    for (std::size_t i = 0; i < paths.size(); i += one_in) {
        const std::optional<program::Program> program = program_of(paths[i]);
        INFO(paths[i]);
        REQUIRE(program);
        const checker::Verdict first = checker::explicit_::check(*program, {}, {});
        if (first.statistics.states > most_states) continue;
        const checker::Verdict verdict = by_both_engines(*program, first, {});
        INFO(verdict.reason);
        ++(verdict.status == Status::violated ? violated : verdict.status == Status::holds ? held : undecided);
    }
    MESSAGE(held << " hold, " << violated << " are violated, " << undecided << " are not decided");
    CHECK(held > undecided);
    CHECK(violated > 0);
}

TEST_CASE("--engine both: engines that differ are an error that names both, and what one does not decide is inconclusive") {
    const std::optional<program::Program> program = program_of(source + "/scenarios/proofs/forgets-unlock.json");
    REQUIRE(program);
    checker::symbolic::SolverOptions starved;
    starved.resources = 1;
    const checker::Verdict expected = checker::explicit_::check(*program, {}, {}), undecided = by_both_engines(*program, expected, starved);
    CHECK(undecided.status == Status::inconclusive);
    CHECK(undecided.reason.find("the explicit engine says: lock-held-across-hook") != std::string::npos);
    checker::Verdict wrong;
    wrong.status = Status::holds;
    try {
        by_both_engines(*program, wrong, {});
        CHECK(false);
    } catch (const checker::explicit_::Disagreement& disagreement) {
        const std::string words = disagreement.what();
        CHECK(words.find("the explicit engine says: holds; the symbolic engine: lock-held-across-hook after ") != std::string::npos);
    }
}

TEST_CASE("a driver with one mistake is found by both engines, with runs of the same length") {
    for (const char* mutant : {"forgets-seal", "forgets-seal-mmap3", "forgets-unlock", "forgets-uncharge", "puts-twice", "unlocks-twice"}) {
        const std::optional<program::Program> program = program_of(source + "/scenarios/proofs/" + mutant + ".json");
        INFO(mutant);
        REQUIRE(program);
        const checker::Verdict verdict = by_both_engines(*program, checker::explicit_::check(*program, {}, {}), {});
        INFO(verdict.reason);
        CHECK(verdict.status == Status::violated);
    }
}

TEST_CASE("--engine: an unknown one is refused, the others run") {
    const std::string scenario = source + "/scenarios/proofs/forgets-unlock.json";
    CHECK(tests::shell(".", "mmapck run --engine sat " + scenario).code == 64);
    CHECK(tests::shell(".", "mmapck run --no-traces --engine symbolic " + scenario).code == 0);
}

}  // namespace
}  // namespace mmapck::cli
