// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/lang/compile.h"
#include "model/lang/import/reporter.h"

namespace mmapck::lang::front {

/// Bytes of all files of one unit.
inline constexpr std::size_t most_bytes_of_unit = 64u << 20;

/// The folders whose files a unit may include: the include folders, the unit's own folder and the one that holds it, and
/// the folder that names are shown relative to. Absolute and without dots.
std::vector<std::string> roots_of(const Unit& unit);

/// Whether a path, relative to the working directory or absolute, is below one of these folders.
bool is_below(const std::vector<std::string>& roots, llvm::StringRef path);

/// The file system that a unit sees: its main text under its path, and regular files below the roots, which may change. Each file is read once
/// and checked as check_text() does; a file with a problem is reported, and appears to be empty.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files_of(const Unit& unit, const std::vector<std::string>& roots, Reporter& reporter);

}  // namespace mmapck::lang::front
