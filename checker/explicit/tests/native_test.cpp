// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <optional>
#include <set>

#include "checker/explicit/check.h"
#include "checker/explicit/invariants.h"
#include "checker/explicit/native/successors.h"
#include "checker/explicit/successors.h"
#include "checker/explicit/tests/same_search.h"
#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

namespace mmapck::checker::explicit_ {
namespace {

/// What a search tells is the same whoever made the moves.
void compare_native(const program::Program& program, const Limits& limits, Options options) {
    options.native = Native::at_once;
    const Verdict native = check(program, limits, {}, options);
    options.native = Native::never;
    tests::compare_all(native, check(program, limits, {}, options));
}

TEST_CASE("random programs: native code finds what the interpreter finds") {
    CHECK(rc::check("native", [] {
        const program::Program program = *program::tests::random_program();
        Limits limits;
        limits.max_violations = *rc::gen::inRange<std::uint32_t>(1, 4);
        limits.max_states = 3000;
        Options options;
        options.share_bits = *rc::gen::arbitrary<bool>();
        compare_native(program, limits, options);
        compare_native(program::optimize(program), limits, options);
    }));
}

/// Everything was seen, so that nothing but violations and deadlocks is left to the interpreter.
native::Known all_known(const program::Program& program) {
    native::Known known;
    known.steps_taken.assign(program.steps.size(), 1);
    known.tested.assign(program.invariants.size(), 1);
    known.lock_orders.assign(program.locks.size() * program.locks.size(), 1);
    known.lock_order = true;
    return known;
}

/// What the interpreter finds from a state: its outcomes in order, or nothing where one of them is more than a move.
std::optional<std::vector<std::vector<Word>>> interpreted(const Model& model, Successors& successors, Invariants& invariants,
                                                          const std::vector<Word>& state, std::uint32_t faults_left) {
    std::vector<std::vector<Word>> outcomes;
    bool plain = true;
    successors.load(state.data(), faults_left);
    for (Ending ending = successors.next(); ending != Ending::exhausted; ending = successors.next()) {
        plain = plain && ending == Ending::moved && invariants.failing(successors.machine()).empty();
        if (!plain) continue;
        const Word* packed = successors.packed();
        outcomes.emplace_back(packed, packed + model.layout.words());
        outcomes.back().push_back(successors.machine().faults());
    }
    if (!plain || outcomes.empty()) return std::nullopt;
    return outcomes;
}

std::optional<std::vector<std::vector<Word>>> natively(const Model& model, NativeSuccessors& successors, const std::vector<Word>& state,
                                                     std::uint32_t faults_left) {
    if (!successors.expand(state.data(), faults_left)) return std::nullopt;
    std::vector<std::vector<Word>> outcomes;
    for (std::uint32_t i = 0; i < successors.outcomes(); ++i) {
        outcomes.emplace_back(successors.state(i), successors.state(i) + model.layout.words());
        outcomes.back().push_back(successors.faults(i));
    }
    return outcomes;
}

TEST_CASE("random programs: state by state, native code makes the moves that the interpreter makes") {
    std::size_t compared = 0;
    CHECK(rc::check("moves", [&] {
        const program::Program program = *program::tests::random_program();
        const Model model(program, {});
        std::string error;
        const auto code = NativeCode::compile(model, all_known(program), native::everything(model.layout), nullptr, error);
        RC_ASSERT(error.empty());
        native::Demand demand(model.layout);
        NativeSuccessors by_code(model, *code, demand);
        Successors by_interpreter(model, false);
        Invariants invariants(model, false);
        by_interpreter.load(by_interpreter.initial().data(), 0);
        RC_PRE(invariants.failing(by_interpreter.machine()).empty());
        std::vector<std::vector<Word>> states{by_interpreter.initial()};
        std::set<std::vector<Word>> seen(states.begin(), states.end());
        for (std::size_t next = 0; next < states.size() && states.size() < 300; ++next) {
            const std::uint32_t faults_left = std::min<std::uint32_t>(program.max_faults, next % 3);
            const auto expected = interpreted(model, by_interpreter, invariants, states[next], faults_left);
            const auto found = natively(model, by_code, states[next], faults_left);
            if (!found) continue;  // a Free that reaches another task's pointers is also left to the interpreter
            RC_ASSERT((found == expected));
            ++compared;
            for (std::vector<Word> outcome : *found) {
                outcome.pop_back();
                if (seen.insert(outcome).second) states.push_back(outcome);
            }
        }
    }));
    CHECK(compared > 100);
}

}  // namespace
}  // namespace mmapck::checker::explicit_
