// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Result show(const std::string& arguments) {
    const TemporaryFolder folder;
    return shell(folder.path("."), "mmapck new d >/dev/null && mmapck show " + arguments);
}

}  // namespace

TEST_CASE("show says what would be checked") {
    const Result result = show("d.json");
    CHECK(result.code == 0);
    CHECK(result.err == "");
    CHECK(result.out.rfind("d.json, kernel rfc-2025-09\n  d: map and unmap, anything may fail once\n  expected: holds\n", 0) == 0);
    CHECK(has(result.out, "\nd.json, kernel ref\n"));
    CHECK(has(result.out, "\n    A                 task  "));
    CHECK(has(result.out, "  faults: at most 1 in a run, at "));
    CHECK(has(result.out, "driver             -EBUSY    d.c:"));
    CHECK(has(result.out, "\n    prepare-settled  (at-return)\n        every mmap_prepare that succeeded is completed or aborted when the\n"));
    CHECK(has(result.out, " bits a state\n"));
    CHECK(has(result.out, " states without reductions, "));
}

TEST_CASE("show takes a variant and a number of faults") {
    const Result result = show("--variant ref --faults 3 d.json");
    CHECK(!has(result.out, "rfc-2025-09"));
    CHECK(has(result.out, "  faults: at most 3 in a run"));
    CHECK(show("--variant v0 d.json").code == 64);
}

TEST_CASE("show prints the text and the program") {
    const Result source = show("--variant ref --source d.json");
    CHECK(source.code == 0);
    CHECK(has(source.out, "#include <mm/ref.c>\n"));
    CHECK(has(source.out, "#include \"drivers/d.c\"\n"));
    CHECK(has(source.out, "TASK(A)\n"));
    const Result program = show("--variant ref --program d.json");
    CHECK(program.code == 0);
    CHECK(has(program.out, "table struct mutex {"));
    CHECK(show("--variant ref --program --no-fuse d.json").out != program.out);
    CHECK(has(show("--variant ref --program --source d.json").out, "TASK(A)\n"));
}

TEST_CASE("show tells errors") {
    CHECK(show("nowhere.json").code == 65);
}

TEST_CASE("list") {
    const Result all = shell("/", "mmapck list");
    CHECK(all.code == 0);
    CHECK(all.out.rfind("kernel generations\n    ref\n", 0) == 0);
    for (const char* line : {"kernels/rfc-2025-09", "seals/ref", "invariants/prepare-settled", "faults/vm_area_alloc", "bounds/NR_VMAS"}) {
        const std::string text(line), what = text.substr(0, text.find('/')), name = text.substr(text.find('/') + 1);
        CHECK(has("\n" + shell("/", "mmapck list " + what).out, "\n" + name + "\n"));
        CHECK(has(all.out, "\n    " + name + "\n"));
    }
}

TEST_CASE("new writes what can be run, and nothing over what is there") {
    const TemporaryFolder folder;
    const Result made = shell(folder.path("."), "mmapck new d --dir a/b");
    CHECK(made.code == 0);
    CHECK(made.out == "wrote a/b/drivers/d.c\nwrote a/b/d.json\nnow: mmapck run a/b/d.json\n");
    folder.write("a/b/drivers/d.c", "mine");
    const Result again = shell(folder.path("."), "mmapck new d --dir a/b");
    CHECK(again.code == 64);
    CHECK(again.err == "mmapck: a/b/drivers/d.c exists already; nothing was written\nmmapck: a/b/d.json exists already; nothing was written\n");
    CHECK(content(folder.path("a/b/drivers/d.c")) == "mine");
    CHECK(shell(folder.path("."), "mmapck new e --dir /dev/null/x").code == 74);
    CHECK(shell(folder.path("."), "mmapck new e --hook probe").code == 64);
    CHECK(shell(folder.path("."), "mmapck new e --dir a && gcc -fsyntax-only -I" MMAPCK_SOURCE_DIR "/model/kernel/include a/drivers/e.c").code == 0);
}

TEST_CASE("a new driver around any hook holds, and without the line that may be left out it does not") {
    for (const std::string hook : {"mmap", "mmap_prepare", "mmap_complete"}) {
        CAPTURE(hook);
        const TemporaryFolder folder;
        CHECK(shell(folder.path("."), "mmapck new d --hook " + hook + " && mmapck run d.json").code == 0);
        CHECK(shell(folder.path("."), "mmapck fmt --check d.json && mmapck lint d.json").code == 0);
        const Result broken = shell(folder.path("."), "sed -i '/leave this line out/d' drivers/d.c; mmapck run d.json");
        CHECK(broken.code == 1);
        CHECK(has(broken.out, hook == "mmap_complete" ? "VIOLATED lock-held-across-hook" : "VIOLATED driver-reference-left"));
    }
}
