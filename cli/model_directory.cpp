// SPDX-License-Identifier: Apache-2.0
#include "cli/model_directory.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace mmapck::cli {

namespace fs = std::filesystem;

namespace {

bool is_model(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "include" / "mmapck" / "primitives.h", error);
}

/// The source tree that a build folder belongs to, by the cache that CMake leaves there.
fs::path source_of(const fs::path& build) {
    constexpr std::string_view key = "CMAKE_HOME_DIRECTORY:INTERNAL=";
    std::ifstream cache(build / "CMakeCache.txt");
    for (std::string line; std::getline(cache, line);)
        if (line.rfind(key, 0) == 0) return line.substr(key.size());
    return {};
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
    if (error) return std::nullopt;
    const fs::path source = source_of(program.parent_path());
    for (const fs::path& folder : {source / "model" / "kernel", program.parent_path().parent_path() / "share" / "mmapck" / "kernel"})
        if (folder.is_absolute() && is_model(folder)) return folder.string();
    return std::nullopt;
}

}  // namespace mmapck::cli
