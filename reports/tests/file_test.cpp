// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "reports/file.h"

using namespace mmapck::reports;
namespace fs = std::filesystem;

namespace {

/// A folder that goes away with the test.
struct Folder {
    fs::path path;
    Folder() {
        std::string name = (fs::temp_directory_path() / "mmapck-file-test.XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
    std::string operator/(const std::string& name) const { return (path / name).string(); }
    std::size_t entries() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
};

TEST_CASE("a file is written whole, replaces the old one and leaves nothing else behind") {
    const Folder folder;
    CHECK(write_file(folder / "r.json", "first\n") == "");
    CHECK(read_file(folder / "r.json").content == "first\n");
    ::chmod((folder / "r.json").c_str(), 0640);
    const std::string big(1'000'000, 'x');
    CHECK(write_file(folder / "r.json", big) == "");
    CHECK(read_file(folder / "r.json").content == big);
    CHECK((fs::status(folder / "r.json").permissions() & fs::perms::mask) == fs::perms(0640));
    CHECK(folder.entries() == 1);
}

TEST_CASE("a symbolic link stays one") {
    const Folder folder;
    fs::create_directory(folder.path / "real");
    fs::create_symlink("real/r.json", folder.path / "link.json");
    CHECK(write_file(folder / "link.json", "content") == "");
    CHECK(fs::is_symlink(folder.path / "link.json"));
    CHECK(read_file(folder / "real/r.json").content == "content");
}

TEST_CASE("what cannot be written is said, and the old file stays") {
    const Folder folder;
    CHECK(write_file(folder / "missing/r.json", "x") ==
          "cannot write " + (folder / "missing/r.json") + ": there is no directory " + (folder / "missing"));
    CHECK(write_file(folder.path.string(), "x") == "cannot open " + folder.path.string() + ": Is a directory");
    CHECK(write_file("/dev/null", "x") == "");
    CHECK(write_file("/dev/full", "x") == "cannot write /dev/full: No space left on device");
    CHECK(folder.entries() == 0);
}

TEST_CASE("what cannot be read is said") {
    const Folder folder;
    const FileContent missing = read_file(folder / "none");
    CHECK(missing.content == "");
    CHECK(missing.error == "cannot open " + (folder / "none") + ": No such file or directory");
    CHECK(read_file(folder.path.string()).error == "cannot read " + folder.path.string() + ": Is a directory");
}

}  // namespace
