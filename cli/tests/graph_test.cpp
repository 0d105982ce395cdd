// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Result graph(const std::string& arguments) {
    const TemporaryFolder folder;
    return shell(folder.path("."), "mmapck new d >/dev/null && mmapck graph " + arguments);
}

}  // namespace

TEST_CASE("graph draws control flow, the order of locks, and states") {
    const Result flow = graph("control-flow d.json --variant ref");
    CHECK(flow.code == 0);
    CHECK(flow.err == "");
    CHECK(flow.out.rfind("digraph mmapck {\n  label=\"control-flow of d.json, kernel ref\";\n", 0) == 0);
    CHECK(has(flow.out, "label=\"d_mmap_prepare()\""));
    CHECK_FALSE(has(flow.out, "label=\"mmap_region()\""));
    const Result one = graph("control-flow d.json --variant ref --function mmap_region --format mermaid");
    CHECK(one.code == 0);
    CHECK(one.out.rfind("flowchart TD\n", 0) == 0);
    CHECK(has(one.out, "[\"mmap_region()\"]"));
    CHECK_FALSE(has(one.out, "d_mmap_prepare"));
    const Result locks = graph("lock-order d.json --variant ref");
    CHECK(locks.code == 0);
    CHECK(has(locks.out, "drivers/d.c:"));
    const Result states = graph("states d.json --variant ref");
    CHECK(states.code == 0);
    CHECK(has(states.out, "A: not begun"));
}

TEST_CASE("graph says what is wrong, and what a limit left out") {
    const Result what = graph("stats d.json");
    CHECK(what.code == 64);
    CHECK(unfolded(what.err) == "mmapck: there is no graph of 'stats'; expected control-flow, lock-order or states; did you mean 'states'?\n");
    const Result which = graph("states d.json");
    CHECK(which.code == 64);
    CHECK(unfolded(which.err) == "mmapck: one variant of one scenario is drawn; --variant says which: rfc-2025-09 or ref\n");
    const Result function = graph("control-flow d.json --variant ref --function mmap_regio");
    CHECK(function.code == 64);
    CHECK(function.out == "");
    CHECK(unfolded(function.err) == "mmapck: no task of this variant calls a function 'mmap_regio'; did you mean 'mmap_region'?\n");
    const Result few = graph("states d.json --variant ref --max-states 10");
    CHECK(few.code == 4);
    CHECK(few.err == "mmapck: there are more than these 10 states\n");
    CHECK(has(few.out, "  // there are more than these 10 states\n"));
    CHECK(graph("lock-order d.json --variant ref --max-states 10").code == 4);
    const Result large = graph("states '" MMAPCK_SOURCE_DIR "/scenarios/locks/opposite-order.json' --variant ref --format mermaid");
    CHECK(large.code == 64);
    CHECK(large.out == "");
    CHECK(has(large.err, ", and Mermaid draws "));
    CHECK(graph("states not-there.json").code == 65);
}
