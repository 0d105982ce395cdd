// SPDX-License-Identifier: Apache-2.0
#include "reports/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

namespace mmapck::reports {
namespace {

std::string failure(const std::string& what, const std::string& path, int error) {
    return what + " " + path + ": " + std::generic_category().message(error);
}

/// 0, or the error.
int write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        content.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return 0;
}

std::string write_in_place(const std::string& path, std::string_view content) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return failure("cannot open", path, errno);
    }
    int error = write_all(descriptor, content);
    if (::close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    return error == 0 ? "" : failure("cannot write", path, error);
}

/// Something is there that is no plain file: a pipe, a terminal, a folder.
bool is_special(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

/// Where a file is that a symbolic link names, even if it is yet to be made; the path itself if it is no link. Not for special files: what
/// /dev/stdout leads to, as pipe:[1234], is no path.
std::string target_of(const std::string& path) {
    constexpr int most_links = 40;  // as the kernel's path walk allows
    std::filesystem::path target = path;
    std::error_code error;
    for (int i = 0; i < most_links && std::filesystem::is_symlink(target, error); ++i) {
        target = target.parent_path() / std::filesystem::read_symlink(target, error);
    }
    return target.string();
}

std::string folder_of(const std::string& path) { return std::filesystem::path(path).parent_path().string(); }

std::string cannot_make(const std::string& path, const std::string& folder, int error) {
    if (error == ENOENT && !folder.empty()) {
        return "cannot write " + path + ": there is no directory " + folder;
    }
    return failure("cannot write", path, error);
}

/// The permissions that a new file of this name would have, or has.
mode_t permissions(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) {
        return status.st_mode & 07777;
    }
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

/// 0, or the error; the descriptor is closed.
int finish(int descriptor, std::string_view content, mode_t mode) {
    int error = write_all(descriptor, content);
    if (error == 0 && (::fchmod(descriptor, mode) != 0 || ::fsync(descriptor) != 0)) {
        error = errno;
    }
    if (::close(descriptor) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

}  // namespace

std::string write_file(const std::string& path, std::string_view content) {
    if (is_special(path)) {
        return write_in_place(path, content);
    }
    const std::string target = target_of(path);
    std::string temporary = target + ".XXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0) {
        return cannot_make(path, folder_of(target), errno);
    }
    int error = finish(descriptor, content, permissions(target));
    if (error == 0 && ::rename(temporary.c_str(), target.c_str()) != 0) {
        error = errno;
    }
    if (error != 0) {
        ::unlink(temporary.c_str());
        return failure("cannot write", path, error);
    }
    return "";
}

std::string why_not_writable(const std::string& path) {
    std::error_code error;
    if (is_special(path)) {
        return std::filesystem::is_directory(path, error) ? failure("cannot write", path, EISDIR) : "";
    }
    const std::string target = target_of(path), folder = folder_of(target);
    return ::access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) == 0 ? "" : cannot_make(path, folder, errno);
}

FileContent read_file(const std::string& path) {
    FileContent result;
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        result.error = failure("cannot open", path, errno);
        return result;
    }
    std::vector<char> buffer(1 << 16);
    for (;;) {
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            result.error = failure("cannot read", path, errno);
        }
        if (count <= 0) {
            break;
        }
        result.content.append(buffer.data(), static_cast<std::size_t>(count));
        if (result.content.size() > most_file_bytes) {
            result.error = path + " has more than " + std::to_string(most_file_bytes) + " bytes";
            break;
        }
    }
    ::close(descriptor);
    return result;
}

}  // namespace mmapck::reports
