// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "checker/explicit/disk/data_file.h"

/// Small files, each of which is written and read as a whole. What fails throws DiskError.
namespace mmapck::checker::explicit_ {

/// Returns when it is on the disk. The file may be cut short where that fails.
void write_whole(const std::string& path, const std::string& content, const BeforeChange& before_change);
/// Nothing if there is no such file.
std::optional<std::string> read_whole(const std::string& path);

void rename_file(const std::string& from, const std::string& to, const BeforeChange& before_change);
/// No error if it is not there.
void remove_file(const std::string& path, const BeforeChange& before_change);

/// With those above it. No error if it is there.
void make_folder(const std::string& path);
/// Returns when the names in it are on the disk.
void sync_folder(const std::string& path);

}  // namespace mmapck::checker::explicit_
