// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "conformance/report.h"
#include "conformance/tests/fixture.h"

using namespace mmapck::conformance;

namespace {

std::vector<Checked> check(const Fixture& fixture) { return check_runs(fixture.cases, fixture.runs, fixture.table, fixture.options); }

std::vector<std::string> causes_of(const Checked& checked) {
    std::vector<std::string> causes;
    for (const Difference& difference : checked.differences) causes.push_back(difference.cause);
    return causes;
}

/// The fixture with one run alone.
Fixture with_run(std::size_t index) {
    Fixture fixture = read_fixture();
    fixture.runs = {fixture.runs.at(index)};
    return fixture;
}

/// Causes for one run when its recording, its case or the table is changed.
std::vector<std::string> causes_after(std::size_t index, const std::function<void(Fixture&)>& change) {
    Fixture fixture = with_run(index);
    change(fixture);
    return causes_of(check(fixture).at(0));
}

bool finds(std::size_t index, const std::string& cause, const std::function<void(Outcome&)>& change) {
    const auto causes = causes_after(index, [&](Fixture& fixture) { change(fixture.runs[0].outcome); });
    return causes == std::vector<std::string>{cause};
}

constexpr std::size_t replaced = 0, closed_twice = 2, died = 4, success_hook_fails = 5, shared = 6, mapped = 8, nested = 9;   // runs of the fixture

}  // namespace

TEST_CASE("recorded runs of three kernel versions agree, at any number of threads") {
    Fixture fixture = read_fixture();
    const auto checked = check(fixture);
    CHECK(to_text(fixture.runs, checked, {}) == "11 of 11 runs agree\n");
    fixture.options.threads = 1;
    const auto alone = check(fixture);
    for (std::size_t i = 0; i < checked.size(); ++i) CHECK(alone[i].played.outcome.steps == checked[i].played.outcome.steps);
}

TEST_CASE("every field that is compared is compared") {
    CHECK(finds(mapped, "return value", [](Outcome& o) { o.ret = -12; }));
    CHECK(finds(mapped, "number of VMAs", [](Outcome& o) { o.end->vmas.clear(); }));
    CHECK(finds(mapped, "VMA: identity", [](Outcome& o) { o.end->vmas[0].name = "N2"; }));
    CHECK(finds(mapped, "VMA: range", [](Outcome& o) { o.end->vmas[0].end = 105; }));
    CHECK(finds(mapped, "VMA: pgoff", [](Outcome& o) { o.end->vmas[0].pgoff = 1; }));
    CHECK(finds(mapped, "VMA: flags", [](Outcome& o) { o.end->vmas[0].flags += " locked"; }));
    CHECK(finds(mapped, "VMA: file", [](Outcome& o) { o.end->vmas[0].file = ""; }));
    CHECK(finds(mapped, "VMA: ops", [](Outcome& o) { o.end->vmas[0].ops = "dummy"; }));
    CHECK(finds(mapped, "VMA: private data", [](Outcome& o) { o.end->vmas[0].priv = 2; }));
    CHECK(finds(mapped, "VMA: anon_vma", [](Outcome& o) { o.end->vmas[0].anon_vma = true; }));
    CHECK(finds(mapped, "charged pages", [](Outcome& o) { ++o.end->counters.charged; }));
    CHECK(finds(mapped, "total_vm", [](Outcome& o) { ++o.end->counters.total_vm; }));
    CHECK(finds(mapped, "data_vm", [](Outcome& o) { ++o.end->counters.data_vm; }));
    CHECK(finds(mapped, "exec_vm", [](Outcome& o) { ++o.end->counters.exec_vm; }));
    CHECK(finds(mapped, "locked_vm", [](Outcome& o) { ++o.end->counters.locked_vm; }));
    CHECK(finds(mapped, "map_count", [](Outcome& o) { ++o.end->counters.map_count; }));
    CHECK(finds(shared, "file: references", [](Outcome& o) { ++o.end->files["F"].refs; }));
    CHECK(finds(shared, "file: i_mmap_writable", [](Outcome& o) { ++o.end->files["F"].writable; }));
    CHECK(finds(shared, "file: rmap", [](Outcome& o) { o.end->files["F"].rmap.clear(); }));
    CHECK(finds(shared, "file: i_mmap lock", [](Outcome& o) { o.end->files["F"].locked = true; }));
    CHECK(finds(shared, "file: references", [](Outcome& o) { o.end->files.erase("F"); }) == false);
    CHECK(finds(mapped, "hook calls of a VMA", [](Outcome& o) { o.end->hooks["N1"].open = 1; }));
    CHECK(finds(mapped, "successful prepares", [](Outcome& o) { ++o.end->prepare_ok; }));
    CHECK(finds(mapped, "failed prepares", [](Outcome& o) { ++o.end->prepare_failed; }));
    CHECK(finds(success_hook_fails, "calls of the success hook", [](Outcome& o) { ++o.end->success_calls; }));
    CHECK(finds(success_hook_fails, "calls of the error hook", [](Outcome& o) { ++o.end->error_calls; }));
    CHECK(finds(mapped, "close hooks when all is unmapped", [](Outcome& o) { o.closed_at_teardown.clear(); }));
    CHECK(finds(mapped, "VMAs left at the end", [](Outcome& o) { o.leaks.vmas = {"N1"}; }));
    CHECK(finds(mapped, "charged pages left at the end", [](Outcome& o) { o.leaks.charged = 4; }));
    CHECK(finds(mapped, "total_vm left at the end", [](Outcome& o) { o.leaks.total_vm = 4; }));
    CHECK(finds(mapped, "locked_vm left at the end", [](Outcome& o) { o.leaks.locked_vm = 4; }));
    CHECK(finds(mapped, "map_count left at the end", [](Outcome& o) { o.leaks.map_count = 1; }));
    CHECK(finds(mapped, "file references left at the end", [](Outcome& o) { o.leaks.file_refs["F"] = 1; }));
    CHECK(finds(mapped, "i_mmap_writable left at the end", [](Outcome& o) { o.leaks.writable["F"] = 1; }));
    CHECK(finds(closed_twice, "opens without close at the end", [](Outcome& o) { o.leaks.close_balance.clear(); }));
}

