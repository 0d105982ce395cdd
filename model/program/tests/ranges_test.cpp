// SPDX-License-Identifier: Apache-2.0
#include "model/program/ranges.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/program/passes.h"
#include "model/program/tests/random_program.h"

using namespace mmapck::program;

TEST_CASE("running again only what reads something that has grown finds the same intervals as running everything again") {
    const bool same = rc::check([] {
        const Program program = *tests::random_program(16);
        const Ranges quick = analyse_ranges(program, Revisit::what_depends);
        const Ranges slow = analyse_ranges(program, Revisit::everything);
        RC_ASSERT(quick.cells == slow.cells);
        RC_ASSERT(quick.reached == slow.reached);
        RC_ASSERT(quick.here == slow.here);
    });
    CHECK(same);
}
