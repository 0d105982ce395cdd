// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "model/scenario/scenario.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck;

template <> struct doctest::StringMaker<std::vector<std::string>> {
    static String convert(const std::vector<std::string>& lines) {
        std::string all;
        for (const std::string& line : lines) all += "\n    " + line;
        return all.c_str();
    }
};

namespace {

/// A scenario in which one place is left to the test.
std::string with(const std::string& members) {
    return "{ \"scenario\": \"s\", \"kernel\": \"ref\",\n\"processes\": { \"p\": { \"pages\": 4 } },\n\"tasks\": { \"A\": { \"run\": [\"munmap(0, 1)\"] } }" +
           (members.empty() ? "" : ",\n" + members) + "\n}\n";
}

/// "line:column pointer: message (suggestion)", one for each diagnostic.
std::vector<std::string> errors(const std::string& text, const std::string& path = "s.json") {
    const scenario::Loaded loaded = scenario::load_text(path, text);
    CHECK(loaded.scenario.has_value() == loaded.diagnostics.empty());
    std::vector<std::string> found;
    for (const lang::Diagnostic& d : loaded.diagnostics) {
        CHECK(d.file == path);
        found.push_back(std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.pointer + ": " + d.message +
                        (d.suggestion.empty() ? "" : " (" + d.suggestion + ")"));
    }
    return found;
}

using Errors = std::vector<std::string>;

}  // namespace

TEST_CASE("a scenario is read") {
    const scenario::Loaded loaded = scenario::load_text("s.json", R"json(// comments are allowed
{
  "scenario": "two tasks", "about": "words",
  "kernel": ["v7.1", "ref"], "seal": ["a", "b"],
  "files": { "f": { "driver": "plain", "pages": 2, "mode": "r", "extents": ["written", "written"] } },
  "processes": { "p": { "pages": 6, "vmas": ["mmap(f, 0, 1, PROT_READ, MAP_SHARED, 0)"] } },
  "choose": { "addr": [3, 0], "len": { "from": 1, "to": 3 } },
  "tasks": { "A": { "run": ["load(0)", { "any_of": ["munmap(0, 1)", ["load(1)", "load(2)"]] }, { "loop": 2, "run": ["load(addr)"] }] } },
  "faults": { "at_most": 2, "sites": ["x"], "classes": ["io"], "except": ["y"] },
  "bounds": { "NR_VMAS": 4 },
  "limits": { "states": 1000, "bytes": 2000 },
  "check": ["one"],
  "expect": { "v7.1": { "violates": ["x", "y"] }, "*": "holds" } /* the end */
}
)json");
    CHECK(lang::to_text(loaded.diagnostics) == "");
    REQUIRE(loaded.scenario);
    const scenario::Scenario& s = *loaded.scenario;
    CHECK(s.name.text == "two tasks");
    CHECK(s.name.place == scenario::Place{3, 16, "/scenario"});
    CHECK(s.about == "words");
    CHECK(s.files[0].writable == false);
    CHECK(s.files[0].extents.size() == 2);
    CHECK(s.processes[0].vmas[0].statement.place == scenario::Place{6, 47, "/processes/p/vmas/0"});
    CHECK(s.choices[0].values == std::vector<std::int64_t>{0, 3});
    CHECK(s.choices[1].values == std::vector<std::int64_t>{1, 2, 3});
    REQUIRE(s.tasks.size() == 1);
    CHECK(s.tasks[0].process == "p");
    REQUIRE(s.tasks[0].run.size() == 3);
    CHECK(s.tasks[0].run[1].kind == scenario::Run::Kind::any_of);
    CHECK(s.tasks[0].run[1].items[1].items[1].statement.text == "load(2)");
    CHECK(s.tasks[0].run[2].times == 2);
    CHECK(s.faults.at_most == 2);
    CHECK(s.bounds[0].value == 4);
    CHECK(s.limits.states == 1000);
    CHECK(s.limits.bytes == 2000);
    CHECK(s.check[0].text == "one");

    std::vector<std::string> names;
    for (const scenario::Variant& variant : scenario::variants(s)) names.push_back(variant.name());
    CHECK(names == std::vector<std::string>{"v7.1+a", "v7.1+b", "ref+a", "ref+b"});
    CHECK(scenario::expected(s, {"v7.1", "a"}).violates.size() == 2);
    CHECK(scenario::expected(s, {"ref", "b"}).holds());
}

