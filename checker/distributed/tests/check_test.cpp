// SPDX-License-Identifier: Apache-2.0
#include "checker/distributed/check.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "checker/distributed/numbering.h"
#include "checker/distributed/tests/thread_ranks.h"
#include "checker/explicit/check.h"
#include "checker/explicit/tests/same_search.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::distributed {
namespace {

using explicit_::Native;
using explicit_::tests::compare;
using program::Program;
using program::tests::random_program;
using tests::on_ranks;

std::vector<Verdict> verdicts(const Program& program, const Limits& limits, const explicit_::Options& options, std::uint32_t size, std::uint64_t seed,
                              std::uint64_t few_keys) {
    std::vector<Verdict> verdicts(size);
    on_ranks(size, seed, [&](Ranks& ranks) { verdicts[ranks.own()] = check(program, limits, {}, options, ranks, {few_keys}); });
    return verdicts;
}

TEST_CASE("random programs: nothing depends on the number of ranks") {
    CHECK(rc::check("ranks", [] {
        const Program program = *random_program();
        Limits limits;
        limits.max_violations = *rc::gen::inRange<std::uint32_t>(1, 4);
        limits.lock_order = *rc::gen::arbitrary<bool>();
        limits.max_states = *rc::gen::element<std::uint64_t>(0, 1, 40, 200, 777, 3000);
        explicit_::Options options;
        options.native = *rc::gen::element(Native::never, Native::at_once);
        options.hash_seed = *rc::gen::arbitrary<std::uint64_t>();
        const auto size = *rc::gen::inRange<std::uint32_t>(1, 5);
        const Verdict alone = explicit_::check(program, limits, {});
        for (const Verdict& verdict : verdicts(program, limits, options, size, *rc::gen::inRange(0, 1000), *rc::gen::element<std::uint64_t>(0, 20, 4096))) {
            compare(alone, verdict);
            RC_ASSERT(alone.statistics.state_bits == verdict.statistics.state_bits);
            RC_ASSERT((alone.statistics.invariants_tested == verdict.statistics.invariants_tested));
        }
    }));
}

TEST_CASE("keys of all ranks are numbered in their order") {
    CHECK(rc::check("number_keys", [] {
        const auto all = *rc::gen::unique<std::vector<std::uint64_t>>(rc::gen::arbitrary<std::uint64_t>());
        std::vector<std::uint64_t> sorted = all;
        std::sort(sorted.begin(), sorted.end());
        const auto size = *rc::gen::inRange<std::uint32_t>(1, 5);
        const auto few = *rc::gen::element<std::uint64_t>(0, 4096);
        std::vector<std::vector<std::uint64_t>> keys(size);
        for (const std::uint64_t key : sorted) keys[*rc::gen::inRange<std::uint32_t>(0, size)].push_back(key);
        std::vector<Numbered> numbered(size);
        on_ranks(size, 1, [&](Ranks& ranks) {
            Exchange exchange(ranks);
            numbered[ranks.own()] = number_keys(ranks, exchange, keys[ranks.own()], few);
        });
        for (std::uint32_t rank = 0; rank < size; ++rank) {
            RC_ASSERT(numbered[rank].count == sorted.size());
            for (std::size_t i = 0; i < keys[rank].size(); ++i) RC_ASSERT(sorted[numbered[rank].places[i]] == keys[rank][i]);
        }
    }));
}

TEST_CASE("a rank that needs more memory than each may have ends the search on all") {
    CHECK(rc::check("max_memory_bytes", [] {
        const Program program = *random_program();
        Limits limits;
        limits.max_memory_bytes = 1;
        const std::vector<Verdict> all = verdicts(program, limits, {}, 3, 1, 4096);
        for (const Verdict& verdict : all) {
            compare(all[0], verdict);
            if (verdict.status == Status::inconclusive)
                RC_ASSERT(verdict.reason.find("the budget of 1 byte of memory on each rank is used up; reached: 1 state, 0 moves deep") == 0);
        }
    }));
}

TEST_CASE("records arrive in the order in which one rank has put them, in messages of many") {
    constexpr std::uint64_t records = 30'000;
    on_ranks(3, 7, [&](Ranks& ranks) {
        Exchange exchange(ranks);
        for (int phase = 0; phase < 3; ++phase) {
            std::vector<std::uint64_t> next(ranks.size());
            exchange.begin([&](std::uint32_t from, std::string_view bytes) {
                for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) CHECK(number_at<std::uint64_t>(bytes, at) == next[from]++);
            });
            for (std::uint64_t record = 0; record < records; ++record)
                for (std::uint32_t to = 0; to < ranks.size(); ++to) exchange.put(to, part(record));
            exchange.end();
            CHECK(next == std::vector<std::uint64_t>(ranks.size(), records));
        }
        CHECK(exchange.messages() == 3 * 2 * (records * sizeof(std::uint64_t) / Exchange::message_bytes + 1));
    });
}

}  // namespace
}  // namespace mmapck::checker::distributed
