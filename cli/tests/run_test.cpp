// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/tests/new_driver.h"
#include "cli/tests/terminal.h"
#include "reports/tests/schema_walker.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

struct Fresh : NewDriver {
    Result run(const std::string& arguments) const { return NewDriver::run("mmapck run " + arguments); }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

json report_schema() { return json::parse(content(MMAPCK_SOURCE_DIR "/reports/schema/report.schema.json")); }

}  // namespace

TEST_CASE("matrix prints scenarios by variants and ends like run") {
    const Fresh fresh;
    const Result result = shell(fresh.folder.path("."), "mmapck matrix d.json");
    CHECK(result.code == 0);
    CHECK(result.out == "| scenario | rfc-2025-09 | ref |\n| --- | --- | --- |\n| `d.json` | holds | holds |\n");
    CHECK(result.err == "2 checked: 2 as expected, 0 unexpected, 0 vacuous, 0 inconclusive\n");
    CHECK(shell(fresh.folder.path("."), "mmapck matrix").code == 64);
    CHECK(shell(fresh.folder.path("."), "mmapck matrix gone.json").code == 65);
}

TEST_CASE("0: what was expected") {
    const Fresh fresh;
    const Result result = fresh.run("d.json");
    CHECK(result.code == 0);
    CHECK(result.err == "");
    CHECK(result.out == "ok            d.json rfc-2025-09: holds\nok            d.json ref: holds\n"
                        "2 checked: 2 as expected, 0 unexpected, 0 vacuous, 0 inconclusive\n");
    CHECK(!fs::exists(fresh.folder.path("mmapck-traces")));
}

TEST_CASE("1: a violation that was expected and is not there") {
    const Fresh fresh;
    fresh.change("\"holds\"", "{ \"violates\": \"deadlock\" }");
    const Result result = fresh.run("--variant ref d.json");
    CHECK(result.code == 1);
    CHECK(has(result.out, "UNEXPECTED    d.json ref: holds, expected to violate deadlock\n"));
}

TEST_CASE("1: another violation than the one that was expected") {
    const Fresh fresh;
    drop_line(fresh.folder.path("drivers/d.c"), "leave this line out");
    fresh.change("\"holds\"", "{ \"violates\": \"deadlock\" }");
    const Result result = fresh.run("--variant ref d.json");
    CHECK(result.code == 1);
    CHECK(has(result.out, "UNEXPECTED    d.json ref: "));
}

TEST_CASE("1: a scenario in which what it asks for was never tested") {
    const Fresh fresh;
    fresh.change("\"at_most\": 1", "\"at_most\": 1, \"sites\": [\"alloc_anon_folio\"]");
    const Result result = fresh.run("--variant ref d.json");
    CHECK(result.code == 1);
    CHECK(has(result.out, "VACUOUS       d.json ref: holds\n"));
    CHECK(has(result.out, "1 checked: 0 as expected, 0 unexpected, 1 vacuous, 0 inconclusive\n"));
}

TEST_CASE("4: budgets") {
    const Fresh fresh;
    for (const char* budget : {"--max-states 5", "--max-memory 1K", "--max-seconds 1e-9"}) {
        INFO(std::string(budget));
        const Result result = fresh.run(std::string(budget) + " --variant ref d.json");
        CHECK(result.code == 4);
        CHECK(has(result.out, "INCONCLUSIVE  d.json ref: not decided\n"));
        CHECK(has(result.out, "1 checked: 0 as expected, 0 unexpected, 0 vacuous, 1 inconclusive\n"));
    }
    CHECK(fresh.run("--max-states 0 --max-memory 0 --max-seconds 0 --variant ref d.json").code == 0);
}

TEST_CASE("4: a scenario's own limits, which the command line can lower") {
    const Fresh fresh;
    fresh.change("\"expect\"", "\"limits\": { \"states\": 6, \"bytes\": 1000000 }, \"expect\"");
    const Result own = fresh.run("--variant ref d.json");
    CHECK(own.code == 4);
    CHECK(has(own.out, "INCONCLUSIVE  d.json ref: not decided\n              the budget of 6 states is used up"));
    CHECK(!has(own.out, "allows"));
    CHECK(fresh.run("--max-states 1000000 --max-memory 1G --variant ref d.json").out == own.out);
    const Result lower = fresh.run("--max-states 5 --max-memory 0 --variant ref d.json");
    CHECK(lower.code == 4);
    CHECK(has(lower.out, "the budget of 5 states is used up"));
    CHECK(has(lower.out, "--max-states allows 5 states where the scenario allows 6\n"));
    CHECK(has(fresh.run("--max-memory 1K --variant ref d.json").out, "--max-memory allows 1024 bytes where the scenario allows 1000000\n"));
    CHECK(has(shell(fresh.folder.path("."), "mmapck show --variant ref d.json").out, "    limits: 6 states, 1000000 bytes\n"));
    fresh.change("\"states\": 6, \"bytes\": 1000000", "\"bytes\": 1000");
    CHECK(has(fresh.run("--variant ref d.json").out, "the budget of 1000 bytes of memory is used up"));
    fresh.change("1000", "100000000");
    CHECK(fresh.run("--variant ref d.json").code == 0);
}

