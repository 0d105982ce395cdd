// SPDX-License-Identifier: Apache-2.0
#include "model/scenario/drivers.h"

#include <algorithm>
#include <filesystem>

namespace mmapck::scenario {

namespace fs = std::filesystem;

std::vector<std::string> driver_folders(const std::string& scenario_path) {
    std::error_code error;
    const fs::path absolute = fs::absolute(scenario_path, error).lexically_normal();
    std::vector<std::string> folders{absolute.parent_path().string()};
    for (fs::path folder = absolute.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
        if (folder.filename() == "scenarios" && folder.string() != folders[0]) folders.push_back(folder.string());
    return folders;
}

namespace {

bool stays_below(const fs::path& folder, const fs::path& file) {
    std::error_code error;
    const fs::path real_folder = fs::canonical(folder, error), real_file = fs::canonical(file, error);
    if (error) return false;
    return std::mismatch(real_folder.begin(), real_folder.end(), real_file.begin(), real_file.end()).first == real_folder.end();
}

/// Names of the C files that stand where `name` was looked for.
std::vector<std::string> neighbours(const std::vector<std::string>& folders, const fs::path& name) {
    std::vector<std::string> names;
    for (const std::string& folder : folders) {
        std::error_code error;
        for (fs::directory_iterator entry((fs::path(folder) / name).parent_path(), error), end; !error && entry != end; entry.increment(error))
            if (entry->path().extension() == ".c") names.push_back((name.parent_path() / entry->path().filename()).string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void find_driver(Findings& findings, const std::vector<std::string>& folders, const Text& name, std::vector<Driver>& found) {
    const fs::path relative(name.text);
    const bool climbs = std::any_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == ".."; });
    const bool odd = name.text.find_first_of("\"\\\n\r") != std::string::npos || name.text.find('\0') != std::string::npos || name.text.size() > 1024;
    if (relative.is_absolute() || climbs || odd) {
        findings.error(name.place, "a driver is named by a path below the scenario's folder, without '..'");
        return;
    }
    for (const std::string& folder : folders) {
        const fs::path path = fs::path(folder) / relative;
        std::error_code error;
        if (!fs::exists(path, error)) continue;
        if (!fs::is_regular_file(path, error)) return findings.error(name.place, "'" + name.text + "' is not a regular file");
        if (!stays_below(folder, path)) return findings.error(name.place, "'" + name.text + "' leads out of the scenario's folder");
        found.push_back({name, path.string()});
        return;
    }
    findings.error(name.place, "there is no driver '" + name.text + "', neither beside the scenario nor in a folder 'scenarios' above it",
                   did_you_mean(name.text, neighbours(folders, relative)));
}

}  // namespace

std::vector<Driver> find_drivers(Findings& findings, const std::string& scenario_path, const std::vector<Text>& names) {
    const std::vector<std::string> folders = driver_folders(scenario_path);
    std::vector<Driver> found;
    for (const Text& name : names) find_driver(findings, folders, name, found);
    return found;
}

}  // namespace mmapck::scenario