TEST_CASE("the order of steps is compared, and what differs is named without the VMAs of the run") {
    const auto swapped = [](Outcome& o) { std::iter_swap(o.steps.end() - 1, o.steps.end() - 2); };
    CHECK(finds(replaced, "steps after perf:*: complete_old in the kernel, complete_old in the model", swapped) == false);
    CHECK(finds(replaced, "steps after complete_old: write_lock:* in the kernel, free:* in the model", swapped));
    CHECK(finds(replaced, "steps after free:*: the end in the kernel, write_lock:* in the model", [](Outcome& o) { o.steps.pop_back(); }));
    CHECK(finds(replaced, "steps at first: clean in the kernel, gather in the model", [](Outcome& o) { o.steps.erase(o.steps.begin(), std::find(o.steps.begin(), o.steps.end(), "clean")); }));
}

TEST_CASE("a fault is the recorded one by its number and by its place") {
    const auto causes = causes_after(mapped, [](Fixture& f) { f.runs[0].faults[1].site.op = "vma.alloc"; });
    CHECK(causes == std::vector<std::string>{"operation: 'vma.alloc' in the kernel, 'maple.node' in the model"});
    const auto elsewhere = causes_after(mapped, [](Fixture& f) { f.runs[0].faults[1].site.in = {"mmap_region", "reattach_vmas"}; });
    CHECK(elsewhere == std::vector<std::string>{"operation 'maple.node': not in reattach_vmas() in the model"});
    const auto later = causes_after(mapped, [](Fixture& f) { f.runs[0].faults[1].index = 40; });
    REQUIRE(!later.empty());
    CHECK(later[0] == "operation: 'maple.node' in the kernel, none in the model");
    const auto one_more = causes_after(nested, [](Fixture& f) { f.runs[0].outcome.operations.push_back({"maple.node", {}}); });
    CHECK(one_more == std::vector<std::string>{"operation: 'maple.node' in the kernel, none in the model"});
}

