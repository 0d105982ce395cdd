// SPDX-License-Identifier: Apache-2.0
#include "cli/in_order.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

using mmapck::cli::InOrder;

namespace {

const auto nothing = [] {};

}  // namespace

TEST_CASE("results come in their order, whoever is first") {
    const auto square = [](std::size_t i) {
        if (i % 3 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return i * i;
    };
    for (const std::size_t threads : {1, 2, 7}) {
        InOrder<std::size_t, decltype(square)> results(40, threads, 2 * threads, square);
        for (std::size_t i = 0; i < 40; ++i) CHECK(results.take(nothing) == i * i);
    }
}

TEST_CASE("no more than asked for wait to be taken") {
    std::atomic<std::size_t> begun = 0;
    const auto count = [&](std::size_t i) { return ++begun, i; };
    {
        InOrder<std::size_t, decltype(count)> results(100, 2, 5, count);
        while (begun < 5) std::this_thread::yield();
        CHECK(results.take(nothing) == 0);
    }
    CHECK(begun <= 6);
}

TEST_CASE("an error comes in the place of its result, and what is left is not begun") {
    const auto fail = [](std::size_t i) -> std::size_t { return i == 1 ? throw std::runtime_error("one") : i; };
    InOrder<std::size_t, decltype(fail)> results(3, 2, 3, fail);
    CHECK(results.take(nothing) == 0);
    CHECK_THROWS_WITH(results.take(nothing), "one");
}

TEST_CASE("who waits may do something meanwhile") {
    std::atomic<bool> waited = false;
    const auto compute = [&](std::size_t) {
        while (!waited) std::this_thread::yield();
        return 7;
    };
    InOrder<int, decltype(compute)> results(1, 1, 1, compute);
    CHECK(results.take([&] { waited = true; }) == 7);
}