TEST_CASE("a scenario without end: tasks that loop, any number of faults") {
    const scenario::Loaded loaded = scenario::load_text(
        "s.json", R"json({ "scenario": "s", "kernel": "ref", "processes": { "p": { "pages": 1 } },
"tasks": { "A": { "run": ["f()"], "loop": true }, "B": { "run": ["f()"] } }, "faults": "unlimited" })json");
    REQUIRE(loaded.scenario);
    CHECK(loaded.scenario->faults.at_most == scenario::Faults::unlimited);
    CHECK(loaded.scenario->tasks[0].loop);
    CHECK(!loaded.scenario->tasks[1].loop);
    CHECK(errors(with("\"faults\": \"unlimitd\"")) == Errors{"4:12 /faults: expected an object or \"unlimited\", found a string"});
}

TEST_CASE("inputs are numbers of some bits under conditions") {
    const scenario::Loaded loaded = scenario::load_text("s.json", with("\"inputs\": { \"len\": {}, \"off\": { \"bits\": 12, \"where\": [\"off < len\", \"off\"] } }"));
    REQUIRE(loaded.scenario);
    const std::vector<scenario::Input>& inputs = loaded.scenario->inputs;
    REQUIRE(inputs.size() == 2);
    CHECK(inputs[0].bits == 64);
    CHECK(inputs[0].where.empty());
    CHECK(inputs[1].name.text == "off");
    CHECK(inputs[1].bits == 12);
    CHECK(inputs[1].where[0].text == "off < len");
    CHECK(errors(with("\"inputs\": { \"a\": { \"bits\": 65 } }")) == Errors{"4:28 /inputs/a/bits: expected an integer from 1 to 64, found 65"});
    CHECK(errors(with("\"inputs\": { \"int\": {} }")) == Errors{"4:14 /inputs/int: 'int' is reserved in model C; choose another name"});
    CHECK(errors(with("\"inputs\": { \"a\": { \"where\": \"(a\" } }")).size() == 1);
    CHECK(errors(with("\"inputs\": { \"a\": {} }, \"choose\": { \"a\": [1] }")).size() == 1);
}

TEST_CASE("the shortest scenario expects that it holds") {
    const scenario::Loaded loaded = scenario::load_text("s.json", with(""));
    REQUIRE(loaded.scenario);
    CHECK(loaded.scenario->faults.at_most == 0);
    CHECK(loaded.scenario->check.empty());
    CHECK(loaded.scenario->limits.states == 0);
    CHECK(scenario::variants(*loaded.scenario).size() == 1);
    CHECK(scenario::expected(*loaded.scenario, {"ref", ""}).holds());
}

TEST_CASE("what is not JSON is an error with its place") {
    const auto no_json = [](const std::string& text, const std::string& expected) {
        INFO(text);
        CHECK(errors(text) == Errors{expected});
    };
    no_json("", "1:1 : the file is empty; expected an object");
    no_json(" \n\t\n", "1:1 : the file is empty; expected an object");
    no_json("{", "1:2 : not JSON: unexpected end of input; expected a key");
    no_json("{\n  \"a\": 1,\n}", "3:1 : not JSON: unexpected '}'; expected a key (JSON has no comma after the last item)");
    no_json("[1, ]", "1:5 : not JSON: unexpected ']'; expected '[', '{', or a literal (JSON has no comma after the last item)");
    no_json("{\"scenario\"\n  12}", "2:3 : not JSON: unexpected number literal; expected ':'");
    no_json("{\"a\": \"x\" \"long\"}", "1:11 : not JSON: unexpected string literal; expected '}'");
    no_json("{\"a\": NaN}", "1:7 : not JSON: invalid literal");
    no_json("{\"a\": 1e999}", "1:11 : not JSON: number overflow parsing '1e999'");
    no_json("{\"a\": \"\xff\"}", "1:8 : not JSON: invalid string: ill-formed UTF-8 byte");
    no_json("{\"a\": \"x\ny\"}", "1:9 : not JSON: invalid string: control character U+000A (LF) must be escaped to \\u000A or \\n");
    no_json("/* open", "1:8 : not JSON: invalid comment; missing closing '*/'");
}

