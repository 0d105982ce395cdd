// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/tree_set.h"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <vector>

#include "checker/explicit/frontier.h"
#include "checker/explicit/word_set.h"

namespace mmapck::checker::explicit_ {
namespace {

/// Many of them have words in common.
std::vector<Word> some_state(std::uint32_t bits, std::mt19937_64& random) {
    std::vector<Word> state((bits + 63) / 64);
    for (Word& word : state) word = random() & 0xf00000000000000f;
    if (bits % 64 != 0) state.back() &= (Word{1} << bits % 64) - 1;
    state[0] |= 1;
    return state;
}

TEST_CASE("word set: holds what was added and nothing else, and takes what it said before") {
    std::mt19937_64 random(1);
    std::set<WordSet::Key> keys;
    WordSet set;
    for (int i = 0; i < 400'000; ++i) {
        const WordSet::Key key = WordSet::key(random() % 1'000'000 + 1);
        const std::uint64_t expected = set.resident_with(1);
        REQUIRE(set.add(key) == keys.insert(key).second);
        REQUIRE(set.bytes() <= expected);
    }
    CHECK(set.size() == keys.size());
    for (const WordSet::Key key : keys) REQUIRE(set.contains(key));
    for (Word word = 1'000'001; word < 1'100'000; ++word) REQUIRE_FALSE(set.contains(WordSet::key(word)));
    WordSet again;
    again.grow_to(set.bytes());
    CHECK(again.bytes() == set.bytes());
}

TEST_CASE("word set: full lines overflow, also from the end of a slice to its beginning") {
    WordSet set;
    for (const WordSet::Key same_home : {WordSet::Key{0}, ~WordSet::Key{0} << 20})
        for (WordSet::Key key = 1; key <= 100; ++key) REQUIRE(set.add(same_home + key));
    for (const WordSet::Key same_home : {WordSet::Key{0}, ~WordSet::Key{0} << 20}) {
        for (WordSet::Key key = 1; key <= 100; ++key) REQUIRE(set.contains(same_home + key));
        CHECK_FALSE(set.contains(same_home + 101));
    }
    CHECK(set.size() == 200);
}

TEST_CASE("tree set: of states of any length, it holds what was added and nothing else") {
    for (const std::uint32_t bits : {1u, 7u, 63u, 64u, 65u, 101u, 128u, 129u, 320u, 512u, 513u, 1100u}) {
        CAPTURE(bits);
        std::mt19937_64 random(bits);
        TreeSet set(bits, 0);
        std::set<std::vector<Word>> states;
        for (int round = 0; round < 1000; ++round) {
            std::vector<std::vector<Word>> some;
            std::vector<Word> words;
            for (std::uint64_t i = random() % 20; i > 0; --i) {
                some.push_back(some_state(bits, random));
                words.insert(words.end(), some.back().begin(), some.back().end());
            }
            const std::uint64_t expected = set.resident_with(some.size());
            set.prepare(words.data(), some.size());
            for (std::size_t i = 0; i < some.size(); ++i) {
                REQUIRE(set.contains(i) == (states.count(some[i]) != 0));
                REQUIRE(set.add(i) == states.insert(some[i]).second);
                REQUIRE(set.contains(i));
            }
            REQUIRE(set.bytes() <= expected);
        }
        REQUIRE(set.size() == states.size());
        TreeSet again(bits, 0);
        again.grow_to(set.table_bytes());
        for (const std::vector<Word>& state : states) {
            again.prepare(state.data(), 1);
            REQUIRE(again.add(0));
        }
        CHECK(again.table_bytes() == set.table_bytes());
    }
}

TEST_CASE("frontier: gives each state back until it is dropped") {
    for (const std::uint32_t bits : {1u, 64u, 101u, 600u}) {
        CAPTURE(bits);
        for (const std::uint64_t begin : {0u, 4095u, 4096u, 10'000u}) {
            std::mt19937_64 random(bits);
            Frontier frontier(bits);
            frontier.begin_at(begin);
            std::vector<std::vector<Word>> states;
            std::vector<Word> loaded((bits + 63) / 64);
            std::uint64_t dropped = 0;
            for (int i = 0; i < 30'000; ++i) {
                const std::uint64_t expected = frontier.resident_with(1);
                states.push_back(some_state(bits, random));
                frontier.push(states.back().data());
                REQUIRE(frontier.resident_with(0) == expected);
                REQUIRE(frontier.bytes() <= expected);
                if (i % 7 == 0) frontier.drop_before(begin + (dropped += random() % 14 % (states.size() - dropped + 1)));
                if (dropped == states.size()) continue;
                const std::uint64_t number = dropped + random() % (states.size() - dropped);
                frontier.load(begin + number, loaded.data());
                REQUIRE(loaded == states[number]);
            }
            CHECK(frontier.end() == begin + states.size());
        }
    }
}

}  // namespace
}  // namespace mmapck::checker::explicit_
