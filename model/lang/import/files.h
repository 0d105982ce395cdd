// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/lang/compile.h"
#include "model/lang/import/clang.h"

namespace mmapck::lang::front {

/// The file system that a unit sees: its main text under its path, and the files on disk.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files_of(const Unit& unit);

}  // namespace mmapck::lang::front
