// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mmapck::reports {

/// Writes a file so that others see the old content or the new one, never a part: into a new file beside it, which
/// then takes its name. What is not a plain file (a terminal, a pipe) is written to directly, and a symbolic link
/// stays one. Returns an empty string, or one sentence that says what failed and why; the old file is then as it was.
std::string write_file(const std::string& path, std::string_view content);

/// What of that can be known beforehand: the same sentence where the folder is missing or may not be written to, or the path is a folder itself; else nothing.
std::string why_not_writable(const std::string& path);

/// More of a file is not read.
inline constexpr std::size_t most_file_bytes = std::size_t{1} << 30;

/// A file's content, or why it cannot be read.
struct FileContent {
    std::string content;
    std::string error;   ///< empty: it was read
};
FileContent read_file(const std::string& path);

}  // namespace mmapck::reports
