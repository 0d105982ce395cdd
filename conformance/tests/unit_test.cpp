// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "conformance/tests/fixture.h"
#include "conformance/unit.h"

using namespace mmapck::conformance;

namespace {

Case private_mapping() {
    Case c;
    c.name = "a";
    c.start = 100;
    c.pages = 4;
    c.flags = "rw-p maywrite";
    return c;
}

bool has_line(const GeneratedUnit& unit, const std::string& line) { return ("\n" + unit.text).find("\n" + line + "\n") != std::string::npos; }

}  // namespace

TEST_CASE("addresses begin one page before the first VMA, and end one after the last") {
    const Vma left{"L", 96, 100, 96, "rw-p maywrite account", "", "anon", 0, true};
    const GeneratedUnit unit = generate_unit(private_mapping(), {left}, {}, "v7.1");
    CHECK(unit.beyond == "");
    CHECK(unit.world.origin == 95);
    CHECK(unit.world.pages == 10);
    CHECK(unit.world.vmas == std::vector<std::string>{"L"});
    CHECK(has_line(unit, "#define MMAPCK_NR_PAGES 10"));
    CHECK(has_line(unit, "#include <mm/v7.1.c>"));
    CHECK(has_line(unit, "\trecorded_vma(1, 5, 96, recorded_none | recorded_r | recorded_w | recorded_maywrite | recorded_account, NULL, NULL, 0, 1);"));
    CHECK(has_line(unit, "\trecorded_call(NULL, 5, 4, recorded_none | recorded_r | recorded_w | recorded_maywrite, 0);"));
}

TEST_CASE("what a hook does becomes macros") {
    Case c = private_mapping();
    c.file = "F";
    c.hook.kind = Hook::Kind::mmap_prepare;
    c.hook.sets_ops = true;
    c.hook.ops_have = {"open", "close"};
    c.hook.sets_flags = "pfnmap io";
    c.hook.replaces_file_by = "G";
    c.hook.action = "remap_pfn";
    c.hook.action_range = "too large";
    c.hook.error_override = -33;
    const GeneratedUnit unit = generate_unit(c, {}, {true}, "v7.1");
    CHECK(unit.world.files == std::vector<std::string>{"F", "G"});
    CHECK(has_line(unit, "#define RECORDED_OPS_HAVE .open = recorded_open, .close = recorded_close"));
    CHECK(has_line(unit, "#define RECORDED_SETS_OPS &F_vm_ops"));
    CHECK(has_line(unit, "#define RECORDED_SETS_FLAGS (recorded_none | recorded_pfnmap | recorded_io)"));
    CHECK(has_line(unit, "#define RECORDED_REPLACES_FILE_BY G"));
    CHECK(has_line(unit, "#define RECORDED_ACTION recorded_action_remap_pfn"));
    CHECK(has_line(unit, "#define RECORDED_ACTION_PAGES 5"));
    CHECK(has_line(unit, "#define RECORDED_ERROR_OVERRIDE -33"));
    CHECK(has_line(unit, "#define RECORDED_PREPARES 1"));
    CHECK(has_line(unit, "#define RECORDED_MAPPED_SETS_PRIVATE 7"));
    CHECK(has_line(unit, "static const struct driver F_driver = { .fops = { .mmap_prepare = recorded_mmap_prepare } };"));
}

TEST_CASE("shared anonymous memory brings a file of its own") {
    Case c = private_mapping();
    c.flags = "rw-s maywrite";
    const GeneratedUnit unit = generate_unit(c, {}, {}, "v7.1");
    CHECK(unit.world.has_shared_memory);
    CHECK(unit.world.files == std::vector<std::string>{"", "P"});
    CHECK(has_line(unit, "#define MMAPCK_NR_SHMEM_FILES 1"));
    CHECK(unit.text.find("P_driver") == std::string::npos);
}

TEST_CASE("nothing of a recording that is not a name becomes text") {
    Case c = private_mapping();
    c.hook.ops_have = {"open }; int x = { 1"};
    CHECK(generate_unit(c, {}, {}, "v7.1").beyond == "the name 'open }; int x = { 1'");
    c = private_mapping();
    c.hook.action = "remap_pfn";
    c.hook.kind = Hook::Kind::mmap_prepare;
    c.hook.action_range = "the middle";
    CHECK(generate_unit(c, {}, {}, "v7.1").beyond == "an action on the range 'the middle'");
}

TEST_CASE("private data of a mapped hook has its own number") {
    CHECK(private_in_recording(private_in_model(3)) == 3);
    CHECK(private_in_recording(private_in_model(private_of_mapped)) == private_of_mapped);
}

TEST_CASE("a reference that the kernel puts twice is somebody else's, and the run goes on") {
    Fixture fixture = read_fixture();
    Case& c = fixture.cases.at("prep_mapped");
    c.hook.replaces_file_by = "J";   // has a .mmap hook of its own, which fails
    fixture.runs = {fixture.runs.at(8)};
    fixture.runs[0].faults = {{7, {"hook.mmap", {}}}};
    const Played played = check_runs(fixture.cases, fixture.runs, fixture.table, fixture.options).at(0).played;
    CHECK(played.violation == "");
    CHECK(played.outcome.ret == -5);
    const auto& steps = played.outcome.steps;
    CHECK(std::count(steps.begin(), steps.end(), "fput:J:1") == 1);
    CHECK(std::count(steps.begin(), steps.end(), "fput:J:0") == 1);
}
