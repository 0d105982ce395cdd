// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "model/program/passes.h"
#include "model/program/tests/random_program.h"
#include "model/program/tests/reference_checker.h"

using namespace mmapck::program;

namespace {

template <typename Pass>
void keeps_verdicts(const char* what, Pass&& pass) {
    CHECK(rc::check(what, [&] {
        const Program program = *tests::random_program();
        const Program after = pass(program);
        RC_ASSERT(validate(after) == std::vector<std::string>{});
        const tests::Answer expected = tests::reference_check(program);
        const tests::Answer answer = tests::reference_check(after);
        if (!expected.complete || !answer.complete) return;
        RC_LOG() << to_text(after);
        RC_ASSERT(answer.fewest_faults == expected.fewest_faults);
    }));
}

}  // namespace

TEST_CASE("passes keep the verdicts of random programs") {
    keeps_verdicts("fold_constants", [](Program program) { return fold_constants(std::move(program)); });
    keeps_verdicts("cut_unreachable", [](Program program) { return cut_unreachable(std::move(program)); });
    keeps_verdicts("reset_dead", [](Program program) { return reset_dead(std::move(program)); });
    keeps_verdicts("fuse_local_steps", [](Program program) { return fuse_local_steps(std::move(program)); });
    keeps_verdicts("narrow_domains", [](Program program) { return narrow_domains(std::move(program)); });
    keeps_verdicts("optimize", [](Program program) { return optimize(std::move(program)); });
    keeps_verdicts("optimize twice", [](Program program) { return optimize(optimize(std::move(program))); });
}
