// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "checker/explicit/check.h"
#include "checker/replay/replay.h"
#include "model/kernel/tests/mutant.h"
#include "model/program/passes.h"
#include "model/scenario/scenario.h"

using namespace mmapck;

namespace {

namespace fs = std::filesystem;

const fs::path tests = fs::path(MMAPCK_SOURCE_DIR) / "model/kernel/tests";

std::vector<Mutant> all_mutants() {
    std::vector<Mutant> mutants = read_mutants(tests / "mutants.json");
    if (fs::exists(tests / "mutants-fs.json"))
        for (Mutant& mutant : read_mutants(tests / "mutants-fs.json")) mutants.push_back(std::move(mutant));
    return mutants;
}

std::string words(const std::vector<lang::Diagnostic>& diagnostics) {
    std::ostringstream out;
    for (const lang::Diagnostic& d : diagnostics) out << d.file << ":" << d.line << ":" << d.column << ": " << d.message << "\n";
    return out.str();
}

/// Names of the invariants of the model and of its drivers.
std::set<std::string> invariants_of_model() {
    std::set<std::string> names;
    for (const char* folder : {"model/kernel/invariants", "scenarios/drivers"})
        for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(MMAPCK_SOURCE_DIR) / folder)) {
            std::istringstream text(WorkingCopy::text_of(entry.path()));
            for (std::string line; std::getline(text, line);) {
                if (line.rfind("INVARIANT(", 0) != 0) continue;
                std::string name = line.substr(10, line.find(',') - 10);
                std::replace(name.begin(), name.end(), '_', '-');
                names.insert(name);
            }
        }
    return names;
}

/// The last variant that the scenario expects to hold: of the generations, ref is named last.
scenario::Variant holding_variant(const scenario::Scenario& scenario) {
    scenario::Variant found;
    for (const scenario::Variant& variant : scenario::variants(scenario))
        if (scenario::expected(scenario, variant).holds()) found = variant;
    return found;
}

/// The scenario of a mutant as a program, with one invariant alone.
program::Program compile(const WorkingCopy& copy, const Mutant& mutant) {
    scenario::Loaded loaded = scenario::load((copy.root() / "scenarios" / mutant.scenario).string());
    REQUIRE_MESSAGE(loaded.scenario, words(loaded.diagnostics));
    scenario::Scenario& scenario = *loaded.scenario;
    const scenario::Variant variant = holding_variant(scenario);
    REQUIRE(!variant.kernel.empty());
    // A check inside of a kernel function has no name to select: it is always made.
    if (invariants_of_model().count(mutant.invariant)) scenario.check = {{mutant.invariant, {1, 1, "/check"}}};
    scenario.expectations.clear();
    const lang::Compiled compiled =
        scenario::compile(scenario, variant, {(copy.root() / "model/kernel").string(), copy.root().string(), std::nullopt});
    REQUIRE_MESSAGE(compiled.program, words(compiled.diagnostics));
    return program::optimize(*compiled.program);
}

checker::Verdict check(const WorkingCopy& copy, const Mutant& mutant) { return checker::explicit_::check(compile(copy, mutant), {}, {}); }

/// Puts the mutant's text into a working copy for as long as this exists.
class Applied {
  public:
    Applied(const WorkingCopy& copy, const Mutant& mutant) : copy_(copy), file_(mutant.file), original_(copy.read(mutant.file)) {
        std::string changed = original_;
        changed.replace(changed.find(mutant.find), mutant.find.size(), mutant.replace);
        copy_.write(file_, changed);
    }
    ~Applied() { copy_.write(file_, original_); }
    Applied(const Applied&) = delete;
    Applied& operator=(const Applied&) = delete;

  private:
    const WorkingCopy& copy_;
    std::string file_;
    std::string original_;
};

/// Whether a step of the run gives a page of a file another block than it had.
bool extent_moves(const program::Program& program, const checker::Trace& trace) {
    checker::replay::Interpreter interpreter(program);
    for (const checker::replay::Played& played : checker::replay::play(interpreter, trace).steps)
        for (const checker::replay::Change& change : played.outcome.changes)
            if (program.variables[change.variable].name == "xfs_bmbt_irec.br_startblock" && change.before && change.after) return true;
    return false;
}

}  // namespace

TEST_CASE("every invariant finds its mutant, and only the mutant") {
    const WorkingCopy copy;
    for (const Mutant& mutant : all_mutants()) {
        CAPTURE(mutant.invariant);
        CAPTURE(mutant.file);
        CAPTURE(mutant.find);
        const std::string original = copy.read(mutant.file);
        const std::size_t at = original.find(mutant.find);
        REQUIRE(at != std::string::npos);
        REQUIRE(original.find(mutant.find, at + 1) == std::string::npos);

        const checker::Verdict before = check(copy, mutant);
        CHECK(before.counterexamples.empty());

        const Applied applied(copy, mutant);
        const checker::Verdict after = check(copy, mutant);
        REQUIRE(!after.counterexamples.empty());
        CHECK(after.counterexamples.front().violation.kind == mutant.invariant);
    }
}

TEST_CASE("every invariant has a mutant") {
    std::set<std::string> covered;
    for (const Mutant& mutant : all_mutants()) covered.insert(mutant.invariant);
    for (const std::string& name : invariants_of_model()) CHECK_MESSAGE(covered.count(name) == 1, name);
}

TEST_CASE("without one of its checks the reference seal lets an extent move, and the trace shows where to") {
    const WorkingCopy copy;
    std::size_t seen = 0;
    for (const Mutant& mutant : all_mutants()) {
        if (mutant.invariant != "sealed-extents-stay") continue;
        CAPTURE(mutant.replace);
        const Applied applied(copy, mutant);
        const program::Program program = compile(copy, mutant);
        const checker::Verdict verdict = checker::explicit_::check(program, {}, {});
        REQUIRE(!verdict.counterexamples.empty());
        CHECK(extent_moves(program, verdict.counterexamples.front().trace));
        ++seen;
    }
    CHECK(seen >= 2);
}