TEST_CASE("searches that share memory end as one that runs alone") {
    const Fresh fresh;
    for (const char* budget : {"1K", "20K", "40K", "80K", "160K", "1G"}) {
        INFO(std::string(budget));
        const Result alone = fresh.run(std::string("--jobs 1 --report json=- --max-memory ") + budget + " d.json");
        const Result together = fresh.run(std::string("--jobs 4 --report json=- --max-memory ") + budget + " d.json");
        CHECK(alone.code == together.code);
        CHECK(alone.out == together.out);
        CHECK(alone.err == together.err);
    }
}

TEST_CASE("64: a variant that no scenario has") {
    const Fresh fresh;
    const Result result = fresh.run("--variant rfc-2025-9 d.json");
    CHECK(result.code == 64);
    CHECK(result.err == "mmapck: no scenario here has a variant 'rfc-2025-9'; did you mean 'rfc-2025-09'?\n");
    CHECK(fresh.run("--variant x d.json").err == "mmapck: no scenario here has a variant 'x'; there is ref or rfc-2025-09\n");
    const Result unread = fresh.run("--variant x gone.json");   // may well be of a scenario that cannot be read
    CHECK(unread.code == 65);
    CHECK(unread.err == "gone.json: error: there is no such file or folder\n");
}

TEST_CASE("74: what cannot be written") {
    const Fresh fresh;
    CHECK(has(fresh.run("--variant ref --report states=/dev/stdout d.json | cat").out, "d.json ref holds "));   // a pipe
    const Result full = fresh.run("--variant ref --report json=/dev/full d.json");
    CHECK(full.code == 74);
    CHECK(has(full.err, "/dev/full"));
    const Result nowhere = fresh.run("--report json=no/such/folder.json --report sarif=drivers --trace-dir d.json d.json");
    CHECK(nowhere.code == 74);
    CHECK(nowhere.out.empty());   // before a search that may be long
    CHECK(nowhere.err == "mmapck: cannot write no/such/folder.json: there is no directory no/such\nmmapck: cannot write drivers: Is a directory\n"
                         "mmapck: --trace-dir: d.json is not a folder\n");
    CHECK(fresh.run("--variant ref d.json >/dev/full").code == 74);
    CHECK(shell("/", "mmapck --help >/dev/full").code == 74);
    const Result traces = fresh.run("--variant ref --faults 0 --explain --trace-dir /dev/null/x " MMAPCK_SOURCE_DIR "/scenarios/locks/opposite-order.json");
    CHECK(traces.code == 74);
    CHECK(has(traces.err, "/dev/null/x"));
}

TEST_CASE("a folder for traces that was not asked for and cannot be made is no error") {
    const Fresh fresh;
    fresh.folder.write("mmapck-traces", "a file");
    const Result result = fresh.run("--variant ref --explain " MMAPCK_SOURCE_DIR "/scenarios/locks/opposite-order.json");
    CHECK(result.code == 0);
    CHECK(has(result.err, "mmapck: cannot make the folder mmapck-traces"));
    CHECK(!has(result.out, "mmapck replay"));
}

TEST_CASE("--faults takes the place of the scenario's number") {
    const Fresh fresh;
    drop_line(fresh.folder.path("drivers/d.c"), "leave this line out");
    CHECK(fresh.run("--variant ref --no-traces d.json").code == 1);
    CHECK(fresh.run("--variant ref --no-traces --faults 0 d.json").code == 0);
}

TEST_CASE("--quiet leaves what is expected to the summary") {
    const Fresh fresh;
    CHECK(fresh.run("--quiet d.json").out == "2 checked: 2 as expected, 0 unexpected, 0 vacuous, 0 inconclusive\n");
    fresh.change("\"holds\"", "{ \"ref\": { \"violates\": \"deadlock\" }, \"*\": \"holds\" }");
    const Result result = fresh.run("--quiet d.json");
    CHECK(result.out.rfind("UNEXPECTED    d.json ref: ", 0) == 0);
    CHECK(!has(result.out, "d.json rfc"));
}

