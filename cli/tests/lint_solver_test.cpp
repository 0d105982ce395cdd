// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("lint --solver tells what makes no difference, and where it stands") {
    const TemporaryFolder folder;
    folder.write("drivers/d.c", R"c(#include <mmapck/driver.h>
static u8 count range(0, 7);
static int step_up(int by)
{
	if (by > 2 && by < 2)
		return fault("step_up", -EIO, FAULT_IO);
	return 0;
}
__syscall static long up(int by)
{
	if (!step_up(by))
		count = (count + 1) % 8;
	return 0;
}
INVARIANT(count_fits, EVERY_STEP, "it fits") { return count < 8; }
INVARIANT(count_small, EVERY_STEP, "it is small") { return count < 5; }
INVARIANT(count_not_six, EVERY_STEP, "it is not six") { return count != 6; }
)c");
    folder.write("s.json", R"json({ "scenario": "s", "kernel": "ref", "drivers": ["drivers/d.c"], "processes": { "p": { "pages": 1 } },
"choose": { "a": { "from": 0, "to": 4 } },
"setup": ["assume(a < 3)"],
"tasks": { "A": { "run": ["up(a)"] } }, "faults": { "at_most": 1, "sites": ["step_up"] }, "check": ["count-fits", "count-small", "count-not-six"] })json");
    const Result found = shell(folder.path("."), "mmapck lint --solver s.json");
    INFO(found.out << found.err);
    CHECK(found.code == 1);
    CHECK(has(found.out, "drivers/d.c:6:10: remark: fault point 'step_up' is never used: the tests on every way to it contradict each other, so that it never fails (s.json ref)\n"));
    CHECK(has(found.out, "remark: invariant 'count-fits' says nothing more: the intervals in which values stay imply it"));
    CHECK(has(found.out, "remark: invariant 'count-not-six' says nothing more: it follows from 'count-small'"));
    CHECK(!has(found.out, "'count-small' says"));
    CHECK(!has(found.out, "assume"));
    CHECK(shell(folder.path("."), "mmapck lint --solver s.json").out == found.out);
    CHECK(shell(folder.path("."), "mmapck lint s.json").code == 0);

    folder.write("s.json", R"json({ "scenario": "s", "kernel": "ref", "processes": { "p": { "pages": 1 } }, "choose": { "a": { "from": 0, "to": 4 } },
"setup": ["assume(a < 3)", "assume(a > 3)"], "tasks": { "A": { "run": ["munmap(a, 1)"] } } })json");
    const Result contradictory = shell(folder.path("."), "mmapck lint --solver s.json");
    INFO(contradictory.out << contradictory.err);
    CHECK(has(contradictory.out, "s.json:2:29: remark: 'assume(a > 3)' can never hold: it contradicts what was assumed or tested before, so that no run goes on (s.json ref)\n"));
}
