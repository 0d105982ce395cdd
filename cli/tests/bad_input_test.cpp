// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;

namespace {

/// Runs `mmapck run NAME` in the folder: it has to end with 65 and to say why.
void check_refused(const TemporaryFolder& folder, const std::string& name, const std::string& message) {
    INFO(name);
    const Result result = shell(folder.path("."), "mmapck run --no-traces '" + name + "'");
    CHECK(result.code == 65);
    CHECK_MESSAGE(result.err.find(message) != std::string::npos, result.err);
    CHECK(result.out == "0 checked: 0 as expected, 0 unexpected, 0 vacuous, 0 inconclusive\n1 not checked because of errors\n");
}

std::string scenario(const std::string& driver) {
    return "{ \"scenario\": \"s\", \"kernel\": \"ref\", \"drivers\": [\"" + driver + "\"], \"processes\": { \"p\": { \"pages\": 1 } },\n"
           "  \"tasks\": { \"A\": { \"run\": [\"munmap(0, 1)\"] } } }\n";
}

}  // namespace

TEST_CASE("what is not a scenario is refused, with its place") {
    const TemporaryFolder folder;
    check_refused(folder, "nowhere.json", "nowhere.json: error: there is no such file or folder");
    check_refused(folder, "nowhere/", "nowhere/: error: there is no such file or folder");
    fs::create_directory(folder.path("empty"));
    check_refused(folder, "empty", "empty: error: there is no scenario (*.json) below this folder");
    folder.write("empty.json", "");
    check_refused(folder, "empty.json", "empty.json:1:1: error: ");
    folder.write("blank.json", " \n\n");
    check_refused(folder, "blank.json", "error: ");
    folder.write("array.json", "[]\n");
    check_refused(folder, "array.json", "array.json:1:1: error: ");
    folder.write("open.json", "{ \"scenario\": \"s\",\n");
    check_refused(folder, "open.json", "open.json:2:1: error: ");
    folder.write("x.trace.json", "{}");
    check_refused(folder, "x.trace.json", "this is a trace, not a scenario");
    folder.write("nul.json", std::string("{ \"scenario\": \"a\0b\" }", 21));
    check_refused(folder, "nul.json", "nul.json:1:");
}

TEST_CASE("texts that no editor writes are refused") {
    const TemporaryFolder folder;
    folder.write("latin1.json", "{ \"scenario\": \"caf\xe9\" }");
    check_refused(folder, "latin1.json", "latin1.json:1:");
    folder.write("nested.json", std::string(32'000, '['));
    check_refused(folder, "nested.json", "nested.json:1:");
    folder.write("deep.json", std::string(10 << 20, '['));
    check_refused(folder, "deep.json", "deep.json:");
    folder.write("binary.json", std::string("\x7f" "ELF\x02\x01\x01\0\0\0", 10));
    check_refused(folder, "binary.json", "binary.json:1:1: error: ");
}

TEST_CASE("files that cannot be read are refused") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path("folder.json"));
    check_refused(folder, "folder.json", "there is no scenario (*.json) below this folder");
    fs::create_symlink("loop.json", folder.path("loop.json"));
    check_refused(folder, "loop.json", "loop.json: error: ");
    fs::create_symlink("gone", folder.path("dangling.json"));
    check_refused(folder, "dangling.json", "dangling.json: error: there is no such file");
}

TEST_CASE("drivers that lead elsewhere are refused") {
    const TemporaryFolder folder;
    folder.write("outside.c", "#include <mmapck/driver.h>\n");
    folder.write("in/up.json", scenario("../outside.c"));
    check_refused(folder, "in/up.json", "a driver is named by a path below the scenario's folder, without '..'");
    folder.write("in/absolute.json", scenario("/etc/passwd"));
    check_refused(folder, "in/absolute.json", "a driver is named by a path below the scenario's folder");
    fs::create_symlink("../outside.c", folder.path("in/link.c"));
    folder.write("in/link.json", scenario("link.c"));
    check_refused(folder, "in/link.json", "'link.c' leads out of the scenario's folder");
    folder.write("in/missing.json", scenario("mising.c"));
    folder.write("in/missing.c", "");
    check_refused(folder, "in/missing.json", "did you mean 'missing.c'?");
}

TEST_CASE("drivers with includes that go wrong are refused") {
    const TemporaryFolder folder;
    folder.write("self.c", "#include \"self.c\"\n");
    folder.write("self.json", scenario("self.c"));
    check_refused(folder, "self.json", "self.c:1:");
    folder.write("ping.c", "#include \"pong.h\"\n");
    folder.write("pong.h", "#include \"ping.c\"\n");
    folder.write("cycle.json", scenario("ping.c"));
    check_refused(folder, "cycle.json", "error: ");
    folder.write("escape.c", "#include \"/etc/passwd\"\n");
    folder.write("escape.json", scenario("escape.c"));
    check_refused(folder, "escape.json", "escape.c:1:");
    folder.write("climb.c", "#include \"../../../../../../etc/passwd\"\n");
    folder.write("climb.json", scenario("climb.c"));
    check_refused(folder, "climb.json", "climb.c:1:");
    folder.write("garbage.c", "\xff\xfe}{ \x01\n");
    folder.write("garbage.json", scenario("garbage.c"));
    check_refused(folder, "garbage.json", "garbage.c:1:");
}

TEST_CASE("errors in one scenario do not keep others from being checked") {
    const TemporaryFolder folder;
    shell(folder.path("."), "mmapck new good");
    folder.write("bad.json", "{");
    const Result result = shell(folder.path("."), "mmapck run --no-traces .");
    CHECK(result.code == 65);
    CHECK(result.out.find("good.json ref: holds\n") != std::string::npos);
    CHECK(result.out.find("\n1 not checked because of errors\n") != std::string::npos);
}

TEST_CASE("errors that every variant has are printed once") {
    const TemporaryFolder folder;
    shell(folder.path("."), "mmapck new good && sed -i 's/munmap(0, 2)/munmap(0 2)/' good.json");
    const Result result = shell(folder.path("."), "mmapck run good.json");
    CHECK(result.code == 65);
    const std::size_t first = result.err.find("good.json:12:19: error: ");
    REQUIRE(first != std::string::npos);
    CHECK(result.err.find("good.json:12:19: error: ", first + 1) == std::string::npos);
    CHECK(result.out.find("2 not checked because of errors\n") != std::string::npos);
}
