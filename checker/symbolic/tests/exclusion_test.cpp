// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "checker/symbolic/exclusion.h"
#include "checker/symbolic/reasons.h"

namespace mmapck::checker::symbolic {
namespace {

TEST_CASE("reasons: the side that decides a conditional or a connective, and nothing of the other") {
    Terms terms;
    for (int i = 0; i < 4; ++i) terms.add_leaf({0, 9});
    const ExprId a = terms.leaf(0), b = terms.leaf(1), c = terms.leaf(2), d = terms.leaf(3);
    const ExprId small = terms.at_most(a, terms.constant(4)), large = terms.at_most(terms.constant(5), b);
    const ExprId chosen = terms.conditional(small, c, d);
    CHECK(value_of(terms, chosen, {4, 0, 7, 8}) == 7);
    CHECK(reasons(terms, chosen, {4, 0, 7, 8}) == std::vector<LeafId>{0, 2});
    CHECK(reasons(terms, chosen, {5, 0, 7, 8}) == std::vector<LeafId>{0, 3});
    CHECK(reasons(terms, terms.both(small, large), {4, 0, 0, 0}) == std::vector<LeafId>{1});
    CHECK(reasons(terms, terms.both(small, large), {4, 5, 0, 0}) == std::vector<LeafId>{0, 1});
    CHECK(reasons(terms, terms.either(small, large), {4, 0, 0, 0}) == std::vector<LeafId>{0});
    CHECK(reasons(terms, terms.either(small, large), {5, 0, 0, 0}) == std::vector<LeafId>{0, 1});
}

/// Two cells and the location of one task.
TransitionSystem two_cells() {
    TransitionSystem system;
    for (const char* name : {"x", "y"}) {
        system.cells.push_back({name, 0, false, 0, 0, program::none});
        system.terms.add_leaf({0, 9});
    }
    system.location_cells = {2};
    system.cells.push_back({"at A", 0, false, program::none, 0, 0});
    system.terms.add_leaf({0, 9});
    return system;
}

bool holds(const TransitionSystem& system, const Lemma& lemma, const Sample& state) {
    return (lemma.task != program::none && state[2] != lemma.at) || value_of(system.terms, lemma.condition, state) != 0;
}

TEST_CASE("exclusion: all samples agree with the lemma, the stranger does not, and cells that do not matter are not in it") {
    TransitionSystem system = two_cells();
    const std::vector<Sample> equal_or_done = {{0, 0, 1}, {1, 1, 1}, {2, 2, 1}, {0, 2, 2}};
    std::size_t agreeing = 0;
    const std::optional<Lemma> lemma = exclusion(system, equal_or_done, {{0, 2, 1}, {0, 1, 2}, 0}, agreeing);
    REQUIRE(lemma);
    CHECK(agreeing == no_sample);
    CHECK(lemma->task == 0);
    CHECK(lemma->at == 1);
    for (const Sample& sample : equal_or_done) CHECK(holds(system, *lemma, sample));
    CHECK(!holds(system, *lemma, {0, 2, 1}));
    CHECK(!holds(system, *lemma, {1, 2, 1}));   // nor others like it
    CHECK(!holds(system, *lemma, {3, 3, 1}));
    CHECK(!exclusion(system, equal_or_done, {{9, 2, 1}, {1, 2}, 0}, agreeing));   // x does not matter
    CHECK(agreeing == 2);
}

TEST_CASE("exclusion: what no sample anywhere has is excluded everywhere") {
    TransitionSystem system = two_cells();
    std::size_t agreeing = 0;
    const std::optional<Lemma> lemma = exclusion(system, {{0, 0, 1}, {1, 0, 2}}, {{0, 5, 1}, {0, 1, 2}, 0}, agreeing);
    REQUIRE(lemma);
    CHECK(lemma->task == program::none);
    CHECK(system.terms.support({lemma->condition}) == std::vector<LeafId>{1});
}

}  // namespace
}  // namespace mmapck::checker::symbolic
