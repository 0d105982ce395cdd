// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/tests/new_driver.h"

namespace mmapck::cli::tests {
namespace {

/// A driver d that is right, and e that keeps its mutex; reports of both, and a trace and a certificate.
struct Prepared : NewDriver {
    Prepared() {
        run("mmapck new e; mmapck run d.json --report json=good; mmapck prove d.json --variant ref --certificate proof");
        drop_line(folder.path("drivers/e.c"), "leave this line out");
        run("mmapck run e.json --variant ref --report json=bad --trace-dir .; sed 's/e\\.json/d.json/' bad >worse; sed 's/mutex_lock/mutex_look/' e.ref.trace.json >other.trace.json\n"
            "sed 's/\"d.json\"/\"e.json\"/' proof >elsewhere; echo '{}' >broken.json; cp d.json crowded.json; sed -i 's/  \"kernel\"/\"kernel\"/' crowded.json\n"
            "sed 's/\"p\": {/\"unused\": { \"pages\": 1 }, &/' d.json >unused.json");
    }
};

struct Ending {
    int code;
    const char* line;
};

/// What the manual's table of exit codes says, command by command. That `prove` and `verify-certificate` end with 1 and 4 is in prove_test.cpp, as it takes seconds.
constexpr Ending endings[] = {
    {0, "run d.json"}, {0, "matrix d.json"}, {0, "coverage d.json"}, {0, "show d.json"}, {0, "size d.json"}, {0, "replay e.ref.trace.json"}, {0, "list"}, {0, "new f"},
    {0, "classes d.json"}, {0, "prove d.json --variant ref"}, {0, "verify-certificate proof"}, {0, "export smt2 d.json --variant ref"}, {0, "graph lock-order d.json --variant ref"},
    {0, "explain deadlock"}, {0, "explore d.json --variant ref"}, {0, "lint d.json"}, {0, "fmt --check d.json"}, {0, "diff good good"}, {0, "completion bash"}, {0, "man"},
    {1, "run e.json"}, {1, "matrix e.json"}, {1, "coverage e.json"}, {1, "replay other.trace.json"}, {1, "lint unused.json"},
    {1, "fmt --check crowded.json"}, {1, "diff good worse"},
    {4, "run d.json --max-states 5"}, {4, "matrix d.json --max-states 5"}, {4, "coverage d.json --max-states 5"}, {4, "size d.json --max-states 5"},
    {4, "graph states d.json --variant ref --max-states 5"},
    {64, "new d"}, {64, "explain nothing"}, {64, "list nothing"}, {64, "completion nothing"}, {64, "export nothing d.json"}, {64, "graph nothing d.json"},
    {65, "run broken.json d.json"}, {65, "matrix broken.json"}, {65, "coverage broken.json"}, {65, "show broken.json"}, {65, "size broken.json"}, {65, "replay broken.json"},
    {65, "list --model-dir ."}, {65, "classes broken.json"}, {65, "prove broken.json"}, {65, "verify-certificate broken.json"}, {65, "export smt2 broken.json"},
    {65, "graph states broken.json"}, {65, "explain deadlock broken.json"}, {65, "explore broken.json"}, {65, "lint broken.json"}, {65, "fmt broken.json"}, {65, "diff good broken.json"},
    {74, "run d.json --report json=gone/report"}, {74, "run d.json --cache d.json"}, {74, "new f --dir d.json"}, {74, "prove d.json --variant ref --certificate gone/proof"},
};

}  // namespace

TEST_CASE("each command ends with the codes that the manual has for it") {
    const Prepared prepared;
    std::map<std::string, bool> ends_well;
    for (const Ending& ending : endings) {
        const Result result = prepared.run("mmapck " + std::string(ending.line));
        CHECK_MESSAGE(result.code == ending.code, ending.line, ": ", result.code, "\n", result.out, result.err);
        CHECK_MESSAGE((ending.code < 64 || !result.err.empty()), ending.line);
        CHECK_MESSAGE(result.err.find("internal error") == std::string::npos, ending.line);
        const std::string line = ending.line, name = line.substr(0, line.find(' '));
        if (ending.code != 0) continue;
        ends_well[name] = true;
        const bool is_silent = name == "new" || name == "lint" || name == "fmt", is_slow = name == "prove" || name == "verify-certificate";
        if (!is_silent && !is_slow) CHECK_MESSAGE(prepared.run("mmapck " + line + " >/dev/full").code == 74, line);
    }
    for (const CommandRow& command : commands()) {
        const std::string name(command.name);
        INFO(name);
        CHECK(ends_well[name]);
        CHECK(prepared.run("mmapck " + name + " --nothing").code == 64);
    }
}

}  // namespace mmapck::cli::tests
