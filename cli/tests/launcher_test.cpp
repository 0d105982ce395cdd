// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>

#include "cli/tests/shell.h"
#include "model/tests/temporary_folder.h"

using namespace mmapck::cli::tests;
namespace fs = std::filesystem;

namespace {

/// A tree with the launcher, and in place of a build one that prints its arguments. All packages are said to be there.
struct Tree {
    Tree() {
        fs::create_directories(build);
        fs::copy(MMAPCK_SOURCE_DIR "/mmapck", folder.path("tree/mmapck"));
        folder.write("bin/dpkg-query", "#!/bin/sh\nprintf installed\n");
        folder.write("tree/build/release/mmapck", "#!/bin/sh\necho \"$PWD:\" \"$@\"\nexit 4\n");
        folder.write("tree/build/release/CMakeCache.txt", "CMAKE_HOME_DIRECTORY:INTERNAL=" + fs::canonical(folder.path("tree")).string() + "\n");
        folder.write("tree/build/release/build.ninja", "rule touch\n  command = touch $out\nbuild mmapck: phony\n");
        shell(folder.path("."), "chmod +x bin/dpkg-query tree/build/release/mmapck");
    }
    Result launch(const std::string& command) const { return shell(folder.path("."), "PATH=$PWD/bin:$PATH\n" + command); }
    TemporaryFolder folder;
    const std::string build = folder.path("tree/build/release");
};

}  // namespace

TEST_CASE("the launcher passes on what it is given, and where it is") {
    const Tree tree;
    const std::string here = fs::canonical(tree.folder.path(".")).string();
    const Result result = tree.launch("tree/mmapck run 'a b' --quiet");
    CHECK(result.code == 4);
    CHECK(result.out == here + ": run a b --quiet\n");
    CHECK(result.err == "");
    fs::create_symlink("../tree/mmapck", tree.folder.path("bin/mmapck"));
    CHECK(tree.launch("cd bin && ./mmapck list").out == here + "/bin: list\n");
}

TEST_CASE("the launcher shows why a build failed") {
    const Tree tree;
    tree.folder.write("tree/build/release/build.ninja", "rule fail\n  command = echo broken here; false\nbuild mmapck: fail\n");
    const Result result = tree.launch("tree/mmapck list");
    CHECK(result.code == 70);
    CHECK(result.out == "");
    CHECK(result.err.find("broken here") != std::string::npos);
    CHECK(result.err.find("mmapck: the build failed\n") != std::string::npos);
}

TEST_CASE("the launcher does not use the build of another place") {
    const Tree tree;
    fs::rename(tree.folder.path("tree"), tree.folder.path("moved"));
    const Result result = tree.launch("moved/mmapck list");
    CHECK(result.code == 70);   // there is nothing to configure in this tree
    CHECK(result.err.find("mmapck: configuring\n") != std::string::npos);
    CHECK(!fs::exists(tree.folder.path("moved/build/release")));
}

TEST_CASE("the launcher says what is missing where it cannot install it") {
    const Tree tree;
    fs::remove(tree.build + "/build.ninja");
    tree.folder.write("bin/dpkg-query", "#!/bin/sh\nexit 1\n");
    tree.folder.write("bin/id", "#!/bin/sh\necho 1000\n");
    shell(tree.folder.path("."), "chmod +x bin/*; for tool in bash readlink dirname grep cat rm mktemp; do ln -s \"$(command -v $tool)\" bin/; done");
    const Result result = shell(tree.folder.path("."), "PATH=$PWD/bin bash tree/mmapck list");
    CHECK(result.code == 69);
    CHECK(result.err.find("mmapck: cannot install them: not root, and there is no sudo; as root, run:\nmmapck:   apt-get install g++ ") != std::string::npos);
}
