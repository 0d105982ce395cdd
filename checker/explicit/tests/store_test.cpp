// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/store.h"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <random>
#include <thread>
#include <vector>

#include "checker/explicit/links.h"

namespace mmapck::checker::explicit_ {

TEST_CASE("store: every state is found again under its number, whatever its length") {
    for (const std::uint32_t bits : {1u, 7u, 8u, 63u, 64u, 65u, 100u, 128u, 200u}) {
        CAPTURE(bits);
        std::mt19937_64 random(bits);
        Store store(bits, 0);
        const std::uint32_t words = (bits + 63) / 64;
        std::map<std::vector<Word>, std::uint64_t> numbers;
        for (int i = 0; i < 20000; ++i) {
            std::vector<Word> state(words);
            for (Word& word : state) word = random() & 0xf0000000000fffff;
            if (bits % 64 != 0) state.back() &= (Word{1} << bits % 64) - 1;
            const auto [known, fresh] = numbers.try_emplace(state, store.size());
            REQUIRE((store.find(state.data()) == Store::none) == fresh);
            REQUIRE(store.add(state.data()) == known->second);
        }
        REQUIRE(store.size() == numbers.size());
        for (const auto& [state, number] : numbers) {
            std::vector<Word> loaded(words);
            store.load(number, loaded.data());
            REQUIRE(loaded == state);
            REQUIRE(store.find(state.data()) == number);
        }
    }
}

TEST_CASE("store: what it will take is known before") {
    Store store(64, 0);
    for (Word state = 1; state < 100000; ++state) {
        const std::uint64_t expected = store.resident_with(1);
        store.add(&state);
        REQUIRE(store.resident_with(0) == expected);
        REQUIRE(store.bytes() <= expected);
    }
}

TEST_CASE("table: a full one is said") {
    Table table;
    std::uint64_t numbers = 0;
    for (std::uint64_t hash = 0;; hash += 0x100) {  // all in one line at first
        const Table::Place place = table.free_place(hash);
        if (place.line == Table::none) break;
        table.put(hash, place, numbers);
        Table::Place found;
        REQUIRE(table.find(hash, found, [&](std::uint64_t number) { return number == numbers; }) == numbers);
        CHECK(found.line == place.line);
        CHECK(found.position == place.position);
        ++numbers;
    }
    CHECK(numbers == table.bytes() / 64 * 12);
    CHECK_FALSE(table.fits(numbers));
    CHECK(table.crowded(numbers));
}

TEST_CASE("table: numbers up to the largest, and others in their place") {
    Table table;
    constexpr std::array numbers{std::uint64_t{0}, std::uint64_t{1} << 32, Table::max_numbers - 1, std::uint64_t{0xffffffff}};
    std::vector<Table::Place> places;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        places.push_back(table.free_place(i));
        table.put(i, places.back(), numbers[i]);
    }
    const auto stored = [&](std::uint64_t hash, std::uint64_t number) {
        Table::Place place;
        return table.find(hash, place, [&](std::uint64_t found) { return found == number; }) == number;
    };
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(stored(i, numbers[i]));
    for (std::size_t i = 0; i < numbers.size(); ++i) table.renumber(places[i], numbers[numbers.size() - 1 - i]);
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(stored(i, numbers[numbers.size() - 1 - i]));
}

TEST_CASE("table: of equal numbers the smallest keeps the place, and all can be given back") {
    Table table;
    const auto equal_to = [](std::uint64_t number) { return [number](std::uint64_t other) { return other % 100 == number % 100; }; };
    const auto claim = [&](std::uint64_t number, Table::Place& place) { return table.claim(number % 100, number, place, equal_to(number)); };  // all begin in one line
    Table::Place first, kept, lost, place;
    table.put(3, table.free_place(3), 3);
    CHECK(claim(1003, first) == 3);        // 3 stays
    CHECK(claim(1006, first) == Table::none);
    CHECK(claim(2006, kept) == 1006);
    CHECK(claim(506, lost) == 1006);       // it is now 506
    CHECK(claim(1006, lost) == 506);
    CHECK(lost.position == first.position);
    std::vector<Table::Place> places{first};
    for (std::uint64_t number = 1010; number < 1040; ++number) {  // and two more lines
        CHECK(claim(number, place) == Table::none);
        places.push_back(place);
    }
    for (const Table::Place& given : places) table.give_back(given);
    CHECK(table.find(3, place, equal_to(3)) == 3);
    CHECK(table.find(6, place, equal_to(506)) == Table::none);
    CHECK(place.position == 1);
    for (std::uint64_t hash = 10; hash < 40; ++hash) CHECK(table.free_place(hash).line == place.line);
}

TEST_CASE("store: threads put all states into a larger table again") {
    std::mt19937_64 random(1);
    Store store(70, 0);
    std::vector<std::array<Word, 2>> states(5000);
    for (auto& state : states) store.add((state = {random(), random() & 0x3f}).data());
    const std::uint64_t before = store.table_bytes();
    store.clear_and_grow_table();
    std::vector<std::thread> threads;
    for (std::uint64_t part = 0; part < 4; ++part)
        threads.emplace_back([&store, part] { store.put_again(store.size() * part / 4, store.size() * (part + 1) / 4); });
    for (std::thread& thread : threads) thread.join();
    CHECK(store.table_bytes() > before);
    for (std::size_t i = 0; i < states.size(); ++i) REQUIRE(store.find(states[i].data()) == i);
}

TEST_CASE("links: each is found again") {
    std::mt19937_64 random(1);
    Links links;
    std::vector<Link> all;
    std::uint64_t parent = 0;
    for (int i = 0; i < 5000; ++i) {
        if (i % 1000 == 999) parent = random() % 1000;  // another level begins
        parent += random() % 20 == 0 ? random() % (std::uint64_t{1} << 30) : random() % 4;
        const std::uint32_t ordinal = random() % 30 == 0 ? Link::max_ordinal : static_cast<std::uint32_t>(random() % 18);
        all.emplace_back(parent, ordinal);
        links.add(all.back());
    }
    REQUIRE(links.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        REQUIRE(links[i].parent() == all[i].parent());
        REQUIRE(links[i].ordinal() == all[i].ordinal());
    }
    CHECK(links.bytes() < all.size() * 3);
}

}  // namespace mmapck::checker::explicit_
