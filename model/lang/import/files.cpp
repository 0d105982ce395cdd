// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/files.h"

#include <filesystem>
#include <set>

#include "model/lang/import/preflight.h"

namespace mmapck::lang::front {

namespace {

namespace fs = std::filesystem;

std::string absolute(const std::string& path) {
    std::error_code error;
    std::string result = fs::absolute(fs::path(path.empty() ? "." : path), error).lexically_normal().string();
    while (result.size() > 1 && result.back() == '/') {
        result.pop_back();
    }
    return result;
}

class Files : public llvm::vfs::ProxyFileSystem {
  public:
    Files(const Unit& unit, const std::vector<std::string>& roots, Reporter& reporter)
        : ProxyFileSystem(llvm::vfs::getRealFileSystem()), reporter_(reporter), roots_(roots),
          memory_(new llvm::vfs::InMemoryFileSystem) {
        keep(unit.path, unit.text);
    }

    llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine& path) override {
        const std::string name = path.str();
        if (!load(name)) {
            return is_below(roots_, name) ? ProxyFileSystem::status(path) : std::make_error_code(std::errc::no_such_file_or_directory);
        }
        auto result = memory_->status(absolute(name));
        return result ? llvm::vfs::Status::copyWithNewName(*result, path) : result;
    }

    llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
        const std::string name = path.str();
        if (!load(name)) {
            return std::make_error_code(std::errc::no_such_file_or_directory);
        }
        return llvm::vfs::File::getWithPath(memory_->openFileForRead(absolute(name)), path);
    }

  private:
    /// Whether the file is there, and in memory from now on.
    bool load(const std::string& name) {
        const std::string path = absolute(name);
        if (kept_.count(path) != 0) {
            return true;
        }
        if (!is_below(roots_, path)) {
            return false;
        }
        const auto status = ProxyFileSystem::status(path);
        if (!status || !status->isRegularFile()) {
            return false;
        }
        if (status->getSize() > most_bytes || bytes_ + status->getSize() > most_bytes_of_unit) {
            keep_large(name, status->getSize());
            return true;
        }
        auto buffer = llvm::MemoryBuffer::getFile(path);
        if (!buffer) {
            return false;
        }
        keep(name, (*buffer)->getBuffer());
        return true;
    }

    void keep(const std::string& name, llvm::StringRef text) {
        bytes_ += text.size();
        if (auto problem = check_text(name, std::string_view(text.data(), text.size()))) {
            reporter_.error(std::move(*problem));
            text = "";
        }
        add(name, text);
    }

    void keep_large(const std::string& name, std::uint64_t size) {
        Diagnostic problem;
        problem.file = name;
        problem.message = size > most_bytes ? "the file has " + std::to_string(size) + " bytes, more than the " + std::to_string(most_bytes) + " that are read"
                                            : "all files of the model have more than " + std::to_string(most_bytes_of_unit) + " bytes";
        problem.suggestion = "include less, or leave out generated tables";
        reporter_.error(std::move(problem));
        add(name, "");
    }

    void add(const std::string& name, llvm::StringRef text) {
        const std::string path = absolute(name);
        kept_.insert(path);
        memory_->addFile(path, 0, llvm::MemoryBuffer::getMemBufferCopy(text, path));
    }

    Reporter& reporter_;
    const std::vector<std::string>& roots_;
    llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> memory_;
    std::set<std::string> kept_;
    std::size_t bytes_ = 0;
};

}  // namespace

std::vector<std::string> roots_of(const Unit& unit) {
    std::vector<std::string> result;
    for (const std::string& directory : unit.include_dirs) {
        result.push_back(absolute(directory));
    }
    const fs::path folder = fs::path(absolute(unit.path)).parent_path();
    result.push_back(folder.string());
    if (folder.parent_path() != folder.root_path()) {
        result.push_back(folder.parent_path().string());
    }
    if (!unit.shown_relative_to.empty()) {
        result.push_back(absolute(unit.shown_relative_to));
    }
    return result;
}

bool is_below(const std::vector<std::string>& roots, llvm::StringRef path) {
    const std::string full = absolute(path.str());
    for (const std::string& root : roots) {
        if (full == root || (llvm::StringRef(full).startswith(root) && (root.back() == '/' || full[root.size()] == '/'))) {
            return true;
        }
    }
    return false;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files_of(const Unit& unit, const std::vector<std::string>& roots, Reporter& reporter) {
    return llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(new Files(unit, roots, reporter));
}

}  // namespace mmapck::lang::front