TEST_CASE("a run that the model cannot express is a disagreement") {
    CHECK(causes_after(mapped, [](Fixture& f) { f.cases.clear(); }) == std::vector<std::string>{"no case of that name"});
    CHECK(causes_after(mapped, [](Fixture& f) { f.runs[0].version = "9.9"; }) == std::vector<std::string>{"no generation for version 9.9"});
    CHECK(causes_after(mapped, [](Fixture& f) { f.cases["prep_mapped"].beyond = "a hook with 'sleeps'"; }) ==
          std::vector<std::string>{"the model cannot be told: a hook with 'sleeps'"});
    CHECK(causes_after(mapped, [](Fixture& f) { f.cases["prep_mapped"].flags = "rw-s maywrite growsdown"; }).at(0) ==
          "the model cannot express it: use of undeclared identifier 'recorded_growsdown'");
    CHECK(causes_after(mapped, [](Fixture& f) { f.cases["prep_mapped"].file = "F;"; }) == std::vector<std::string>{"the model cannot be told: the name 'F;'"});
    CHECK(causes_after(mapped, [](Fixture& f) { f.cases["prep_mapped"].pages = 1000; }).at(0) ==
          "the model cannot be told: addresses over 1002 pages; the model has 30");
}

TEST_CASE("another generation than the kernel's own does not agree") {
    Fixture fixture = with_run(mapped);
    fixture.options.kernels["7.2"] = "v7.0";
    CHECK(!check(fixture).at(0).differences.empty());
}

TEST_CASE("a run that died agrees with a violation after the same steps, and with nothing else") {
    const auto deadlock = [](std::vector<std::string>& steps) { return std::find(steps.begin(), steps.end(), "DEADLOCK"); };
    CHECK(causes_after(died, [](Fixture&) {}).empty());
    // a violation that is no step of its own: both end after the same ones
    CHECK(causes_after(died, [&](Fixture& f) {
              auto& steps = f.runs[0].outcome.steps;
              steps.erase(deadlock(steps) - 1, steps.end());
              f.table.violations.clear();
          }).empty());
    const auto missed = causes_after(died, [&](Fixture& f) {
        auto& steps = f.runs[0].outcome.steps;
        steps.erase(deadlock(steps) - 2);
    });
    CHECK(missed == std::vector<std::string>{"steps after unmap:*-*: the end in the kernel, write_lock:* in the model"});
    const auto alive = causes_after(replaced, [](Fixture& f) { f.runs[0].outcome.end.reset(); });
    CHECK(alive == std::vector<std::string>{"the kernel's run died"});
}

TEST_CASE("a step that the table leaves out is missed") {
    const auto causes = causes_after(mapped, [](Fixture& f) {
        std::erase_if(f.table.steps, [](const StepRow& row) { return row.function == "perf_event_mmap"; });
    });
    CHECK(causes == std::vector<std::string>{"steps after set_user_fields: perf:* in the kernel, complete_old in the model"});
}

TEST_CASE("runs that do not agree are grouped, the most frequent cause first") {
    Fixture fixture = read_fixture();
    fixture.runs.at(0).outcome.ret = 1;
    fixture.runs.at(1).version = "9.9";
    fixture.runs.at(2).version = "9.9";
    const auto checked = check(fixture);
    CHECK(count_agreeing(checked) == 8);
    CHECK(to_text(fixture.runs, checked, {1, false}) ==
          "8 of 11 runs agree\n\n"
          "2 runs: no generation for version 9.9\n"
          "  9.9: 2  \n"
          "  first: anon_over_one, 9.9, fault at 4 (vma.alloc)  [runs.json#1]\n"
          "    say which with --kernel 9.9=NAME\n\n"
          "1 more cause; --causes N shows more\n");
}

TEST_CASE("where the kernel's run has an anomaly, the model violates an invariant") {
    const Fixture fixture = read_fixture();
    const auto checked = check(fixture);
    CHECK(count_unnoticed(fixture.runs, checked) == 0);
    CHECK(defects_to_text(fixture.runs, checked) ==
          "5 of 5 runs with an anomaly of the kernel violate an invariant of the model\n"
          "  1 run: DEADLOCK: i_mmap lock of file F taken while already held\n"
          "    double-lock 1\n"
          "  1 run: charged +#\n"
          "    charge-matches-vmas 1, failed-mmap-keeps-old 1, no-charge-left 1\n"
          "  2 runs: error returned but new VMA N# left mapped\n"
          "    failed-mmap-leaves-nothing 2\n"
          "  1 run: maple tree debug assertion (__mas_set_range)\n"
          "    warn 1\n"
          "  6 runs: no anomaly\n"
          "    violates nothing\n");
}

TEST_CASE("an anomaly that the model does not see is counted") {
    Fixture fixture = with_run(nested);
    fixture.runs[0].anomalies = {"file F refs +1"};
    const auto checked = check(fixture);
    CHECK(checked.at(0).differences.empty());
    CHECK(count_unnoticed(fixture.runs, checked) == 1);
}
