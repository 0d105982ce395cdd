// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;

namespace {

/// `mmapck` is whatever `program` is, run in `folder`: a new driver is checked there.
void check_new_driver(const std::string& folder, const std::string& program) {
    const Result result = shell(folder, "'" + program + "' new fresh --dir here && cd here && '" + program + "' run --no-traces fresh.json");
    CHECK(result.err == "");
    CHECK(result.code == 0);
    CHECK(result.out.find("ok            fresh.json ref: holds\n") != std::string::npos);
}

}  // namespace

TEST_CASE("a program that was built finds its model from any folder") {
    const TemporaryFolder folder;
    check_new_driver(folder.path("."), MMAPCK_BINARY_DIR "/mmapck");
    fs::create_symlink(MMAPCK_BINARY_DIR "/mmapck", folder.path("link"));
    CHECK(shell(folder.path("."), "./link list kernels").code == 0);
    CHECK(shell("/", MMAPCK_BINARY_DIR "/mmapck list kernels").code == 0);
}

TEST_CASE("an installed tool is complete") {
    const TemporaryFolder folder;
    const Result install = shell("/", "cmake --install '" MMAPCK_BINARY_DIR "' --prefix '" + folder.path("prefix") + "'");
    INFO(install.err);
    REQUIRE(install.code == 0);
    fs::create_directory(folder.path("work"));
    fs::rename(folder.path("prefix"), folder.path("moved"));
    const std::string moved = folder.path("moved"), data = moved + "/share/mmapck";
    check_new_driver(folder.path("work"), moved + "/bin/mmapck");
    for (const char* file : {"/kernel/include/mmapck/driver.h", "/kernel/mm/ref.c", "/scenarios/drivers/plain.c", "/scenarios/schema/scenario.schema.json",
                             "/reports/schema/report.schema.json", "/reports/schema/trace.schema.json"})
        CHECK_MESSAGE(fs::exists(data + file), file);
    CHECK(!fs::exists(data + "/kernel/tests"));
    CHECK(fs::exists(moved + "/share/doc/mmapck/README.md"));
    CHECK(fs::exists(moved + "/share/doc/mmapck/docs/manual.md"));
    CHECK(content(moved + "/share/man/man1/mmapck.1").find(".TH MMAPCK 1") == 0);
    const Result run = shell(data, "'" + moved + "/bin/mmapck' run --quiet --no-traces scenarios/locks scenarios/basics/file.json");
    CHECK(run.err == "");
    CHECK(run.code == 0);
}

TEST_CASE("the model that an installed tool uses is its own") {
    const TemporaryFolder folder;
    REQUIRE(shell("/", "cmake --install '" MMAPCK_BINARY_DIR "' --prefix '" + folder.path("prefix") + "'").code == 0);
    fs::rename(folder.path("prefix/share/mmapck/kernel/mm/ref.c"), folder.path("prefix/share/mmapck/kernel/mm/ref.elsewhere.c"));
    CHECK(shell("/", "'" + folder.path("prefix/bin/mmapck") + "' list kernels").out.find("ref\n") == std::string::npos);
}

TEST_CASE("a folder that is no model is refused") {
    const TemporaryFolder folder;
    const Result named = shell(folder.path("."), "mmapck list --model-dir .");
    CHECK(named.code == 65);
    CHECK(unfolded(named.err) == "mmapck: --model-dir: . is not a model of the kernel: there is no include/mmapck/primitives.h in it\n");
    const Result variable = shell(folder.path("."), "MMAPCK_MODEL_DIR=nowhere mmapck list");
    CHECK(variable.code == 65);
    CHECK(unfolded(variable.err).find("MMAPCK_MODEL_DIR: nowhere is not a model") != std::string::npos);
}

TEST_CASE("an empty MMAPCK_MODEL_DIR is none") { CHECK(shell("/", "MMAPCK_MODEL_DIR= mmapck list kernels").code == 0); }
