// SPDX-License-Identifier: Apache-2.0
#include "cli/model_directory.h"

#include <cstdlib>
#include <filesystem>

namespace mmapck::cli {

namespace fs = std::filesystem;

namespace {

bool is_model(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "include" / "mmapck" / "primitives.h", error);
}

}  // namespace

std::optional<std::string> find_model_directory(const std::string& named) {
    std::error_code error;
    const char* variable = std::getenv("MMAPCK_MODEL_DIR");
    const std::string asked = !named.empty() ? named : variable ? variable : "";
    if (!asked.empty()) {
        const fs::path folder = fs::absolute(asked, error).lexically_normal();
        return is_model(folder) ? std::optional((folder / "").parent_path().string()) : std::nullopt;
    }
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed = program.parent_path() / MMAPCK_DATA_FROM_PROGRAM / "kernel";
    for (const fs::path& folder : {installed, fs::path(MMAPCK_MODEL_SOURCE)})
        if (folder.is_absolute() && is_model(folder)) return folder.lexically_normal().string();
    return std::nullopt;
}

}  // namespace mmapck::cli
