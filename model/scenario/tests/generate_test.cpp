// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <sstream>

#include "model/scenario/scenario.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck;

TEST_CASE("the text of a scenario") {
    const TemporaryFolder folder;
    folder.write("drivers/d.c", "");
    scenario::Loaded loaded = scenario::load_text(folder.path("s.json"), R"json({
"scenario": "s", "kernel": "v7.1", "seal": "seal-v6",
"drivers": ["drivers/d.c"],
"files": { "f": { "driver": "d", "pages": 9, "mode": "w", "extents": ["hole"] } },
"processes": { "p": { "pages": 6, "vmas": ["load(1)"] } },
"choose": { "a": [0, 2], "b": [1, 2] },
"setup": ["load(2);"],
"tasks": { "A": { "run": [{ "any_of": ["load(a)", []] }, { "loop": 3, "run": ["load(b)"] }] } },
"bounds": { "NR_VMAS": 7 }
})json");
    CHECK(lang::to_text(loaded.diagnostics) == "");
    REQUIRE(loaded.scenario);
    loaded.scenario->path = "s.json";
    CHECK(scenario::generate(*loaded.scenario, {"v7.1", "seal-v6"}) ==
          R"json(#define MMAPCK_NR_PROCESSES 1
#define MMAPCK_NR_FILES 1
#define MMAPCK_NR_PAGES 6
#define MMAPCK_NR_FILE_PAGES 9
#define MMAPCK_NR_VMAS 7
#line 2 "s.json"
                            #include <mm/v7.1.c>
#line 2 "s.json"
                                            #include <fs/seal/seal-v6.c>
#line 2 "s.json"
             #include <invariants/all.c>
#line 3 "s.json"
             #include "drivers/d.c"
enum scenario_file {
#line 4 "s.json"
            f,
};
enum scenario_process {
#line 5 "s.json"
                p,
};
#line 6 "s.json"
 static long a range(0, 2) = 0;
#line 6 "s.json"
              static long b range(1, 2) = 1;
#line 2 "s.json"
             SETUP(scenario)
{
#line 6 "s.json"
             switch (choose(0, 1)) {
case 0: a = 0; break;
case 1: a = 2; break;
}
#line 6 "s.json"
                          b = choose(1, 2);
#line 4 "s.json"
              setup_file(f, &d_driver, 9, FMODE_WRITE);
#line 4 "s.json"
                                                    setup_extent(f, 0, EXTENT_HOLE);
#line 5 "s.json"
  setup_process(p, 6);
#line 5 "s.json"
     setup_open(p, f);
#line 5 "s.json"
    use_process(p);
#line 5 "s.json"
                                            load(1);
#line 5 "s.json"
    use_process(p);
#line 7 "s.json"
           load(2);
}
#line 8 "s.json"
       TASK(A)
{
#line 8 "s.json"
            use_process(p);
#line 8 "s.json"
                          switch (choose(0, 1)) {
case 0: {
#line 8 "s.json"
                                        load(a);
break; }
case 1: {
break; }
}
#line 8 "s.json"
                                                         { u8 mmapck_round_1 range(0, 3) = 0; while (mmapck_round_1 < 3) {
#line 8 "s.json"
                                                                               load(b);
mmapck_round_1++; } }
}
#line 2 "s.json"
             TEARDOWN(scenario)
{
#line 5 "s.json"
   exit_process(p);
#line 2 "s.json"
             release_files();
}
)json");
}

TEST_CASE("each statement stands in its line and column of the file") {
    const std::string source = "{ \"scenario\": \"s\", \"kernel\": \"ref\", \"processes\": { \"p\": { \"pages\": 4 } },\n"
                               "  \"tasks\": { \"A\": { \"run\": [\"first(1)\", \"second(2)\",\n\t\"third(3)\"] } } }\n";
    const scenario::Loaded loaded = scenario::load_text("dir/s.json", source);
    REQUIRE(loaded.scenario);
    std::istringstream lines(scenario::generate(*loaded.scenario, {"ref", ""}));
    std::vector<std::string> file;
    std::istringstream in(source);
    for (std::string line; std::getline(in, line);) file.push_back(line);
    std::size_t number = 0, found = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("#line ", 0) == 0) number = std::stoul(line.substr(6));
        for (const char* statement : {"first(1)", "second(2)", "third(3)"}) {
            const std::size_t column = line.find(statement);
            if (column == std::string::npos) continue;
            CHECK(file.at(number - 1).find(statement) == column);
            ++found;
        }
    }
    CHECK(found == 3);
}

TEST_CASE("inputs: any numbers under conditions, or those that are given") {
    scenario::Loaded loaded = scenario::load_text("s.json", R"json({ "scenario": "s", "kernel": "ref", "processes": { "p": { "pages": 1 } },
"inputs": { "a": { "where": "a != 0" }, "b": { "bits": 3 } }, "tasks": { "A": { "run": ["munmap(a, b)"] } } })json");
    CHECK(lang::to_text(loaded.diagnostics) == "");
    REQUIRE(loaded.scenario);
    const std::string any = scenario::generate(*loaded.scenario, {"ref", ""});
    CHECK(any.find("static u64 a;\n") != any.npos);
    CHECK(any.find("static u64 b range(0, 7);\n") != any.npos);
    CHECK(any.find(" a = __mmapck_choose(-9223372036854775807l - 1, 9223372036854775807l);\n") != any.npos);
    CHECK(any.find(" b = __mmapck_choose(0, 7l);\n") != any.npos);
    CHECK(any.find("assume(a != 0);\n") != any.npos);
    const std::string given = scenario::generate(*loaded.scenario, {"ref", ""}, {{1, 0}, {-1, 7}});
    CHECK(given.find("switch (choose(0, 1)) {\ncase 0: a = 1ul; b = 0ul; break;\ncase 1: a = 18446744073709551615ul; b = 7ul; break;\n}\n") != given.npos);
    CHECK(given.find("assume") == given.npos);
}
