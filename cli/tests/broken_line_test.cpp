// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <sstream>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

/// A copy of the scenarios and of the model, to be broken.
struct Copies {
    Copies() {
        copy_from_source("scenarios", folder.path("scenarios"));
        copy_from_source("model/kernel", folder.path("kernel"));
    }
    /// Runs the scenario after `edit`, which changes one line of a file; the first screen of what is found.
    std::string broken(const std::string& edit, const std::string& file, const std::string& scenario) const {
        const std::string run = "mmapck run --no-traces --variant ref --model-dir kernel scenarios/" + scenario;
        REQUIRE(shell(folder.path("."), run).code == 0);
        const std::string before = content(folder.path(file));
        REQUIRE(shell(folder.path("."), "sed -i '" + edit + "' " + file).code == 0);
        CHECK(content(folder.path(file)) != before);
        const Result result = shell(folder.path("."), run);
        folder.write(file, before);
        CHECK(result.code == 1);
        CHECK(result.out.rfind("UNEXPECTED ", 0) == 0);
        const std::size_t first = result.out.find("mmapck: VIOLATED "), end = result.out.find("\n  shortest ");
        REQUIRE(first != std::string::npos);
        REQUIRE(end != std::string::npos);
        return result.out.substr(first, end - first);
    }
    TemporaryFolder folder;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a driver that keeps its mutex in abort") {
    const std::string screen = Copies().broken("/_mmap_abort(struct file/,/^}/{/mutex_unlock/d}", "scenarios/drivers/resctrl.c", "hooks/resctrl-one-failure.json");
    INFO(screen);
    CHECK(has(screen, "fault      vm_area_alloc() -> -ENOMEM"));
    CHECK(has(screen, "mutex rdtgroup_mutex, by task A"));
    CHECK(has(screen, "kept by    pseudo_lock_dev_mmap_abort()"));
    CHECK(has(screen, "scenarios/drivers/resctrl.c:"));
}

TEST_CASE("a driver that keeps its mutex where prepare fails") {
    const std::string screen = Copies().broken("/^err_unlock:/,/^}/{/mutex_unlock/d}", "scenarios/drivers/resctrl.c", "hooks/resctrl-one-failure.json");
    INFO(screen);
    CHECK(has(screen, "-> -ENODEV"));
    CHECK(has(screen, "class driver"));
    CHECK(has(screen, "mutex rdtgroup_mutex, by task A"));
    CHECK(has(screen, "kept by    pseud...ck_dev_mmap_prepare()"));
}

TEST_CASE("a driver that does not undo its count where its hook fails") {
    const std::string screen = Copies().broken("/^\\tif (err)/,/^\\treturn/{/uncharge/s/uncharge.*/err = -EIO;/}", "scenarios/drivers/legacy.c", "basics/legacy.json");
    INFO(screen);
    CHECK(has(screen, "legacy-counts-mappings"));
    CHECK(has(screen, "fault      legacy_mmap() -> -EIO"));
    CHECK(has(screen, "charge of 1 on legacy_mmaps"));
}

TEST_CASE("a core that skips abort") {
    const std::string screen = Copies().broken("/^abort:/,/^unacct:/{s/call_mmap_abort(.*/;/}", "kernel/mm/ref.c", "hooks/resctrl-one-failure.json");
    INFO(screen);
    CHECK(has(screen, "VIOLATED lock-held-at-return"));
    CHECK(has(screen, "fault      vm_area_alloc() -> -ENOMEM"));
    CHECK(has(screen, "still held\n    mutex rdtgroup_mutex, by task A"));
    CHECK(has(screen, "mmap_abort()"));
    CHECK(has(screen, "not called"));
}

TEST_CASE("a core that does not return the charge") {
    const std::string screen = Copies().broken("s/vm_unacct_memory(map.charged);/;/", "kernel/mm/ref.c", "hooks/resctrl-private.json");
    INFO(screen);
    CHECK(has(screen, "VIOLATED charge-matches-vmas"));
    CHECK(has(screen, "charge of 2 on vm_committed_as, by task A"));
    CHECK(has(screen, "returned   -EINVAL"));
}
