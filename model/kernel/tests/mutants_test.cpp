// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "checker/explicit/check.h"
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

/// What a check of the scenario answers, with one invariant alone.
checker::Verdict check(const WorkingCopy& copy, const Mutant& mutant) {
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
    return checker::explicit_::check(program::optimize(*compiled.program), {}, {});
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

        std::string changed = original;
        changed.replace(at, mutant.find.size(), mutant.replace);
        copy.write(mutant.file, changed);
        const checker::Verdict after = check(copy, mutant);
        copy.write(mutant.file, original);
        REQUIRE(!after.counterexamples.empty());
        CHECK(after.counterexamples.front().violation.kind == mutant.invariant);
    }
}

TEST_CASE("every invariant has a mutant") {
    std::set<std::string> covered;
    for (const Mutant& mutant : all_mutants()) covered.insert(mutant.invariant);
    for (const std::string& name : invariants_of_model()) CHECK_MESSAGE(covered.count(name) == 1, name);
}
