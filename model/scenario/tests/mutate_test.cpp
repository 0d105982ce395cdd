// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/scenario/tests/mutate.h"

TEST_CASE("no text is too bad for the loader") {
    CHECK(rc::check("mutated scenarios", [](std::uint64_t seed) { RC_ASSERT(mutate::survives(mutate::scenario(seed))); }));
    CHECK(rc::check("any bytes", [](const std::string& text) { RC_ASSERT(mutate::survives(text)); }));
}
