// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "model/scenario/scenario.h"

namespace mmapck::scenario {

namespace fs = std::filesystem;

namespace {

bool is_scenario_name(const std::string& name) { return name.ends_with(".json") && !name.ends_with(".trace.json") && name.front() != '.'; }

/// Whether the program itself wrote the file: a report, a trace or a verdict of the cache.
bool is_output(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    char first[64] = {};
    file.read(first, sizeof first - 1);
    return std::string_view(first).find("\"format\": \"mmapck-") != std::string_view::npos;
}

/// Whether a folder is searched.
bool is_searched(const std::string& name) { return name.front() != '.' && name != "schema"; }

void search(const fs::path& folder, std::vector<std::string>& found, std::error_code& error) {
    std::vector<fs::path> folders;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        const std::string name = entry->path().filename().string();
        const bool link = entry->is_symlink(ignored);
        if (entry->is_directory(ignored) && !link && is_searched(name)) folders.push_back(entry->path());
        if (entry->is_regular_file(ignored) && is_scenario_name(name) && !is_output(entry->path())) found.push_back(entry->path().string());
    }
    for (const fs::path& below : folders) search(below, found, error);
}

lang::Diagnostic about(const std::string& path, const std::string& message, const std::string& suggestion = "") {
    return {lang::Severity::error, path, 0, 0, message, "", suggestion, ""};
}

std::string without_end_slashes(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

}  // namespace

Found find(const std::vector<std::string>& paths) {
    Found found;
    for (const std::string& named : paths) {
        const std::string path = without_end_slashes(named);
        std::error_code error;
        const auto status = fs::status(path, error);
        if (!fs::exists(status)) {
            found.diagnostics.push_back(about(named, error && status.type() != fs::file_type::not_found ? error.message() : "there is no such file or folder"));
        } else if (fs::is_directory(status)) {
            const std::size_t before = found.paths.size();
            std::error_code failed;
            search(path, found.paths, failed);
            if (failed)
                found.diagnostics.push_back(about(named, "this folder cannot be read: " + failed.message()));
            else if (found.paths.size() == before)
                found.diagnostics.push_back(about(named, "there is no scenario (*.json) below this folder"));
        } else if (path.ends_with(".trace.json")) {
            found.diagnostics.push_back(about(named, "this is a trace, not a scenario", "mmapck replay " + named));
        } else if (is_output(path)) {
            found.diagnostics.push_back(about(named, "mmapck wrote this file; it is no scenario"));
        } else {
            found.paths.push_back(path);
        }
    }
    std::sort(found.paths.begin(), found.paths.end());
    found.paths.erase(std::unique(found.paths.begin(), found.paths.end()), found.paths.end());
    return found;
}

}  // namespace mmapck::scenario
