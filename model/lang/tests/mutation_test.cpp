// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/lang/tests/mutate.h"

using namespace mmapck::lang::test;

TEST_CASE("every broken model gets an answer") {
    for (std::uint64_t number = 1; number <= 300; ++number) {
        const std::string text = mutated_model(number);
        const std::string fault = fault_of_answer(text);
        INFO("number ", number, "\n", text);
        CHECK(fault.empty());
    }
}