TEST_CASE("nesting and size are limited") {
    CHECK(errors(std::string(1000, '[')).at(0).find("nested more than 32 levels deep") != std::string::npos);
    CHECK(errors(std::string(10 << 20, '[')) == Errors{"0:0 : larger than 1 MiB; a scenario is a page or two"});
    std::string objects;
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
    CHECK(errors(objects).size() == 1);
}

TEST_CASE("keys") {
    CHECK(errors(R"json({ "scenaro": "s", "kernel": "ref", "processes": { "p": { "pages": 1 } }, "tasks": { "A": { "run": ["f()"] } } })json") ==
          Errors{"1:4 /scenaro: unknown key 'scenaro' (did you mean 'scenario'?)"});
    CHECK(errors("[]") == Errors{"1:1 : expected an object, found an array"});
    CHECK(errors("{}") == Errors{"1:1 : the key 'scenario' is missing here", "1:1 : the key 'kernel' is missing here",
                                 "1:1 : the key 'processes' is missing here", "1:1 : the key 'tasks' is missing here"});
    CHECK(errors(with("\"check\": \"all\",\n  \"check\": \"all\"")) == Errors{"5:4 /check: 'check' is here twice; the first is on line 4"});
    CHECK(errors(with("\"faults\": { \"at_most\": 1, \"clases\": [] }")) ==
          Errors{"4:28 /faults/clases: unknown key 'clases' (did you mean 'classes'?)"});
    CHECK(errors(with("\"zzz\": 1")).at(0).find("known here: '$schema', 'scenario'") != std::string::npos);
    CHECK(errors(with("\"a/b~c\": 1")).at(0).find("4:2 /a~1b~0c: unknown key") == 0);
}

TEST_CASE("values of the wrong type or out of range") {
    CHECK(errors(with("\"faults\": { \"at_most\": -1 }")) == Errors{"4:24 /faults/at_most: expected an integer from 0 to 16, found -1"});
    CHECK(errors(with("\"faults\": { \"at_most\": 1.5 }")) ==
          Errors{"4:24 /faults/at_most: expected an integer from 0 to 16, found a number that is no integer"});
    CHECK(errors(with("\"faults\": { \"at_most\": 18446744073709551615 }")) ==
          Errors{"4:24 /faults/at_most: expected an integer from 0 to 16, found 9223372036854775807"});
    CHECK(errors(with("\"faults\": []")) == Errors{"4:11 /faults: expected an object or \"unlimited\", found an array"});
    CHECK(errors(with("\"faults\": { \"at_most\": 1, \"classes\": [\"drive\", 3] }")) ==
          Errors{"4:48 /faults/classes/1: expected a string, found an integer"});
    CHECK(errors(with("\"faults\": { \"at_most\": 1, \"classes\": [\"drive\"] }")) ==
          Errors{"4:40 /faults/classes/0: there is no fault class 'drive' (did you mean 'driver'?)"});
    CHECK(errors(with("\"seal\": []")) == Errors{"4:9 /seal: expected at least one string in this array"});
    CHECK(errors(with("\"seal\": [\"a\", \"a\"]")) == Errors{"4:16 /seal/1: 'a' is here twice"});
    CHECK(errors(with("\"seal\": \"../x\"")) == Errors{"4:10 /seal: a name here has letters, digits, '.', '-' and '_' alone"});
    CHECK(errors(with("\"bounds\": { \"NR_VMAS\": 2000 }")) == Errors{"4:24 /bounds/NR_VMAS: expected an integer from 0 to 1024, found 2000"});
    CHECK(errors(with("\"limits\": { \"states\": 0 }")) == Errors{"4:23 /limits/states: expected an integer from 1 to 1099511627776, found 0"});
    CHECK(errors(with("\"limits\": { \"byte\": 9 }")) == Errors{"4:14 /limits/byte: unknown key 'byte' (did you mean 'bytes'?)"});
    CHECK(errors(with("\"check\": \"lock\"")) == Errors{"4:11 /check: expected \"all\" or an array of names of invariants ([\"lock\"])"});
    CHECK(errors(with("\"about\": \"  \"")) == Errors{"4:11 /about: this string is empty"});
}

