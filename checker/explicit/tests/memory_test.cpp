// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <string>

#include "checker/bench/baseline.h"
#include "checker/explicit/check.h"
#include "checker/explicit/tests/killed.h"
#include "checker/explicit/tests/many_faults.h"
#include "checker/explicit/tests/same_search.h"
#include "model/program/tests/random_program.h"
#include "model/tests/temporary_folder.h"

namespace mmapck::checker::explicit_ {
namespace {

using tests::in_child;

/// Of this process, in bytes.
std::uint64_t memory(const std::string& what) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == what) {
            std::uint64_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes << 10;
        }
    return 0;
}

TEST_CASE("what a process takes stays within the budget and what is said to come on top of it") {
    constexpr std::uint64_t on_top = std::uint64_t{16} << 20;  // as docs/manual.md says
    const program::Program program = bench::baseline({2, 2, 3, 4, 1, 2});
    for (const std::uint32_t way : {1u, 2u, 3u})
        for (const std::uint64_t budget : {std::uint64_t{10} << 20, std::uint64_t{20} << 20}) {
            const bool trees = way == 3;
            const std::uint32_t threads = way == 2 ? 2 : 1;
            CAPTURE(trees);
            CAPTURE(threads);
            CAPTURE(budget);
            CHECK(in_child([&] {
                Limits limits;
                limits.max_memory_bytes = budget;
                Options options;
                options.threads = threads;
                options.trees = trees;
                const std::uint64_t before = memory("VmRSS:");
                const Verdict verdict = check(program, limits, {}, options);
                const std::uint64_t taken = memory("VmHWM:") - before;
                MESSAGE((trees ? "trees, " : "") << threads << " threads, budget " << budget << ": " << taken << " bytes for " << verdict.statistics.states << " states");
                return verdict.status == Status::inconclusive && taken <= budget + on_top && taken > budget / 2;
            }));
        }
}

/// The least budget, in steps of 64 kB, with which a search comes to its end.
Limits least(const program::Program& program, const Options& options) {
    Limits limits;
    do limits.max_memory_bytes += std::uint64_t{1} << 16;
    while (check(program, limits, {}, options).status == Status::inconclusive);
    return limits;
}

TEST_CASE("waiting states go to disk when memory is scarce, and nothing else changes") {
    const program::Program program = tests::many_faults(48);
    const TemporaryFolder folder;
    Options options;
    const Verdict unlimited = check(program, {}, {}, options);
    const Limits in_memory = least(program, options);
    options.disk.spill = folder.path();
    const Limits on_disk = least(program, options);
    CHECK(on_disk.max_memory_bytes < in_memory.max_memory_bytes * 3 / 4);
    for (const std::uint32_t threads : {1u, 2u}) {
        options.threads = threads;
        options.threads_from = 0;
        CHECK((check(program, on_disk, {}, options).statistics == unlimited.statistics));
    }
}

TEST_CASE("waiting states that cannot go to disk end the search, and that is told") {
    const program::Program program = tests::many_faults(48);
    Options options;
    Limits limits = least(program, options);
    limits.max_memory_bytes -= std::uint64_t{1} << 16;
    const Verdict without = check(program, limits, {}, options);
    const TemporaryFolder folder;
    CHECK(in_child([&] {
        const rlimit limit{1000, 1000};
        std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        std::string failure;
        options.disk.spill = folder.path();
        options.disk.failed = [&failure](const std::string& what) { failure = what; };
        const Verdict verdict = check(program, limits, {}, options);
        return failure.find("File too large") != std::string::npos && verdict.reason == without.reason && verdict.statistics == without.statistics;
    }));
}

TEST_CASE("random programs: nothing that ends a search depends on threads, with states on disk or without") {
    CHECK(rc::check("spill", [] {
        const program::Program program = *program::tests::random_program();
        const TemporaryFolder folder;
        Limits limits;
        limits.max_violations = 3;
        limits.max_memory_bytes = *rc::gen::inRange<std::uint64_t>(120'000, 1'200'000);
        Options options;
        if (*rc::gen::arbitrary<bool>()) options.disk.spill = folder.path();
        options.trees = *rc::gen::arbitrary<bool>();
        const Verdict alone = check(program, limits, {}, options);
        options.threads = 3;
        options.threads_from = 0;
        tests::compare_all(check(program, limits, {}, options), alone);
        if (alone.status == Status::inconclusive) RC_TAG("out of memory");
    }));
}

}  // namespace
}  // namespace mmapck::checker::explicit_
