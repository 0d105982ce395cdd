// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <limits>

#include "checker/explicit/check.h"
#include "checker/explicit/tests/reference.h"
#include "checker/explicit/tests/same_search.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

using program::Program;
using program::tests::random_program;
using tests::compare;
using tests::compare_all;
using tests::Reference;

constexpr std::uint32_t all_kinds = 1000;

Limits limits(std::uint32_t max_violations) {
    Limits limits;
    limits.max_violations = max_violations;
    limits.lock_order = false;
    return limits;
}

/// Everything that the two must have in common when the engine looks for all kinds of violations.
void compare(const Verdict& verdict, const Reference& reference) {
    std::map<std::string, Reference::Cost> shortest;
    for (const Counterexample& one : verdict.counterexamples)
        shortest[one.violation.kind] = {one.trace.faults, one.trace.moves};
    RC_ASSERT(shortest.size() == verdict.counterexamples.size());
    RC_ASSERT((shortest == reference.shortest));
    RC_ASSERT(verdict.statistics.states == reference.states);
    RC_ASSERT(verdict.statistics.transitions == reference.transitions);
    RC_ASSERT(verdict.statistics.deadlocks == reference.deadlocks);
    RC_ASSERT(verdict.statistics.depth == reference.depth);
    RC_ASSERT((verdict.status == Status::violated) == !reference.shortest.empty());
    RC_ASSERT(verdict.status != Status::inconclusive);
}

TEST_CASE("random programs: states, moves and shortest violations are those of the plain interpreter") {
    CHECK(rc::check("engine == interpreter, every cell stored", [] {
        const Program program = *random_program();
        const Reference reference = tests::explore(program, false);
        RC_PRE(reference.complete);
        Options options;
        options.share_bits = false;
        compare(check(program, limits(all_kinds), {}, options), reference);
    }));
    CHECK(rc::check("engine == interpreter, live cells stored", [] {
        const Program program = *random_program();
        const Reference reference = tests::explore(program, true);
        RC_PRE(reference.complete);
        compare(check(program, limits(all_kinds), {}), reference);
    }));
}

TEST_CASE("random programs: the first violation is a shortest one") {
    CHECK(rc::check("max_violations 1", [] {
        const Program program = *random_program();
        const Reference reference = tests::explore(program, true);
        RC_PRE(reference.complete && !reference.shortest.empty());
        const Verdict verdict = check(program, limits(1), {});
        RC_ASSERT(verdict.counterexamples.size() == 1);
        const Counterexample& first = verdict.counterexamples[0];
        const Reference::Cost cost{first.trace.faults, first.trace.moves};
        RC_ASSERT((reference.shortest.at(first.violation.kind) == cost));
        for (const auto& [kind, other] : reference.shortest) RC_ASSERT((cost <= other));
        RC_ASSERT((check(program, limits(all_kinds), {}).counterexamples[0] == first));
    }));
}

/// The program with some variables that nobody uses, so that a state is longer than a cache line.
Program widened(Program program) {
    for (int i = 0; i < 10; ++i) {
        program::Variable wide;
        wide.name = "wide" + std::to_string(i);
        wide.low = std::numeric_limits<std::int64_t>::min();
        wide.high = std::numeric_limits<std::int64_t>::max();
        wide.initial = {i};
        program.variables.insert(program.variables.end(), wide);
    }
    return program;
}

TEST_CASE("random programs: nothing depends on the hash") {
    CHECK(rc::check("hash seed", [] {
        const Program program = *random_program();
        const Limits some = limits(*rc::gen::inRange<std::uint32_t>(1, 4));
        Options options;
        options.hash_seed = *rc::gen::arbitrary<std::uint64_t>();
        Limits few = some;
        few.max_states = 500;
        compare_all(check(program, few, {}), check(program, few, {}, options));
    }));
}

