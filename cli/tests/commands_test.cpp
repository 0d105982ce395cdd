// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>

#include "cli/tests/new_driver.h"

using namespace mmapck::cli::tests;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("explain prints the text of an invariant, of a check, of what is found by construction") {
    const Result invariant = shell("/", "mmapck explain vma-holds-file");
    CHECK(invariant.code == 0);
    CHECK(invariant.out.rfind("vma-holds-file\n\ninvariants/files.c:", 0) == 0);
    CHECK(has(invariant.out, "INVARIANT(vma_holds_file, AT_QUIESCENCE,"));
    CHECK(has(invariant.out, "\n}\n"));
    CHECK(has(shell("/", "mmapck explain map-count-at-exit").out, "\"map_count is the number of VMAs that exit takes down\""));
    const std::string macro = shell("/", "mmapck explain lock-held-across-hook").out;
    CHECK(has(macro, "hook of a driver was called. */\n#define check_locks_kept(locks)"));
    CHECK(has(macro, "\"a hook returns with the locks that it was called with\")\n"));
    CHECK(macro.rfind("\")\n") == macro.size() - 3);
    CHECK(has(shell("/", "mmapck explain lock-not-held").out, "#define lockdep_assert_held(sem) \\\n\tcheck(rwsem_is_held(sem), "));
    CHECK(has(shell("/", "mmapck explain unreachable").out, "#define unreachable() "));
    CHECK(has(shell("/", "mmapck explain deadlock").out, "no task can move"));
    CHECK(has(shell("/", "mmapck explain assertion").out, "assert()"));
    CHECK(unfolded(shell("/", "mmapck explain lock-held").err) ==
          "mmapck: there is no invariant 'lock-held' in the model of the kernel; did you mean 'lock-held-across-hook' or 'lock-held-at-return'?\n");
    const Result unknown = shell("/", "mmapck explain vma-hold-file");
    CHECK(unknown.code == 64);
    CHECK(has(unfolded(unknown.err), "did you mean 'vma-holds-file'?"));
    CHECK(shell("/", "mmapck explain --model-dir . deadlock").code == 65);
}

TEST_CASE("explain finds what drivers of scenarios say, and what these include") {
    const NewDriver fresh;
    fresh.folder.write("drivers/d.h", "/* Said here alone. */\nINVARIANT(d_is_idle, AT_END, \"d is idle\")\n{\n\treturn true;\n}\n");
    fresh.folder.write("drivers/d.c", content(fresh.folder.path("drivers/d.c")) + "#include \"d.h\"\n");
    CHECK(fresh.run("mmapck explain d-is-idle d.json").out ==
          "d-is-idle\n\ndrivers/d.h:2\n\n/* Said here alone. */\nINVARIANT(d_is_idle, AT_END, \"d is idle\")\n{\n\treturn true;\n}\n");
    const Result alone = fresh.run("mmapck explain d-is-idle");
    CHECK(alone.code == 64);
    CHECK(has(unfolded(alone.err), "a scenario behind the name looks in its drivers, too"));
    CHECK(has(unfolded(fresh.run("mmapck explain d-is-idl .").err), "did you mean 'd-is-idle'?"));
    CHECK(fresh.run("mmapck explain deadlock gone.json").code == 65);
}

TEST_CASE("lint: 0 for a clean scenario, 1 for remarks, 65 for errors") {
    const NewDriver fresh;
    CHECK(fresh.run("mmapck lint d.json").code == 0);
    CHECK(fresh.run("mmapck lint d.json").out == "");
    fresh.change("\"kernel\": [", "\"choose\": { \"unused\": [1, 2] }, \"kernel\": [");
    const Result remarks = fresh.run("mmapck lint d.json");
    CHECK(remarks.code == 1);
    CHECK(has(remarks.out, ": remark: no statement uses the choice 'unused'\n"));
    fresh.change("\"kernel\"", "\"kernels\"");
    CHECK(fresh.run("mmapck lint d.json").code == 65);
}

