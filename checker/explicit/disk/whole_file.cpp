// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/disk/whole_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "checker/explicit/disk/disk_error.h"

namespace mmapck::checker::explicit_ {

namespace {

std::string why(int error) { return std::generic_category().message(error); }

void before(const BeforeChange& change) {
    if (change) change();
}

}  // namespace

void write_whole(const std::string& path, const std::string& content, const BeforeChange& before_change) {
    DataFile file(path, before_change);
    file.truncate(0);
    std::string copy = content;
    const std::array pieces{std::as_writable_bytes(std::span(copy))};
    file.append(pieces);
    file.sync();
}

std::optional<std::string> read_whole(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) throw DiskError("cannot read " + path);
    return content.str();
}

void rename_file(const std::string& from, const std::string& to, const BeforeChange& before_change) {
    before(before_change);
    std::error_code error;
    std::filesystem::rename(from, to, error);
    if (error) throw DiskError("cannot rename " + from + ": " + error.message());
}

void remove_file(const std::string& path, const BeforeChange& before_change) {
    before(before_change);
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error) throw DiskError("cannot remove " + path + ": " + error.message());
}

void make_folder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) throw DiskError("cannot make the folder " + path + ": " + error.message());
}

void sync_folder(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) close(descriptor);
    if (!synced) throw DiskError("cannot write to " + path + ": " + why(error));
}

}  // namespace mmapck::checker::explicit_
