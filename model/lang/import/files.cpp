// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/files.h"

namespace mmapck::lang::front {

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files_of(const Unit& unit) {
    llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> both(new llvm::vfs::OverlayFileSystem(llvm::vfs::getRealFileSystem()));
    llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> memory(new llvm::vfs::InMemoryFileSystem);
    if (auto folder = both->getCurrentWorkingDirectory()) {
        memory->setCurrentWorkingDirectory(*folder);
    }
    memory->addFile(unit.path, 0, llvm::MemoryBuffer::getMemBufferCopy(unit.text, unit.path));
    both->pushOverlay(memory);
    return both;
}

}  // namespace mmapck::lang::front