TEST_CASE("fmt: writes what changes, or with --check only says so") {
    const NewDriver fresh;
    const std::string as_new = content(fresh.folder.path("d.json"));
    CHECK(fresh.run("mmapck fmt --check d.json").code == 0);   // `new` writes scenarios in their usual form
    fresh.change("\"scenario\"", "   // a name\n\"scenario\"");
    const std::string changed = content(fresh.folder.path("d.json"));
    const Result check = fresh.run("mmapck fmt --check d.json");
    CHECK(check.code == 1);
    CHECK(check.out == "d.json\n");
    CHECK(content(fresh.folder.path("d.json")) == changed);
    CHECK(fresh.run("mmapck fmt d.json").code == 0);
    CHECK(has(content(fresh.folder.path("d.json")), "\n  // a name\n  \"scenario\""));
    CHECK(fresh.run("mmapck fmt d.json").out == "");
    fresh.folder.write("broken.json", "{");
    CHECK(fresh.run("mmapck fmt broken.json").code == 65);
    CHECK(content(fresh.folder.path("broken.json")) == "{");
    CHECK(fresh.run("mmapck fmt gone.json").code == 65);
}

TEST_CASE("explore: moves, faults and the way back through a pipe") {
    const NewDriver fresh;
    const Result result = fresh.run("printf '1\\n1\\nt\\nf\\nf vm_area_alloc\\nf nothing\\ns\\nb\\nr\\n9999\\nl\\nh\\nq\\n' | mmapck explore --variant ref d.json");
    CHECK(result.code == 0);
    CHECK(result.err == "");
    CHECK(result.out.rfind("d.json, kernel ref; h helps\nafter 0 moves and 0 faults\n    1  setup", 0) == 0);
    CHECK(has(result.out, "after 1 move and 0 faults\n"));
    CHECK(has(result.out, "after 2 moves and 0 faults\n"));
    CHECK(has(result.out, "       on   vm_area_alloc\n"));
    CHECK(has(result.out, "no fault point 'nothing' may fail here"));
    CHECK(has(result.out, "there is no move 9999\n"));
    CHECK(has(result.out, "  NUMBER      take that move"));
    CHECK(has(fresh.run("echo f | mmapck explore --variant ref --faults 0 d.json").out, "no fault point may fail here\n"));
    CHECK(fresh.run("mmapck explore d.json </dev/null").code == 64);   // two variants
    CHECK(fresh.run("mmapck explore --variant ref d.json </dev/null").code == 0);
}

TEST_CASE("completion knows every command and every option, and is what its shell can read") {
    CHECK(shell("/", "mmapck completion csh").code == 64);
    const std::string ask = "source <(mmapck completion bash); ask() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _mmapck; echo \"${COMPREPLY[@]}\"; }; ";
    CHECK(shell("/", "bash -c '" + ask + "ask mmapck ru'").out == "run\n");
    CHECK(shell("/", "bash -c '" + ask + "ask mmapck run --max-s'").out == "--max-states --max-seconds\n");
    CHECK(shell("/", "bash -c '" + ask + "ask mmapck run --color n'").out == "never\n");
    CHECK(shell("/", "bash -c '" + ask + "ask mmapck graph \"\"'").out == "control-flow lock-order states\n");
    CHECK(shell("/", "bash -c '" + ask + "ask mmapck graph states --format m'").out == "mermaid\n");
    CHECK(shell("/", "bash -c '" + ask + "ask mmapck completion z'").out == "zsh\n");
    for (const char* name : {"zsh", "fish"}) {
        const Result result = shell("/", std::string("mmapck completion ") + name);
        CHECK(result.code == 0);
        CHECK(has(result.out, "max-states"));
        const bool installed = shell("/", std::string("command -v ") + name).code == 0;
        if (installed) CHECK(shell("/", std::string("mmapck completion ") + name + " | " + name + " -n").code == 0);
        if (installed) CHECK(shell("/", std::string("echo 'if (' | ") + name + " -n").code != 0);
        if (!installed && std::getenv("MMAPCK_REQUIRE_CONSUMERS") != nullptr) FAIL_CHECK(name << " is not installed");
        if (!installed) MESSAGE("SKIPPED, " << name << " is not installed");
    }
}

TEST_CASE("coverage prints what was tested and ends like run") {
    const NewDriver fresh;
    const Result result = fresh.run("mmapck coverage d.json");
    CHECK(result.code == 0);
    CHECK(result.out.rfind("# Coverage\n\nOf 2 results.\n", 0) == 0);
    CHECK(has(result.out, "| `vm_area_alloc` | alloc-theoretical | -ENOMEM | executed | 2 of 2 |\n"));
    CHECK(result.err == "2 checked: 2 as expected, 0 unexpected, 0 vacuous, 0 inconclusive\n");
    CHECK(fresh.run("mmapck coverage gone.json").code == 65);
}