TEST_CASE("random programs: nothing depends on the number of threads") {
    CHECK(rc::check("threads", [] {
        const Program program = *rc::gen::arbitrary<bool>() ? *random_program() : widened(*random_program());
        Limits few = limits(*rc::gen::inRange<std::uint32_t>(1, 4));
        few.lock_order = *rc::gen::arbitrary<bool>();
        few.max_states = *rc::gen::element<std::uint64_t>(0, 200, 500, 3000);
        few.max_memory_bytes = *rc::gen::element<std::uint64_t>(0, 300'000);
        Options options;
        options.threads = *rc::gen::element<std::uint32_t>(2, 3, 8);
        options.threads_from = 0;
        options.native = *rc::gen::element(Native::never, Native::at_once);
        compare_all(check(program, few, {}), check(program, few, {}, options));
    }));
}

TEST_CASE("random programs: invariants need not be evaluated again when nothing they read was written") {
    CHECK(rc::check("skip_unwritten", [] {
        const Program program = *random_program();
        const Limits some = limits(*rc::gen::inRange<std::uint32_t>(1, 4));
        Limits few = some;
        few.max_states = 3000;
        Options options;
        options.skip_unwritten = false;
        const Verdict fast = check(program, few, {});
        const Verdict plain = check(program, few, {}, options);
        compare(fast, plain);
        RC_ASSERT((fast.statistics.invariants_tested == plain.statistics.invariants_tested));
    }));
}

TEST_CASE("random programs: states stored block by block change no more than the memory") {
    CHECK(rc::check("collapse", [] {
        const Program program = widened(*random_program());
        Limits few = limits(*rc::gen::inRange<std::uint32_t>(1, 4));
        few.max_states = 3000;
        Options options;
        options.share_bits = *rc::gen::arbitrary<bool>();
        const Verdict blocks = check(program, few, {}, options);
        options.collapse = false;
        const Verdict whole = check(program, few, {}, options);
        compare(blocks, whole);
        RC_ASSERT(whole.statistics.state_bits > 512);
        RC_ASSERT(blocks.statistics.state_bits == whole.statistics.state_bits);
    }));
}

TEST_CASE("random programs: states stored as trees change no more than the memory") {
    CHECK(rc::check("trees", [] {
        const Program program = *rc::gen::arbitrary<bool>() ? *random_program() : widened(*random_program());
        Limits few = limits(*rc::gen::inRange<std::uint32_t>(1, 4));
        few.lock_order = *rc::gen::arbitrary<bool>();
        few.max_states = *rc::gen::element<std::uint64_t>(0, 200, 500, 3000);
        Options options;
        options.hash_seed = *rc::gen::arbitrary<std::uint64_t>();
        options.stubborn_sets = *rc::gen::arbitrary<bool>();
        const Verdict whole = check(program, few, {}, options);
        options.trees = true;
        options.threads = *rc::gen::element<std::uint32_t>(1, 2);
        options.threads_from = 0;
        options.native = *rc::gen::element(Native::never, Native::at_once);
        const Verdict trees = check(program, few, {}, options);
        compare(trees, whole);
        RC_ASSERT(trees.statistics.state_bits == whole.statistics.state_bits);
    }));
}

TEST_CASE("random programs: what is known of each cell changes no more than the size of a state") {
    CHECK(rc::check("held", [] {
        const Program program = *random_program();
        const Limits some = limits(*rc::gen::inRange<std::uint32_t>(1, 4));
        Limits few = some;
        few.max_states = 3000;
        Options options;
        options.share_bits = *rc::gen::arbitrary<bool>();
        const Verdict narrow = check(program::narrow_domains(program), few, {}, options);
        const Verdict wide = check(program, few, {}, options);
        compare(narrow, wide);
        RC_ASSERT(narrow.statistics.state_bits <= wide.statistics.state_bits);
    }));
}

TEST_CASE("random programs: every subset of the passes keeps the kinds of violations and their fewest faults") {
    CHECK(rc::check("passes", [] {
        const Program program = *random_program();
        program::Passes passes;
        passes.fold_constants = *rc::gen::arbitrary<bool>();
        passes.cut_unreachable = *rc::gen::arbitrary<bool>();
        passes.reset_dead = *rc::gen::arbitrary<bool>();
        passes.fuse_local_steps = *rc::gen::arbitrary<bool>();
        passes.narrow_domains = *rc::gen::arbitrary<bool>();
        const auto faults = [](const Program& checked) {
            const Verdict verdict = check(checked, limits(all_kinds), {});
            std::map<std::string, std::uint32_t> fewest;
            for (const Counterexample& one : verdict.counterexamples) fewest[one.violation.kind] = one.trace.faults;
            return fewest;
        };
        const Program optimized = program::optimize(program, passes);
        RC_ASSERT(program::validate(optimized).empty());
        RC_ASSERT((faults(program) == faults(optimized)));
    }));
}

}  // namespace
}  // namespace mmapck::checker::explicit_