TEST_CASE("colours and progress are for terminals, or for those who ask") {
    const Fresh fresh;
    const Result plain = fresh.run("d.json");
    CHECK(!has(plain.out + plain.err, "\x1b"));
    CHECK(has(fresh.run("--color always d.json").out, "\x1b[32mok\x1b[0m            d.json ref"));
    CHECK(has(shell(fresh.folder.path("."), "NO_COLOR=1 mmapck run --color always d.json").out, "\x1b[32m"));
    const auto on_screen = [&](const std::string& before, const std::string& options) { return on_terminal(fresh.folder.path("."), before + " mmapck run " + options + " d.json").out; };
    CHECK(has(on_screen("TERM=xterm", ""), "\x1b[32m"));
    CHECK(!has(on_screen("NO_COLOR=1 TERM=xterm", ""), "\x1b[32m"));
    CHECK(!has(on_screen("TERM=dumb", ""), "\x1b"));
    CHECK(!has(on_screen("TERM=xterm", "--color never --progress never"), "\x1b"));
}

TEST_CASE("--timings is for standard error") {
    const Fresh fresh;
    const Result result = fresh.run("--timings d.json");
    CHECK(has(result.err, "d.json ref, "));
    CHECK(has(result.err, "all: front end "));
    CHECK(result.out == fresh.run("d.json").out);
}

TEST_CASE("reports are what their schema says") {
    const Fresh fresh;
    const std::string scenarios = MMAPCK_SOURCE_DIR "/scenarios/locks " MMAPCK_SOURCE_DIR "/scenarios/hooks/swapped-file-abort.json d.json";
    const Result result = fresh.run("--no-traces --report json=one.json --report json=two.json " + scenarios);
    CHECK(result.code == 0);
    const std::string one = content(fresh.folder.path("one.json"));
    CHECK(one == content(fresh.folder.path("two.json")));
    const json report = json::parse(one);
    CHECK(mmapck::reports::tests::mismatch(report_schema(), report) == "");
    CHECK(report.at("totals").at("expected") == report.at("results").size());

    const Result piped = fresh.run("--no-traces --report json=- " + scenarios);
    CHECK(piped.out == one);
    CHECK(piped.err == result.out);

    const Result stopped = fresh.run("--no-traces --max-states 3 --report json=- d.json");
    CHECK(mmapck::reports::tests::mismatch(report_schema(), json::parse(stopped.out)) == "");
    const Result nothing = fresh.run("--no-traces --report json=- nowhere");
    CHECK(nothing.code == 65);
    CHECK(mmapck::reports::tests::mismatch(report_schema(), json::parse(nothing.out)) == "");
}

TEST_CASE("a report that cannot be written leaves the old one") {
    const Fresh fresh;
    fresh.folder.write("out/r.json", "old");
    if (shell(fresh.folder.path("."), "chmod a-w out && ! touch out/x 2>/dev/null").code != 0) return;   // root may write everywhere
    CHECK(fresh.run("--report json=out/r.json d.json").code == 74);
    CHECK(content(fresh.folder.path("out/r.json")) == "old");
    shell(fresh.folder.path("."), "chmod u+w out");
}

TEST_CASE("traces are recorded for what is printed, under names of their own") {
    const Fresh fresh;
    fresh.folder.write("other/d.json", content(fresh.folder.path("d.json")));
    fs::copy(fresh.folder.path("drivers"), fresh.folder.path("other/drivers"));
    drop_line(fresh.folder.path("drivers/d.c"), "leave this line out");
    drop_line(fresh.folder.path("other/drivers/d.c"), "leave this line out");
    const Result result = fresh.run("--variant ref --trace-dir t d.json other");
    CHECK(result.code == 1);
    CHECK(fs::exists(fresh.folder.path("t/d.ref.trace.json")));
    CHECK(fs::exists(fresh.folder.path("t/d.ref.2.trace.json")));
    CHECK(has(result.out, "mmapck replay t/d.ref.trace.json"));
    CHECK(has(result.out, "\ntraces are in t; mmapck replay FILE runs one again\n"));
}

TEST_CASE("what is printed fits 80 columns of ASCII") {
    const Fresh fresh;
    fs::create_directories(fresh.folder.path("a-rather-long-name-of-a-folder/another-rather-long-name-of-a-folder"));
    const std::string deep = "a-rather-long-name-of-a-folder/another-rather-long-name-of-a-folder";
    shell(fresh.folder.path("."), "mmapck new a_rather_long_name_of_it --dir " + deep);
    drop_line(fresh.folder.path(deep + "/drivers/a_rather_long_name_of_it.c"), "leave this line out");
    for (const Result& result : {fresh.run(deep + " d.json"), shell(fresh.folder.path("."), "mmapck show " + deep), shell("/", "mmapck list")}) {
        std::istringstream lines(result.out);
        for (std::string line; std::getline(lines, line);) {
            CHECK_MESSAGE(line.size() <= 80, line);
            for (const char c : line) CHECK((c >= ' ' && c <= '~'));
        }
    }
}