TEST_CASE("several errors are reported at once, in the order of the file") {
    const Errors found = errors(with("\"faults\": { \"at_most\": 99 },\n\"chek\": \"all\",\n\"expect\": \"hold\""));
    CHECK(found == Errors{"4:24 /faults/at_most: expected an integer from 0 to 16, found 99", "5:2 /chek: unknown key 'chek' (did you mean 'check'?)",
                          "6:12 /expect: expected \"holds\" or {\"violates\": \"name\"} (did you mean 'holds'?)"});
}

TEST_CASE("files, processes, choices and tasks") {
    CHECK(errors(with("\"files\": { \"f\": { \"driver\": \"d\", \"pages\": 0 } }")) == Errors{"4:43 /files/f/pages: expected an integer from 1 to 64, found 0"});
    CHECK(errors(with("\"files\": { \"p\": { \"driver\": \"d\", \"pages\": 1 } }")) == Errors{"2:17 /processes/p: 'p' is the name of a file on line 4 already"});
    CHECK(errors(with("\"files\": { \"1f\": { \"driver\": \"d\", \"pages\": 1 } }")) ==
          Errors{"4:13 /files/1f: the name of a file is an identifier of C of at most 32 characters"});
    CHECK(errors(with("\"files\": { \"int\": { \"driver\": \"d\", \"pages\": 1 } }")) ==
          Errors{"4:13 /files/int: 'int' is reserved in model C; choose another name"});
    CHECK(errors(with("\"files\": { \"f\": { \"driver\": \"d\", \"pages\": 1, \"mode\": \"x\" } }")) == Errors{"4:55 /files/f/mode: expected 'r', 'w' or 'rw'"});
    CHECK(errors(with("\"files\": { \"f\": { \"driver\": \"d\", \"pages\": 1, \"extents\": [\"hole\", \"hole\"] } }")) ==
          Errors{"4:57 /files/f/extents: more extents than the 1 pages of the file"});
    CHECK(errors(with("\"choose\": { \"a\": { \"from\": 3, \"to\": 1 } }")) == Errors{"4:37 /choose/a/to: 'to' is less than 'from'"});
    CHECK(errors(with("\"choose\": { \"a\": { \"from\": 0, \"to\": 64 } }")) == Errors{"4:37 /choose/a/to: a choice has at most 64 values"});
    CHECK(errors(with("\"choose\": { \"a\": [1, 1], \"b\": [], \"c\": 3 }")) ==
          Errors{"4:22 /choose/a/1: 1 is here twice", "4:31 /choose/b: expected 1 to 64 integers",
                 "4:40 /choose/c: expected an array of integers or {\"from\": a, \"to\": b}, found an integer"});
    CHECK(errors(R"json({ "scenario": "s", "kernel": "ref", "processes": { "p": { "pages": 1 }, "q": { "pages": 1 } },
"tasks": { "A": { "run": ["f()"] }, "B": { "process": "pp", "run": [] } } })json") ==
          Errors{"2:17 /tasks/A: with several processes a task names its own: the key 'process' is missing here",
                 "2:56 /tasks/B/process: there is no process 'pp'", "2:68 /tasks/B/run: a task runs at least one statement"});
    CHECK(errors(R"json({ "scenario": "s", "kernel": "ref", "processes": {}, "tasks": {} })json") ==
          Errors{"1:50 /processes: expected 1 to 4 entries, found 0", "1:63 /tasks: expected 1 to 6 entries, found 0"});
}

TEST_CASE("statements") {
    const auto run = [](const std::string& items) { return errors(with("\"setup\": [" + items + "]")); };
    CHECK(run("\"munmap(0\"") == Errors{"4:18 /setup/0: '(' is not closed"});
    CHECK(run("\"munmap(0))\"") == Errors{"4:21 /setup/0: ')' closes nothing here"});
    CHECK(run("\"} TASK(B) {\"") == Errors{"4:12 /setup/0: '}' closes nothing here"});
    CHECK(run("\"f(); // x\"") == Errors{"4:17 /setup/0: a statement has no comments; put the comment into the JSON"});
    CHECK(run("\"#define x\"") == Errors{"4:12 /setup/0: a statement has no directives"});
    CHECK(run("\"f(')\"") == Errors{"4:14 /setup/0: this quote is not closed"});
    CHECK(run("\"f()\\ng()\"").at(0).find("a statement has no line ends") != std::string::npos);
    CHECK(run("7") == Errors{"4:11 /setup/0: expected a statement, as in \"munmap(0, 2)\", found an integer"});
    CHECK(run("{ \"anyof\": [] }") == Errors{"4:11 /setup/0: expected {\"any_of\": [...]} or {\"loop\": n, \"run\": [...]} (did you mean 'any_of'?)"});
    CHECK(run("{ \"any_of\": [] }") == Errors{"4:23 /setup/0/any_of: expected at least one alternative"});
    CHECK(run("{ \"loop\": 0, \"run\": [] }") == Errors{"4:21 /setup/0/loop: expected an integer from 1 to 64, found 0"});
    CHECK(run("{ \"run\": [] }") == Errors{"4:11 /setup/0: the key 'loop' is missing here"});
    CHECK(run("\"if (load(0) == '(') { munmap(0, 1); }\"").empty());
}

