// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "model/tests/temporary_folder.h"
#include "reports/file.h"

using namespace mmapck::reports;
namespace fs = std::filesystem;

namespace {

std::size_t entries(const TemporaryFolder& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

TEST_CASE("a file is written whole, replaces the old one and leaves nothing else behind") {
    const TemporaryFolder folder;
    CHECK(write_file(folder.path("r.json"), "first\n") == "");
    CHECK(read_file(folder.path("r.json")).content == "first\n");
    ::chmod(folder.path("r.json").c_str(), 0640);
    const std::string big(1'000'000, 'x');
    CHECK(write_file(folder.path("r.json"), big) == "");
    CHECK(read_file(folder.path("r.json")).content == big);
    CHECK((fs::status(folder.path("r.json")).permissions() & fs::perms::mask) == fs::perms(0640));
    CHECK(entries(folder) == 1);
}

TEST_CASE("a symbolic link stays one") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path("real"));
    fs::create_symlink("real/r.json", folder.path("link.json"));
    CHECK(write_file(folder.path("link.json"), "content") == "");
    CHECK(fs::is_symlink(folder.path("link.json")));
    CHECK(read_file(folder.path("real/r.json")).content == "content");
}

TEST_CASE("what cannot be written is said, and the old file stays") {
    const TemporaryFolder folder;
    CHECK(write_file(folder.path("missing/r.json"), "x") ==
          "cannot write " + folder.path("missing/r.json") + ": there is no directory " + folder.path("missing"));
    CHECK(write_file(folder.path(), "x") == "cannot open " + folder.path() + ": Is a directory");
    CHECK(write_file("/dev/null", "x") == "");
    CHECK(write_file("/dev/full", "x") == "cannot write /dev/full: No space left on device");
    CHECK(entries(folder) == 0);
}

TEST_CASE("what cannot be read is said") {
    const TemporaryFolder folder;
    const FileContent missing = read_file(folder.path("none"));
    CHECK(missing.content == "");
    CHECK(missing.error == "cannot open " + folder.path("none") + ": No such file or directory");
    CHECK(read_file(folder.path()).error == "cannot read " + folder.path() + ": Is a directory");
}

}  // namespace
