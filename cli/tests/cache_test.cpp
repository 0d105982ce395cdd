// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>

#include "cli/tests/new_driver.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Fresh : NewDriver {
    Fresh() { copy_from_source("model/kernel", folder.path("kernel")); }
    Result run(const std::string& arguments = "") const { return NewDriver::run("mmapck run --model-dir kernel --no-traces --cache c " + arguments + " d.json"); }
    /// How many of the two verdicts were in the cache.
    int reused(const std::string& arguments = "") const {
        const std::string text = run(arguments).err;
        return text.rfind("mmapck: ", 0) == 0 && has(text, " of 2 verdicts were in the cache\n") ? text[8] - '0' : -1;
    }
    void append(const std::string& file, const std::string& text) const { folder.write(file, content(folder.path(file)) + text); }
};

}  // namespace

TEST_CASE("a verdict is known as long as nothing that it depends on has changed") {
    const Fresh fresh;
    const Result first = fresh.run();
    CHECK(first.code == 0);
    CHECK(first.err == "mmapck: 0 of 2 verdicts were in the cache\n");
    const Result second = fresh.run();
    CHECK(second.err == "mmapck: 2 of 2 verdicts were in the cache\n");
    CHECK(second.out == first.out);
    CHECK(fresh.reused("--jobs 1") == 2);
    CHECK(fresh.reused("--faults 0") == 0);
    CHECK(fresh.reused("--faults driver") == 0);
    CHECK(fresh.reused("--no-fuse") == 0);
    CHECK(fresh.reused("--max-states 1000000") == 0);
    fresh.change("\"expect\"", "\"limits\": { \"states\": 2000000 }, \"expect\"");
    CHECK(fresh.reused() == 0);
    CHECK(fresh.reused() == 2);
    fresh.change("\"limits\": { \"states\": 2000000 }, ", "");
    CHECK(fresh.reused() == 2);
    fresh.append("drivers/d.c", "/* changed */\n");
    CHECK(fresh.reused() == 0);
    fresh.append("kernel/mm/vma.c", "/* changed */\n");
    CHECK(fresh.reused() == 0);
    fresh.folder.write("drivers/d.h", "#define D 1\n");
    fresh.append("drivers/d.c", "#include \"d.h\"\n");
    CHECK(fresh.reused() == 0);
    CHECK(fresh.reused() == 2);
    fresh.folder.write("drivers/d.h", "#define D 2\n");
    CHECK(fresh.reused() == 0);
}

TEST_CASE("what a budget ended is not kept") {
    const Fresh fresh;
    CHECK(fresh.reused("--max-states 5") == 0);
    CHECK(fresh.reused("--max-states 5") == 0);
}

TEST_CASE("reports say the same from the cache") {
    const Fresh fresh;
    drop_line(fresh.folder.path("drivers/d.c"), "leave this line out");
    CHECK(fresh.run("--report json=one.json --report lcov=one.info").code == 1);
    CHECK(fresh.reused("--report json=two.json --report lcov=two.info") == 2);
    CHECK(content(fresh.folder.path("one.json")) == content(fresh.folder.path("two.json")));
    CHECK(content(fresh.folder.path("one.info")) == content(fresh.folder.path("two.info")));
}

TEST_CASE("a stored trace is run again, and not believed if it ends otherwise") {
    const Fresh fresh;
    drop_line(fresh.folder.path("drivers/d.c"), "leave this line out");
    const Result first = fresh.run();
    CHECK(first.code == 1);
    CHECK(fresh.reused() == 2);
    for (const char* edit : {"s/lock-held-[a-z-]*/deadlock/", "s/mutex_lock/mutex_look/", "s/\"steps_taken\": \"./\"steps_taken\": \"/", "s/violated/holds/", "s/./x/"}) {
        INFO(std::string(edit));
        CHECK(shell(fresh.folder.path("c"), "sed -i '" + std::string(edit) + "' *.json").code == 0);
        const Result again = fresh.run();
        CHECK(again.err == "mmapck: 0 of 2 verdicts were in the cache\n");
        CHECK(again.out == first.out);
    }
}

TEST_CASE("74: a cache that cannot be made") {
    const Fresh fresh;
    fresh.folder.write("c", "a file");
    const Result result = fresh.run();
    CHECK(result.code == 74);
    CHECK(has(result.err, "mmapck: cannot make the folder c"));
}

TEST_CASE("--changed-since leaves out what git says is as it was") {
    const Fresh fresh;
    const auto since = [&](const std::string& revision) {
        return shell(fresh.folder.path("."), "mmapck run --model-dir kernel --no-traces --changed-since " + revision + " *.json 2>&1");
    };
    if (shell("/", "command -v git").code != 0) {
        MESSAGE("SKIPPED, git is not installed");
        return;
    }
    CHECK(since("HEAD").code == 65);
    REQUIRE(shell(fresh.folder.path("."), "git init -q && git add . && git -c user.name=n -c user.email=e@example.org commit -q -m m").code == 0);
    const Result same = since("HEAD");
    CHECK(same.code == 0);
    CHECK(same.out == "0 checked: 0 as expected, 0 unexpected, 0 vacuous, 0 inconclusive\n2 not checked because nothing has changed since HEAD\n");
    fresh.append("drivers/d.c", "/* changed */\n");
    CHECK(has(since("HEAD").out, "2 checked: "));
    REQUIRE(shell(fresh.folder.path("."), "git checkout -q drivers && mmapck new e").code == 0);
    const Result untracked = since("HEAD");
    CHECK(has(untracked.out, "2 checked: "));
    CHECK(has(untracked.out, "e.json ref: holds"));
    REQUIRE(shell(fresh.folder.path("."), "rm -r e.json drivers/e.c && echo '/* changed */' >>kernel/mm/vma.c").code == 0);
    CHECK(has(since("HEAD").out, "2 checked: "));
    CHECK(since("no-such-revision").code == 65);
    CHECK(since("--output=x").code == 65);
    CHECK(!fs::exists(fresh.folder.path("x")));
}