TEST_CASE("expectations name variants that exist, and all of them") {
    CHECK(errors(with("\"expect\": { \"reff\": \"holds\" }")) ==
          Errors{"4:11 /expect: nothing is expected of ref (add \"ref\" or \"*\")", "4:14 /expect/reff: this scenario has no variant 'reff' (did you mean 'ref'?)"});
    CHECK(errors(with("\"expect\": { \"violate\": \"x\" }")).at(1).find("did you mean 'violates'?") != std::string::npos);
    CHECK(errors(with("\"expect\": { \"*\": 3 }")) == Errors{"4:18 /expect/*: expected \"holds\" or {\"violates\": \"name\"}"});
    CHECK(errors(with("\"expect\": { \"violates\": [] }")) == Errors{"4:25 /expect/violates: expected at least one string in this array"});
    CHECK(errors(with("\"expect\": { \"ref\": \"holds\", \"ref\": \"holds\" }")) == Errors{"4:30 /expect/ref: 'ref' is here twice; the first is on line 4"});
}

TEST_CASE("drivers are found beside the scenario or in folders named 'scenarios' above it, and nowhere else") {
    const TemporaryFolder folder;
    folder.write("secret.c", "");
    folder.write("scenarios/drivers/shared.c", "");
    folder.write("scenarios/sub/own.c", "");
    std::filesystem::create_directory_symlink(folder.path(""), folder.path("scenarios/sub/out"));
    std::filesystem::create_directory(folder.path("scenarios/sub/folder.c"));
    const std::string path = folder.path("scenarios/sub/s.json");
    const auto drivers = [&](const std::string& names) { return errors(with("\"drivers\": [" + names + "]"), path); };
    CHECK(drivers("\"own.c\", \"drivers/shared.c\"").empty());
    CHECK(drivers("\"drivers/share.c\"") == Errors{"4:14 /drivers/0: there is no driver 'drivers/share.c', neither beside the scenario nor in a folder "
                                                   "'scenarios' above it (did you mean 'drivers/shared.c'?)"});
    CHECK(drivers("\"../../secret.c\"") == Errors{"4:14 /drivers/0: a driver is named by a path below the scenario's folder, without '..'"});
    CHECK(drivers("\"/etc/passwd\"") == Errors{"4:14 /drivers/0: a driver is named by a path below the scenario's folder, without '..'"});
    CHECK(drivers("\"out/secret.c\"") == Errors{"4:14 /drivers/0: 'out/secret.c' leads out of the scenario's folder"});
    CHECK(drivers("\"folder.c\"") == Errors{"4:14 /drivers/0: 'folder.c' is not a regular file"});
}

TEST_CASE("files that cannot be read") {
    const TemporaryFolder folder;
    const auto message = [](const std::string& path) { return scenario::load(path).diagnostics.at(0).message; };
    CHECK(message(folder.path("none.json")) == "there is no such file");
    CHECK(message(folder.path("")) == "this is a folder; expected a scenario file");
    CHECK(message(folder.write("empty.json", "")) == "the file is empty; expected an object");
    CHECK(message(folder.write("large.json", std::string(2 << 20, ' '))) == "larger than 1 MiB; a scenario is a page or two");
    CHECK(scenario::load(folder.write("bom.json", "\xEF\xBB\xBF" + with(""))).scenario.has_value());
    CHECK(scenario::load(folder.write("crlf.json", "{\r\n\"x\": 1 }")).diagnostics.at(4).source_line == "\"x\": 1 }");
}
