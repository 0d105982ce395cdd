// SPDX-License-Identifier: Apache-2.0
#include "reports/coverage.h"

#include <doctest/doctest.h>

#include "checker/explicit/check.h"
#include "checker/fault_sets.h"
#include "reports/tests/compiled.h"
#include "reports/uncalled_faults.h"

using namespace mmapck;
using namespace mmapck::reports;

namespace {

Checked checked(const tests::Subject& subject) { return {{"n", "s/n.json", "ref", ""}, {}, &subject.program, subject.verdict}; }

/// The model without the failure that stops its search.
tests::Subject without(const std::string& site, std::uint32_t faults) {
    tests::Subject subject = tests::check_model("ways.c", faults);
    subject.program = checker::without_faults(std::move(subject.program), [&](const program::Fault& fault) { return fault.site == site; });
    subject.verdict = checker::explicit_::check(subject.program, {}, checker::Env{});
    return subject;
}

}  // namespace

TEST_CASE("a fault point is executed, unreachable, or missed, and why") {
    Coverage coverage;
    coverage.add(checked(tests::check_model("ways.c", 1)));   // ends at the violation
    const Coverage::FaultKey alone{"alone", "alloc-theoretical", "-ENOMEM"}, first{"first", "io", "-EIO"};
    REQUIRE(coverage.faults.size() == 4);
    CHECK(verdict(coverage.faults[alone]) == "executed");
    const tests::Subject complete = without("alone", 1);
    coverage.add(checked(complete));
    CHECK(coverage.faults[alone].executed == 1);
    CHECK(coverage.faults[alone].not_asked == 1);
    CHECK(verdict(coverage.faults[first]) == "executed");
    CHECK(coverage.results == 2);

    CHECK(verdict({0, 0, 2, 1}) == "missed: 2 searches ended before");
    CHECK(verdict({0, 3, 1, 0}) == "missed: unreachable in 3 results, 1 search ended before");
    CHECK(verdict({0, 3, 0, 1}) == "unreachable");
    CHECK(verdict({0, 0, 0, 2}) == "missed: no scenario lets it fail");
}

TEST_CASE("a proof, which knows of no run, makes nothing unreachable") {
    tests::Subject proved = tests::check_model("leak.c", 1);
    proved.verdict.status = checker::Status::holds;
    proved.verdict.counterexamples.clear();
    proved.verdict.statistics = {};
    Coverage coverage;
    coverage.add(checked(proved));
    REQUIRE(!coverage.faults.empty());
    for (const auto& [key, tested] : coverage.faults) CHECK(verdict(tested) == "missed: 1 search ended before");
}

TEST_CASE("what a pass has cut off is unreachable, whatever ended the search") {
    tests::Subject subject = tests::check_model("ways.c", 1);   // ends at the violation
    for (const program::Step& step : subject.program.steps)
        if (step.kind == program::StepKind::fault) subject.program.faults[step.fault].selected = true;
    subject.program.faults.push_back({"cut", program::FaultClass::io, -5, 0, {}, true, false, false});
    Coverage coverage;
    coverage.add(checked(subject));
    CHECK(verdict(coverage.faults.at({"cut", "io", "-EIO"})) == "unreachable");
}

TEST_CASE("fault points that no program has, and what they would need") {
    const tests::Subject subject = tests::check_model("leak.c", 1);
    Coverage coverage;
    coverage.add(checked(subject));
    CHECK(uncalled_faults(coverage).empty());   // where the model is, is not known
    coverage.model_directory = MMAPCK_SOURCE_DIR "/model/kernel";
    const auto why = [&](const std::string& site, const std::string& file) {
        for (const UncalledFault& fault : uncalled_faults(coverage))
            if (std::get<0>(fault.key) == site && fault.file == file) return fault.function + "(): " + fault.why;
        return std::string();
    };
    CHECK(why("alloc_bprm", "mm/exit.c") == "execve(): nothing here calls execve()");
    CHECK(why("security_file_mprotect", "mm/modify.c") == "do_mprotect(): nothing here calls mprotect() or sys_mprotect()");
    CHECK(why("arch_validate_flags", "mm/v6.11.c").find("no result is of kernel v6.11") != std::string::npos);
    CHECK(why("fasync_alloc", "fs/seal/lease-v9.c") == "map_direct_lease(): no result is of seal design lease-v9");
    CHECK(why("mutex_lock_killable", "include/mmapck/locks.h") == "mutex_lock_killable(): nothing here calls mutex_lock_killable()");
    CHECK(why("xfs_bmap_btalloc", "fs/file-space.c").find("no result is of seal design lease-v9, ref or ") != std::string::npos);
    coverage.seals.insert("today");
    CHECK(why("xfs_bmap_btalloc", "fs/file-space.c") == "xfs_alloc_file_chunk(): nothing here calls fallocate()");
    coverage.functions.insert("mprotect");
    CHECK(why("security_file_mprotect", "mm/modify.c") == "do_mprotect(): what is called here does not lead to it");
    coverage.faults[{"alloc_bprm", "alloc-may-fail", "-ENOMEM"}].executed = 1;
    CHECK(why("alloc_bprm", "mm/exit.c") == "");
    for (const UncalledFault& fault : uncalled_faults(coverage)) {
        CAPTURE(std::get<0>(fault.key));
        CHECK(fault.line > 0);
        CHECK(std::get<2>(fault.key).find_first_of("0123456789(") == std::string::npos);   // an error has a name
    }
}

TEST_CASE("a fault point of a driver that nothing calls") {
    const tests::Subject subject = tests::check_model("uncalled.c", 1);
    Coverage coverage;
    Checked with_source = checked(subject);
    with_source.source = subject.source;
    coverage.add(with_source);
    coverage.model_directory = MMAPCK_SOURCE_DIR "/model/kernel";
    std::vector<UncalledFault> found = uncalled_faults(coverage);
    std::erase_if(found, [](const UncalledFault& fault) { return fault.file != "uncalled.c"; });
    REQUIRE(found.size() == 1);
    CHECK(found[0].key == Coverage::FaultKey{"expand", "limit", "-ENOMEM"});
    CHECK(found[0].line == 33);
    CHECK(found[0].why == "nothing here calls expand()");
}

TEST_CASE("the coverage of a run as Markdown") {
    const tests::Subject leak = tests::check_model("leak.c", 1);
    const std::string text = tests::written("coverage", {checked(leak)});
    INFO(text);
    CHECK(text.rfind("# Coverage\n\nOf 1 result.\n\n## Fault points\n\n", 0) == 0);
    CHECK(text.find("| `area_allocate` | alloc-theoretical | -ENOMEM | executed | 1 of 1 |\n") != std::string::npos);
    CHECK(text.find("| `region_prepare` | executed | 1 of 1 |\n") != std::string::npos);
    CHECK(text.find("| `mapped-once` | ") != std::string::npos);
    CHECK(text.find("| leak.c | ") != std::string::npos);
}
