// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "cli/tests/mpirun.h"
#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;

namespace {

/// Standard output, the report, and every trace file with its name, of a run in a new folder that has `tree` in it.
std::string everything(const TemporaryFolder& tree, const std::string& before, const std::string& options) {
    const TemporaryFolder folder;
    for (const char* name : {"scenarios", "kernel"}) fs::create_directory_symlink(tree.path(name), folder.path(name));
    const std::string paths = "scenarios/locks/opposite-order.json scenarios/hooks/swapped-file-abort.json scenarios/hooks/resctrl-one-failure.json "
                              "scenarios/overlay/loses-charge.json";
    const Result result = shell(folder.path("."), before + " mmapck run --model-dir kernel --explain --variant rfc-2025-09 --trace-dir traces --report json=report.json " + options + " " + paths);
    CHECK(result.code == 0);
    CHECK(result.err == "");
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.path("traces"))) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    CHECK(names.size() >= 3);
    std::string all = result.out + content(folder.path("report.json"));
    for (const std::string& name : names) all += name + "\n" + content(folder.path("traces/" + name));
    return all;
}

}  // namespace

TEST_CASE("the same input gives the same bytes, whatever is around it") {
    const TemporaryFolder tree;
    copy_from_source("scenarios", tree.path("scenarios"));
    copy_from_source("model/kernel", tree.path("kernel"));
    const std::string expected = everything(tree, "", "");
    REQUIRE(expected.size() > 10'000);
    CHECK(expected.find("/tmp") == std::string::npos);
    std::vector<std::string> surroundings = {"", "MALLOC_PERTURB_=165", "MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=4096", "env -i PATH=\"$PATH\" TMPDIR=\"${TMPDIR:-/tmp}\"",
                                             "LC_ALL=C.UTF-8", "LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8", "TZ=Asia/Kathmandu COLUMNS=40 TERM=xterm"};
    if (shell("/", "setarch -R true").code == 0) surroundings.push_back("setarch -R");
    for (const std::string& before : surroundings) {
        INFO(before);
        CHECK((everything(tree, before, "") == expected));
    }
    CHECK((everything(tree, "", "--hash-seed 12345") == expected));
    for (const char* jobs : {"--jobs 1", "--jobs 3", "--jobs 64"}) CHECK((everything(tree, "", jobs) == expected));
    if (has_mpi()) CHECK((everything(tree, mpirun(3), "") == expected));
    CHECK((everything(tree, "", "--max-memory 1G --progress never --color never") == expected));
}
