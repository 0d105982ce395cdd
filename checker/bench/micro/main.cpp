// SPDX-License-Identifier: Apache-2.0
// Micro-benchmarks of the parts that a search spends its time in, on states of the baseline model; collapse on the long ones of a shipped scenario.
#include <benchmark/benchmark.h>

#include <vector>

#include "checker/bench/baseline.h"
#include "checker/explicit/collapse.h"
#include "checker/explicit/model.h"
#include "checker/explicit/store.h"
#include "checker/explicit/successors.h"
#include "model/program/passes.h"
#include "model/scenario/scenario.h"

namespace {

using namespace mmapck;
using namespace mmapck::checker::explicit_;

/// Some states of a model, one after the other, in the order of a breadth-first search.
struct States {
    static constexpr std::uint64_t wanted = 1 << 16;

    explicit States(const Model& m) : words(m.layout.words()) {
        Successors successors(m, false);
        Store store(m.layout.bits(), 0);
        store.add(successors.initial().data());
        std::vector<Word> state(words);
        for (std::uint64_t number = 0; number < store.size() && store.size() < wanted; ++number) {
            store.load(number, state.data());
            successors.load(state.data(), 0);
            while (successors.next() != Ending::exhausted) store.add(successors.packed());
        }
        packed.resize(store.size() * words);
        for (std::uint64_t number = 0; number < store.size(); ++number) store.load(number, packed.data() + number * words);
    }
    std::uint64_t size() const { return packed.size() / words; }
    const Word* operator[](std::uint64_t number) const { return packed.data() + number * words; }

    std::uint32_t words;
    std::vector<Word> packed;
};

struct Subject {
    explicit Subject(program::Program p) : program(std::move(p)) {}

    program::Program program;
    Model model{program, {}};
    States states{model};
};

const Subject& subject() {
    static const Subject one(checker::bench::baseline(*checker::bench::parse_size("S6")));
    return one;
}

program::Program two_processes() {
    const std::string source = MMAPCK_SOURCE_DIR;
    const scenario::Loaded loaded = scenario::load(source + "/scenarios/basics/two-processes.json");
    lang::Compiled compiled = scenario::compile(loaded.scenario.value(), {"ref", ""}, {source + "/model/kernel", source, std::nullopt});
    return program::optimize(std::move(compiled.program.value()));
}

const Subject& long_subject() {
    static const Subject one(two_processes());
    return one;
}

void hash(benchmark::State& state) {
    const States& states = subject().states;
    const Store store(subject().model.layout.bits(), 0);
    std::uint64_t number = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(store.hash(states[number]));
        if (++number == states.size()) number = 0;
    }
}
BENCHMARK(hash);

void insert_fresh(benchmark::State& state) {
    const States& states = subject().states;
    for (auto _ : state) {
        Store store(subject().model.layout.bits(), 0);
        for (std::uint64_t number = 0; number < states.size(); ++number) store.add(states[number]);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(states.size()));
}
BENCHMARK(insert_fresh)->Unit(benchmark::kMillisecond);

void insert_known(benchmark::State& state) {
    const States& states = subject().states;
    Store store(subject().model.layout.bits(), 0);
    for (std::uint64_t number = 0; number < states.size(); ++number) store.add(states[number]);
    std::uint64_t number = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(store.add(states[number]));
        if (++number == states.size()) number = 0;
    }
}
BENCHMARK(insert_known);

void unpack(benchmark::State& state) {
    const States& states = subject().states;
    Successors successors(subject().model, false);
    std::uint64_t number = 0;
    for (auto _ : state) {
        successors.load(states[number], 0);
        if (++number == states.size()) number = 0;
    }
}
BENCHMARK(unpack);

void pack(benchmark::State& state) {
    const Layout& layout = subject().model.layout;
    Successors successors(subject().model, false);
    successors.load(subject().states[subject().states.size() / 2], 0);
    std::vector<Word> packed(layout.words());
    for (auto _ : state) {
        layout.pack(successors.machine().values(), successors.locations().data(), packed.data());
        benchmark::DoNotOptimize(packed.data());
    }
}
BENCHMARK(pack);

void collapse(benchmark::State& state) {
    const States& states = long_subject().states;
    Collapse collapsed(long_subject().model.layout, 0, true);
    std::vector<Word> compressed(collapsed.words());
    std::uint64_t number = 0;
    for (auto _ : state) {
        collapsed.add(states[number], compressed.data());
        benchmark::DoNotOptimize(compressed.data());
        if (++number == states.size()) number = 0;
    }
}
BENCHMARK(collapse);

void moves(benchmark::State& state) {
    const States& states = subject().states;
    Successors successors(subject().model, false);
    std::uint64_t number = 0;
    std::int64_t taken = 0;
    for (auto _ : state) {
        successors.load(states[number], 0);
        while (successors.next() != Ending::exhausted) {
            benchmark::DoNotOptimize(successors.packed());
            ++taken;
        }
        if (++number == states.size()) number = 0;
    }
    state.SetItemsProcessed(taken);
}
BENCHMARK(moves);

}  // namespace

BENCHMARK_MAIN();
