// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/program/tests/random_program.h"

using namespace mmapck::program;

TEST_CASE("random programs are valid") {
    CHECK(rc::check("random programs are valid", [] {
        const Program program = *tests::random_program();
        RC_ASSERT(validate(program) == std::vector<std::string>{});
    }));
}
